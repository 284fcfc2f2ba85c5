"""A clock that stands still until a test moves it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

MONDAY_MORNING = datetime(2026, 11, 9, 17, 0, tzinfo=UTC)
"""09:00 in the sample district; the Wednesday of that week is a holiday."""


class Clock:
    """Called, it gives its moment (UTC)."""

    def __init__(self, moment: datetime = MONDAY_MORNING) -> None:
        self.moment = moment

    def __call__(self) -> datetime:
        return self.moment

    def move(self, **by: float) -> None:
        """Let time pass: `move(days=2)`."""
        self.moment += timedelta(**by)
