"""The verification mark of a platform: what was tried, what came of it, and how schools get it now.

Requirement 5.4. Districts ask for it and are refused more often than not, so the reason is kept with each step.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from bot.conversation import LONGEST_NOTE, Replies, Screen, done
from bot.desk import Desk
from bot.events import Filled
from bot.forms import Answers, Wrong
from bot.house import House
from bot.replies import Swap
from bot.ui import ChoiceField, Element, Form, Option, Text, TextField, literal
from bot.workflow import Case

NAME = "account.verification"
STATES = ("not_tried", "applied", "refused", "verified", "lost")
NEEDS_A_REASON = ("refused", "lost")


async def draw(desk: Desk, case: Case, stamp: str) -> Form:
    """How schools get the mark on this platform, how far this account is, and why."""
    options = tuple(Option(state, desk.label(f"verification.state.{state}")) for state in STATES)
    now = _state(case)
    return Form(
        NAME,
        desk.label("verification.title"),
        (
            *_how(desk, case),
            ChoiceField("state", desk.label("verification.field.state"), options, value=(now,)),
            TextField(
                "reason",
                desk.label("verification.field.reason"),
                desk.label("verification.hint.reason"),
                required=False,
                longest=LONGEST_NOTE,
                lines="many",
            ),
        ),
        desk.label("verification.submit"),
        stamp,
    )


def _how(desk: Desk, case: Case) -> tuple[Element, ...]:
    """How a school's account is verified on this platform, as far as anybody knows."""
    known = desk.house.content.tools.verification(case.data.get("tool", ""))
    return (Text(literal(known.say)), Text(literal(known.standing), quiet=True)) if known else ()


async def take(desk: Desk, case: Case, filled: Filled, given: Answers) -> Replies:
    """Keep how far it is, since when; a refusal and a loss need a reason. What it was before stays in the history."""
    state, reason = str(given["state"]), str(given["reason"])
    if state in NEEDS_A_REASON and not reason:
        raise Wrong({"reason": desk.label("verification.fault.reason")})
    verification = {"state": state, "since": desk.now.isoformat(), "reason": reason}
    changes = {"verification": (_state(case), state)}
    data = {**case.data, "verification": verification}
    moved = await desk.move(filled.value, "log_verification", reason, data=data, changes=changes)
    return [Swap(done(desk, moved, "log_verification"))]


def _state(case: Case) -> str:
    held: dict[str, Any] = case.data.get("verification", {})
    return str(held.get("state", "not_tried"))


def spoken(case: Case, house: House) -> str:
    """`Refused, Mon, Nov 9, 9:00 AM`."""
    held = case.data.get("verification", {})
    state = house.words.plain(f"verification.state.{_state(case)}")
    return f"{state}, {house.clock(datetime.fromisoformat(held['since']))}" if held else state


SCREEN = Screen(NAME, draw, take, ("log_verification",))
