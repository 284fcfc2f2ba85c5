"""The yes of whoever decides for the school, and how they take it back for as long as nobody has decided after them."""

from __future__ import annotations

from typing import Any

from bot.conversation import Replies
from bot.desk import Desk
from bot.events import Clicked
from bot.replies import Swap
from bot.workflow import Case

APPROVED_BY = "approved_by"


async def approve(desk: Desk, clicked: Clicked) -> Replies:
    """ "Approve", of whoever decides now."""
    case = (await desk.try_move(clicked.value, "approve")).before
    moved = await desk.move(clicked.value, "approve", data=approved(desk, case))
    return [Swap(await desk.card(moved))]


def approved(desk: Desk, case: Case) -> dict[str, Any]:
    """What a request holds once this person has said yes: of a first yes whose it is, since the Director may give the
    decision to somebody else before anybody decides."""
    first = {APPROVED_BY: desk.me} if case.state == "with_principal" else {}
    return {**case.data, **first}


async def take_back(desk: Desk, clicked: Clicked) -> Replies:
    """ "Take the approval back": the request is theirs to decide again, and the conditions that they set go with their
    yes. The history keeps both. Refused to whoever comes too late: the Director's word is final (requirement 2.1)."""
    case = (await desk.try_move(clicked.value, "take_back")).before
    others = [one for one in case.data.get("conditions", ()) if one["by"] != desk.me]
    kept = {name: value for name, value in case.data.items() if name != APPROVED_BY}
    moved = await desk.move(clicked.value, "take_back", data={**kept, "conditions": others})
    return [Swap(await desk.card(moved))]
