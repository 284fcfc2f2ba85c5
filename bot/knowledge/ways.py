"""A way of saying something, as staff write it in the files of content: small letters, `(a|b)` for one of these words,
`(a|)` for one that may be missing, `<name>` for a word of a group, `<name>*` for any number of them."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Annotated

from pydantic import Field

from bot.content.fault_sentences import did_you_mean
from bot.content.yaml_files import Problem, Spot

Way = Annotated[str, Field(min_length=1, max_length=400)]
Ways = Annotated[tuple[Way, ...], Field(min_length=1)]
Groups = Mapping[str, Sequence[str]]
"""The words of each, by its name."""
NONE: Groups = {}

_MAY_BE_MISSING = re.compile(r"\(([^()]*)\|\) ")
_ANY_NUMBER = re.compile(r"(<\w+>)\* ")
_NAMED = re.compile(r"<(\w+)>")


def spelled(way: str, groups: Groups) -> str:
    """(a way of saying something, the groups of its file) -> a regular expression over small words with one space
    between them. What may be missing takes its space with it; the words of a group may name other groups, and what is
    no group stays as it is written."""
    way = _MAY_BE_MISSING.sub(r"(?:(?:\1) )?", straight(way))
    way = _ANY_NUMBER.sub(r"(?:\1 )*", way)
    return _NAMED.sub(lambda found: _group(found[1], groups) if found[1] in groups else found[0], way)


def one_of(ways: Sequence[str], groups: Groups = NONE) -> str:
    """The same for several, of which one is said."""
    return f"(?:{'|'.join(spelled(way, groups) for way in ways)})"


def straight(text: str) -> str:
    """With the apostrophe of a keyboard; a telephone types another, and so may whoever edits the file."""
    return text.replace("’", "'")


def slips(part: Spot, ways: Sequence[str], names: Collection[str] = ()) -> Iterator[Problem]:
    """(where these ways of saying stand, the ways, what may stand in them as `<name>`) -> what is wrong with how they
    are written."""
    for position, way in enumerate(ways):
        if not _is_whole(way):
            yield (*part, position), "A bracket is not closed, or a sign stands here that means nothing."
        for name in {*_NAMED.findall(way)} - {*names}:
            yield (*part, position), f"There is no group “{name}”.{did_you_mean(name, names)}"


def _group(name: str, groups: Groups) -> str:
    # Without itself: no group is made of its own words.
    return one_of(groups[name], {other: ways for other, ways in groups.items() if other != name})


def _is_whole(way: str) -> bool:
    try:
        re.compile(spelled(way, NONE))
    except re.error:
        return False
    return True
