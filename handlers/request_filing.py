"""Sending a request: what it holds from then on, who reads it next, and what the requester is told."""

from __future__ import annotations

from typing import Any

from bot.conversation import Replies
from bot.desk import Desk
from bot.events import Filled
from bot.replies import Swap
from bot.ui import Card, Facts, Text
from bot.workflow import Case
from handlers import request_link
from handlers.request_approval import APPROVED_BY
from handlers.request_questions import Given, asked_for
from handlers.request_review import advice_on
from handlers.request_roles import DECIDES
from handlers.request_states import changes_asked_in, school_last_read
from handlers.request_words import facts, with_labels


async def file(desk: Desk, case: Case, filled: Filled) -> Replies:
    """Send a request whose screens are all finished: for the first time, or back to whoever asked for changes. Refused
    where another request on its way is about the same account."""
    data = await _as_filed(desk, case)
    answers, name = data["answers"], "refile" if case.state == "changes_wanted" else "file"
    await request_link.claim(desk, case, answers)
    moved = await desk.move(filled.value, name, data=data, changes=data["changed"])
    await desk.belong(moved, {"manager": answers["manager"], "second_manager": answers["second_manager"]})
    await desk.show(moved)
    return [Swap(_filed(desk, moved))]


async def _as_filed(desk: Desk, case: Case) -> dict[str, Any]:
    """What a request holds once it is sent: its answers as its readers will see them, the advice, and what changed."""
    then, given = case.data.get("answers_then"), case.data["answers"]
    answers = with_labels(asked_for(given), given, desk.house)
    data = {**case.data, "answers": answers, "advice": list(await advice_on(desk, case)), "read_in": _read_in(case)}
    data["changed"] = _changes(desk, then, answers) if then else {}
    if case.state == "draft":
        data["questions"] = desk.house.content.questions.version
    # A yes was to the answers as they were; what a principal gave away or asked for binds nobody in another school.
    of_the_school = () if school_last_read(case) == case.school else ("assigned", "conditions")
    settled = ("answers_then", APPROVED_BY, *of_the_school)
    return {name: kept for name, kept in data.items() if name not in settled}


def _read_in(case: Case) -> str:
    """The state in which whoever asked for changes has read the request; "" where another school is asked instead."""
    moved_school, asked = school_last_read(case) != case.school, changes_asked_in(case)
    return "" if moved_school and asked == "with_principal" else asked


def _changes(desk: Desk, then: Given, now: Given) -> dict[str, tuple[str, str]]:
    before, after = dict(facts(then, desk.house)), dict(facts(now, desk.house))
    names = [name for name in (*before, *after) if before.get(name) != after.get(name)]
    return {name: (before.get(name, ""), after.get(name, "")) for name in dict.fromkeys(names)}


def _filed(desk: Desk, case: Case) -> Card:
    """The reference, what happens next, and the usual time: not a promise."""
    return Card(
        title=desk.label("account_request.filed.title", ref=case.ref),
        body=(
            _what_next(desk, case),
            Text(desk.word(f"account_request.filed.until.{case.data['answers'].get('kind', 'new')}")),
            Facts(((desk.label("account_request.filed.expect"), _usual_time(desk)),)),
        ),
    )


def _usual_time(desk: Desk) -> str:
    days = desk.house.district.usual_days
    return (
        desk.label("account_request.filed.usual", days=str(days)) if days else desk.label("account_request.filed.open")
    )


def _what_next(desk: Desk, case: Case) -> Text:
    """Who reads it and decides; by name where that is somebody else than usual."""
    district = desk.house.district
    usual = {
        "with_principal": district.principal_and_stand_ins(case.school),
        "with_director": district.role("communications_director"),
    }
    decider = DECIDES[case.state].who(case, district)[0]
    if decider in usual[case.state][:1]:
        return Text(desk.word(f"account_request.filed.{case.state}"))
    return Text(desk.word(f"account_request.filed.instead.{case.state}", decider=desk.house.name(decider)))
