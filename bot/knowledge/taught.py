"""What messages have taught: how much each trait of a message, and what it means, speak for each of some names.

The weights come from `tools/learn_danger.py` and `tools/learn_answers.py` (multinomial logistic regression); nothing is
learned while the program runs.
"""

from __future__ import annotations

import math
from array import array
from collections.abc import Mapping, Sequence
from functools import cached_property
from operator import add, mul

from bot.knowledge.names import Names
from bot.knowledge.runs import NO_RUNS, Runs, RunTable
from bot.knowledge.table import Row, Table, shipped

Traits = Mapping[str, float]
"""What is known of a message, and how much of it there is."""

ALWAYS = "·"
"""The row that counts for every message."""


def sense(place: int) -> str:
    """The row of one number of a meaning."""
    return f"·{place}"


class Taught:
    """names  what a message may be, in the order of the numbers in each row of the tables"""

    def __init__(self, names: Sequence[str], table: Table, runs: RunTable = NO_RUNS) -> None:
        self.names = tuple(names)
        self._table = table
        self._runs = runs

    def chances(self, traits: Traits, meaning: Row, runs: Runs = ()) -> dict[str, float]:
        """How likely a message is each of the names: numbers that add up to 1."""
        sums = self._sums(traits, meaning)
        for row in self._runs.sums(runs):
            sums = [*map(add, sums, row)]
        powers = [math.exp(each - max(sums)) for each in sums]
        total = sum(powers)
        return {name: power / total for name, power in zip(self.names, powers, strict=True)}

    def strongest(self, traits: Traits, name: str, other: str) -> list[str]:
        """The traits that speak for a name rather than for another, the strongest first."""
        place, beside = self.names.index(name), self.names.index(other)
        rows = {trait: row for trait in traits if (row := self._table.find(trait))}
        strength = {trait: row[place] - row[beside] for trait, row in rows.items()}
        return sorted((trait for trait in strength if strength[trait] > 0), key=lambda trait: -strength[trait])

    def _sums(self, traits: Traits, meaning: Row) -> list[float]:
        sums = [start + sum(map(mul, row, meaning)) for start, row in zip(self._start, self._senses, strict=True)]
        for trait, weight in traits.items():
            if row := self._table.find(trait):
                sums = [*map(add, sums, (weight * number for number in row))]
        return sums

    @cached_property
    def _start(self) -> Row:
        return self._table.find(ALWAYS) or [0.0] * len(self.names)

    @cached_property
    def _senses(self) -> list[Row]:
        """For each name how much each number of a meaning speaks for it."""
        rows: list[Row] = []
        while row := self._table.find(sense(len(rows))):
            rows.append(row)
        columns = zip(*rows, strict=True) if rows else [()] * len(self.names)
        return [array("f", column) for column in columns]


def load(name: str, runs: RunTable = NO_RUNS) -> Taught:
    """What comes with the program under this name: its first line holds the names, every other one a trait."""
    text, rows = shipped(name)
    first, _, traits = text.partition(b"\n")
    return Taught(first.decode().split("\t"), Table(Names(traits), rows), runs)
