"""Asks the knowledge base from the command line, as the chat does: one message, or a file of them, and why an entry was
found."""

from __future__ import annotations

import json
import sys
from argparse import Namespace
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from bot.content import load_content
from bot.content.knowledge import Entry
from bot.content.yaml_files import Fault, Faults
from bot.credentials import looks_like_credential
from bot.house import House
from bot.knowledge.finder import NOTHING
from bot.knowledge.library import open_library
from bot.opening import WORDING
from bot.wording import load_words
from handlers.answers import OTHERS_SHOWN, TITLES_SHOWN, in_another_language
from handlers.danger import what_to_do
from handlers.incident_whose import account_in, asks_for_no_more, beside_links, searched_for
from handlers.questions import ANSWERED_AT_ONCE, LONGEST_QUESTION

Environment = Mapping[str, str]
Row = dict[str, Any]
NO_CHAT = ""
"""Nobody's chat is in any language here."""
EXAMPLE = 'ask "May I post this photo?"'


def ask(arguments: Namespace, environment: Environment) -> int:
    """Answer one message, or each line of a file. Takes no other setting than CONTENT_DIR."""
    if wrong := _misused(arguments):
        print(wrong, file=sys.stderr)
        return 1
    asked = _questions(Path(arguments.batch)) if arguments.batch else []
    folder = Path(environment.get("CONTENT_DIR") or "content")
    content = load_content(folder)
    library = open_library(folder, content.district, content.knowledge)
    desk = _Desk(House(content, load_words(folder / WORDING), content.district.calendar, library))
    if not arguments.batch:
        desk.answer(arguments.question, arguments)
    for question in asked:
        print(json.dumps({"id": question["id"], **desk.row(question["q"])}, ensure_ascii=False))
    return 0


def _misused(arguments: Namespace) -> str:
    """What is wrong with how it was called; "" where nothing is."""
    if arguments.batch:
        return "--explain explains one question: leave --batch out." if arguments.explain else ""
    if arguments.question is None:
        return f"Ask something: {EXAMPLE}, or ask --batch FILE.jsonl"
    has_words = any(letter.isalnum() for letter in arguments.question)
    return "" if has_words else f"There is no word in this question. Write one, such as {EXAMPLE}."


class _Desk:
    """Says what `handlers/questions.py` would, in lines or as JSON."""

    def __init__(self, house: House) -> None:
        self._house, self._library = house, house.library

    def answer(self, message: str, arguments: Namespace) -> None:
        """Print what is said to one message, as JSON or for people."""
        print(json.dumps(self.row(message), ensure_ascii=False) if arguments.json else "\n".join(self._lines(message)))
        if arguments.explain:
            print(*self._explained(message), sep="\n")

    def row(self, message: str) -> Row:
        """What the search finds, also where something comes before it. Of several questions in one message the first
        counts; what answers the second leads the suggestions."""
        found = [self._library.find(searched_for(self._house, part)) for part in self._parts(message)]
        first, *others = found or [NOTHING]
        entry = self._library.knowledge.entry(first.slug) if first.slug else None
        danger = self._library.danger(message)
        nearest = [other.slug for other in others if other.slug] + [*first.suggestions]
        return {
            "slug": first.slug,
            "redirect": bool(entry and entry.redirect),
            "interrupt": danger.slug if danger else None,
            "suggestions": [slug for slug in dict.fromkeys(nearest) if slug != first.slug],
            "score": round(first.score, 4),
        }

    def _parts(self, message: str) -> tuple[str, ...]:
        """What is searched for, each question of a message by itself; nothing of a password."""
        if looks_like_credential(message):
            return ()
        return self._library.parts(message)[:ANSWERED_AT_ONCE]

    def _lines(self, message: str) -> Iterator[str]:
        danger, instead = self._library.danger(message), self._instead(message)
        if danger:
            near = () if looks_like_credential(message) else self._library.near(message[:LONGEST_QUESTION])
            said = (text.text for text in what_to_do(self._house, danger, message, NO_CHAT))
            yield from (f"{danger.slug}: {danger.title}", *said, *self._titles(near[:OTHERS_SHOWN]))
        if instead:
            yield f"({instead})"
        elif not danger:
            yield from self._answers(message)

    def _answers(self, message: str) -> Iterator[str]:
        parts = self._parts(message)
        beside = beside_links(self._house, message[:LONGEST_QUESTION])
        yield from in_another_language(self._house, beside, NO_CHAT)
        for part in parts:
            yield from (*((f"> {part}",) if len(parts) > 1 else ()), *self._found(part))

    def _instead(self, message: str) -> str:
        """What the chat does with a message that it does not search for; "" where it does."""
        if looks_like_credential(message):
            return "it looks like a password: nothing of it is searched for or kept"
        words = message[:LONGEST_QUESTION]
        wants = self._library.asks_for_an_account(words, [tool.name for tool in self._house.content.tools])
        return "it asks for an account: the request begins" if wants and not self._library.danger(message) else ""

    def _found(self, part: str) -> Iterator[str]:
        found = self._library.find(searched_for(self._house, part))
        entry = self._library.knowledge.entry(found.slug) if found.slug else None
        account = account_in(self._house, part, entry)
        if account:
            yield f"(a report of the {'handle' if account.startswith('@') else 'link'} is offered)"
        if entry:
            yield from (*self._told(entry), *self._titles(found.suggestions[:OTHERS_SHOWN]))
        elif account and asks_for_no_more(self._house, part, found):
            return
        elif found.sure == "suggest":
            yield from ("(not sure: one of these, or a person)", *self._titles(found.suggestions[:TITLES_SHOWN]))
        else:
            yield "(no answer: a person)"

    def _told(self, entry: Entry) -> tuple[str, str]:
        return f"{entry.slug}: {entry.title}", self._library.knowledge.said(entry)

    def _titles(self, slugs: Sequence[str]) -> Iterator[str]:
        for slug in slugs:
            if entry := self._library.knowledge.entry(slug):
                yield f"  or {slug}: {entry.title}"

    def _explained(self, message: str) -> Iterator[str]:
        shelf, danger = self._library.shelf, self._library.danger(message)
        yield from (f"danger    {sign.slug}: {sign.sign}" for sign in shelf.recogniser.explain(message))
        if danger:
            yield f"decided   danger: {danger.slug} comes before any search, which would say:"
        if instead := self._instead(message):
            yield f"decided   {instead}"
        for part in self._parts(message):
            yield from shelf.finder.explain(searched_for(self._house, part))


def _questions(file: Path) -> list[Row]:
    """The lines of a file, `{"id": …, "q": …}`. Raises Faults with every line that is none."""
    read = [(number, _asked(line)) for number, line in enumerate(_lines_of(file), 1) if line.strip()]
    if wrong := [Fault(file, number, asked) for number, asked in read if isinstance(asked, str)]:
        raise Faults(wrong)
    return [asked for _, asked in read if not isinstance(asked, str)]


def _lines_of(file: Path) -> list[str]:
    try:
        return file.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError):
        raise Faults([Fault(file, 1, "This file cannot be read. It takes a JSON object in each line.")]) from None


def _asked(line: str) -> Row | str:
    """What one line asks, or what is wrong with it."""
    try:
        asked = json.loads(line)
        row = {"id": asked["id"], "q": asked["q"]}
    except (ValueError, TypeError, KeyError):
        return 'This line is no {"id": …, "q": …}.'
    return row if isinstance(row["q"], str) else "“q” takes the words of a question, in quotation marks."
