"""Words in pieces that a table knows, the longest first: `hoodies` as `hood` and `##ies`."""

from __future__ import annotations

from typing import Protocol

INSIDE = "##"
"""Stands before a piece that does not begin a word."""

LONGEST_WORD = 40
"""So many letters of a word are read."""


class Known(Protocol):
    """Says which pieces there are."""

    def __contains__(self, piece: str, /) -> bool: ...


def pieces(word: str, known: Known) -> list[str]:
    """The pieces of a word; none where a part of it is in no known piece."""
    word = word[:LONGEST_WORD]
    found: list[str] = []
    start = 0
    while start < len(word):
        mark = INSIDE if start else ""
        choices = ((mark + word[start:end], end) for end in range(len(word), start, -1))
        piece, start = next((each for each in choices if each[0] in known), ("", 0))
        if not piece:
            return []
        found.append(piece)
    return found
