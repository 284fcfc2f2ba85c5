"""What people typed, without what nobody types: characters that a chat or a database refuses, or that disguise."""

from __future__ import annotations

import unicodedata

_UNTYPED = ("Cc", "Cs")
"""Control characters, and halves of characters (Unicode general categories)."""

_TURNING = ("LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI")
"""Marks that turn the direction of what follows, our own words too (Unicode bidirectional classes). Scripts that are
written from right to left need none of them."""

_UNSEEN = ("C", "M", "Z")
"""Controls, marks that stand on another letter, spaces (the first letters of Unicode's general categories)."""

BLANK = frozenset("\u115f\u1160\u2800\u3164\uffa0")
"""Letters and signs that are drawn as nothing: the fillers of Hangul, and Braille without a dot."""


def typed(text: str) -> str:
    """The text without such characters, trimmed; its lines stay. Of a text in which nothing can be seen, nothing."""
    kept = "".join(letter for letter in text if letter in "\n\t" or not _is_untyped(letter)).strip()
    return kept if any(map(_is_seen, kept)) else ""


def _is_seen(letter: str) -> bool:
    return letter not in BLANK and not unicodedata.category(letter).startswith(_UNSEEN)


def _is_untyped(letter: str) -> bool:
    return unicodedata.category(letter) in _UNTYPED or unicodedata.bidirectional(letter) in _TURNING


def typed_line(text: str) -> str:
    """The same on one line."""
    return " ".join(typed(text).split())
