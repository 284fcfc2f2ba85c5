"""Days and times as they are written in an American school office."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from bot import dates

HERE = ZoneInfo("America/Los_Angeles")
NEW_YEARS_EVE = datetime(2027, 1, 1, 7, 59, tzinfo=UTC)
"""A minute before midnight here; elsewhere the year has begun."""


@pytest.mark.parametrize(
    ("at", "read"),
    [
        (datetime(2026, 11, 9, 9, 5, tzinfo=HERE), "Mon, Nov 9, 9:05 AM"),
        (datetime(2026, 11, 9, 12, 0, tzinfo=HERE), "Mon, Nov 9, 12:00 PM"),
        (datetime(2026, 5, 4, 0, 30, tzinfo=HERE), "Mon, May 4, 12:30 AM"),
        (datetime(2026, 12, 31, 16, 30, tzinfo=HERE), "Thu, Dec 31, 4:30 PM"),
        (datetime(2025, 12, 31, 16, 30, tzinfo=HERE), "Wed, Dec 31, 2025, 4:30 PM"),
        (datetime(2027, 1, 4, 7, 30, tzinfo=HERE), "Mon, Jan 4, 2027, 7:30 AM"),
    ],
)
def test_a_moment_is_the_day_and_twelve_hours_and_the_year_where_it_is_another_one(at: datetime, read: str) -> None:
    assert dates.moment(at, NEW_YEARS_EVE) == read


def test_a_day_is_month_first_and_in_full() -> None:
    assert dates.day(date(2026, 5, 4)) == "May 4, 2026"
