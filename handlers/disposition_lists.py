"""The disposition lists that somebody signs or signed, newest first."""

from __future__ import annotations

from collections.abc import Sequence

from bot.conversation import Replies
from bot.desk import Desk
from bot.disposition import KIND
from bot.events import Heard
from bot.workflow import Case
from handlers import questions
from handlers.lists import CaseList

MOST_READ = 60
"""The lists of some years: at most one a month for most, and each is long."""


async def _seen(desk: Desk, most: int, skip: int) -> Sequence[Case]:
    found = await desk.register(KIND, None, MOST_READ)
    return [case for case in found if desk.sees(case)][skip : skip + most]


LISTS = CaseList("lists", _seen, f"{KIND}.more")


async def records(desk: Desk, heard: Heard) -> Replies:
    """ "records": the lists, for whoever has one; anybody else may mean a request for records, and asks."""
    return await LISTS.page(desk) if await _seen(desk, 1, 0) else await questions.ask(desk, heard)
