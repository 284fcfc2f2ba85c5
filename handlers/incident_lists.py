"""The lists of reports: one's own, and those that wait for somebody who handles them."""

from __future__ import annotations

from bot.desk import Desk
from bot.events import Clicked, Heard
from bot.menu import Replies
from bot.replies import Say
from bot.ui import Card, Text
from bot.workflow import Case
from handlers.incident_roles import EVERYBODY
from handlers.lists import case_list, skipped

KIND = "incident"


async def belong(desk: Desk, case: Case) -> None:
    """Enter everybody who has a part in a case, so that their lists find it."""
    district = desk.house.district
    everybody = dict.fromkeys(email for role in EVERYBODY for email in role.who(case, district))
    await desk.belong(case, {f"part {number}": email for number, email in enumerate(everybody, 1)})


async def hear_mine(desk: Desk, _heard: Heard) -> Replies:
    return await list_mine(desk)


async def more(desk: Desk, clicked: Clicked) -> Replies:
    return await list_mine(desk, skipped(clicked.value))


async def list_mine(desk: Desk, skip: int = 0) -> Replies:
    found = await desk.mine(KIND, 11, skip)
    if not found:
        return [Say(Card(body=(Text(desk.word("incident.none")),)))]
    return [Say(case_list(desk, found, desk.label("incident.mine"), f"{KIND}.more", skip))]


async def hear_waiting(desk: Desk, heard: Heard) -> Replies:
    """What waits for this person; whoever handles none sees their own reports."""
    found = await desk.waiting(KIND, 10)
    if not found:
        return await hear_mine(desk, heard)
    return [Say(case_list(desk, found, desk.label("incident.waiting"), "", 0))]
