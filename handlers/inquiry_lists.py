"""The lists of questions to people: one's own, and those that wait for an answer."""

from __future__ import annotations

from bot.desk import Desk
from bot.events import Clicked, Heard
from bot.menu import Replies
from bot.replies import Say
from bot.ui import Card, Text
from handlers.inquiry_start import KIND
from handlers.lists import case_list, skipped


async def hear_mine(desk: Desk, _heard: Heard) -> Replies:
    return await _list_mine(desk, 0)


async def more(desk: Desk, clicked: Clicked) -> Replies:
    return await _list_mine(desk, skipped(clicked.value))


async def _list_mine(desk: Desk, skip: int) -> Replies:
    found = await desk.mine(KIND, 11, skip)
    if not found:
        return [Say(Card(body=(Text(desk.word("inquiry.none")),)))]
    return [Say(case_list(desk, found, desk.label("inquiry.mine"), f"{KIND}.more", skip))]


async def hear_waiting(desk: Desk, heard: Heard) -> Replies:
    """What waits for this person; whoever answers none sees their own questions."""
    found = await desk.waiting(KIND, 10)
    return [Say(case_list(desk, found, desk.label("inquiry.waiting")))] if found else await hear_mine(desk, heard)
