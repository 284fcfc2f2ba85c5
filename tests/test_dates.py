"""Days and times as they are written in an American school office."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from bot import dates


@pytest.mark.parametrize(
    ("at", "read"),
    [
        (datetime(2026, 11, 9, 9, 5), "Mon, Nov 9, 9:05 AM"),
        (datetime(2026, 11, 9, 12, 0), "Mon, Nov 9, 12:00 PM"),
        (datetime(2026, 5, 4, 0, 30), "Mon, May 4, 12:30 AM"),
        (datetime(2026, 12, 31, 16, 30), "Thu, Dec 31, 4:30 PM"),
    ],
)
def test_a_moment_is_the_day_and_twelve_hours(at: datetime, read: str) -> None:
    assert dates.moment(at) == read


def test_a_day_is_month_first_and_in_full() -> None:
    assert dates.day(date(2026, 5, 4)) == "May 4, 2026"
