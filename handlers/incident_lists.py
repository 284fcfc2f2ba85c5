"""The lists of reports: one's own, and those that wait for somebody who handles them."""

from __future__ import annotations

from bot.desk import Desk
from bot.workflow import Case
from handlers.lists import CaseList, mine, waiting

KIND = "incident"

MINE = CaseList("my_reports", mine(KIND), f"{KIND}.more")
WAITING = CaseList("reports", waiting(KIND), f"{KIND}.more_waiting", instead=MINE)
"""Whoever handles none sees their own reports."""


async def belong(desk: Desk, case: Case) -> None:
    """Enter everybody who has a part in a case, so that their lists find it."""
    district, readers = desk.house.district, desk.faces[KIND].workflow.readers
    everybody = dict.fromkeys(email for role in readers for email in role.who(case, district))
    await desk.belong(case, {f"part {number}": email for number, email in enumerate(everybody, 1)})
