"""Recognize a question about one student, or for a list: it leads to where to look, and none of its words are kept."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from pydantic import Field

from bot.content.yaml_files import Part, Problem, read
from bot.knowledge.brief import Brief, BriefWords, Word
from bot.knowledge.speech import typed_words
from bot.knowledge.ways import Way, Ways, slips, spelled

WHERE = r"(?: (?:in|from|at) \w+(?: \w+){0,2}?)?"
SOMEBODY = rf"(?P<somebody>\w+(?: \w+){{0,2}}?){WHERE}"
NAME = r"(?P<name>\w+(?: \w+)?)"
BLANKS = {"<somebody>": SOMEBODY, "<name>": NAME}
SOME_WORDS = {"<words> ": r"(?:\w+ ){0,6}"}


class NamedStudents(Part):
    """`content/named_students.yaml` as it is typed.

    entry         the entry that says where to look
    asks          ways of asking, with <somebody> or <name> in each
    brief         the words of which a message is made that names somebody and says no more
    groups        words that can stand in a way of asking under one name: `<students>`
    lists         ways of asking for those who may not be shown, or about one of them who is not named
    nobody        words with which no name begins
    first_names   words that are mostly names
    family_names  the same
    """

    entry: str
    asks: Ways
    brief: BriefWords = BriefWords()
    groups: dict[Word, Ways] = Field(default_factory=dict)
    lists: tuple[Way, ...] = ()
    nobody: tuple[Word, ...]
    first_names: tuple[Word, ...]
    family_names: tuple[Word, ...] = ()

    def pattern(self, ask: str) -> re.Pattern[str]:
        """A way of asking as a pattern over words with one space between them."""
        ask = spelled(ask, self.groups)
        for blank, words in (SOME_WORDS | BLANKS).items():
            ask = ask.replace(blank, words)
        return re.compile(rf"(?<!\w){ask}(?!\w)")


class Named:
    """Says whether a message asks about one named student, or for a list of them (requirement 6.6).

    known   whether a word stands in a dictionary, or is a word of ours
    mended  whether it is such a word with a typing error
    """

    def __init__(self, file: NamedStudents, known: Callable[[str], bool], mended: Callable[[str], bool]) -> None:
        self.entry = file.entry
        self._known, self._nobody = known, {*file.nobody}
        self._first_names = _with_plurals(file.first_names)
        self._names = self._first_names | _with_plurals(file.family_names)
        self._asks = [file.pattern(line) for line in file.asks]
        self._lists = [file.pattern(line) for line in file.lists]
        self._brief = Brief(file.brief, self._names, self._nobody, lambda word: self.is_word(word) or mended(word))

    def speaks_of(self, message: str) -> bool:
        """Whether somebody is named of whom it is asked whether they may be shown."""
        found = (each for line in _sentences(message) for ask in self._asks for each in ask.finditer(line))
        return any(map(self._is_named, found)) or self._brief.is_all_of(message)

    def asks_who(self, message: str) -> bool:
        """Whether it is asked who may not be shown, or whether one may who is not named."""
        return any(ask.search(line) for line in _sentences(message) for ask in self._lists)

    def is_name(self, word: str) -> bool:
        """Whether a word, as it was typed, is a name by itself: a known one, or a strange one with a capital."""
        small = word.casefold().removesuffix("'s").removesuffix("’s")
        strange = word[0].isupper() and not word.isupper() and not self.is_word(small)
        return strange or (small in self._names and small not in self._nobody)

    def _is_named(self, found: re.Match[str]) -> bool:
        given = found.groupdict()
        if somebody := given.get("somebody"):
            return self._nobody.isdisjoint(somebody.split())
        return self._is_name(given["name"].split())

    def _is_name(self, words: list[str]) -> bool:
        return words[0] in self._first_names or (len(words) > 1 and not any(map(self.is_word, words)))

    def is_word(self, word: str) -> bool:
        """Whether a word in small letters is an everyday one, as far as that is known."""
        # The dictionary holds no short words, and most of those are no names.
        return len(word) < 4 or word in self._nobody or self._known(word)


def _sentences(message: str) -> list[str]:
    return [" ".join(typed_words(sentence)) for sentence in re.split(r"[.?!;\n]", message)]


def _with_plurals(names: Iterable[str]) -> frozenset[str]:
    return frozenset(plural for name in names for plural in (name, f"{name}s"))


def _asks_are_patterns(file: NamedStudents) -> Iterator[Problem]:
    for position, ask in enumerate(file.asks):
        if sum(ask.count(blank) for blank in BLANKS) != 1:
            yield ("asks", position), "Say once where the name stands: <somebody> or <name>."
    groups = ((("groups", name), words) for name, words in file.groups.items())
    for part, ways in ((("asks",), file.asks), (("lists",), file.lists), *groups):
        yield from slips(part, ways, (*file.groups, "somebody", "name", "words"))


def load_named(file: Path, known: Callable[[str], bool], mended: Callable[[str], bool]) -> Named:
    """The ways of asking in a file. Raises Faults with everything that is wrong in it."""
    return Named(read(file, NamedStudents, (_asks_are_patterns,)).holds, known, mended)
