"""Naming managers while an account is set up: one where nobody is named, another in somebody's place, and saying no."""

from __future__ import annotations

from typing import Any

from bot.conversation import Replies, Screen, done
from bot.desk import Desk
from bot.events import Clicked, Filled
from bot.forms import Answers, Wrong
from bot.replies import Swap
from bot.ui import ChoiceField, Facts, Form, Option, PersonField
from bot.workflow import Case
from handlers.request_questions import manager_fault
from handlers.request_words import spoken

FIRST = "account_request.first_manager"
SECOND = "account_request.second_manager"
ANOTHER = "account_request.another_manager"
PARTS = ("manager", "second_manager")


async def draw_first(desk: Desk, _case: Case, stamp: str) -> Form:
    """Who will manage the account, in the place of whoever could not."""
    return Form(FIRST, desk.label("succession.first.title"), _person(desk, "manager"), _submit(desk), stamp)


async def draw_second(desk: Desk, _case: Case, stamp: str) -> Form:
    """Who else will manage the account."""
    return Form(SECOND, desk.label("succession.second.title"), _person(desk, "second_manager"), _submit(desk), stamp)


def _person(desk: Desk, part: str) -> tuple[PersonField]:
    label, hint = desk.label(f"account_request.field.{part}"), desk.label(f"account_request.hint.{part}")
    return (PersonField(part, label, hint),)


def _submit(desk: Desk) -> str:
    return desk.label("succession.submit")


async def draw_another(desk: Desk, case: Case, stamp: str) -> Form:
    """Who manages it now, which of them makes room, and for whom."""
    answers = case.data["answers"]
    named = [(part, desk.label(f"account_request.fact.{part}")) for part in PARTS if answers.get(part)]
    now = Facts(tuple((label, spoken(part, answers, desk.house)) for part, label in named))
    places = tuple(Option(part, label) for part, label in named)
    only = tuple(place.value for place in places) if len(places) == 1 else ()
    leaves = ChoiceField("leaves", desk.label("succession.leaves"), places, value=only)
    joins = PersonField("joins", desk.label("succession.joins"), desk.label("account_request.hint.manager"))
    title = desk.label("succession.another.title")
    return Form(ANOTHER, title, (now, leaves, joins), _submit(desk), stamp)


async def take_first(desk: Desk, case: Case, filled: Filled, given: Answers) -> Replies:
    """There is a manager again; Wrong, at the field, for somebody who cannot be one."""
    email = await _who_can(desk, case, "manager", given)
    return await _named(desk, case, filled, "name_manager", "manager", email)


async def take_second(desk: Desk, case: Case, filled: Filled, given: Answers) -> Replies:
    """There is a second manager now; Wrong, at the field, for somebody who cannot be one."""
    email = await _who_can(desk, case, "second_manager", given)
    return await _named(desk, case, filled, "name_second_manager", "second_manager", email)


async def take_another(desk: Desk, case: Case, filled: Filled, given: Answers) -> Replies:
    """One makes room for another; Wrong, at the field, for somebody who cannot be a manager."""
    email = await _who_can(desk, case, "joins", given)
    return await _named(desk, case, filled, "replace_manager", str(given["leaves"]), email)


async def examine_another(desk: Desk, case: Case, given: Answers) -> None:
    """Wrong for somebody who cannot be a manager, also while it is not chosen yet whose place they take."""
    if given["joins"]:
        await _who_can(desk, case, "joins", given)


async def _who_can(desk: Desk, case: Case, field: str, given: Answers) -> str:
    email = str(given[field])
    if fault := await _fault(desk, case, email):
        raise Wrong({field: fault})
    return email


async def _fault(desk: Desk, case: Case, email: str) -> str:
    """Why somebody cannot become a manager of the account, as a sentence; "" when they can."""
    if email in (case.data["answers"].get(part) for part in PARTS):
        return desk.label("account_request.fault.manages_already")
    return await manager_fault(desk, email)


async def _named(desk: Desk, case: Case, filled: Filled, move: str, part: str, email: str) -> Replies:
    changes = {part: (case.data["answers"].get(part, ""), email)}
    moved = await desk.move(filled.value, move, data=_with(case, part, email), changes=changes)
    await desk.belong(moved, {part: email})
    return [Swap(done(desk, moved, move))]


def _with(case: Case, part: str, email: str) -> dict[str, Any]:
    """The request with somebody else, or nobody, in this part; whoever is new to it accepts the charter, even if they
    had before."""
    answers = {**case.data["answers"], part: email}
    answers["find_second"] = not answers.get("second_manager")
    stays = {answers.get(one) for one in PARTS} - {email}
    taps = {one: kept for one, kept in case.data.get("accepted", {}).items() if one in stays}
    former = case.data["answers"].get(part, "")
    return {**case.data, "answers": answers, "accepted": taps, "replaced": former, "newly_named": email}


async def cannot_manage(desk: Desk, clicked: Clicked) -> Replies:
    """Who was named as a manager says no, and owes no reason; whoever asked for the account, or the Director, names
    another. From then on the request is nothing of theirs."""
    case = (await desk.try_move(clicked.value, "cannot_manage")).before
    part = next(part for part in PARTS if case.data["answers"].get(part) == desk.me)
    data, changes = _with(case, part, ""), {part: (desk.me, "")}
    moved = await desk.move(clicked.value, "cannot_manage", data=data, changes=changes)
    await desk.belong(moved, {part: ""})
    return [Swap(await desk.card(moved))]


SCREENS = (
    Screen(FIRST, draw_first, take_first, ("name_manager",)),
    Screen(SECOND, draw_second, take_second, ("name_second_manager",)),
    Screen(ANOTHER, draw_another, take_another, ("replace_manager",), examines=examine_another),
)
