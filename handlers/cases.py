"""What one can do with any case: see it by its reference, read its history, put its reminder off."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import timedelta

from bot.case_card import about, happened
from bot.conversation import Conversation, Replies
from bot.desk import Desk
from bot.events import Clicked, Heard
from bot.replies import Say
from bot.ui import Card, Text
from bot.workflow import Case, Refused, Workflow, read_stamp, reference, references_in

A_DAY = timedelta(days=1)
ALL_STEPS = 500
STEPS_A_CARD = 5
"""As many as fit one card when each has the longest note, every other character of it a new line."""

NO_HYPHEN = "[ –—]?"
"""What a phone makes of the hyphen of a reference; where the whole message is one, it can mean nothing else."""
WITHOUT_HYPHEN = re.compile(rf"\b([A-Z]){NO_HYPHEN}(\d{{4,}})\b", re.IGNORECASE)


def conversation(workflows: Sequence[Workflow]) -> Conversation:
    """(the tables of all kinds of cases) -> the words and the buttons that each of them has."""
    prefixes = [each.prefix for each in workflows]
    named = rf"(?:{reference(*prefixes)}|(?:{'|'.join(prefixes)}){NO_HYPHEN}\d{{4,}})"
    asks = r"(?:(?:where(?:'s|s| is)|what about|how is|show(?: me)?) )?"
    whose = r"(?:(?:my|the|our) )?(?:(?:request|report|account|question|list) )?"
    buttons = {"show": show, "snooze": snooze}
    return Conversation(
        name="cases",
        hears={rf"history\s+{named}": hear_history, rf"{asks}{whose}{named}\W*": hear_reference},
        presses={f"{each.kind}.{name}": press for each in workflows for name, press in buttons.items()},
    )


def _named(heard: Heard) -> str:
    return (*references_in(WITHOUT_HYPHEN.sub(r"\1-\2", heard.text)), heard.text)[0]


async def hear_reference(desk: Desk, heard: Heard) -> Replies:
    """ "R-1042", "Where is my request R-1042?": the card of that case, as it is now."""
    await desk.show(await desk.asked_for(_named(heard), "card"))
    return []


async def hear_history(desk: Desk, heard: Heard) -> Replies:
    """ "History R-1042": every step of a case, and every word that went with one."""
    case = await desk.asked_for(_named(heard), "history")
    steps = await desk.history(case, ALL_STEPS)
    pages = [steps[start : start + STEPS_A_CARD] for start in range(0, len(steps), STEPS_A_CARD)]
    nothing = Card(_every_step(desk, case, 1, 1), (Text(desk.word("card.no_history")),))
    cards = [
        Card(_every_step(desk, case, part, len(pages)), happened(case.kind, page, desk.house))
        for part, page in enumerate(pages, 1)
    ]
    return [Say(card) for card in cards or [nothing]]


def _every_step(desk: Desk, case: Case, part: int, parts: int) -> str:
    if parts == 1:
        return desk.label("card.history", ref=case.ref)
    return desk.label("card.history_part", ref=case.ref, part=str(part), parts=str(parts))


async def show(desk: Desk, clicked: Clicked) -> Replies:
    """A case from a list: its card, which stays right from now on."""
    await desk.show(await desk.asked_for(read_stamp(clicked.value)[0], "card"))
    return []


async def snooze(desk: Desk, clicked: Clicked) -> Replies:
    """ "Not now": this person's reminders of the case come a school day later, of what cannot wait a day later."""
    case = await desk.case(read_stamp(clicked.value)[0])
    if not desk.is_reminded(case):
        raise Refused("already", case)
    until = desk.now + A_DAY if desk.cannot_wait(case) else desk.house.calendar.after(desk.now, 1)
    again = Text(desk.word("notice.again", **about(case, desk.house)))
    await desk.snooze(case, until, Card(body=(again,)))
    return [Say(Card(body=(Text(desk.word("card.snoozed", ref=case.ref, when=desk.house.clock(until))),)))]
