"""Which command a message is: the words of commands, as regular expressions for a whole message."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import TypeVar

from bot.credentials import looks_like_credential

LONGEST_COMMAND = 300
"""Characters; a longer message is no command, and is not searched for one."""

BEHIND = r"(?:,?\s+(?:please|pls|plz))?[\s.!?]*"

Called = TypeVar("Called")
Patterns = Sequence[tuple[re.Pattern[str], Called]]


def patterns(given: Iterable[Mapping[str, Called]]) -> Patterns[Called]:
    """The words of several conversations with whom they call, ready for messages. A slash before them is no matter, nor
    what a phone or good manners put behind them: `Help!`, `my requests, please.`"""
    every = (pair for each in given for pair in each.items())
    return [(re.compile(rf"\s*/?(?:{words}){BEHIND}", re.IGNORECASE), called) for words, called in every]


def matching(given: Patterns[Called], text: str) -> Called | None:
    """Who is called by a message, by the first pattern that it fits as a whole; None for one that calls nobody.

    Whoever tells a password is told what to do about it, whatever else they asked for.
    """
    if len(text) > LONGEST_COMMAND or looks_like_credential(text):
        return None
    return next((called for words, called in given if words.fullmatch(text)), None)
