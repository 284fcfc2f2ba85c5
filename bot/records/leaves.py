"""Every text in some data, with the JSON pointer that leads to it (RFC 6901)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from typing import Any

Leaf = tuple[str, str]
"""A pointer, and the text there."""


def leaves(value: Any, pointer: str = "") -> Iterator[Leaf]:
    """The texts in data as JSON holds it. A name that is an address is one too: some things are kept by person."""
    match value:
        case str():
            yield pointer, value
        case dict():
            for name, below in value.items():
                here = f"{pointer}/{_escaped(name)}"
                if "@" in name:
                    yield here, name
                yield from leaves(below, here)
        case list() | tuple():
            for position, below in enumerate(value):
                yield from leaves(below, f"{pointer}/{position}")


def _escaped(name: str) -> str:
    return name.replace("~", "~0").replace("/", "~1")


def lies_under(patterns: Sequence[str]) -> Callable[[str], bool]:
    """Whether a pointer is one of these, or lies below one; * stands for any one name or number."""
    meant = [_pattern(pattern) for pattern in patterns]
    return lambda pointer: any(one.match(pointer) for one in meant)


@cache
def _pattern(pattern: str) -> re.Pattern[str]:
    return re.compile(re.escape(pattern).replace(r"\*", "[^/]+") + "(?=/|$)")
