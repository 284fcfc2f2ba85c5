"""What those who handle an incident do with it: take it, file it with the platform, note what came of it, close it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

from bot.case_card import about
from bot.content.tools import NotAnAddress
from bot.desk import Desk
from bot.events import Clicked, Filled
from bot.forms import Answers, Wrong
from bot.menu import LONGEST_NOTE, Replies, Screen, done
from bot.replies import Swap
from bot.ui import Card, ChoiceField, Form, Option, Text, TextField, literal
from bot.workflow import Case, Refused, read_stamp
from handlers import incident_questions as questions
from handlers.incident_join import as_part, main_case, must_stay_apart, share_alarm, take_in
from handlers.incident_lists import belong
from handlers.incident_recall import OPEN, same_file_in
from handlers.incident_roles import handlers, kept_from
from handlers.incident_send import must_reach_somebody

KIND = "incident"
FILING, OUTCOME, ESCALATION, CATEGORY, DUPLICATE, CLOSING = (
    f"{KIND}.{name}" for name in ("file", "log_outcome", "escalate", "recategorise", "link", "close")
)


# --- Taking it ------------------------------------------------------------------------------------------------------


async def take(desk: Desk, clicked: Clicked) -> Replies:
    return await _take(desk, clicked, "take")


async def take_over(desk: Desk, clicked: Clicked) -> Replies:
    return await _take(desk, clicked, "take_over")


async def _take(desk: Desk, clicked: Clicked, name: str) -> Replies:
    case = await desk.case(read_stamp(clicked.value)[0])
    moved = await desk.move(clicked.value, name, data={**case.data, "taken_by": desk.me})
    return [Swap(await desk.card(moved))]


async def acknowledge(desk: Desk, clicked: Clicked) -> Replies:
    """ "I am on it", from somebody on call: whatever the card's version, since every second counts; of a report that
    became part of another case, it is about that one."""
    case = await main_case(desk, read_stamp(clicked.value)[0])
    alarm = case.data.get("alarm") or {}
    if desk.me in alarm.get("acknowledged", {}):
        raise Refused("acknowledged", case)
    answered = {**alarm, "acknowledged": {**alarm.get("acknowledged", {}), desk.me: desk.now.isoformat()}}
    moved = await desk.move(case.stamp, "acknowledge", data={**case.data, "alarm": answered})
    await share_alarm(desk, moved)
    return [Swap(await desk.card(moved))]


# --- Filing with a platform -----------------------------------------------------------------------------------------


def _form(desk: Desk, name: str, case: Case, stamp: str, *fields: Any) -> Form:
    short = name.removeprefix(f"{KIND}.")
    body = (Text(desk.word("card.about", ref=case.ref)), *fields)
    return Form(name, desk.label(f"incident.{short}.title"), body, desk.label(f"incident.{short}.submit"), stamp)


def _words(desk: Desk, name: str, *, required: bool = False) -> TextField:
    label, hint = desk.label(f"incident.field.{name}"), desk.label(f"incident.hint.{name}")
    return TextField(name, label, hint, required=required, longest=LONGEST_NOTE, lines="many")


def _line(desk: Desk, name: str, *, required: bool = False) -> TextField:
    label, hint = desk.label(f"incident.field.{name}"), desk.label(f"incident.hint.{name}")
    return TextField(name, label, hint, required=required, longest=150)


def _choice(desk: Desk, name: str, options: Sequence[Option], chosen: str = "") -> ChoiceField:
    value = tuple(option.value for option in options if option.value == chosen)
    return ChoiceField(name, desk.label(f"incident.field.{name}"), tuple(options), value=value)


async def draw_filing(desk: Desk, case: Case, stamp: str) -> Form:
    routes = [Option(route.value, route.label) for route in desk.house.content.incidents.routes]
    return _form(desk, FILING, case, stamp, _choice(desk, "route", routes), _line(desk, "reference"))


async def take_filing(desk: Desk, case: Case, filled: Filled, given: Answers) -> Replies:
    """Write down what was filed, and ask in time whether the platform answered (requirement 5.2)."""
    filing = _filing(desk, case, str(given["route"]), str(given["reference"]))
    filings = [*case.data.get("filings", ()), filing]
    moved = await desk.move(filled.value, "file", data={**case.data, "filings": filings})
    words = Card(body=(Text(desk.word("incident.chase", route=filing["route"], **about(moved, desk.house))),))
    due = desk.now + timedelta(hours=filing["hours"])
    await desk.remind(moved, _chase(case, filing), desk.me, due, words, OPEN)
    return [Swap(done(desk, moved))]


def _chase(case: Case, filing: Mapping[str, Any]) -> str:
    return f"{case.ref}/chase/{filing['number']}"


def _filing(desk: Desk, case: Case, chosen: str, reference: str) -> dict[str, Any]:
    incidents = desk.house.content.incidents
    return {
        "number": len(case.data.get("filings", ())) + 1,
        "way": chosen,
        "route": next(route.label for route in incidents.routes if route.value == chosen),
        "by": desk.me,
        "at": desk.now.isoformat(),
        "reference": reference,
        "hours": incidents.answer_hours(chosen),
        "outcome": "",
        "words": "",
    }


# --- What came of it ------------------------------------------------------------------------------------------------


def _open_filings(case: Case) -> list[Mapping[str, Any]]:
    return [filing for filing in case.data.get("filings", ()) if not filing["outcome"]]


async def draw_outcome(desk: Desk, case: Case, stamp: str) -> Form:
    filings = [Option(str(one["number"]), f"{one['number']}. {one['route']}"[:75]) for one in _open_filings(case)]
    outcomes = [Option(one.value, one.label) for one in desk.house.content.incidents.outcomes]
    first = filings[0].value if filings else ""
    fields = (_choice(desk, "filing", filings, first),) if filings else ()
    return _form(
        desk, OUTCOME, case, stamp, *fields, _choice(desk, "outcome", outcomes), _words(desk, "answer"),
        _line(desk, "new_handle"),
    )  # fmt: skip


async def take_outcome(desk: Desk, case: Case, filled: Filled, given: Answers) -> Replies:
    """Close one filing. A refusal opens the next rung; a new name is one more by which the account is known."""
    number, outcome = int(str(given["filing"])), str(given["outcome"])
    if outcome == "renamed" and not given["new_handle"]:
        raise Wrong({"new_handle": desk.label("incident.fault.new_handle")})
    filings = [_answered(one, desk, given) if one["number"] == number else one for one in case.data["filings"]]
    moved = await desk.move(filled.value, "log_outcome", str(given["answer"]), data={**case.data, "filings": filings})
    await desk.forget(f"{case.ref}/chase/{number}")
    if given["new_handle"]:
        await _also_known_as(desk, moved, str(given["new_handle"]))
    return [Swap(_next(desk, moved, outcome))]


def _answered(filing: Mapping[str, Any], desk: Desk, given: Answers) -> dict[str, Any]:
    closed = {"outcome": given["outcome"], "words": given["new_handle"], "answered_at": desk.now.isoformat()}
    return {**filing, **closed}


async def _also_known_as(desk: Desk, case: Case, handle: str) -> None:
    """The new name is one more by which the account is recognised. A handle on nobody knows what platform is words."""
    tools, tool = desk.house.content.tools, (case.data["answers"].get("item") or {}).get("tool")
    if not (tool or tools.links_in(handle)):
        return
    try:
        await desk.claim_traces(case, [tools.item(handle, tool).key])
    except NotAnAddress as error:
        raise Wrong({"new_handle": desk.label("incident.fault.no_handle")}) from error


def _next(desk: Desk, case: Case, outcome: str) -> Card:
    """What there is to do now: the next rung after a no, else the end."""
    chosen = next(one for one in desk.house.content.incidents.outcomes if one.value == outcome)
    finished = done(desk, case)
    if not chosen.asks_next_rung:
        return replace(finished, body=(*finished.body, Text(desk.word("incident.then.close"))))
    tried = {filing["way"] for filing in case.data["filings"]}
    rungs = [route for route in desk.house.content.incidents.routes if route.next and route.value not in tried]
    lines = [Text(f"• **{literal(rung.label)}.** {literal(rung.next)}") for rung in rungs]
    return replace(finished, body=(*finished.body, Text(desk.word("incident.then.rungs")), *lines))


# --- Who else, and what else ----------------------------------------------------------------------------------------


async def draw_escalation(desk: Desk, case: Case, stamp: str) -> Form:
    options = [Option(one.value, one.label) for one in desk.house.content.incidents.escalations]
    return _form(desk, ESCALATION, case, stamp, _choice(desk, "to", options), _words(desk, "why", required=True))


async def take_escalation(desk: Desk, case: Case, filled: Filled, given: Answers) -> Replies:
    """Draw in whoever holds the role and may know; for those outside the district only the step is written down."""
    chosen = next(one for one in desk.house.content.incidents.escalations if one.value == given["to"])
    email = _drawn_in(desk, case, chosen.role) if chosen.role else ""
    step = {"to": chosen.value, "label": chosen.label, "email": email, "by": desk.me}
    escalated = [*case.data.get("escalated", ()), {**step, "at": desk.now.isoformat()}]
    moved = await desk.move(filled.value, "escalate", str(given["why"]), data={**case.data, "escalated": escalated})
    await belong(desk, moved)
    return [Swap(done(desk, moved))]


def _drawn_in(desk: Desk, case: Case, role: str) -> str:
    """The first who holds a role and may know of a case. Wrong, at the field "to", where that is nobody: a step that
    reached nobody is not written down as made."""
    holding, kept_out = desk.house.district.role(role), kept_from(case.data, case.school, desk.house.district)
    may_know = [email for email in holding if email not in kept_out]
    if not may_know:
        raise Wrong({"to": desk.label(f"incident.fault.{'nobody_may_know' if holding else 'nobody_holds_it'}")})
    return may_know[0]


async def draw_category(desk: Desk, case: Case, stamp: str) -> Form:
    incidents, answers = desk.house.content.incidents, case.data["answers"]
    categories = [Option(one.value, one.label) for one in incidents.categories]
    harmed = [Option(one.value, one.label) for one in incidents.harmed]
    return _form(
        desk,
        CATEGORY,
        case,
        stamp,
        _choice(desk, "category", categories, case.data.get("category", "")),
        _choice(desk, "harmed", harmed, answers.get("harmed", "")),
    )


async def take_category(desk: Desk, case: Case, filled: Filled, given: Answers) -> Replies:
    """Say more exactly what it is. Where others handle such a case, it passes to them, and they take it anew."""
    answers = {**case.data["answers"], "harmed": given["harmed"]}
    data = {**case.data, "category": given["category"], "answers": answers}
    data["also_about"] = questions.recategorised(data)
    data["route"] = questions.route(desk, data)
    must_reach_somebody(desk, case, data, "category")
    before = handlers.who(case, desk.house.district)
    same = before == handlers.who(replace(case, data=data), desk.house.district)
    if not same:
        data.pop("taken_by", None)
    moved = await desk.move(filled.value, "recategorise" if same else "pass_on", data=data)
    await belong(desk, moved)
    return [Swap(done(desk, moved))]


async def draw_duplicate(desk: Desk, case: Case, stamp: str) -> Form:
    """Which other case? One in which the same file lies stands there already."""
    known = same_file_in(replace(case, sharing=await desk.sharing(case)), desk.me, desk.house)
    ref = next((other.ref for other in known if other.state in OPEN), "")
    return _form(desk, DUPLICATE, case, stamp, replace(_line(desk, "main", required=True), value=ref))


async def take_duplicate(desk: Desk, case: Case, filled: Filled, given: Answers) -> Replies:
    """The same matter as another case: this one ends, and what was said in it counts there."""
    ref = str(given["main"]).upper()
    if ref == case.ref:
        raise Wrong({"main": desk.label("incident.fault.same_case")})
    try:
        main = await desk.held_case(ref)
    except Refused as refused:
        raise Wrong({"main": desk.label("incident.fault.no_such_case")}) from refused
    if must_stay_apart(desk, case, main):
        raise Wrong({"main": desk.label("incident.fault.stay_apart")})
    taken_in = await take_in(desk, main, case)
    moved = await desk.move(filled.value, "link", data=as_part(taken_in, case.data))
    await desk.release_traces(moved)
    return [Swap(done(desk, moved))]


# --- The end --------------------------------------------------------------------------------------------------------


async def draw_closing(desk: Desk, case: Case, stamp: str) -> Form:
    incidents = desk.house.content.incidents
    closings = [Option(one.value, one.label) for one in incidents.closings]
    minutes = [Option(one.value, one.label) for one in incidents.minutes]
    return _form(desk, CLOSING, case, stamp, _choice(desk, "closing", closings), _choice(desk, "minutes", minutes))


async def take_closing(desk: Desk, case: Case, filled: Filled, given: Answers) -> Replies:
    moved = await desk.move(filled.value, "close", data={**case.data, **given})
    await desk.release_traces(moved)
    return [Swap(done(desk, moved))]


SCREENS = (
    Screen(FILING, draw_filing, take_filing, ("file",)),
    Screen(OUTCOME, draw_outcome, take_outcome, ("log_outcome",)),
    Screen(ESCALATION, draw_escalation, take_escalation, ("escalate",)),
    Screen(CATEGORY, draw_category, take_category, ("recategorise",)),
    Screen(DUPLICATE, draw_duplicate, take_duplicate, ("link",)),
    Screen(CLOSING, draw_closing, take_closing, ("close",)),
)
