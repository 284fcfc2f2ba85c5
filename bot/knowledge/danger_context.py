"""Hear a message as a whole: which words stand around which, and what is told in one place that matters in another.

A small network, learned by `tools/learn_danger_context.py` from a large one, and read here without any library. What
is noticed at a place comes from the piece of a word that stands there and from those beside it. The most that is
noticed anywhere, and what is noticed where it matters, then say what the message is.
"""

from __future__ import annotations

import json
import math
from array import array
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from itertools import chain, compress
from operator import add, mul

from bot.knowledge import table
from bot.knowledge.names import Names
from bot.knowledge.pieces import pieces
from bot.knowledge.table import Row, Table, packed

NAME = "danger-context"
UNKNOWN = "[UNK]"
"""Stands for a word that is in no known pieces."""

ROWS = 3
"""Each piece says something to the place after it, to its own, and to the place before it: so many rows in one."""

REMEMBERED = 1_000
"""Words and pieces that are kept at hand; their rows are long."""


@dataclass(frozen=True)
class Weights:
    """names     what a message may be
    matters   how much of what is noticed says that its place matters: a row for each way of mattering
    follows   from all that was noticed to what follows from it; the last number of each row stands alone
    judges    from what follows and all that was noticed to each of the names; the last number stands alone
    """

    names: Sequence[str]
    matters: Sequence[Row]
    follows: Sequence[Row]
    judges: Sequence[Row]


class Context:
    """Says how likely a message is each of some names."""

    def __init__(self, known: Table, weights: Weights) -> None:
        self._known, self._weights = known, weights
        self._word = lru_cache(maxsize=REMEMBERED)(self._read_word)

    def chances(self, words: Sequence[str]) -> Mapping[str, float]:
        """How likely a message of these words is each of the names: numbers that add up to 1."""
        noticed = self._noticed([*chain.from_iterable(map(self._word, words or (UNKNOWN,)))])
        heard = [*chain(map(max, zip(*noticed, strict=True)), *self._where_it_matters(noticed))]
        follows = [max(0.0, each) for each in _through(self._weights.follows, [*heard, 1.0])]
        judged = _through(self._weights.judges, [*follows, *heard, 1.0])
        return dict(zip(self._weights.names, _shares(judged), strict=True))

    def _noticed(self, places: Sequence[Row]) -> list[list[float]]:
        """What is noticed at each place: nothing is noticed less than not at all."""
        width = self._known.width // ROWS
        nothing = [0.0] * width
        before = [nothing, *(each[:width] for each in places[:-1])]
        after = [*(each[-width:] for each in places[1:]), nothing]
        sums = (
            map(add, map(add, *beside), each[width:-width]) for *beside, each in zip(before, after, places, strict=True)
        )
        return [[each if each > 0 else 0.0 for each in one] for one in sums]

    def _where_it_matters(self, noticed: Sequence[Row]) -> Iterator[Iterator[float]]:
        """For each way of mattering the mean of what is noticed, each place as far as it matters."""
        columns = [*zip(*noticed, strict=True)]
        for row in self._weights.matters:
            shares = _shares(_through(noticed, row))
            yield (sum(map(mul, shares, column)) for column in columns)

    def _read_word(self, word: str) -> tuple[Row, ...]:
        return tuple(map(self._known.row, pieces(word, self._known) or (UNKNOWN,)))


def _through(rows: Sequence[Row], numbers: Row) -> list[float]:
    """The numbers through each row. Half of what is noticed is nothing, and is left out: 0 adds nothing."""
    some = [*compress(numbers, numbers)]
    return [sum(map(mul, compress(row, numbers), some)) for row in rows]


def _shares(numbers: Sequence[float]) -> list[float]:
    """Positive numbers that add up to 1, the larger for a larger number (softmax)."""
    most = max(numbers)
    powers = [math.exp(each - most) for each in numbers]
    total = sum(powers)
    return [power / total for power in powers]


def untaught(name: str) -> Context:
    """A network that takes every message for one thing."""
    return Context(Table(Names(f"{UNKNOWN}\n".encode()), packed([0.0] * ROWS)), Weights([name], [], [], [[0.0, 0.0]]))


@cache
def shipped() -> Context:
    """The network that comes with the program."""
    known, rows = table.shipped(NAME)
    written = resources.files("bot.knowledge").joinpath(f"data/{NAME}.json").read_text(encoding="utf-8")
    held = json.loads(written)
    # As lists these numbers would take eight times the memory.
    weights = ([array("f", row) for row in held[part]] for part in ("matters", "follows", "judges"))
    return Context(Table(Names(known), rows, REMEMBERED), Weights(held["names"], *weights))
