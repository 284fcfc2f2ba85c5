"""An incident on paper, for a packet of records: every report in its reporter's words, and what was done."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any

from bot.content.choices import label_of
from bot.face import Pairs, Section, answered, written
from bot.house import House
from bot.workflow import Case
from handlers.incident_facts import category, ending, matter, outcome, spoken
from handlers.incident_later import own_safety
from handlers.incident_recall import parts
from handlers.incident_route import is_urgent, route_of
from handlers.incident_safety import note_asked

ASKED = ("link", "tool", "what", "harmed", "school", "seen", "on_behalf", "knows", "note")
"""The answers of a report, in the order in which they are asked for."""


def on_paper(case: Case, house: House) -> tuple[Section, ...]:
    """(case, house) -> what was answered, what it is about and who hears of it, the alert, the filings, the end."""
    return written(
        Section(house.words.plain("incident.paper.safety"), _safety(own_safety(case, case.opened_by), house)),
        Section(house.words.plain("incident.paper.answers"), _answers(case, house)),
        Section(house.words.plain("incident.paper.about"), _about(case, house)),
        Section(house.words.plain("incident.paper.alarm"), _alarm(case, house)),
        *_filings(case, house),
        Section(house.words.plain("incident.paper.escalated"), _escalated(case, house)),
        Section(house.words.plain("incident.paper.end"), _end(case, house)),
    )


def _safety(given: Mapping[str, str], house: House) -> Pairs:
    """Each question as it is asked today; an answer that is not offered any more stands as it was kept."""
    checks = (check for check in house.content.safety.checks if check.value in given)
    return tuple((check.asks, label_of(given[check.value], check.options)) for check in checks)


def _answers(case: Case, house: House) -> Pairs:
    given = case.data.get("answers", {})
    fields = {"note": note_asked(own_safety(case, case.opened_by), house)}
    asked = ((name, house.words.plain(f"incident.field.{fields.get(name, name)}")) for name in ASKED)
    pairs = ((label, _answer(name, given, house)) for name, label in asked)
    left_out = ", ".join(house.who(email) for email in given.get("left_out", ()))
    return answered((*pairs, (house.words.plain("incident.field.excluded"), left_out)))


def _answer(name: str, given: Mapping[str, Any], house: House) -> str:
    """As it was given: of a link what was pasted, beside what it was read as."""
    if name == "tool":
        tool = house.content.tools.get(given.get("tool") or (given.get("item") or {}).get("tool", ""))
        return tool.name if tool else ""
    if name == "link" and given.get("link"):
        read_as = spoken("link", given, house)
        return "\n".join(dict.fromkeys((str(given["link"]), read_as)))
    return spoken(name, given, house)


def _about(case: Case, house: House) -> Pairs:
    """What it is, as whoever handles it says; who hears of it by which role, and from whom it is kept."""
    route, data = route_of(case.data), case.data
    pairs = {
        "category": category(data.get("category", ""), house),
        "also_about": "; ".join(matter(one, house) for one in data.get("also_about", ())),
        "reported_by": _people((case.opened_by, *data.get("reporters", ())), house),
        "joins": ", ".join(parts(case)),
        "joined": str(data.get("joined", "")),
        "taken_by": house.who(data["taken_by"]) if data.get("taken_by") else "",
        "handle": _roles(route.get("handle", ()), house),
        "also_told": _roles(route.get("also", ()), house),
        "not_told": _roles(route.get("never", ()), house),
        "not_shown_to": _people(data.get("excluded", ()), house),
        "urgent": house.words.plain("incident.knows.they_do") if is_urgent(data) else "",
    }
    return answered((house.words.plain(f"incident.fact.{name}"), value) for name, value in pairs.items())


def _people(emails: Iterable[str], house: House) -> str:
    return ", ".join(map(house.who, emails))


def _roles(names: Iterable[str], house: House) -> str:
    return ", ".join(name.replace("_", " ") for name in names)


def _alarm(case: Case, house: House) -> Pairs:
    """Whoever raised an alert, and who answered it when."""
    raised = [*case.data.get("own_alarms", {}).values(), *filter(None, [case.data.get("alarm")])]
    alarms = {(one["by"], one["at"]): one for one in raised}.values()
    return tuple(pair for one in alarms for pair in _one_alarm(one, house))


def _one_alarm(alarm: Mapping[str, Any], house: House) -> Iterator[tuple[str, str]]:
    raised = f"{house.who(alarm['by'])}, {_moment(alarm['at'], house)}"
    yield house.words.plain("incident.paper.alarm_raised"), raised
    for email, at in alarm.get("acknowledged", {}).items():
        yield house.words.plain("incident.paper.alarm_answered"), f"{house.who(email)}, {_moment(at, house)}"


def _filings(case: Case, house: House) -> Iterator[Section]:
    for one in case.data.get("filings", ()):
        yield Section(house.words.plain("incident.paper.filing", number=str(one["number"])), _filing(one, house))


def _filing(one: Mapping[str, Any], house: House) -> Pairs:
    noted = f"{house.who(one['by'])}, {_moment(one['noted_at'], house)}"
    pairs = (
        (house.words.plain("incident.field.route"), one["route"]),
        (house.words.plain("incident.field.filer"), one["filer"] or house.who(one["by"])),
        (house.words.plain("incident.field.filed_on"), one["on"] or house.day(datetime.fromisoformat(one["at"]))),
        (house.words.plain("incident.field.reference"), one["reference"]),
        (house.words.plain("incident.paper.noted"), noted),
        *(pair for answer in one.get("answers", ()) for pair in _outcome(answer, house)),
        (house.words.plain("incident.paper.answered"), "" if one["outcome"] else _no_answer(house)),
        (house.words.plain("incident.field.new_handle"), one["words"]),
    )
    return answered(pairs)


def _outcome(answer: Mapping[str, Any], house: House) -> Iterator[tuple[str, str]]:
    yield house.words.plain("incident.field.outcome"), outcome(answer, house)
    yield house.words.plain("incident.paper.noted"), f"{house.who(answer['by'])}, {_moment(answer['at'], house)}"


def _no_answer(house: House) -> str:
    return house.words.plain("incident.waits_for_platform")


def _escalated(case: Case, house: House) -> Pairs:
    """Whom it was taken to, and who did so; of a step outside the district, that nobody was contacted."""
    return tuple(pair for one in case.data.get("escalated", ()) for pair in _step(one, house))


def _step(one: Mapping[str, Any], house: House) -> Iterator[tuple[str, str]]:
    if one["email"]:
        yield one["label"], house.who(one["email"])
    else:
        yield one["label"], house.words.plain("incident.paper.outside")
    yield house.words.plain("incident.paper.noted"), f"{house.who(one['by'])}, {_moment(one['at'], house)}"


def _end(case: Case, house: House) -> Pairs:
    if case.state != "closed":
        return ()
    said = ending(case.data, house)
    return answered((house.words.plain(f"incident.field.{name}"), value) for name, value in said.items())


def _moment(at: str, house: House) -> str:
    return house.on_record(datetime.fromisoformat(at))
