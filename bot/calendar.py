"""School days and working hours: when a reminder may reach somebody."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice
from zoneinfo import ZoneInfo

MONDAY_TO_FRIDAY = frozenset(range(5))
LONGEST_BREAK = 366
"""Days. A calendar with a longer stretch without school is taken for a slip of the pen."""

_DAY = timedelta(days=1)


class NoSchoolDay(ValueError):
    """The breaks follow each other for more than a year, so that no reminder would ever come."""


@dataclass(frozen=True, slots=True)
class SchoolCalendar:
    """When a district is at work.

    `weekdays` counts Monday as 0; `breaks` are pairs of a first and a last day, both free; work begins at
    `opens` and has ended at `closes`, by the clock in `timezone`.
    """

    timezone: ZoneInfo
    weekdays: frozenset[int] = MONDAY_TO_FRIDAY
    holidays: frozenset[date] = frozenset()
    breaks: tuple[tuple[date, date], ...] = field(default=())
    opens: time = time(7, 30)
    closes: time = time(16, 30)

    def __post_init__(self) -> None:
        if not self.weekdays or self.opens >= self.closes:
            raise ValueError("a calendar needs a school day in the week, and hours that begin before they end")
        for first, _ in self.breaks:
            self._must_end(first)

    def is_school_day(self, day: date) -> bool:
        """Whether there is school: a day of the school week, no holiday, in no break."""
        at_school = day.weekday() in self.weekdays and day not in self.holidays
        return at_school and not any(first <= day <= last for first, last in self.breaks)

    def day(self, moment: datetime) -> date:
        """The day that a moment belongs to here."""
        return moment.astimezone(self.timezone).date()

    def end_of(self, day: date) -> datetime:
        """The moment at which a day has ended here; aware, in UTC."""
        return self._at(day + _DAY, time())

    def next_working_moment(self, moment: datetime) -> datetime:
        """The moment itself where it lies in working hours, else the next opening; aware, in UTC."""
        local = moment.astimezone(self.timezone)
        if self.is_school_day(local.date()) and self.opens <= local.time() < self.closes:
            return moment.astimezone(UTC)
        open_today = local.time() < self.opens
        return self._at(next(self._school_days(local.date() + _DAY * (not open_today))), self.opens)

    def after(self, moment: datetime, school_days: int) -> datetime:
        """The same clock time so many school days later; aware, in UTC.

        A moment outside working hours counts from the next opening: what is asked on a Saturday is asked on
        Monday morning. `school_days` is 0 or more; ValueError else.
        """
        if school_days < 0:
            raise ValueError("school days are counted forwards only")
        start = self.next_working_moment(moment).astimezone(self.timezone)
        day = next(islice(self._school_days(start.date()), school_days, None))
        return self._at(day, start.time())

    def _school_days(self, day: date) -> Iterator[date]:
        while True:
            if self.is_school_day(day):
                yield day
            day += _DAY

    def _at(self, day: date, clock: time) -> datetime:
        return datetime.combine(day, clock, self.timezone).astimezone(UTC)

    def _must_end(self, first: date) -> None:
        days = (first + _DAY * count for count in range(LONGEST_BREAK))
        if not any(self.is_school_day(day) for day in days):
            raise NoSchoolDay(f"there is no school for {LONGEST_BREAK} days from {first.isoformat()}")
