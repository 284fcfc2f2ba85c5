"""What a text means, as a short row of numbers: texts that mean the same have rows that point the same way.

The table was trained once (tools/train_meanings.py) and is read here without any library.
"""

from __future__ import annotations

import math
from array import array
from collections.abc import Iterable
from functools import cache, lru_cache
from operator import mul

from bot.knowledge import table
from bot.knowledge.names import Names
from bot.knowledge.pieces import pieces
from bot.knowledge.table import Row, Table

MIDDLE, SPREAD = 128, 127
"""The byte for 0 in a small direction, and how far from it the byte for 1 is."""


class Meanings:
    """A table with a row for each piece of a word."""

    def __init__(self, table: Table) -> None:
        self._table = table
        self._word = lru_cache(maxsize=5_000)(self._read_word)

    def of(self, words: Iterable[str]) -> Row:
        """The meaning of some words: the mean of the rows of their pieces, as a direction; all 0 where none is
        known."""
        rows = [row for word in words for row in self._word(word)]
        return direction([sum(column) for column in zip(*rows, strict=True)] if rows else [0.0] * self._table.width)

    def _read_word(self, word: str) -> tuple[Row, ...]:
        # The longest piece first, as the model does that the table was trained on.
        return tuple(map(self._table.row, pieces(word, self._table)))


@cache
def shipped() -> Meanings:
    """The table that comes with the program (see data/NOTICE)."""
    known, rows = table.shipped("meanings")
    return Meanings(Table(Names(known), rows))


def direction(numbers: Row) -> Row:
    """The same direction with length 1."""
    length = math.sqrt(sum(map(mul, numbers, numbers))) or 1.0
    return array("f", [number / length for number in numbers])


def small(row: Row) -> bytes:
    """A direction in a byte for each number, a hundredth of its size."""
    return bytes(round(number * SPREAD) + MIDDLE for number in row)


def likeness(row: Row, rows: Iterable[bytes]) -> float:
    """The cosine of a direction and the most similar of some small ones: 1 for the same meaning, about 0 for unrelated
    ones."""
    best: float = max(sum(map(mul, row, each)) for each in rows)
    return (best - MIDDLE * sum(row)) / SPREAD
