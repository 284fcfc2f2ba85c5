"""A second ear for danger: what messages of danger have in common, learned from examples, beside the signs.

Signs say what is known; the ear hears what resembles it. It weighs the words of a message, each pair of neighbours, the
families of words and the signs that stand in it, and what it means. `tools/learn_danger.py` learned the weights.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from bot.knowledge import meanings
from bot.knowledge.danger_words import SENTENCE_END
from bot.knowledge.meanings import Meanings
from bot.knowledge.table import EMPTY, Row
from bot.knowledge.taught import Taught, Traits, load

MOST_WORDS = 60
"""A longer message is heard in stretches of so many words, each beginning halfway into the one before it."""

LEAST = 0.35
"""The least chance at which something is danger: docs/danger-review.md says what that misses and what it sets off."""

EVERYDAY = "everyday"
_ENDINGS = ("ing", "ed", "es", "s")


class Heard(NamedTuple):
    """The kind of danger that a message sounds like, how surely it is any (0 to 1), and the traits that say so."""

    slug: str
    chance: float
    traits: tuple[str, ...]


class Stretch(NamedTuple):
    """A piece of a message as the ear hears it."""

    traits: Traits
    meaning: Row


@dataclass(frozen=True)
class Ear:
    """taught  what tells the everyday and each entry apart
    least   the least chance at which something is danger
    """

    taught: Taught
    meanings: Meanings
    least: float = LEAST

    def hears(self, words: Sequence[str], found: Collection[str] = ()) -> Heard | None:
        """What is heard in the words of a message and in what was found there; None where it sounds everyday."""
        heard = max(map(self._judged, self.stretches(words, found)), key=lambda each: each.chance)
        return heard if heard.chance >= self.least else None

    def stretches(self, words: Sequence[str], found: Collection[str] = ()) -> Iterator[Stretch]:
        """A message in the pieces in which it is heard; one piece where it is short."""
        half = MOST_WORDS // 2
        for start in range(0, max(1, len(words) - half), half):
            piece = words[start : start + MOST_WORDS]
            yield Stretch(traits(piece, found), self.meanings.of(filter(str.isalnum, piece)))

    def _judged(self, stretch: Stretch) -> Heard:
        chances = self.taught.chances(*stretch)
        everyday = chances.pop(EVERYDAY)
        slug = max(chances, key=lambda name: chances[name], default=EVERYDAY)
        return Heard(slug, 1 - everyday, tuple(self.taught.strongest(stretch.traits, slug, EVERYDAY)[:5]))


def traits(words: Sequence[str], found: Collection[str] = ()) -> Traits:
    """What the ear knows of a message: its words without endings, each pair of neighbours, and what was found in it:
    the more there is, the less does each of them say."""
    stems = ["^", *map(_stem, _single_stops(words)), "$"]
    every = {*stems, *(f"{first} {second}" for first, second in pairwise(stems)), *found}
    return dict.fromkeys(sorted(every), 1 / math.sqrt(len(every)))


def _single_stops(words: Sequence[str]) -> list[str]:
    """The end of a sentence as one word, and none after the last."""
    stop = SENTENCE_END[0]
    return [word for word, following in pairwise([*words, stop]) if word != stop or following != stop]


def _stem(word: str) -> str:
    return next((word.removesuffix(end) for end in _ENDINGS if word.endswith(end) and len(word) > len(end) + 2), word)


DEAF = Ear(Taught((EVERYDAY,), EMPTY), Meanings(EMPTY))
"""Hears nothing: what the signs find alone."""


@cache
def shipped() -> Ear:
    """The ear that comes with the program."""
    return Ear(load("danger"), meanings.shipped())
