"""What a text means, as a short row of numbers: texts that mean the same have rows that point the same way.

The table was trained once (tools/train_meanings.py) and is read here without any library.
"""

from __future__ import annotations

import math
from array import array
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from operator import mul
from struct import pack, unpack

from bot.knowledge import table
from bot.knowledge.names import Names
from bot.knowledge.pieces import pieces
from bot.knowledge.table import Row, Table

COARSE, FINE = 127, 1 << 19
"""What stands for 1 in a direction that is kept, and in one that is held against those."""

PLACE, MIDDLE = 4, 1 << 31
"""Bytes for a sum of their products, and what is added to it so that none is negative."""


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


class Directions:
    """Some directions, and how far another points the same way as each of them.

    There are two thousand of them. So the numbers at one place in all of them are kept as one long whole number, and
    Python multiplies and adds as many at a time.
    """

    def __init__(self, rows: Sequence[Row]) -> None:
        self._count = len(rows)
        ones = _long([1] * self._count)
        columns = zip(*rows, strict=True)
        self._columns = [_long([round(COARSE * one) + COARSE for one in column]) - COARSE * ones for column in columns]
        self._middle = MIDDLE * ones

    def cosines(self, row: Row) -> list[float]:
        """1 for each of them that has the same direction, about 0 where they have nothing in common; in their order."""
        products = (round(FINE * number) * column for number, column in zip(row, self._columns, strict=True))
        total = sum(products, self._middle)
        sums = unpack(f"<{self._count}I", total.to_bytes(self._count * PLACE, "little"))
        return [(each - MIDDLE) / (COARSE * FINE) for each in sums]


def _long(numbers: Sequence[int]) -> int:
    return int.from_bytes(pack(f"<{len(numbers)}I", *numbers), "little")
