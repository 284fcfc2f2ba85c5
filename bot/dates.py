"""Now, and days and moments as people in the United States write them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime

Clock = Callable[[], datetime]
"""Gives this moment, in UTC."""


def utc_now() -> datetime:
    """The clock of this machine."""
    return datetime.now(UTC)


def day(of: date) -> str:
    """A day, or that of a moment in the zone that it bears: `November 9, 2026`."""
    return f"{of:%B %-d, %Y}"


def clock(at: datetime) -> str:
    """The time of day in the zone that a moment bears: `9:05 AM`."""
    return f"{at:%-I:%M %p}"


def moment(at: datetime, now: datetime) -> str:
    """A moment in the zone that it bears: `Mon, Nov 9, 9:05 AM`, and `Mon, Nov 9, 2026, 9:05 AM` in any other year."""
    year = "" if at.year == now.astimezone(at.tzinfo).year else f", {at.year}"
    return f"{at:%a, %b %-d}{year}, {clock(at)}"
