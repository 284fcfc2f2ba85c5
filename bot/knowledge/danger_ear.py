"""A second ear for danger: what messages of danger have in common, learned from examples, beside the signs.

Signs say what is known; the ear hears what resembles it. It weighs the words of a message, each pair of neighbours,
and the families of words that stand in it. `tools/learn_danger.py` learns the weights from the messages in
tests/danger/ and the questions of the knowledge base; nothing is learned while the program runs.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from itertools import pairwise
from typing import NamedTuple

from bot.knowledge.danger_words import SENTENCE_END

MOST_WORDS = 40
"""A longer message is heard in stretches of so many words, each beginning halfway into the one before it."""

LEAST = 0.9
"""The least chance at which something is danger: docs/danger-review.md says what that misses and what it sets off."""

ROUNDS = 40
_STEP = 0.3
_PULL = 0.02
_ENDINGS = ("ing", "ed", "es", "s")

EVERYDAY, DANGER = "everyday", "danger"

Traits = Collection[str]


@dataclass(frozen=True)
class Scales:
    """What each trait of a message adds for each of some names, in their order."""

    names: tuple[str, ...]
    weights: Mapping[str, Sequence[float]]

    def chances(self, found: Traits) -> list[float]:
        """How likely each name is for a message with these traits: numbers that add up to 1."""
        known = [self.weights[trait] for trait in found if trait in self.weights]
        sums = [sum(column) for column in zip(*known, strict=True)] or [0.0] * len(self.names)
        powers = [math.exp(each - max(sums)) for each in sums]
        return [power / sum(powers) for power in powers]

    def likeliest(self, found: Traits) -> str:
        return max(zip(self.chances(found), self.names, strict=True))[1]

    def strongest(self, found: Traits, name: str) -> list[str]:
        """The traits that speak for a name, the strongest first."""
        place = self.names.index(name)
        strength = {trait: self.weights[trait][place] for trait in found if trait in self.weights}
        return sorted((trait for trait in strength if strength[trait] > 0), key=lambda trait: -strength[trait])


class Heard(NamedTuple):
    """The kind of danger that a message sounds like, how surely (0 to 1), and the traits that say so."""

    slug: str
    chance: float
    traits: tuple[str, ...]


@dataclass(frozen=True)
class Ear:
    """dangers  everyday or danger: the chance of the second is what counts
    kinds    which danger it is, once it is one
    least    the least chance at which something is danger
    """

    dangers: Scales
    kinds: Scales
    least: float = LEAST

    def hears(self, words: Sequence[str], families: Traits = ()) -> Heard | None:
        """What is heard in the words of a message and the families in it; None where it sounds everyday."""
        found = max((traits(stretch, families) for stretch in stretches(words)), key=self.chance)
        if self.chance(found) < self.least:
            return None
        why = tuple(self.dangers.strongest(found, DANGER)[:5])
        return Heard(self.kinds.likeliest(found), self.chance(found), why)

    def chance(self, found: Traits) -> float:
        """How likely a message with these traits tells of danger."""
        return self.dangers.chances(found)[1]


def traits(words: Sequence[str], families: Traits = ()) -> tuple[str, ...]:
    """What the ear knows of a message: its words without endings, each pair of neighbours, its families of words."""
    stems = ["^", *map(_stem, _single_stops(words)), "$"]
    pairs = [f"{first} {second}" for first, second in pairwise(stems)]
    return tuple(dict.fromkeys((*stems, *pairs, *sorted(families))))


def _single_stops(words: Sequence[str]) -> list[str]:
    """The end of a sentence as one word, and none after the last."""
    stop = SENTENCE_END[0]
    return [word for word, following in pairwise([*words, stop]) if word != stop or following != stop]


def _stem(word: str) -> str:
    return next((word.removesuffix(end) for end in _ENDINGS if word.endswith(end) and len(word) > len(end) + 2), word)


def stretches(words: Sequence[str]) -> Iterator[Sequence[str]]:
    """A message in the pieces in which it is heard; one piece where it is short."""
    half = MOST_WORDS // 2
    return (words[start : start + MOST_WORDS] for start in range(0, max(1, len(words) - half), half))


@cache
def shipped() -> Ear:
    """The ear that comes with the program."""
    text = resources.files("bot.knowledge").joinpath("data/danger.tsv").read_text(encoding="utf-8")
    return parse(text)


def parse(text: str) -> Ear:
    """An ear as `write` wrote it: a line of slugs, then for each trait a line with the weight of danger and of each."""
    first, *lines = text.splitlines()
    rows = {trait: [float(number) for number in numbers] for trait, *numbers in (line.split("\t") for line in lines)}
    dangers = {trait: (-danger, danger) for trait, (danger, *_) in rows.items()}
    kinds = {trait: tuple(each) for trait, (_, *each) in rows.items()}
    return Ear(Scales((EVERYDAY, DANGER), dangers), Scales(tuple(first.split("\t")), kinds))


def write(ear: Ear) -> str:
    """An ear as text, its traits in alphabetical order, with two decimals."""
    nothing = (0.0,) * len(ear.kinds.names)
    lines = ["\t".join(ear.kinds.names)]
    for trait, (_, danger) in sorted(ear.dangers.weights.items()):
        numbers = (danger, *ear.kinds.weights.get(trait, nothing))
        lines.append("\t".join((trait, *(f"{number:.2f}" for number in numbers))))
    return "\n".join(lines) + "\n"


def learn(examples: Sequence[tuple[Traits, str]], names: tuple[str, ...]) -> Scales:
    """What tells examples apart, each the traits of a message and its name.

    Logistic regression by AdaGrad with a pull towards 0; rare names count as much as common ones. The same examples
    in the same order make the same scales.
    """
    shared = _in_two(examples)
    weights = defaultdict[str, list[float]](lambda: [0.0] * len(names))
    squares = defaultdict[str, list[float]](lambda: [1e-6] * len(names))
    scales, counts = Scales(names, weights), Counter(name for _, name in examples)
    for _ in range(ROUNDS):
        for found, meant in examples:
            rarity = len(examples) / len(names) / counts[meant]
            chances = zip(scales.chances(found), names, strict=True)
            slopes = [rarity * (chance - (name == meant)) for chance, name in chances]
            for trait in shared.intersection(found):
                _lean(weights[trait], squares[trait], slopes)
    return scales


def _in_two(examples: Sequence[tuple[Traits, str]]) -> set[str]:
    """The traits of at least two examples: one that stands in a single one teaches nothing about others."""
    counts = Counter(trait for found, _ in examples for trait in set(found))
    return {trait for trait, count in counts.items() if count > 1}


def _lean(row: list[float], squares: list[float], slopes: Sequence[float]) -> None:
    for place, slope in enumerate(slopes):
        pulled = slope + _PULL * row[place]
        squares[place] += pulled * pulled
        row[place] -= _STEP * pulled / math.sqrt(squares[place])
