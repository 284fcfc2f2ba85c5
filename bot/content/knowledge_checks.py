"""What must hold within a file of `content/knowledge`, and what is worth a note."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from bot.content.choices import twice
from bot.content.fault_sentences import did_you_mean
from bot.content.knowledge_file import BLANK, LAW_BLANK, KnowledgeFile, own_name
from bot.content.yaml_files import Check, Problem
from bot.dates import day

OLD_AFTER_DAYS = 365
"""From a review until the next one is due."""


def _no_question_twice(file: KnowledgeFile) -> Iterator[Problem]:
    for position, entry in enumerate(file.entries):
        yield from twice(("entries", position, "ask"), entry.ask)


def _answers_stand_on_something(file: KnowledgeFile) -> Iterator[Problem]:
    for position, entry in enumerate(file.entries):
        if not (entry.authority or entry.redirect):
            yield ("entries", position, "authority"), "Say what this answer stands on: a clause, a law, or our advice."


def _blanks_have_words(file: KnowledgeFile) -> Iterator[Problem]:
    for position, entry in enumerate(file.entries):
        named = {own_name(blank) for blank in entry.blanks}
        for name in entry.without:
            if name not in named:
                where = ("entries", position, "without", name)
                yield where, f"The answer has no {{district.{name}}}.{did_you_mean(name, named)}"
        for blank in re.findall(r"\{[^{}]*\}", LAW_BLANK.sub("", BLANK.sub("", entry.answer))):
            yield (
                ("entries", position, "answer"),
                f"“{blank}” cannot be filled in. A blank is written {{district.name}}.",
            )


def _laws_have_words(file: KnowledgeFile) -> Iterator[Problem]:
    for position, entry in enumerate(file.entries):
        named = LAW_BLANK.findall(entry.answer)
        for law in {*named} - {*entry.laws}:
            yield ("entries", position, "answer"), f"Say under “laws” what stands for {{law.{law}}}."
        for law in {*entry.laws} - {*named}:
            where = ("entries", position, "laws", law)
            yield where, f"The answer has no {{law.{law}}}.{did_you_mean(law, named)}"


def _reviews_make_sense(file: KnowledgeFile) -> Iterator[Problem]:
    for position, entry in enumerate(file.entries):
        spot = ("entries", position, "reviewed_on")
        if bool(entry.reviewed_by) != bool(entry.reviewed_on):
            yield spot, "“reviewed_by” and “reviewed_on” belong together: fill in both, or neither."
        if entry.reviewed_on and entry.reviewed_on < entry.written_on:
            yield spot, "The review is older than the text. Have it read again, or correct the day."


def _corrections_correct_something(file: KnowledgeFile) -> Iterator[Problem]:
    for position, entry in enumerate(file.entries):
        corrected = entry.correction.in_version if entry.correction else entry.version
        spot = ("entries", position, "correction")
        if entry.correction and corrected < 2:
            yield spot, "A first version corrects nothing. Raise “version”, or take “correction” out."
        elif corrected > entry.version:
            yield spot, f"The correction is of version {corrected}, and the answer of version {entry.version}."


CHECKS: tuple[Check[KnowledgeFile], ...] = (
    _no_question_twice,
    _answers_stand_on_something,
    _blanks_have_words,
    _laws_have_words,
    _reviews_make_sense,
    _corrections_correct_something,
)


def old_reviews(today: date) -> Check[KnowledgeFile]:
    """(a day) -> the check that notes each entry whose next review is due."""

    def find(file: KnowledgeFile) -> Iterator[Problem]:
        for position, entry in enumerate(file.entries):
            if entry.reviewed_on and (today - entry.reviewed_on).days > OLD_AFTER_DAYS:
                last = f"“{entry.slug}” was last reviewed on {day(entry.reviewed_on)}."
                yield ("entries", position), f"{last} Please have it read again."

    return find


def untold_corrections(file: KnowledgeFile) -> Iterator[Problem]:
    """A note for each correction that reaches nobody: who reads such an entry is not kept (requirement 6.5)."""
    for position, entry in enumerate(file.entries):
        if entry.correction and entry.only_counted:
            why = f"who reads “{entry.slug}” is not kept, as with all personal and safety entries."
            told = f"Nobody is told of this correction: {why} Where it matters, tell all staff yourself."
            yield ("entries", position, "correction"), told


def reviews_to_come(today: date) -> Check[KnowledgeFile]:
    """(a day) -> the check that finds each review that nobody can have made yet."""

    def find(file: KnowledgeFile) -> Iterator[Problem]:
        for position, entry in enumerate(file.entries):
            if entry.reviewed_on and entry.reviewed_on > today:
                sentence = f"{day(entry.reviewed_on)} is still to come. Write the day on which it was read."
                yield ("entries", position, "reviewed_on"), sentence

    return find


def never_reviewed(file: KnowledgeFile) -> Iterator[Problem]:
    """One note for all entries of a file that nobody of the district has read yet."""
    new = [position for position, entry in enumerate(file.entries) if not entry.reviewed_by]
    if new:
        count = f"{len(new)} of the {len(file.entries)} entries here"
        yield ("entries", new[0]), f"{count} have not been reviewed by anybody in the district yet; this is the first."
