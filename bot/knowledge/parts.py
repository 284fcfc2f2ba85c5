"""Several questions in one message, taken apart."""

from __future__ import annotations

import re

SHORTEST = 3
"""A question of fewer words leans on the one before it (“Is that okay?”), and stays with it."""

_END = re.compile(r"(?<=\?)\s+|\n+")


def questions_in(message: str) -> tuple[str, ...]:
    """Each question with the sentences that lead to it; what follows the last one stays with it."""
    found: list[str] = []
    told: list[str] = []
    for piece in filter(None, map(str.strip, _END.split(message))):
        told.append(piece)
        if piece.endswith("?") and len(piece.split()) >= SHORTEST:
            found.append(" ".join(told))
            told = []
    if found and told:
        found[-1] = " ".join((found[-1], *told))
    return tuple(found) or (message,)
