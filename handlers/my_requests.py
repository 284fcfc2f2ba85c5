"""Where a request is: the lists of one's own and of what waits."""

from __future__ import annotations

from bot.desk import Desk
from bot.events import Heard
from bot.menu import Replies
from handlers.lists import CaseList, mine, waiting

KIND = "account_request"
LOOKED_THROUGH = 20
"""One's own requests, newest first, among which one that was sent is looked for."""

MINE = CaseList("my_requests", mine(KIND), f"{KIND}.more")
WAITING = CaseList("approvals", waiting(KIND), f"{KIND}.more_waiting")


async def where_is_it(desk: Desk, _heard: Heard) -> Replies:
    """ "Where is my request?": the newest that was sent, as it is now, and the way to the others."""
    found = await desk.mine(KIND, LOOKED_THROUGH)
    if not found:
        return await MINE.page(desk)
    await desk.show(next((case for case in found if case.state != "draft"), found[0]))
    return await MINE.page(desk) if len(found) > 1 else []
