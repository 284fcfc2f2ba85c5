"""What people typed, without what nobody types: characters that a chat or a database refuses, or that disguise."""

from __future__ import annotations

import unicodedata

_UNTYPED = ("Cc", "Cs")
"""Control characters, and halves of characters (Unicode general categories)."""

_TURNING = ("LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI")
"""Marks that turn the direction of what follows, our own words too (Unicode bidirectional classes). Scripts that are
written from right to left need none of them."""


def typed(text: str) -> str:
    """The text without such characters, trimmed; its lines stay."""
    return "".join(letter for letter in text if letter in "\n\t" or not _is_untyped(letter)).strip()


def _is_untyped(letter: str) -> bool:
    return unicodedata.category(letter) in _UNTYPED or unicodedata.bidirectional(letter) in _TURNING


def typed_line(text: str) -> str:
    """The same on one line."""
    return " ".join(typed(text).split())
