"""Who a load is about. All that belongs to the so-manieth request holds its number, so that one recording of the work
that it causes serves for all the others."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.platforms.base import Seat

FIRST = 1_000_000
"""Numbers have seven digits from the first on: long enough to be found again in whatever holds one."""

ROWS_EACH = 100
"""Rows of one table that may belong to one subject; their ids are so many times its number, and a bit."""

STAFF = {"pat@example.org": "PAT", "casey@example.org": "CASEY", "kim@example.org": "KIM"}
"""Those who have a part in everybody's request: the principal, the Director, the second manager."""


@dataclass(frozen=True, slots=True)
class Subject:
    """One request for an account, and whoever opened it."""

    number: int

    @property
    def ref(self) -> str:
        return f"R-{self.number}"

    @property
    def email(self) -> str:
        return f"u{self.number}@example.org"

    def row(self, place: int) -> int:
        """The id of one of its rows."""
        return self.number * ROWS_EACH + place


def mark(email: str) -> str:
    """What somebody's ids in the chats have in common: a name for the staff, the number for a requester."""
    return STAFF.get(email) or email.partition("@")[0][1:]


@dataclass(frozen=True, slots=True)
class Chat:
    """Where people sit in one chat, by their mark."""

    name: str
    seat: Callable[[str], Seat]


SLACK = Chat("slack", lambda who: Seat(f"U{who}", f"D{who}"))


# --- One recording for all ----------------------------------------------------------------------------------------

PLACE = "\N{DIAMOND OPERATOR}"
"""Stands where the number was."""


def abstract(value: Any, number: int) -> Any:
    """A value that a driver or a platform was given, as JSON in which the number is named by its place."""
    if isinstance(value, str):
        return value.replace(str(number), PLACE)
    if isinstance(value, datetime):
        return {"moment": value.isoformat()}
    if isinstance(value, list | tuple):  # one of several rows that a statement is given
        return [abstract(each, number) for each in value]
    if isinstance(value, int) and value // ROWS_EACH == number:
        return {"row": value % ROWS_EACH}
    return value


def concrete(value: Any, number: int) -> Any:
    """The same value for another number."""
    if isinstance(value, str):
        return value.replace(PLACE, str(number))
    if isinstance(value, list):
        return tuple(concrete(each, number) for each in value)
    if isinstance(value, dict):
        kind, held = next(iter(value.items()))
        return _MEANINGS[kind](held, number)
    return value


_MEANINGS: dict[str, Callable[[Any, int], Any]] = {
    "moment": lambda held, _number: datetime.fromisoformat(held),
    "row": lambda held, number: number * ROWS_EACH + int(held),
}
