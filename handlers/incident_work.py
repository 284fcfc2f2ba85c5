"""What those who handle an incident do with it: take it, say what it is and what it belongs to, go on with it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from bot.content.choices import options_of
from bot.conversation import Replies, Screen, done
from bot.desk import Desk
from bot.events import Clicked, Filled
from bot.forms import Answers, Wrong
from bot.replies import Swap
from bot.ui import Card, Form, Text
from bot.workflow import Case, Refused, read_stamp
from handlers import incident_ending, incident_escalation, incident_filing
from handlers.incident_chase import chase_holder
from handlers.incident_dangers import once_judged, set_aside
from handlers.incident_forms import choice_field, form_about, line_field, words_field
from handlers.incident_hearing import listening, with_words
from handlers.incident_join import as_part, main_case, must_stay_apart, share_alarm, take_in
from handlers.incident_later import with_news
from handlers.incident_lists import belong
from handlers.incident_locked import image_of, newly_locked_out, seal
from handlers.incident_matters import recategorised, route
from handlers.incident_recall import KIND, OPEN, earlier_of, same_file_in
from handlers.incident_roles import handlers
from handlers.incident_send import must_reach_somebody

CATEGORY, DUPLICATE, REOPENING = (f"{KIND}.{name}" for name in ("recategorise", "link", "reopen"))


# --- Taking it ------------------------------------------------------------------------------------------------------


async def take(desk: Desk, clicked: Clicked) -> Replies:
    """ "Take it": its reporters hear that somebody looks into it."""
    return await _take(desk, clicked, "take")


async def take_over(desk: Desk, clicked: Clicked) -> Replies:
    """The same of a case that somebody else took."""
    return await _take(desk, clicked, "take_over")


async def _take(desk: Desk, clicked: Clicked, name: str) -> Replies:
    case = await desk.case(read_stamp(clicked.value)[0])
    # Of somebody else who takes it over its reporters are told nothing.
    data = with_news(case.data) if name == "take" else case.data
    moved = await desk.move(clicked.value, name, data={**data, "taken_by": desk.me})
    await chase_holder(desk, moved)
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


# --- What it is -----------------------------------------------------------------------------------------------------


async def draw_category(desk: Desk, case: Case, stamp: str) -> Form:
    """What it is, and whom it harms, as it is known so far."""
    incidents, answers = desk.house.content.incidents, case.data["answers"]
    return form_about(
        desk,
        CATEGORY,
        case,
        stamp,
        choice_field(desk, "category", options_of(incidents.categories), case.data.get("category", "")),
        choice_field(desk, "harmed", options_of(incidents.harmed), answers.get("harmed", "")),
    )


async def take_category(desk: Desk, case: Case, filled: Filled, given: Answers) -> Replies:
    """Say more exactly what it is. Where others handle such a case, it passes to them, and they take it anew. Whether
    anybody would follows from both answers together: nothing examines the form while one of them is missing."""
    data = await _of_category(desk, case, given)
    must_reach_somebody(desk, case, data, "category")
    if handlers.who(case, desk.house.district) == handlers.who(replace(case, data=data), desk.house.district):
        moved = await desk.move(filled.value, "recategorise", data=data)
    else:
        untaken = {name: value for name, value in data.items() if name != "taken_by"}
        moved = await desk.move(filled.value, "pass_on", data=untaken)
        await chase_holder(desk, moved)
    await belong(desk, moved)
    await seal(desk, moved)
    return [Swap(done(desk, moved, moved.last_move))]


async def _of_category(desk: Desk, case: Case, given: Answers) -> dict[str, Any]:
    """What a case holds once it is said to be of this category, and to harm these people."""
    answers = {**case.data["answers"], "harmed": given["harmed"]}
    data = {**once_judged(case).data, "category": given["category"], "answers": answers}
    data["also_about"] = recategorised(data)
    data["route"] = route(desk, data)
    data["image_in"] = await image_of(desk, await desk.traces(case), case.ref)
    data["locked_out"] = await newly_locked_out(desk, replace(case, data=data), case)
    return data


async def draw_duplicate(desk: Desk, case: Case, stamp: str) -> Form:
    """Which other case? One in which the same file lies, or which is about the same account, stands there already."""
    drawn = await desk.as_drawn(case)
    known = (*same_file_in(drawn, desk.me, desk.house), *earlier_of(drawn, desk.me, desk.house))
    ref = next((other.ref for other in known if other.state in OPEN), "")
    return form_about(desk, DUPLICATE, case, stamp, replace(line_field(desk, "main", required=True), value=ref))


async def take_duplicate(desk: Desk, case: Case, filled: Filled, given: Answers) -> Replies:
    """The same matter as another case: this one ends, and what was said in it counts there."""
    ref = str(given["main"]).strip().upper()
    if ref == case.ref:
        raise Wrong({"main": desk.label("incident.fault.same_case")})
    main = await _main(desk, case, ref)
    if must_stay_apart(desk, case, main):
        raise Wrong({"main": desk.label("incident.fault.stay_apart")})
    taken_in = await take_in(desk, main, case)
    await desk.move(filled.value, "link", data=as_part(taken_in, case.data))
    return [Swap(Card(body=(Text(desk.word("incident.merged", ref=case.ref, main=main.ref)),)))]


async def _main(desk: Desk, case: Case, ref: str) -> Case:
    """The open incident of this reference. Wrong where it is none. Both are held, in one order: two who make each of
    two cases a part of the other wait for each other."""
    try:
        await desk.case(ref)
    except Refused as refused:
        raise Wrong({"main": desk.label("incident.fault.no_such_case")}) from refused
    main = next(held for held in await desk.parts((case.ref, ref)) if held.ref == ref)
    if main.kind != KIND or main.state not in OPEN:
        raise Wrong({"main": desk.label("incident.fault.no_open_case", ref=ref)})
    return main


# --- After the end --------------------------------------------------------------------------------------------------


async def draw_reopening(desk: Desk, case: Case, stamp: str) -> Form:
    """Why it goes on."""
    return form_about(desk, REOPENING, case, stamp, words_field(desk, "reason", required=True))


async def take_reopening(desk: Desk, case: Case, filled: Filled, given: Answers) -> Replies:
    """It is the one with its link again. Wrong where another open case has that, and this person sees it: there it goes
    on. The reason is a note, which its reporters do not read: they never learn of personnel (requirement 4.4)."""
    case = with_words(desk, case, str(given["reason"]))
    moved = await desk.move(filled.value, "reopen", data=_reopened(desk, case))
    await examine_reopening(desk, moved, given)
    await share_alarm(desk, moved)
    noted = await desk.move(moved.stamp, "note", str(given["reason"]))
    await seal(desk, noted)
    return [Swap(done(desk, noted, "reopen"))]


async def examine_reopening(desk: Desk, case: Case, _given: Answers) -> None:
    """Wrong where another open case has its link, and this person sees it; else it is the one with its link."""
    other = await desk.reclaim_traces(case)
    if other and desk.sees(other):
        raise Wrong({"reason": desk.label("incident.fault.open_elsewhere", ref=other.ref)})


def _reopened(desk: Desk, case: Case) -> dict[str, Any]:
    """An alert of that time answers for nothing that is said from now on."""
    return {**with_news(case.data), **set_aside(case.data), "reopened_at": desk.now.isoformat()}


SCREENS = (
    *incident_filing.SCREENS,
    *incident_escalation.SCREENS,
    *incident_ending.SCREENS,
    Screen(CATEGORY, draw_category, take_category, ("recategorise",)),
    Screen(DUPLICATE, draw_duplicate, take_duplicate, ("link",)),
    listening(Screen(REOPENING, draw_reopening, take_reopening, ("reopen",), examines=examine_reopening), "reason"),
)
