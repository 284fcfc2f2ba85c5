"""Filing an incident with the platform, as often as it needs, and what came of each filing."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from bot.content.choices import options_of
from bot.content.incidents_file import Outcome
from bot.content.links import NotAnAddress
from bot.conversation import Replies, Screen, done
from bot.dates import day
from bot.desk import Desk
from bot.events import Filled
from bot.forms import Answers, Wrong
from bot.replies import Swap
from bot.ui import Card, Form, Option, Text, literal
from bot.workflow import Case
from handlers.incident_chase import chase, chase_key
from handlers.incident_forms import choice_field, day_field, form_about, line_field, side_by_side, words_field
from handlers.incident_hearing import listening, with_words
from handlers.incident_playbook import playbook_of, untried_rungs
from handlers.incident_recall import KIND

FILING, OUTCOME = f"{KIND}.file", f"{KIND}.log_outcome"
ME = "by-me"
"""Whoever fills in the form. No choice of the content can have this value."""
MOST_OFFERED = 100


async def draw_filing(desk: Desk, case: Case, stamp: str) -> Form:
    """Nobody is taken for the one who filed: of the families' requests a handler only hears."""
    incidents, ways = desk.house.content.incidents, await _ways(desk, case)
    routes = [Option(way, label) for way, label in ways.items()]
    filers = [Option(ME, desk.label("incident.filed_by_me")), *options_of(incidents.filers)]
    return form_about(
        desk, FILING, case, stamp, choice_field(desk, "route", routes), choice_field(desk, "filer", filers),
        day_field(desk, "filed_on", desk.house.calendar.day(desk.now)), line_field(desk, "reference"),
    )  # fmt: skip


async def _ways(desk: Desk, case: Case) -> dict[str, str]:
    """The ways in which this case can have been filed, by value: first those of its playbook, under the names that they
    have there."""
    book = {route.id: route.name for route in playbook_of(await desk.as_drawn(case), desk.me, desk.house).routes}
    others = {way.value: way.label for way in desk.house.content.incidents.routes if way.value not in book}
    return {**book, **others}


async def take_filing(desk: Desk, case: Case, filled: Filled, given: Answers) -> Replies:
    """Write down what was filed, and ask in time whether the platform answered (requirement 5.2)."""
    filing = _filing(desk, case, given, await _ways(desk, case))
    filings = [*case.data.get("filings", ()), filing]
    note = side_by_side(filing["route"], filing["filer"], filing["on"], filing["reference"])
    moved = await desk.move(filled.value, "file", note, {**case.data, "filings": filings})
    await chase(desk, moved, filing)
    return [Swap(done(desk, moved, "file"))]


async def examine_filing(desk: Desk, _case: Case, given: Answers) -> None:
    """Wrong for a day to come."""
    with suppress(ValueError):  # what is no day at all has its own sentence
        _at_the_latest(desk, date.fromisoformat(str(given["filed_on"])))


def _filing(desk: Desk, case: Case, given: Answers, ways: Mapping[str, str]) -> dict[str, Any]:
    """What is kept of it. `filer` and `on` are empty for what whoever writes it down filed themself a moment ago."""
    incidents, way = desk.house.content.incidents, str(given["route"])
    on = date.fromisoformat(str(given["filed_on"]))
    return {
        "number": len(case.data.get("filings", ())) + 1,
        "way": way,
        "route": ways[way],
        "filer": next((one.label for one in incidents.filers if one.value == given["filer"]), ""),
        "on": day(on) if on != desk.house.calendar.day(desk.now) or given["filer"] != ME else "",
        "by": desk.me,
        "noted_at": desk.now.isoformat(),
        "at": _at_the_latest(desk, on).isoformat(),
        "reference": str(given["reference"]),
        "hours": incidents.answer_hours(way),
        "outcome": "",
        "words": "",
    }


def _at_the_latest(desk: Desk, on: date) -> datetime:
    """When something was filed for certain on a day: by its end, and of today by now. Wrong for a day to come."""
    calendar = desk.house.calendar
    if on > calendar.day(desk.now):
        raise Wrong({"filed_on": desk.label("incident.fault.not_yet")})
    return min(calendar.end_of(on), desk.now)


# --- What came of it ------------------------------------------------------------------------------------------------


def _to_answer(case: Case) -> list[Mapping[str, Any]]:
    """The filings of a case, as many as a form can offer, those without an outcome first."""
    return sorted(case.data.get("filings", ()), key=lambda filing: bool(filing["outcome"]))[:MOST_OFFERED]


async def draw_outcome(desk: Desk, case: Case, stamp: str) -> Form:
    """What came of which filing; of several the first without an outcome is chosen already."""
    filings = [Option(str(one["number"]), f"{one['number']}. {one['route']}") for one in _to_answer(case)]
    outcomes = options_of(desk.house.content.incidents.outcomes)
    first = filings[0].value if filings else ""
    fields = (choice_field(desk, "filing", filings, first),) if filings else ()
    return form_about(
        desk, OUTCOME, case, stamp, *fields, choice_field(desk, "outcome", outcomes), words_field(desk, "answer"),
        line_field(desk, "new_handle"),
    )  # fmt: skip


async def take_outcome(desk: Desk, case: Case, filled: Filled, given: Answers) -> Replies:
    """What came of one filing now; what came of it before is kept. A refusal opens the next rung; a new name is one
    more by which the account is known."""
    number, outcome = int(str(given["filing"])), _outcome(desk, str(given["outcome"]))
    await examine_outcome(desk, case, given)
    case = with_words(desk, case, str(given["answer"]))
    filings = [_answered(one, desk, given) if one["number"] == number else one for one in case.data["filings"]]
    note = side_by_side(outcome.label, str(given["answer"]))
    moved = await desk.move(filled.value, "log_outcome", note, {**case.data, "filings": filings})
    await desk.forget(chase_key(case, {"number": number}))
    other = await _also_known_as(desk, moved, str(given["new_handle"])) if given["new_handle"] else None
    return [Swap(_next(desk, moved, outcome, other))]


async def examine_outcome(desk: Desk, _case: Case, given: Answers) -> None:
    """Wrong where the account has a new name, and it is not said which."""
    renamed = any(
        one.asks_new_handle and one.value == given["outcome"] for one in desk.house.content.incidents.outcomes
    )
    if renamed and not given["new_handle"]:
        raise Wrong({"new_handle": desk.label("incident.fault.new_handle")})


def _answered(filing: Mapping[str, Any], desk: Desk, given: Answers) -> dict[str, Any]:
    answer = {"outcome": given["outcome"], "by": desk.me, "at": desk.now.isoformat()}
    words, answers = given["new_handle"] or filing["words"], [*filing.get("answers", ()), answer]
    return {**filing, "outcome": given["outcome"], "words": words, "answers": answers}


async def _also_known_as(desk: Desk, case: Case, handle: str) -> Case | None:
    """The new name is one more by which the account is recognized. A handle on nobody knows what platform is words.
    Gives the open case that has that name already, where this person sees it."""
    tools, tool = desk.house.content.tools, (case.data["answers"].get("item") or {}).get("tool")
    if not (tool or tools.links_in(handle)):
        return None
    try:
        other = await desk.claim_traces(case, [tools.item(handle, tool).key])
    except NotAnAddress as error:
        raise Wrong({"new_handle": desk.label("incident.fault.no_handle")}) from error
    return other if other and desk.sees(other) else None


def _outcome(desk: Desk, value: str) -> Outcome:
    return next(one for one in desk.house.content.incidents.outcomes if one.value == value)


def _next(desk: Desk, case: Case, outcome: Outcome, other: Case | None) -> Card:
    """What there is to do now: after a no the rungs of the playbook that were not tried yet, else the end; and which
    case is about the same account."""
    finished = done(desk, case, "log_outcome")
    if other:
        same = Text(desk.word("incident.then.same_account", ref=other.ref))
        finished = replace(finished, body=(*finished.body, same))
    rungs = untried_rungs(case, desk.me, desk.house) if outcome.asks_next_rung else []
    if not rungs:
        return replace(finished, body=(*finished.body, Text(desk.word("incident.then.close"))))
    lines = [Text(f"• **{literal(rung.name)}.** {literal(rung.say)}") for rung in rungs]
    return replace(finished, body=(*finished.body, Text(desk.word("incident.then.rungs")), *lines))


SCREENS = (
    Screen(FILING, draw_filing, take_filing, ("file",), examines=examine_filing),
    listening(Screen(OUTCOME, draw_outcome, take_outcome, ("log_outcome",), examines=examine_outcome), "answer"),
)
