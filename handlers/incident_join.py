"""Two reports of one matter become one case: what the main case holds afterwards, and who hears of it. Nothing that one
of them said is lost, and nothing in it becomes milder."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from bot.desk import Desk
from bot.workflow import Case
from handlers import incident_roles as roles
from handlers.incident_chase import all_filings, chase_holder, chase_in_main
from handlers.incident_dangers import IMAGE_SAID, IMAGE_SPOKEN_BY
from handlers.incident_forms import side_by_side
from handlers.incident_later import later_reports
from handlers.incident_lists import belong
from handlers.incident_locked import newly_locked_out, seal
from handlers.incident_matters import category_of, matters, own_matter, route
from handlers.incident_recall import part_of, parts
from handlers.incident_roles import current_alarm, handlers, informed, reads_all
from handlers.incident_route import is_restricted, kept_from, route_of
from handlers.incident_safety import worst

Data = Mapping[str, Any]


def must_stay_apart(desk: Desk, case: Case, main: Case) -> bool:
    """Whether a report may not become part of that case: one of the two is kept from somebody who sees the other."""
    return roles.must_stay_apart(case, main, replace(main, data=_whole(desk, main, case)), desk.house.district)


def may_join(desk: Desk, case: Case, main: Case) -> bool:
    """Whether a report becomes part of that case by itself: only where nobody who must not hear of the report reads the
    case, and its reporter may know of the case. A case that is kept from some people takes in only reports of the same
    category: those people would never hear what any other report says."""
    kept_from_some = route_of(case.data).get("never") or route_of(main.data).get("never")
    if kept_from_some and category_of(desk.house, case.data) != category_of(desk.house, main.data):
        return False
    return not must_stay_apart(desk, case, main)


async def take_in(desk: Desk, main: Case, case: Case) -> Case:
    """The main case, once this report is a part of it. Whoever the rules name for what is new in it hears of it, and an
    alarm that the report raised is one about the main case."""
    whole = _whole(desk, main, case)
    whole["newly_informed"] = _newly_informed(desk, main, whole)
    whole["locked_out"] = await newly_locked_out(desk, replace(main, data=whole), main, case)
    await desk.join_evidence(case, main)
    step, note = _step(desk, case)
    taken_in = await desk.move_by_house(main, step, whole, note)
    if not _same_handlers(desk, main, taken_in):
        untaken = {name: value for name, value in taken_in.data.items() if name != "taken_by"}
        taken_in = await desk.move_by_house(taken_in, "outgrow", untaken)
        await chase_holder(desk, taken_in)
    elif _says(main) != _says(taken_in):
        taken_in = await desk.move_by_house(taken_in, "worsen", taken_in.data)
    if current_alarm(case.data):
        taken_in = await desk.move_by_house(taken_in, "bring_alarm", taken_in.data)
    await share_alarm(desk, taken_in, but=case.ref)
    await desk.join_traces(case, taken_in)
    await chase_in_main(desk, case, taken_in.data["filings"][len(main.data.get("filings", ())) :], taken_in)
    await belong(desk, taken_in)
    await seal(desk, taken_in)
    return taken_in


def _step(desk: Desk, case: Case) -> tuple[str, str]:
    """The step of the main case, and what was written in the report: the history is where every note can be read."""
    note = case.data.get("answers", {}).get("note", "")
    if case.opened_by == desk.me:
        return "take_in", note
    return "absorb", side_by_side(case.ref, desk.house.name(case.opened_by), note)


def _newly_informed(desk: Desk, main: Case, whole: Data) -> list[str]:
    then, district = replace(main, data=whole), desk.house.district
    told = (*informed.who(then, district), *handlers.who(then, district)[1:])
    return [email for email in told if not reads_all(main, email, desk.house.district)]


def _same_handlers(desk: Desk, before: Case, after: Case) -> bool:
    return {*handlers.who(after, desk.house.district)} <= {*handlers.who(before, desk.house.district)}


def _says(case: Case) -> tuple[Any, ...]:
    """How grave a case is, as far as its handlers act by it."""
    return case.data.get("safety"), case.data.get("category"), {*case.data.get("spoken_of", ())}


def as_part(main: Case, data: Data) -> dict[str, Any]:
    """What a report holds once it is a part of the main case: its card says of the alarm what the main one says, and
    is as restricted as that one."""
    taken_over = {name: main.data.get(name) for name in ("alarm", "own_alarms")}
    restricted = {**route_of(data), "restricted": is_restricted(main.data)}
    return {**data, "joined": main.ref, **taken_over, "route": restricted}


async def share_alarm(desk: Desk, main: Case, but: str = "") -> None:
    """Every report that became part of a case, also by way of another, says of the alarm what the case says, and is as
    restricted; `but` is just becoming one."""
    for part in await desk.parts([ref for ref in parts(main) if ref != but]):
        shared = as_part(main, part.data)
        if any(part.data.get(name) != shared[name] for name in ("alarm", "route")):
            await desk.move_by_house(part, "share_alarm", shared)


async def main_case(desk: Desk, ref: str) -> Case:
    """The case that a reference leads to, which nobody else moves during this visit: the one that it became part of,
    where it is none of its own any more. Refused (unknown_case) for whoever may not see it."""
    case = await desk.case(ref)
    if case.state != "joined":
        case = await desk.held_case(ref)
    return await main_case(desk, ref) if (ref := part_of(case)) else case


def _whole(desk: Desk, main: Case, case: Case) -> dict[str, Any]:
    """What the main case holds once it has taken in another: of two safety answers the graver one, of two categories
    the graver one, and everybody who is left out of either is left out."""
    safety = _graver(desk, main.data.get("safety", {}), case.data.get("safety", {}))
    whole = {
        **main.data,
        **_about(desk, main, case),
        "safety": safety,
        "safety_of": _safety_of(desk, main, case),
        "languages": {**case.data.get("languages", {}), **main.data.get("languages", {})},
        "may_alarm": desk.house.content.safety.alerts(safety) or _may_alarm(main, case),
        "image_in": main.data.get("image_in") or case.data.get("image_in", ""),
        "danger_added": main.data.get("danger_added", False) or case.data.get("danger_added", False),
        IMAGE_SPOKEN_BY: {**main.data.get(IMAGE_SPOKEN_BY, {}), **case.data.get(IMAGE_SPOKEN_BY, {})},
        IMAGE_SAID: main.data.get(IMAGE_SAID, False) or case.data.get(IMAGE_SAID, False),
        "spoken_of": _once((*main.data.get("spoken_of", ()), *case.data.get("spoken_of", ()))),
        "alarm": _alarm(main, case),
        "own_alarms": own_alarms(main, case),
        "filings": all_filings(main, case),
        "joins": [*parts(main), case.ref, *parts(case)],
        "excluded": _once((*main.data.get("excluded", ()), *_excluded(desk, main, case))),
        "reporters": [email for email in _once((*_reporters(main), *_reporters(case))) if email != main.opened_by],
    }
    whole["route"] = route(desk, whole)
    whole["later"] = later_reports(main, case, whole)
    return {**whole, "escalated": _escalated(main, case, whole)}


def _escalated(main: Case, case: Case, whole: Data) -> list[Data]:
    """Every step of both. Whoever was asked for help with the report goes on reading that alone, where the whole is
    restricted: they were never asked about the rest."""
    steps = case.data.get("escalated", ())
    if is_restricted(whole):
        steps = [{"stays_with": case.ref, **step} for step in steps]
    return [*main.data.get("escalated", ()), *steps]


def _once(items: Iterable[Any]) -> list[Any]:
    return list(dict.fromkeys(items))


def _reporters(case: Case) -> tuple[str, ...]:
    return (case.opened_by, *case.data.get("reporters", ()))


def _excluded(desk: Desk, main: Case, case: Case) -> tuple[str, ...]:
    """Whom the report leaves out. Where it names another school, its own principal would be forgotten with it."""
    if case.school == main.school:
        return tuple(case.data.get("excluded", ()))
    return tuple(sorted(kept_from(case.data, case.school, desk.house.district)))


def _may_alarm(*parts: Case) -> bool:
    return any(part.data.get("may_alarm") for part in parts)


def _alarm(main: Case, case: Case) -> Data | None:
    """The alarm of both: the latest that nobody has answered; where all are answered, the first, with every answer. It
    is of all of which one of them was. One of the time before a case was reopened counts where there is no other."""
    every = _raised(main, case)
    raised = [alarm for alarm in every if not alarm.get("over")] or every
    if not raised:
        return None
    about = {name: _once(one for alarm in raised for one in alarm.get(name, ())) for name in ("about", "spoken_of")}
    if unanswered := [alarm for alarm in raised if not alarm["acknowledged"]]:
        return {**unanswered[-1], **about}
    answers = {who: at for alarm in raised for who, at in alarm["acknowledged"].items()}
    return {**raised[0], **about, "acknowledged": answers}


def own_alarms(*cases: Case) -> dict[str, Data]:
    """Every alarm of these by who raised it, of which each may go on to hear."""
    kept = {email: alarm for one in cases for email, alarm in one.data.get("own_alarms", {}).items()}
    return kept | {alarm["by"]: alarm for alarm in _raised(*cases)}


def _raised(*cases: Case) -> list[Data]:
    """Their alarms, earliest first."""
    return sorted((one.data["alarm"] for one in cases if one.data.get("alarm")), key=lambda alarm: str(alarm["at"]))


def _graver(desk: Desk, before: Data, now: Data) -> dict[str, str]:
    """Of each two answers the graver one. What one of the two was never asked is not a "no": it stays open."""
    found = worst(desk, before, now)
    return {name: answer for name, answer in found.items() if answer != "no" or (name in before and name in now)}


def _safety_of(desk: Desk, main: Case, case: Case) -> dict[str, Data]:
    """What each reporter answered; whoever reported it twice is held to the graver answers."""
    first, second = (
        {one.opened_by: one.data.get("safety", {}), **one.data.get("safety_of", {})} for one in (main, case)
    )
    both = {email: _graver(desk, first[email], second[email]) for email in first if email in second}
    return {**first, **second, **both}


def _about(desk: Desk, main: Case, case: Case) -> dict[str, Any]:
    """All that the reports are about, and the gravest category of a case whose own is known."""
    own, others = own_matter(desk.house, main.data), (*main.data.get("also_about", ()), *matters(desk.house, case.data))
    if own is None:
        return {"also_about": _distinct(others)}
    category = max((own, *others), key=lambda matter: _gravity(desk, matter["category"]))["category"]
    itself = {**own, "category": category}
    return {"category": category, "also_about": [one for one in _distinct((own, *others)) if one != itself]}


def _distinct(found: Iterable[Data]) -> list[dict[str, str]]:
    return [dict(one) for one in _once(tuple(sorted(matter.items())) for matter in found)]


def _gravity(desk: Desk, category: str) -> tuple[bool, bool]:
    incidents = desk.house.content.incidents
    return incidents.is_restricted(category), incidents.is_urgent(category)
