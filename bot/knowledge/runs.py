"""Runs of a message, two words or a few letters long, and for what each of them speaks.

A message has hundreds of them. So the row of a run is read as one long whole number, in which each of its small numbers
has a place of four bytes, and Python adds up whole rows at a time.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise
from mmap import mmap
from struct import pack, unpack, unpack_from

from bot.knowledge.names import Names, lines
from bot.knowledge.table import SCALE, Row, shipped

MARK = "#"
"""Stands before a run, so that it is never taken for a stem."""

LETTERS = (3, 4)
"""How many letters stand together, with the beginning and the end of a word as one each."""

MUCH = 1.5
"""How much all pairs of words count together, and all runs of letters, beside all stems."""

LONGEST_KEPT = 20
"""Letters; those of a longer word are no everyday word's, and their runs would fill the memory."""

REMEMBERED = 4_000
"""Runs whose places are kept at hand: the letters of everyday words come again and again."""

MIDDLE = 128
"""What is added to each number, so that none is negative."""

PLACE = 4
"""Bytes for a number in a sum: more runs than any message has fit into it."""

Alike = tuple[float, frozenset[str]]
"""How much each of some runs counts, and their names."""

Runs = Sequence[Alike]


def runs_of(words: Sequence[str]) -> Runs:
    """The pairs of neighbors in a message, and the letters of its words."""
    pairs = frozenset(f"{MARK}{first} {second}" for first, second in pairwise(words))
    letters = frozenset(run for word in words for run in (_kept if len(word) <= LONGEST_KEPT else _letters)(word))
    return [(MUCH / math.sqrt(len(each)), each) for each in (pairs, letters) if each]


def _letters(word: str) -> tuple[str, ...]:
    whole = f"<{word}>"
    return tuple(MARK + whole[start : start + many] for many in LETTERS for start in range(len(whole) - many + 1))


_kept = lru_cache(maxsize=2_000)(_letters)


def each_of(runs: Runs) -> Iterator[tuple[str, float]]:
    """Every run with how much it counts: for those who teach."""
    for much, names in runs:
        yield from ((name, much) for name in names)


class RunTable:
    """names  a run in each line, sorted by its bytes
    rows   the scale of all numbers, and a row of them for each run, a byte each with MIDDLE added
    """

    def __init__(self, names: bytes, rows: bytes | mmap) -> None:
        known = Names(names)
        self._place = lru_cache(maxsize=REMEMBERED)(known.place)
        self._rows = rows
        (self._scale,) = unpack_from("<f", rows)
        self.width = (len(rows) - SCALE) // len(known) if known else 0

    def sums(self, runs: Runs) -> Iterator[Row]:
        """For each sort of runs what those of them that are known speak for, added up."""
        for much, names in runs:
            if known := [place for name in names if (place := self._place(name)) is not None]:
                yield [much * self._scale * (number - MIDDLE * len(known)) for number in self._added(known)]

    def _added(self, places: Iterable[int]) -> tuple[int, ...]:
        total = sum(map(self._long, places))
        return unpack(f"<{self.width}I", total.to_bytes(self.width * PLACE, "little"))

    def _long(self, place: int) -> int:
        """A row as one number."""
        row, start = bytearray(self.width * PLACE), SCALE + place * self.width
        row[::PLACE] = self._rows[start : start + self.width]
        return int.from_bytes(row, "little")


NO_RUNS = RunTable(b"", pack("<f", 1.0))


def packed(rows: Mapping[str, Row]) -> tuple[bytes, bytes]:
    """Runs and their rows as they are kept: each number is rounded to a 127th of the largest of all."""
    scale = max((abs(number) for row in rows.values() for number in row), default=0.0) / (MIDDLE - 1) or 1.0
    names = sorted(rows, key=str.encode)
    small = (bytes(round(number / scale) + MIDDLE for number in rows[name]) for name in names)
    return lines(names), pack("<f", scale) + b"".join(small)


def load(name: str) -> RunTable:
    """The runs that come with the program under this name."""
    return RunTable(*shipped(name))
