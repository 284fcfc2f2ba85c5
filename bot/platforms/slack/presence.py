"""Who has an account in the workspace, as far as Slack said a few minutes ago."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.dates import Clock

REMEMBERED = timedelta(minutes=5)
"""How long an answer counts: a burst of messages asks once, and whoever leaves is noticed on the same morning."""


class Presence:
    """Users who were there when Slack was last asked; those whose answer is old are forgotten."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._until: dict[str, datetime] = {}

    def has(self, user: str) -> bool:
        """Whether Slack said not long ago that the user has an account."""
        return self._until.get(user, self._clock()) > self._clock()

    def saw(self, user: str) -> None:
        """Slack has just said so."""
        now = self._clock()
        self._until = {each: until for each, until in self._until.items() if until > now}
        self._until[user] = now + REMEMBERED
