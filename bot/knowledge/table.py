"""Rows of numbers by name, as small as they can be kept: what was learned at home comes with the program like this."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from functools import lru_cache
from importlib import resources
from struct import pack, unpack_from

Row = Sequence[float]

SCALE = 4
"""Bytes of a row's scale, a float32; after it come the numbers, a signed byte each."""


class Table:
    """One row for each name, all of the same width."""

    def __init__(self, names: Sequence[str], rows: bytes) -> None:
        self._places = {name: place for place, name in enumerate(names)}
        self._rows = rows
        self._step = len(rows) // len(names) if names else SCALE
        self.width = self._step - SCALE
        self.row = lru_cache(maxsize=5_000)(self._row)

    def __contains__(self, name: str) -> bool:
        return name in self._places

    def _row(self, name: str) -> Row:
        at = self._places[name] * self._step
        (scale,) = unpack_from("<f", self._rows, at)
        return array("f", [scale * number for number in array("b", self._rows[at + SCALE : at + self._step])])


def shipped(name: str) -> tuple[list[str], bytes]:
    """The lines of data/NAME.txt, and the bytes of data/NAME.bin."""
    folder = resources.files("bot.knowledge").joinpath("data")
    lines = folder.joinpath(f"{name}.txt").read_text(encoding="utf-8").rstrip("\n").split("\n")
    return lines, folder.joinpath(f"{name}.bin").read_bytes()


def packed(row: Row) -> bytes:
    """A row as it is kept: each number is rounded to a 127th of the largest."""
    scale = max(map(abs, row), default=0.0) / 127
    return pack("<f", scale) + array("b", [round(number / scale) if scale else 0 for number in row]).tobytes()
