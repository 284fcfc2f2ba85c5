"""A choice that people are offered, and the value that a case keeps of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Annotated

from pydantic import Field

from bot.content.yaml_files import Part, Problem, Spot
from bot.ui import Option

Id = Annotated[str, Field(pattern=r"^[a-z0-9_]{1,60}$")]
"""Teams joins several answers with a comma, so a value holds none."""

Label = Annotated[str, Field(min_length=1, max_length=75)]


class Choice(Part):
    """One thing to tick or to choose. `value` is what a case keeps."""

    value: Id
    label: Label


def options_of(choices: Iterable[Choice]) -> tuple[Option, ...]:
    """The choices as a form offers them."""
    return tuple(Option(choice.value, choice.label) for choice in choices)


def label_of(value: str, choices: Iterable[Choice]) -> str:
    """What people read for a value that a case keeps; the value itself where it is not among the choices any more."""
    return next((choice.label for choice in choices if choice.value == value), value)


def twice(spot: Spot, values: Sequence[str]) -> Iterator[Problem]:
    """A problem for each value that a list at `spot` holds a second time."""
    for position, value in enumerate(values):
        if value in values[:position]:
            yield (*spot, position), f"“{value}” is in “{spot[-1]}” twice. Give one of them another name."
