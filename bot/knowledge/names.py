"""Many names in little memory: one text with a name in each line, in alphabetical order, and where each begins."""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left


class Names:
    """Says in which line, counted from 0, a name stands. A dictionary would take twenty times the memory.

    lines  UTF-8, sorted by bytes, each ended by a line feed
    """

    def __init__(self, lines: bytes) -> None:
        self._lines = lines
        self._begins = array("I", [0, *(end.end() for end in re.finditer(b"\n", lines))])

    def __len__(self) -> int:
        return len(self._begins) - 1

    def __getitem__(self, line: int) -> bytes:
        return self._lines[self._begins[line] : self._begins[line + 1] - 1]

    def place(self, name: str) -> int | None:
        """The line of a name, or None."""
        sought = name.encode(errors="replace")
        line = bisect_left(self, sought)
        return line if line < len(self) and self[line] == sought else None


def lines(names: list[str]) -> bytes:
    """Names as they are kept. They have to be sorted already, as those who keep something beside them know."""
    return b"".join(name.encode() + b"\n" for name in names)
