"""Recognise a question about one named student: it is led to where to look, and none of its words are kept."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Annotated

from pydantic import Field

from bot.content.yaml_files import Part, Problem, read
from bot.knowledge.speech import typed_words

WHERE = r"(?: (?:in|from|at) \w+(?: \w+){0,2}?)?"
SOMEBODY = rf"(?P<somebody>\w+(?: \w+){{0,2}}?){WHERE}"
NAME = r"(?P<name>\w+(?: \w+)?)"
BLANKS = {"<somebody>": SOMEBODY, "<name>": NAME}

Word = Annotated[str, Field(pattern=r"^\w+$")]
WayOfAsking = Annotated[str, Field(min_length=3, max_length=400)]


class NamedStudents(Part):
    """`content/named_students.yaml` as it is typed.

    entry        the entry that says where to look
    asks         ways of asking, with <somebody> or <name> in each
    nobody       words with which no name begins
    first_names  words that are mostly names
    """

    entry: str
    asks: Annotated[tuple[WayOfAsking, ...], Field(min_length=1)]
    nobody: tuple[Word, ...]
    first_names: tuple[Word, ...]


class Named:
    """Says whether a message asks about one named student (requirement 6.6).

    known  whether a word stands in a dictionary, or is a word of ours
    """

    def __init__(self, file: NamedStudents, known: Callable[[str], bool]) -> None:
        self.entry = file.entry
        self._known, self._nobody = known, {*file.nobody}
        self._first_names = {*file.first_names, *(f"{name}s" for name in file.first_names)}
        self._asks = [_pattern(line) for line in file.asks]

    def speaks_of(self, message: str) -> bool:
        """Whether somebody is named of whom it is asked whether they may be shown."""
        sentences = [" ".join(typed_words(sentence)) for sentence in re.split(r"[.?!;\n]", message)]
        return any(self._is_named(found) for line in sentences for ask in self._asks for found in ask.finditer(line))

    def is_name(self, word: str) -> bool:
        """Whether a word, as it was typed, is a name by itself: a known one, or a strange one with a capital."""
        small = word.casefold().removesuffix("'s").removesuffix("’s")
        strange = word[0].isupper() and not word.isupper() and not self._is_word(small)
        return strange or (small in self._first_names and small not in self._nobody)

    def _is_named(self, found: re.Match[str]) -> bool:
        given = found.groupdict()
        if somebody := given.get("somebody"):
            return self._nobody.isdisjoint(somebody.split())
        return self._is_name(given["name"].split())

    def _is_name(self, words: list[str]) -> bool:
        return words[0] in self._first_names or (len(words) > 1 and not any(map(self._is_word, words)))

    def _is_word(self, word: str) -> bool:
        # The dictionary holds no short words, and most of those are no names.
        return len(word) < 4 or word in self._nobody or self._known(word)


def _pattern(ask: str) -> re.Pattern[str]:
    """A way of asking as a pattern over words with one space between them; a part that is empty takes its space."""
    for blank, words in BLANKS.items():
        ask = ask.replace(blank, words)
    ask = re.sub(r"\(([^()]*)\|\) ", r"(?:(?:\1) )?", ask)
    return re.compile(rf"(?<!\w){ask}(?!\w)")


def _asks_are_patterns(file: NamedStudents) -> Iterator[Problem]:
    for position, ask in enumerate(file.asks):
        if sum(ask.count(blank) for blank in BLANKS) != 1:
            yield ("asks", position), "Say once where the name stands: <somebody> or <name>."
        elif not _is_pattern(ask):
            yield ("asks", position), "A bracket is not closed, or a sign stands here that means nothing."


def _is_pattern(ask: str) -> bool:
    try:
        _pattern(ask)
    except re.error:
        return False
    return True


def load_named(file: Path, known: Callable[[str], bool]) -> Named:
    """The ways of asking in a file. Raises Faults with everything that is wrong in it."""
    return Named(read(file, NamedStudents, (_asks_are_patterns,)).holds, known)
