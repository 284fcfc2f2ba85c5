"""What `content/records.yaml` may hold: how long each class of case is kept, who may hold it, what a packet flags."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from bot.content.yaml_files import Part

UNTIL_SET = "until set"
LONGEST_KEPT = 100
"""Years. What is kept for good is kept until somebody sets a time."""
SPAN = re.compile(r"([1-9][0-9]{0,4}) (year|day)s?")

Status = Literal["verified", "secondary", "unverified"]
From = Literal["ended", "account_ended"]
Counts = Literal["ended", "account_ended", "never"]
"""From when the time of a class can count at all, whatever the file says; "never" is of what takes no time."""
Then = Literal["destroy", "archives"]
Class = Annotated[str, Field(pattern=r"^[a-z0-9_]{1,40}$")]
Title = Annotated[str, Field(min_length=1, max_length=150)]
Note = Annotated[str, Field(min_length=1, max_length=400)]


@dataclass(frozen=True, slots=True)
class Span:
    """How long something is kept; neither years nor days until the records officer sets a time."""

    years: int = 0
    days: int = 0

    @property
    def is_set(self) -> bool:
        return bool(self.years or self.days)

    def __str__(self) -> str:
        number, unit = (self.years, "year") if self.years else (self.days, "day")
        return f"{number} {unit}{'' if number == 1 else 's'}" if self.is_set else UNTIL_SET


def _span(given: object) -> Span:
    if given == UNTIL_SET:
        return Span()
    found = SPAN.fullmatch(given) if isinstance(given, str) else None
    number = int(found[1]) if found else 0
    if found is None or number > (LONGEST_KEPT if found[2] == "year" else LONGEST_KEPT * 366):
        raise ValueError(f"“keep” takes a time such as “6 years” or “90 days”, up to a century, or “{UNTIL_SET}”.")
    return Span(years=number) if found[2] == "year" else Span(days=number)


class Schedule(Part):
    """A retention schedule of the state. `used_on` is the day on which the records officer last opened it itself."""

    name: Title
    version: Title
    used_on: date | None = None
    note: Annotated[str, Field(max_length=400)] = ""


class Line(Part):
    """How long one class of case is kept, and what then.

    since   ended: from the end of the case; account_ended: from the end of its account
    series  the disposition authority number; "" where none has been found
    status  how far that can be relied on: read in the schedule itself, told by others, or neither
    then    destroy, or archives: it is to be offered to the State Archives, and goes on no list
    """

    name: Annotated[Class, Field(alias="class")]
    title: Title
    kind: Class
    keep: Annotated[Span, BeforeValidator(_span)]
    since: Annotated[From, Field(alias="from")]
    series: Annotated[str, Field(max_length=40)] = ""
    status: Status
    note: Note
    then: Then

    @property
    def ends_here(self) -> bool:
        """Whether it may be destroyed here at all, and is not to be offered to the State Archives."""
        return self.then == "destroy"


Look = Literal["addresses_outside", "telephone_numbers", "passwords", "students", "student_addresses", "files"]
"""How something is found wherever it stands: email addresses of nobody in the district, what looks like a password, a
name beside a word for a student; and every file that was sent."""
Pointer = Annotated[str, Field(pattern=r"^(/[A-Za-z0-9_*]+)+$", max_length=200)]
"""A JSON pointer (RFC 6901), where * stands for any one name or number; all that lies below it is meant."""


class Flag(Part):
    """One thing to look at before a packet of records leaves the house.

    fields  where it stands, by kind of case (a pointer into the case) or by file of the packet (into a line of it)
    law     the law or the clause that may ask for it; "" where none has been found
    status  how far that can be relied on, as of a line
    """

    what: Title
    fields: dict[Class, tuple[Pointer, ...]] = Field(default_factory=dict)
    looks: tuple[Look, ...] = ()
    law: Annotated[str, Field(max_length=150)] = ""
    status: Status
    why: Note


class RecordsFile(Part):
    """The file as it is typed."""

    reviewed_by: str = ""
    reviewed_on: date | None = None
    schedules: Annotated[tuple[Schedule, ...], Field(min_length=1)]
    lines: Annotated[tuple[Line, ...], Field(min_length=1)]
    may_hold: Annotated[tuple[str, ...], Field(min_length=1)]
    flags: Annotated[tuple[Flag, ...], Field(min_length=1)]
