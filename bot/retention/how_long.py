"""When something has been kept long enough: pure, of a case, its line in `content/records.yaml` and the day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from bot.calendar import SchoolCalendar
from bot.content.records import Line, Records, Span
from bot.face import Face
from bot.workflow import Case

Kept = Literal["", "open", "account", "until_set", "proof", "no_line"]
"""Why there is no day after which it may go: it is not at its end; its account is there; nobody has set a time; it
is the proof of what was destroyed; its class is of another version."""


@dataclass(frozen=True, slots=True)
class Standing:
    """How long a case is kept. `due` is the first day on which it no longer has to be kept; None where there is none,
    and `why` says why."""

    line: Line | None
    due: date | None
    why: Kept = ""


def standing(case: Case, face: Face, records: Records, calendar: SchoolCalendar) -> Standing:
    """How long one case is kept by itself (requirement 8.6; DOMAIN.md section 7)."""
    name = face.filed_under(case)
    line = records.line(name)
    if line is None:
        return Standing(None, None, "no_line" if name else "open")
    # What the file says was compared with the classes at the start. Should it say something else, nothing goes by it.
    counts = face.classes.get(name, line.since)
    if counts == "never":
        return Standing(line, None, "proof")
    if not line.keep.is_set:
        return Standing(line, None, "until_set")
    if "account_ended" in (counts, line.since):  # an account has no end so far: the register knows one state of it
        return Standing(line, None, "account")
    # What is done to a case after its end, such as a note that the account is gone, begins the time anew.
    return Standing(line, after(calendar.day(case.updated_at), line.keep))


def after(day: date, kept: Span) -> date:
    """The first day after a time that began on this one. What began on February 29 ends on March 1."""
    try:
        ends = day.replace(year=day.year + kept.years)
    except ValueError:
        ends = date(day.year + kept.years, 3, 1)
    return ends + timedelta(days=kept.days + 1)


def together(main: Standing, parts: Sequence[Standing]) -> Standing:
    """How long a case is kept with all that became part of it: never less than any of them. Where one of them is to be
    offered to the State Archives, all of it is."""
    longest = max((main, *parts), key=lambda one: one.due or date.max)
    if longest.due is None:
        return longest
    offered = (one.line for one in (main, *parts) if one.line and not one.line.ends_here)
    return Standing(next(offered, main.line), longest.due)
