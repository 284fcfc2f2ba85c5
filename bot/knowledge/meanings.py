"""What a text means, as a short row of numbers: texts that mean the same have rows that point the same way.

The table was trained once (tools/train_meanings.py) and is read here without any library.
"""

from __future__ import annotations

import math
from array import array
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from importlib import resources
from operator import mul
from struct import unpack_from

Row = Sequence[float]
"""A direction: numbers whose squares add up to 1, or all 0 for a text without a known word."""

LONGEST_WORD = 40


class Meanings:
    """A table with a row for each piece of a word: a float32 scale, then signed bytes."""

    def __init__(self, pieces: Sequence[str], table: bytes) -> None:
        self._places = {piece: place for place, piece in enumerate(pieces)}
        self._table = table
        self._step = len(table) // len(pieces)
        self.width = self._step - 4
        self._word = lru_cache(maxsize=5_000)(self._read_word)

    def of(self, words: Iterable[str]) -> Row:
        """The meaning of some words: the mean of the rows of their pieces, as a direction."""
        rows = [row for word in words for row in self._word(word)]
        return direction([sum(column) for column in zip(*rows, strict=True)] if rows else [0.0] * self.width)

    def _read_word(self, word: str) -> tuple[Row, ...]:
        return tuple(self._row(place) for place in self._pieces(word[:LONGEST_WORD]))

    def _pieces(self, word: str) -> list[int]:
        # The longest piece first, as the model does that the table was trained on.
        found: list[int] = []
        start = 0
        while start < len(word):
            for end in range(len(word), start, -1):
                place = self._places.get(word[start:end] if start == 0 else f"##{word[start:end]}")
                if place is not None:
                    break
            else:
                return []
            found.append(place)
            start = end
        return found

    def _row(self, place: int) -> Row:
        at = place * self._step
        (scale,) = unpack_from("<f", self._table, at)
        return array("f", [scale * number for number in array("b", self._table[at + 4 : at + self._step])])


@cache
def shipped() -> Meanings:
    """The table that comes with the program (see data/NOTICE)."""
    folder = resources.files("bot.knowledge").joinpath("data")
    pieces = folder.joinpath("meanings.txt").read_text(encoding="ascii").split()
    return Meanings(pieces, folder.joinpath("meanings.bin").read_bytes())


def direction(numbers: Sequence[float]) -> Row:
    """The same direction with length 1."""
    length = math.sqrt(sum(map(mul, numbers, numbers))) or 1.0
    return tuple(number / length for number in numbers)


def likeness(one: Row, other: Row) -> float:
    """The cosine of two directions: 1 for the same meaning, about 0 for unrelated ones."""
    return float(sum(map(mul, one, other)))
