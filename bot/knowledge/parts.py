"""Several questions in one message, taken apart."""

from __future__ import annotations

import re

SHORTEST = 3
"""A question of fewer words leans on the one before it (“Is that okay?”), and stays with it."""

WHOLE = 5
"""Words of a question that stands alone beside others: “and who is eligible” does not."""

_END = re.compile(r"(?<=\?)\s+|\n+")
_SENTENCE_END = re.compile(r"(?<=[.?!])\s+|\n+")
_LEANING = re.compile(
    r"(?:and |or |but )?(?:(?:what|how) (?:if|about)|even if|if so|(?:is|are|was|does|would) (?:that|it|they))\b", re.I
)
_ASKS = (
    r"(?:who|what|when|where|which|why|how|"
    r"(?:can|could|may|must|should|will|do|does|did|is|are|am) "
    r"(?:i|we|you|they|a|an|the|my|our|students|kids|staff|parents))\b"
)
_AND = re.compile(rf"[,;]?\s+(?:and(?: also)?|also|plus)\s+(?={_ASKS})", re.I)
_QUESTION = re.compile(_ASKS, re.I)
_POINTING = re.compile(r"\b(?:it|its|that|this|they|them|those|these|there|she|he|her|him)\b", re.I)
_NUMBER = re.compile(r"(?:^|\s)\(?[1-9][.)]\s+")


def joined_in(message: str) -> tuple[str, ...]:
    """The questions that “and” or “also” joins; the message itself where one of them is no whole question: it tells
    something, is too short, or points back to another."""
    first, *others = _AND.split(message)
    whole = _QUESTION.match(first) and not any(map(_POINTING.search, others))
    return (first, *others) if whole and all(len(side.split()) >= WHOLE for side in (first, *others)) else (message,)


def questions_in(message: str) -> tuple[str, ...]:
    """Each question with the sentences that lead to it; what follows the last one stays with it. Each item of a
    numbered list is one, with its mark or without."""
    before, *items = map(str.strip, _NUMBER.split(message))
    return (f"{before} {items[0]}".strip(), *items[1:]) if len(items) > 1 else _by_their_marks(message)


def without_story(question: str) -> str:
    """The sentence of a question that asks, without what is told before it; all of it where that sentence is no whole
    question, or points back."""
    last = _SENTENCE_END.split(question.strip())[-1]
    is_whole = last.endswith("?") and len(last.split()) >= WHOLE and not _POINTING.search(last)
    return last if is_whole else question


def _by_their_marks(message: str) -> tuple[str, ...]:
    found: list[str] = []
    told: list[str] = []
    for piece in filter(None, map(str.strip, _END.split(message))):
        if found and not told and _leans(piece):
            found[-1] = f"{found[-1]} {piece}"
            continue
        told.append(piece)
        if piece.endswith("?") and len(piece.split()) >= SHORTEST:
            found.append(" ".join(told))
            told = []
    if found and told:
        found[-1] = " ".join((found[-1], *told))
    return tuple(found) or (message,)


def _leans(piece: str) -> bool:
    return piece.endswith("?") and (len(piece.split()) < SHORTEST or bool(_LEANING.match(piece)))
