"""Rows of numbers by name, as small as they can be kept: what was learned at home comes with the program like this."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from functools import lru_cache
from mmap import ACCESS_READ, mmap
from pathlib import Path
from struct import pack, unpack_from

from bot.knowledge.names import Names

DATA = Path(__file__).parent / "data"

Row = Sequence[float]

SCALE = 4
"""Bytes of a row's scale, a float32; after it come the numbers, a signed byte each."""


class Table:
    """One row for each name, all of the same width, in the order of the names.

    remembered  so many rows that were read are kept at hand
    """

    def __init__(self, names: Names, rows: bytes | mmap, remembered: int = 5_000) -> None:
        self._names = names
        self._rows = rows
        self._step = len(rows) // len(names) if names else SCALE
        self.width = self._step - SCALE
        self.find = lru_cache(maxsize=remembered)(self._find)

    def __contains__(self, name: str, /) -> bool:
        return self._names.place(name) is not None

    def row(self, name: str) -> Row:
        """The row of a name. Raises KeyError."""
        found = self.find(name)
        if found is None:
            raise KeyError(name)
        return found

    def _find(self, name: str) -> Row | None:
        """The row of a name, or None."""
        place = self._names.place(name)
        if place is None:
            return None
        (scale,) = unpack_from("<f", self._rows, place * self._step)
        numbers = self._rows[place * self._step + SCALE : (place + 1) * self._step]
        return array("f", [scale * number for number in array("b", numbers)])


EMPTY = Table(Names(b""), b"")


def shipped(name: str, folder: Path = DATA) -> tuple[bytes, mmap]:
    """What NAME.txt holds, and NAME.bin where it lies on the disk: only what is looked up takes memory."""
    with (folder / f"{name}.bin").open("rb") as file:
        return (folder / f"{name}.txt").read_bytes(), mmap(file.fileno(), 0, access=ACCESS_READ)


def ship(name: str, known: bytes, rows: bytes, folder: Path) -> None:
    """Write what `shipped` reads. The rows are a new file each time: whoever looks into the old one still can."""
    (folder / f"{name}.txt").write_bytes(known)
    table = folder / f"{name}.bin"
    table.unlink(missing_ok=True)
    table.write_bytes(rows)


def packed(row: Row) -> bytes:
    """A row as it is kept: each number is rounded to a 127th of the largest."""
    scale = max(map(abs, row), default=0.0) / 127
    return pack("<f", scale) + array("b", [round(number / scale) if scale else 0 for number in row]).tobytes()
