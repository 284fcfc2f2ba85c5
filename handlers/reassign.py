"""The Director gives a request that waits to somebody else, with a reason that both sides read."""

from __future__ import annotations

from bot.conversation import LONGEST_NOTE, Replies, Screen, done
from bot.desk import Desk
from bot.events import Filled
from bot.forms import Answers, Wrong
from bot.replies import Swap
from bot.ui import Form, PersonField, Text, TextField
from bot.workflow import Case
from handlers.request_questions import manager_fault
from handlers.request_roles import DECIDES, managers

NAME = "account_request.reassign"


async def draw(desk: Desk, case: Case, stamp: str) -> Form:
    """To whom, and why."""
    return Form(
        NAME,
        desk.label("reassign.title"),
        (
            Text(desk.word("card.about", ref=case.ref)),
            PersonField("to", desk.label("reassign.to"), desk.label("reassign.to_hint")),
            TextField(
                "note",
                desk.label("reassign.note"),
                desk.label("reassign.note_hint"),
                longest=LONGEST_NOTE,
                lines="many",
            ),
        ),
        desk.label("reassign.submit"),
        stamp,
    )


async def take(desk: Desk, case: Case, filled: Filled, given: Answers) -> Replies:
    """From now on the decision is theirs; Wrong for whoever asked, will manage the account, or is not staff."""
    await examine(desk, case, given)
    email = str(given["to"])
    assigned = {**case.data.get("assigned", {}), case.state: email}
    former = next(iter(DECIDES[case.state].who(case, desk.house.district)), "")
    data = {**case.data, "assigned": assigned, "relieved": former if former != email else ""}
    moved = await desk.move(filled.value, "reassign", str(given["note"]), data=data)
    await desk.belong(moved, {"decides": email})
    return [Swap(done(desk, moved, "reassign"))]


async def examine(desk: Desk, case: Case, given: Answers) -> None:
    """Wrong for whoever asked, will manage the account, or is not staff."""
    email = str(given["to"])
    fault = await manager_fault(desk, email) if email else ""
    if email == case.opened_by or email in managers.who(case, desk.house.district):
        fault = desk.label("reassign.own")
    if fault:
        raise Wrong({"to": fault})


SCREEN = Screen(NAME, draw, take, ("reassign",), examines=examine)
