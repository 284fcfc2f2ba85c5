"""A report that an alert sent off before it was finished: whoever raised it is asked once, later, to finish it."""

from __future__ import annotations

from datetime import timedelta

from bot.desk import Desk
from bot.ui import Card, Text
from bot.workflow import Case
from handlers.incident_recall import OPEN

LATER = timedelta(hours=1)
"""Long enough to call 911 and the on-call team first."""


async def ask_to_finish(desk: Desk, case: Case) -> None:
    """Danger does not wait for working hours, and neither does the question."""
    words = Card(body=(Text(desk.word("incident.unfinished", ref=case.ref)),))
    await desk.remind_to_the_hour(case, _key(case), case.opened_by, desk.now + LATER, words, OPEN)


async def finished(desk: Desk, case: Case) -> None:
    """Nobody is asked to finish it any more."""
    await desk.forget(_key(case))


def _key(case: Case) -> str:
    return f"{case.ref}/unfinished"
