"""A brief message that names somebody, asks whether they may be shown, and says no more: “Marcus Webb photo ok?”."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Annotated

from pydantic import Field

from bot.content.yaml_files import Part
from bot.knowledge.speech import typed_words

LONGEST = 14
LONGEST_NAME = 3
LONGEST_PLACE = 2
"""Words of a message, of a name, and of a class or a place."""

_WORD = re.compile(r"[^\W_]+(?:[’'`][^\W_]+)*")
_FIRST = re.compile(r"(?:^|[.?!;:\n])\s*\w")
_OWNS = re.compile(r"[’'`]s$", re.IGNORECASE)

Word = Annotated[str, Field(pattern=r"^\w+$")]
Run = range
"""The places of words that stand side by side."""


class BriefWords(Part):
    """`brief` in `content/named_students.yaml`: the words of which such a message is made.

    status   whether somebody may be shown: said of people only
    showing  being shown: said of things too
    beside   what may stand beside both
    before   behind these, and an article, a class or a place stands
    titles   behind these stands the name of an adult
    kin      these stand behind a family name (“the Lopez twins”)
    """

    status: frozenset[Word] = frozenset()
    showing: frozenset[Word] = frozenset()
    beside: frozenset[Word] = frozenset()
    before: frozenset[Word] = frozenset()
    titles: frozenset[Word] = frozenset()
    kin: frozenset[Word] = frozenset()


@dataclass(frozen=True)
class Said:
    """The words of a message: as they were typed, and small, without the ending of an owner."""

    typed: Sequence[str]
    small: Sequence[str]


@dataclass(frozen=True)
class Brief:
    """Recognizes such a message.

    names     words that are mostly names
    nobody    words with which no name begins
    is_word   whether a word stands in a dictionary, or is one with a typing error
    """

    words: BriefWords
    names: Collection[str]
    nobody: Collection[str]
    is_word: Callable[[str], bool]

    def is_all_of(self, message: str) -> bool:
        """Whether a message is nothing else. What is mostly a name will do beside any of its words, and what only looks
        like one (a capital, a strange word) beside those that are said of people."""
        # The capital of a sentence says nothing.
        typed = _WORD.findall(_FIRST.sub(lambda first: first[0].casefold(), message))
        if len(typed) > LONGEST:
            return False
        said = Said(typed, ["".join(typed_words(_OWNS.sub("", word))) for word in typed])
        others = (self._without_an_adult(said, run) for run in self._others(said))
        people = [run for run in others if run and not self._is_where(said, run)]
        if not people or not all(len(run) <= LONGEST_NAME and self._may_be_a_name(said, run) for run in people):
            return False
        asked = self.words.status | (self.words.showing if all(self._is_name(said, run) for run in people) else set())
        return not asked.isdisjoint(said.small)

    def _others(self, said: Said) -> Iterator[Run]:
        """What stands between the words of such messages, without the numbers of rooms and grades."""
        ours = self.words.status | self.words.showing | self.words.beside | self.words.kin
        others = [not word[:1].isdigit() and word not in ours for word in said.small]
        for is_other, places in groupby(range(len(others)), others.__getitem__):
            first, *more = places
            if is_other:
                yield range(first, first + len(more) + 1)

    def _without_an_adult(self, said: Said, run: Run) -> Run:
        """What is left behind the name of an adult: another name, or nothing (“Ms. Alvarez posts mean things”)."""
        if run.start == 0 or said.small[run.start - 1] not in self.words.titles:
            return run
        behind = range(run.start + 1, run.stop)
        return behind if self._is_name(said, behind) else range(0)

    def _is_where(self, said: Said, run: Run) -> bool:
        before = said.small[max(run.start - 2, 0) : run.start]
        return len(run) <= LONGEST_PLACE and not self.words.before.isdisjoint(before) and not self._is_name(said, run)

    def _is_name(self, said: Said, run: Run) -> bool:
        strange = [_is_capital(said.typed[place]) for place in run if not self.is_word(said.small[place])]
        return (len(strange) > 1 and any(strange)) or any(said.small[place] in self.names for place in run)

    def _begins_something(self, said: Said, run: Run) -> bool:
        """Whether a small everyday word follows a capital: a Taylor Swift song is nobody."""
        last = run.stop - 1
        is_small = self.is_word(said.small[last]) and said.typed[last].islower()
        return is_small and any(_is_capital(said.typed[place]) for place in run)

    def _may_be_a_name(self, said: Said, run: Run) -> bool:
        return (
            said.small[run.start] not in self.nobody
            and not self._begins_something(said, run)
            and (
                self._is_name(said, run)
                or any(_is_capital(said.typed[place]) or not self.is_word(said.small[place]) for place in run)
                or (run.stop < len(said.small) and said.small[run.stop] in self.words.kin)
            )
        )


def _is_capital(word: str) -> bool:
    return word[0].isupper() and not word.isupper()
