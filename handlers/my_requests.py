"""Where a request is: the lists of one's own and of what waits, a card on demand, and a reminder put off."""

from __future__ import annotations

import re

from bot.case_card import about, happened
from bot.desk import Desk
from bot.events import Clicked, Heard
from bot.menu import Replies
from bot.replies import Say
from bot.ui import Card, Text
from bot.workflow import Refused, read_stamp
from handlers.lists import CaseList, mine, waiting

KIND = "account_request"
REFERENCE = re.compile(r"\b[raiq]-\d+", re.IGNORECASE)
LOOKED_THROUGH = 20
"""One's own requests, newest first, among which one that was sent is looked for."""
ALL_STEPS = 500
STEPS_A_CARD = 8

MINE = CaseList("my_requests", mine(KIND), f"{KIND}.more")
WAITING = CaseList("approvals", waiting(KIND), f"{KIND}.more_waiting")


async def where_is_it(desk: Desk, _heard: Heard) -> Replies:
    """ "Where is my request?": the newest that was sent, as it is now, and the way to the others."""
    found = await desk.mine(KIND, LOOKED_THROUGH)
    if not found:
        return await MINE.page(desk)
    await desk.show(next((case for case in found if case.state != "draft"), found[0]))
    return await MINE.page(desk) if len(found) > 1 else []


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
