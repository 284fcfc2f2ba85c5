"""School days: reminders come in working hours, after the right number of days, and never in a break."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.calendar import NoSchoolDay, SchoolCalendar

PACIFIC = ZoneInfo("America/Los_Angeles")
DISTRICT = SchoolCalendar(
    PACIFIC,
    holidays=frozenset({date(2026, 11, 26), date(2026, 11, 27)}),
    breaks=((date(2026, 12, 21), date(2027, 1, 1)),),
)

MOMENTS = st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 31), timezones=st.just(UTC))
CALENDARS = st.builds(
    SchoolCalendar,
    timezone=st.sampled_from([PACIFIC, ZoneInfo("Asia/Kolkata"), ZoneInfo("Pacific/Auckland"), ZoneInfo("UTC")]),
    weekdays=st.frozensets(st.integers(0, 6), min_size=1),
    holidays=st.frozensets(st.dates(date(2026, 1, 1), date(2028, 6, 1)), max_size=20),
    breaks=st.just(DISTRICT.breaks),
    opens=st.times(time(4), time(11)),
    closes=st.times(time(12), time(22)),
)


def local(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=PACIFIC)


@pytest.mark.parametrize(
    ("asked", "days", "due"),
    [
        ("2026-11-17 10:00", 2, "2026-11-19 10:00"),
        ("2026-11-20 10:00", 1, "2026-11-23 10:00"),  # over a weekend
        ("2026-11-24 10:00", 2, "2026-11-30 10:00"),  # over Thanksgiving
        ("2026-12-18 15:00", 1, "2027-01-04 15:00"),  # over the winter break
        ("2026-11-21 10:00", 1, "2026-11-24 07:30"),  # Saturday's request is Monday morning's
        ("2026-11-17 20:00", 1, "2026-11-19 07:30"),  # an evening's request is the next morning's
        ("2026-11-17 05:00", 1, "2026-11-18 07:30"),
        ("2026-11-17 16:30", 0, "2026-11-18 07:30"),  # work has ended at half past four
        ("2026-11-17 07:30", 0, "2026-11-17 07:30"),
    ],
)
def test_a_reminder_is_due_at_the_same_clock_time_so_many_school_days_later(asked: str, days: int, due: str) -> None:
    assert DISTRICT.after(local(asked), days) == local(due)


def test_the_clock_stays_when_summer_time_ends() -> None:
    due = DISTRICT.after(local("2026-10-30 09:00"), 1)
    assert due == local("2026-11-02 09:00")
    assert (due.hour, due.tzinfo) == (17, UTC)


def test_free_days_are_no_school_days() -> None:
    free = [date(2026, 11, 21), date(2026, 11, 26), date(2026, 12, 21), date(2027, 1, 1)]
    assert not any(DISTRICT.is_school_day(day) for day in free)
    assert DISTRICT.is_school_day(date(2026, 12, 18))
    assert DISTRICT.is_school_day(date(2027, 1, 4))


def test_a_break_without_an_end_is_refused() -> None:
    with pytest.raises(NoSchoolDay, match="2026-12-21"):
        SchoolCalendar(PACIFIC, breaks=((date(2026, 12, 21), date(2062, 1, 1)),))


def test_days_are_not_counted_backwards() -> None:
    with pytest.raises(ValueError, match="forwards"):
        DISTRICT.after(local("2026-11-17 10:00"), -1)


@given(CALENDARS, MOMENTS, st.integers(0, 12))
def test_nothing_is_ever_due_outside_working_hours(calendar: SchoolCalendar, moment: datetime, days: int) -> None:
    due = calendar.after(moment, days).astimezone(calendar.timezone)
    assert calendar.is_school_day(due.date())
    assert calendar.opens <= due.time() < calendar.closes
    assert due >= moment


@given(CALENDARS, MOMENTS, MOMENTS, st.integers(0, 12))
def test_who_asks_later_is_never_reminded_earlier(
    calendar: SchoolCalendar, one: datetime, other: datetime, days: int
) -> None:
    assert calendar.after(min(one, other), days) <= calendar.after(max(one, other), days)


@given(CALENDARS, MOMENTS, st.integers(0, 6), st.integers(0, 6))
def test_days_add_up(calendar: SchoolCalendar, moment: datetime, first: int, then: int) -> None:
    assert calendar.after(calendar.after(moment, first), then) == calendar.after(moment, first + then)
