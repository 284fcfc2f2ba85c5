"""Takes the names of people out of a question before it is kept (requirement 6.5), as far as they can be told."""

from __future__ import annotations

import re
from collections.abc import Callable

HIDDEN = "…"
_WORD = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*")
_TITLES = frozenset({"mr", "mrs", "ms", "miss", "mx", "dr", "coach", "principal", "teacher", "señor", "señora"})


_INTRODUCES = re.compile(
    r"\b(?:(?:(?:first|last|middle|family|full|nick)[ -]?name|surname)(?: is| was|['’]s)?|named|name(?: is| was|['’]s))"
    r"[\s:=\"'“‘-]*$",
    re.IGNORECASE,
)
_LONGEST_INTRODUCTION = 40
_NO_NAME = re.compile(
    r"an?|and|are|as|at|but|by|can|for|from|here|her|his|if|i[nst]|may|my|not?|of|on|only|or|our|so|that|the|their|there"
    r"|they|this|to|was|we|with|without|you|your|students?|child|children|kids?|person|people|teachers?|staff|accounts?"
    r"|pages?",
    re.IGNORECASE,
)
"""With these no name begins behind “last name” or “named”."""


def without_names(text: str, is_name: Callable[[str], bool], is_word: Callable[[str], bool]) -> str:
    """The text with `…` for each word that is a name, that follows a title or the like of “last name”, or that begins
    with a capital beside one.

    is_name  whether a word, as it was typed, is a name by itself
    is_word  whether a word in small letters is an everyday one
    """
    words = list(_WORD.finditer(text))
    introduced = [_is_introduced(text, word) for word in words]
    hidden = [is_name(word[0]) or _is_titled(text, words[:place], word) for place, word in enumerate(words)]
    hidden = [found or follows for found, follows in zip(hidden, introduced, strict=True)]
    for here, there in _neighbors(words):
        strange = introduced[here] and not is_word(words[there][0].casefold())
        hidden[there] |= strange and _touch(text, words[here], words[there])
    for here, there in [*_neighbors(words), *reversed([pair[::-1] for pair in _neighbors(words)])]:
        hidden[there] |= hidden[here] and _is_capital(words[there][0]) and _touch(text, words[here], words[there])
    for word in reversed([word for word, is_hidden in zip(words, hidden, strict=True) if is_hidden]):
        text = text[: word.start()] + HIDDEN + text[word.end() :]
    return text


def _neighbors(words: list[re.Match[str]]) -> list[tuple[int, int]]:
    return [(place, place + 1) for place in range(len(words) - 1)]


def _is_titled(text: str, before: list[re.Match[str]], word: re.Match[str]) -> bool:
    titled = bool(before) and before[-1][0].casefold() in _TITLES and _is_capital(word[0])
    return titled and not text[before[-1].end() : word.start()].strip(". ")


def _is_introduced(text: str, word: re.Match[str]) -> bool:
    before = text[max(word.start() - _LONGEST_INTRODUCTION, 0) : word.start()]
    return _INTRODUCES.search(before) is not None and _NO_NAME.fullmatch(word[0]) is None


def _is_capital(word: str) -> bool:
    return word[0].isupper() and not word.isupper()


def _touch(text: str, one: re.Match[str], other: re.Match[str]) -> bool:
    first, second = sorted((one, other), key=lambda word: word.start())
    return not text[first.end() : second.start()].strip(" ")
