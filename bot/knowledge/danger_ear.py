"""A second ear for danger: what messages of danger have in common, learned from examples, beside the signs.

Signs say what is known; the ear hears what resembles it. It listens three times: to the words of a message, each pair
of neighbors, the families of words and the signs that stand in it, and what it means; to the letters of its words, of
which a misspelled one keeps most; and to the message as a whole (danger_context.py), which counts as much as the other
two. `tools/learn_danger.py` and `tools/learn_danger_context.py` learned the weights.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from heapq import nsmallest
from itertools import pairwise
from typing import NamedTuple

from bot.knowledge import danger_context, meanings
from bot.knowledge.danger_context import Context
from bot.knowledge.danger_words import SENTENCE_END
from bot.knowledge.meanings import Meanings
from bot.knowledge.table import EMPTY, Row
from bot.knowledge.taught import Taught, Traits, load

MOST_WORDS = 60
"""A longer message is heard in stretches of so many words, each beginning halfway into the one before it."""

CLOSELY = 3
"""Of a long message so many stretches are heard by the network, which takes longer than the tables: those that the
tables find most dangerous."""

LEAST = 0.135
"""The least chance at which something is danger: docs/danger-review.md says what that misses and what it sets off."""

RUN = 4
UNDECIDED = 0.12
"""How likely a message has to ask for a text of safety, as the search sees it, for that to say neither yes nor no."""

HEED = 0.3
"""How much that weighs beside the ear's own judgement."""

SURE = 0.005
"""No less likely than this, however sure the search is that something else is asked for: in a question about something
else there may stand a danger, and the search knows of the question alone."""

EVERYDAY = "everyday"
NO_MEANING: Row = ()
_ENDINGS = ("ing", "ed", "es", "s")


Chances = Mapping[str, float]


class Heard(NamedTuple):
    """The kind of danger that a message sounds like, how surely it is any (0 to 1), and the traits that say so."""

    slug: str
    chance: float
    traits: tuple[str, ...]


class Stretch(NamedTuple):
    """A piece of a message as the ear hears it."""

    words: Traits
    meaning: Row
    letters: Traits
    whole: Sequence[str]


@dataclass(frozen=True)
class Ear:
    """words, letters  what tells the everyday and each entry apart
    least           the least chance at which something is danger
    """

    words: Taught
    letters: Taught
    context: Context
    meanings: Meanings
    least: float = LEAST

    def hears(self, words: Sequence[str], found: Collection[str], asked: Callable[[], float]) -> Heard | None:
        """What is heard in the words of a message and in what was found there; None where it sounds everyday.

        asked  says how likely it asks for a text of safety, as the search sees it. The search is slow, and is not
               asked where no answer of it could make this danger.
        """
        first = ((self._by_tables(stretch), stretch) for stretch in self.stretches(words, found))
        closely = nsmallest(CLOSELY, first, key=lambda pair: pair[0][EVERYDAY])
        loudest = max((self._judged(*pair) for pair in closely), key=lambda each: each.chance)
        if _heeding(1, loudest.chance) < self.least:
            return None
        heard = loudest._replace(chance=_heeding(asked(), loudest.chance))
        return heard if heard.chance >= self.least else None

    def stretches(self, words: Sequence[str], found: Collection[str] = ()) -> Iterator[Stretch]:
        """A message in the pieces in which it is heard; one piece where it is short."""
        half = MOST_WORDS // 2
        for start in range(0, max(1, len(words) - half), half):
            piece = words[start : start + MOST_WORDS]
            meaning = self.meanings.of(filter(str.isalnum, piece))
            yield Stretch(traits(piece, found), meaning, letters(piece), single_stops(piece))

    def _by_tables(self, stretch: Stretch) -> Chances:
        by_words = self.words.chances(stretch.words, stretch.meaning)
        return _together(by_words, self.letters.chances(stretch.letters, NO_MEANING))

    def _judged(self, by_tables: Chances, stretch: Stretch) -> Heard:
        chances = _together(by_tables, self.context.chances(stretch.whole))
        everyday = chances.pop(EVERYDAY)
        slug = max(chances, key=lambda name: chances[name], default=EVERYDAY)
        return Heard(slug, 1 - everyday, tuple(self.words.strongest(stretch.words, slug, EVERYDAY)[:5]))


def _heeding(asked: float, chance: float) -> float:
    odds = _odds(chance) * math.pow(_odds(max(asked, SURE)) / _odds(UNDECIDED), HEED)
    return odds / (1 + odds)


def _odds(chance: float) -> float:
    certain = 1e-9
    return max(chance, certain) / max(1 - chance, certain)


def _together(some: Chances, others: Chances) -> dict[str, float]:
    """What two judges think together: the geometric mean of their chances."""
    both = {name: math.sqrt(chance * others[name]) for name, chance in some.items()}
    total = sum(both.values())
    return {name: chance / total for name, chance in both.items()}


def traits(words: Sequence[str], found: Collection[str] = ()) -> Traits:
    """What the ear knows of a message: its words without endings, each pair of neighbors, and what was found in it:
    the more there is, the less does each of them say."""
    stems = ["^", *map(_stem, single_stops(words)), "$"]
    return _even({*stems, *(f"{first} {second}" for first, second in pairwise(stems)), *found})


def letters(words: Iterable[str]) -> Traits:
    """The letters of some words, RUN at a time, with the beginning and the end of each word."""
    return _even({run for word in words for run in _runs(f"<{word}>")})


@lru_cache(maxsize=5_000)
def _runs(word: str) -> tuple[str, ...]:
    return tuple(word[start : start + RUN] for start in range(max(1, len(word) - RUN + 1)))


def _even(every: Collection[str]) -> Traits:
    return dict.fromkeys(sorted(every), 1 / math.sqrt(len(every) or 1))


def single_stops(words: Sequence[str]) -> list[str]:
    """The end of a sentence as one word, and none after the last."""
    stop = SENTENCE_END[0]
    return [word for word, following in pairwise([*words, stop]) if word != stop or following != stop]


def _stem(word: str) -> str:
    return next((word.removesuffix(end) for end in _ENDINGS if word.endswith(end) and len(word) > len(end) + 2), word)


_UNTAUGHT = Taught((EVERYDAY,), EMPTY)
DEAF = Ear(_UNTAUGHT, _UNTAUGHT, danger_context.untaught(EVERYDAY), Meanings(EMPTY))
"""Hears nothing: what the signs find alone."""


@cache
def shipped() -> Ear:
    """The ear that comes with the program."""
    return Ear(load("danger"), load("danger-letters"), danger_context.shipped(), meanings.shipped())
