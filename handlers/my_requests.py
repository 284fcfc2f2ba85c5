"""Where requests are: the list of one's own, and the list of those that wait for one's decision."""

from __future__ import annotations

from bot.conversation import Replies
from bot.desk import Desk
from bot.events import Heard
from handlers.lists import CaseList, mine, waiting
from handlers.request_words import KIND

MINE = CaseList("my_requests", mine(KIND), f"{KIND}.more")
WAITING = CaseList("approvals", waiting(KIND), f"{KIND}.more_waiting")

WHERE_IS_IT = (
    r"where(?:'s|s| is| are) my (?:requests?|accounts?)|(?:what is |what's )?(?:the |my )?(?:request )?status"
    r"(?: of my request)?|(?:is|was|has) (?:it|my (?:request|account)) (?:been )?(?:approved|decided)(?: yet)?"
    r"|any (?:news|updates?)(?: (?:on|about) my (?:request|account))?"
)


async def where_is_it(desk: Desk, _heard: Heard) -> Replies:
    """ "Where is my request?": the newest that was sent, as it is now, and the way to the others."""
    workflow = desk.faces[KIND].workflow
    sent = await desk.mine(KIND, 1, states=[state for state in workflow.states if state != workflow.first])
    two = await desk.mine(KIND, 2)
    for newest in (*sent, *two)[:1]:
        await desk.enter_look(newest, "card")
        await desk.show(newest)
    return [] if len(two) == 1 else await MINE.page(desk)
