"""The conditions of an approval: they stay with the request, and go with it into the charter and the register."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from bot.conversation import Replies, done, note_screen
from bot.desk import Desk
from bot.events import Filled
from bot.forms import Answers
from bot.house import House
from bot.replies import Swap
from bot.ui import Element, Quote, Text
from bot.workflow import Asks, Case
from handlers.request_approval import approved

ASKS = Asks("conditions")
NAME = "account_request.approve_with_conditions"


def conditions(data: Mapping[str, Any], house: House) -> tuple[Element, ...]:
    """(what a request or an account holds, house) -> whoever set conditions, and each word for word."""
    given = data.get("conditions", ())
    return tuple(part for one in given for part in (Text(_by(one["by"], house)), Quote(one["says"])))


def _by(email: str, house: House) -> str:
    return house.words("account_request.on_conditions", by=house.name(email))


async def _approve(desk: Desk, case: Case, filled: Filled, given: Answers) -> Replies:
    """The history shows only what happened last, so that the conditions are kept in the request as well."""
    says = str(given["note"])
    kept = [*case.data.get("conditions", ()), {"by": desk.me, "says": says}]
    data = {**approved(desk, case), "conditions": kept}
    moved = await desk.move(filled.value, "approve_with_conditions", says, data=data)
    return [Swap(done(desk, moved, "approve_with_conditions"))]


SCREEN = replace(note_screen("account_request", "approve_with_conditions", ASKS), take=_approve)
