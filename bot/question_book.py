"""What was asked and answered, as a handler may keep it: words without names, names without words (requirement 6.5)."""

from __future__ import annotations

import re
import secrets
from collections.abc import Sequence

from bot.content.knowledge_file import ONLY_COUNTED, Entry
from bot.desk import Desk
from bot.knowledge.nameless import HIDDEN
from bot.store import questions
from bot.store.questions import Question, Rating
from bot.typed import typed_line

__all__ = [
    "LONGEST_KEPT",
    "Question",
    "Rating",
    "choose",
    "find",
    "keeps_no_words",
    "note",
    "rate",
    "tell",
    "without_people",
]

LONGEST_KEPT = 2_000
"""As much as the form holds in which a person is asked."""
WITHOUT_WORDS = (*ONLY_COUNTED, "optout-lookup", "optout-protected-student")
"""Entries about one's own life, somebody's danger, or one student: no word is kept of a question that they answer."""

_TELLS_WHO = re.compile(r"\S+@\S+|@\w+|\+?\d[\d\s().-]{5,}\d|(?<!\w)(?=\w*\d{5})\w+")
"""Addresses, handles, telephone numbers, and what a student is numbered with."""


async def note(
    desk: Desk, words: str, outcome: str, entry: Entry | None = None, others: Sequence[str] = ()
) -> Question:
    """A question that was just asked, and what came of it. What is nearest to a private matter may be one.

    outcome  answered, suggested, person, interrupt, or read (an entry was opened without a question)
    """
    nearest = entry.slug if entry else next(iter(others), "")
    private = keeps_no_words(nearest) or desk.house.library.names_a_student(words)
    kept = "" if private else _shortened(without_people(desk, words))
    slug, version = (entry.slug, entry.version) if entry else ("", 0)
    day = desk.now.astimezone(desk.house.calendar.timezone).date()
    question = Question(secrets.token_hex(8), day, kept, outcome, slug, version, [*others])
    await questions.note(desk.transaction, question)
    if entry:
        await tell(desk, entry)
    return question


def without_people(desk: Desk, words: str) -> str:
    """Words as they may be kept, on one line: without the names, addresses and numbers that can be told."""
    return desk.house.library.without_names(_TELLS_WHO.sub(HIDDEN, typed_line(words)))


def _shortened(words: str) -> str:
    """Without what is too long: a story is told in the middle, and its question stands before or behind it."""
    if len(words) <= LONGEST_KEPT:
        return words
    half = (LONGEST_KEPT - len(f" {HIDDEN} ")) // 2
    return f"{words[:half]} {HIDDEN} {words[-half:]}"


async def find(desk: Desk, question_id: str) -> Question | None:
    """A question by its lot, as long as it is kept."""
    return await questions.by_id(desk.transaction, question_id)


async def choose(desk: Desk, question: Question, entry: Entry) -> None:
    """Of the entries that were offered this is the one that was meant. A private matter leaves no words behind."""
    if keeps_no_words(entry.slug):
        await questions.forget_words(desk.transaction, question.id)
    await questions.choose(desk.transaction, question.id, entry.slug, entry.version)
    await tell(desk, entry)


async def rate(desk: Desk, question: Question, rating: Rating) -> bool:
    """Keep whether an answer helped. False when that was said before."""
    return await questions.rate(desk.transaction, question.id, rating)


async def tell(desk: Desk, entry: Entry) -> None:
    """This person reads an answer, and may have to hear of a correction."""
    if not entry.only_counted:
        day = desk.now.astimezone(desk.house.calendar.timezone).date()
        await questions.tell(desk.transaction, desk.me, entry.slug, entry.version, day)


def keeps_no_words(slug: str) -> bool:
    """Whether no word is kept of a question that this entry answers."""
    return slug.startswith(WITHOUT_WORDS)
