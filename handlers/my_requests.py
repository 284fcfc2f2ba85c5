"""Where a request is: the lists of one's own and of what waits, a card on demand, and a reminder put off."""

from __future__ import annotations

import re

from bot.case_card import about, happened
from bot.desk import Desk
from bot.events import Clicked, Heard
from bot.menu import Replies
from bot.replies import Say
from bot.ui import ROWS_AT_ONCE, Card, Text
from bot.workflow import Refused, read_stamp
from handlers.lists import case_list, skipped

KIND = "account_request"
REFERENCE = re.compile(r"\b[raiq]-\d+", re.IGNORECASE)
LOOKED_THROUGH = 20
"""One's own requests, newest first, among which one that was sent is looked for."""
ALL_STEPS = 500
STEPS_A_CARD = 8


async def where_is_it(desk: Desk, _heard: Heard) -> Replies:
    """ "Where is my request?": the newest that was sent, as it is now, and the way to the others."""
    mine = await desk.mine(KIND, LOOKED_THROUGH)
    if not mine:
        return [Say(Card(body=(Text(desk.word("account_request.none")),)))]
    await desk.show(next((case for case in mine if case.state != "draft"), mine[0]))
    return await list_mine(desk) if len(mine) > 1 else []


async def list_mine(desk: Desk, skip: int = 0) -> Replies:
    found = await desk.mine(KIND, 11, skip)
    if not found:
        return [Say(Card(body=(Text(desk.word("account_request.none")),)))]
    return [Say(case_list(desk, found, desk.label("account_request.mine"), "account_request.more", skip))]


async def hear_mine(desk: Desk, _heard: Heard) -> Replies:
    return await list_mine(desk)


async def more(desk: Desk, clicked: Clicked) -> Replies:
    return await list_mine(desk, skipped(clicked.value))


async def hear_waiting(desk: Desk, _heard: Heard) -> Replies:
    """ "My approvals": what waits for this person."""
    return await _list_waiting(desk, 0)


async def more_waiting(desk: Desk, clicked: Clicked) -> Replies:
    return await _list_waiting(desk, skipped(clicked.value))


async def _list_waiting(desk: Desk, skip: int) -> Replies:
    found = (await desk.waiting(KIND, skip + ROWS_AT_ONCE + 1))[skip:]
    if not found:
        return [Say(Card(body=(Text(desk.word("account_request.nothing_waits")),)))]
    return [Say(case_list(desk, found, desk.label("account_request.waiting"), f"{KIND}.more_waiting", skip))]


async def hear_reference(desk: Desk, heard: Heard) -> Replies:
    """ "R-1042", "Where is my request R-1042?": the card of that case, as it is now."""
    named = REFERENCE.search(heard.text)
    await desk.show(await desk.case(named[0].upper() if named else heard.text))
    return []


async def hear_history(desk: Desk, heard: Heard) -> Replies:
    """ "History R-1042": every step of a case, and every word that went with one."""
    case = await desk.case(heard.text.split()[-1].upper())
    steps = await desk.history(case, ALL_STEPS)
    title = desk.label("card.history", ref=case.ref)
    pages = [steps[start : start + STEPS_A_CARD] for start in range(0, len(steps), STEPS_A_CARD)]
    nothing = Card(title, (Text(desk.word("card.no_history")),))
    return [Say(Card(title, happened(case.kind, page, desk.house))) for page in pages] or [Say(nothing)]


async def show(desk: Desk, clicked: Clicked) -> Replies:
    """A case from a list: its card, which stays right from now on."""
    await desk.show(await desk.case(read_stamp(clicked.value)[0]))
    return []


async def snooze(desk: Desk, clicked: Clicked) -> Replies:
    """ "Not now": this person's reminders of the case come a school day later."""
    case = await desk.case(read_stamp(clicked.value)[0])
    if not desk.is_reminded(case):
        raise Refused("already", case)
    until = desk.house.calendar.after(desk.now, 1)
    again = Text(desk.word("notice.again", **about(case, desk.house)))
    await desk.snooze(case, until, Card(body=(again,)))
    return [Say(Card(body=(Text(desk.word("account_request.snoozed", ref=case.ref, when=desk.house.clock(until))),)))]
