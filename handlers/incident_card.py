"""What an incident says to those who read it: its reporters what they said and where it stands, its handlers all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from bot.evidence import Evidence
from bot.house import House
from bot.ui import Button, Element, Facts, Quote, Row, Rows, Text, literal
from bot.workflow import Case, Happening
from handlers.incident_questions import takes_files
from handlers.incident_recall import OPEN, same_file_in, same_file_rows
from handlers.incident_roles import reads_all

FOR_REPORTERS = ("report", "raise_alarm", "complete", "acknowledge", "take", "close", "reopen", "link")
"""Steps that a reporter reads; the rest is between the people who handle the case."""
SAID_SHOWN = 3
FILES = ("kept", "on_its_way", "refused")

Pairs = tuple[tuple[str, str], ...]


def title(case: Case, house: House) -> str:
    """`Instagram @fake.school: pretends to be us`, or what is known of it so far."""
    answers = case.data.get("answers", {})
    if not answers.get("what"):
        return house.words.plain("incident.title_unnamed")
    return house.words.plain("incident.title", what=spoken("what", answers, house), where=where(answers, house))


def where(answers: Mapping[str, Any], house: House) -> str:
    """The account or the platform, as short as it can be named."""
    item = answers.get("item") or {}
    tool = house.content.tools.get(item.get("tool") or answers.get("tool", ""))
    name = tool.name if tool else house.words.plain("incident.somewhere")
    return f"{name} @{item['handle']}" if item.get("handle") and item["kind"] == "account" else name


def body(case: Case, viewer: str, house: House) -> tuple[Element, ...]:
    """(case, the viewer's address, house) -> what stands between the status and the history."""
    if reads_all(case, viewer, house.district):
        return tuple(_for_handlers(case, viewer, house))
    return tuple(_for_reporters(case, viewer, house))


def reads(case: Case, viewer: str, house: House, happening: Happening) -> bool:
    """A reporter reads of the large steps, and what they added themself."""
    if reads_all(case, viewer, house.district):
        return True
    return happening.move in FOR_REPORTERS[4:] or happening.by == viewer


def may_open(case: Case, viewer: str, house: House) -> bool:
    """Whether a viewer may look at the files of a case: those who handle it, and nobody who only sent some."""
    return reads_all(case, viewer, house.district)


# --- What its reporters see -----------------------------------------------------------------------------------------


def _for_reporters(case: Case, viewer: str, house: House) -> Iterator[Element]:
    yield from safety_texts(_safety_of(case, viewer), house)
    yield from alarm(case, house)
    yield from call_them(case, house)
    if viewer == case.opened_by and case.data.get("answers", {}).get("what"):
        yield Facts(facts(case, house))
    mine = [one for one in case.evidence if one.sender == viewer]
    if mine:
        yield Text(house.words("incident.your_files", files=_files(mine, house)))
    if case.state in ("new", "taken", "filed"):
        ordinary = takes_files(case, house)
        yield Text(house.words("incident.for_reporters" if ordinary else "incident.words_only"), quiet=True)


def _safety_of(case: Case, viewer: str) -> Mapping[str, str]:
    """What this reporter answered; nobody reads another's."""
    first = {case.opened_by: case.data.get("safety", {})}
    found: Mapping[str, str] = {**first, **case.data.get("safety_of", {})}.get(viewer, {})
    return found


def safety_texts(answers: Mapping[str, str], house: House) -> Iterator[Element]:
    """The district's fixed words for what was answered, the most urgent first."""
    for text in house.content.safety.shown(answers):
        yield Text(f"**{literal(text.title)}**")
        yield from (Text(line) for line in (*text.paragraphs(house.district.contacts), *text.forbids))


def alarm(case: Case, house: House) -> tuple[Element, ...]:
    """Whether anybody was alerted, who has answered, and whom to call until then: never more than is known."""
    sent = case.data.get("alarm")
    if not sent:
        return (Text(house.words("incident.alarm.nobody")),) if case.data.get("may_alarm") else ()
    at = house.clock(datetime.fromisoformat(sent["at"]))
    answered = sent["acknowledged"]
    if not answered:
        return (Text(house.words("incident.alarm.sent", when=at)),)
    names = ", ".join(
        f"{house.name(who)}, {house.clock(datetime.fromisoformat(then))}" for who, then in answered.items()
    )
    return (Text(house.words("incident.alarm.acknowledged", when=at, names=literal(names))),)


def call_them(case: Case, house: House) -> Iterator[Element]:
    """An alarm that nobody has answered is no reason to wait."""
    sent = case.data.get("alarm")
    if sent and not sent["acknowledged"]:
        phone = literal(house.district.contacts.get("on_call_phone", ""))
        yield Text(house.words("incident.alarm.call" if phone else "incident.alarm.call_too", phone=phone))


# --- What its handlers see ------------------------------------------------------------------------------------------


def _for_handlers(case: Case, viewer: str, house: House) -> Iterator[Element]:
    yield from _warnings(case, viewer, house)
    yield from alarm(case, house)
    yield Facts((*_about_the_report(case, house), *facts(case, house)))
    yield from _also_said(case, house)
    known = same_file_in(case, viewer, house)
    yield from _sealed(case, house)
    evidence = (_evidence(case, house), *same_file_rows(known, house)) if case.evidence else ()
    yield Rows((*evidence, _playbook(case, house)))
    if case.state in OPEN and any(other.state in OPEN for other in known):
        yield Text(house.words("incident.same_file"), quiet=True)
    yield from _filings(case, house)


def _warnings(case: Case, viewer: str, house: House) -> Iterator[Element]:
    if house.content.incidents.is_urgent(case.data.get("category", ""), case.data.get("safety", {})):
        yield Text(house.words("incident.urgent"))
    for name, answer in case.data.get("safety", {}).items():
        if answer != "no":
            yield Text(house.words(f"incident.warning.{name}", answer=_safety_answer(name, answer, house)))
    if case.earlier and reads_all(case.earlier, viewer, house.district):
        yield Text(house.words("incident.came_back", ref=case.earlier.ref))


def _safety_answer(name: str, answer: str, house: House) -> str:
    check = next(check for check in house.content.safety.checks if check.value == name)
    return literal({choice.value: choice.label for choice in check.options}.get(answer, answer))


def _about_the_report(case: Case, house: House) -> Pairs:
    others = case.data.get("reporters", ())
    names = ", ".join(house.name(email) for email in (case.opened_by, *others))
    excluded = ", ".join(house.name(email) for email in case.data.get("excluded", ()))
    pairs = {
        "category": category(case, house),
        "also_about": "; ".join(_matter(one, house) for one in case.data.get("also_about", ())),
        "reported_by": names,
        "times": str(1 + len(others)) if others else "",
        "not_shown_to": excluded,
        "taken_by": house.name(case.data["taken_by"]) if case.data.get("taken_by") else "",
        "escalated": ", ".join(one["label"] for one in case.data.get("escalated", ())),
    }
    return tuple((house.words.plain(f"incident.fact.{name}"), value) for name, value in pairs.items() if value)


def category(case: Case, house: House) -> str:
    return _category(case.data.get("category", ""), house)


def _category(value: str, house: House) -> str:
    labels = {choice.value: choice.label for choice in house.content.incidents.categories}
    return labels.get(value, value)


def _matter(matter: Mapping[str, str], house: House) -> str:
    """What a report that joined was about, and whom it harms."""
    said = (_category(matter["category"], house), spoken("harmed", matter, house))
    return " · ".join(part for part in said if part)


def _also_said(case: Case, house: House) -> Iterator[Element]:
    said = [one for one in case.data.get("also_said", ()) if one["note"]]
    for one in said[-SAID_SHOWN:]:
        yield Text(house.words("incident.also_said", by=house.name(one["by"])), quiet=True)
        yield Quote(one["note"])


def _evidence(case: Case, house: House) -> Row:
    show = Button("incident.evidence", house.words.plain("incident.row.see_evidence"), case.stamp)
    return Row(house.words.plain("incident.row.evidence"), _files(case.evidence, house), show)


def _sealed(case: Case, house: House) -> Iterator[Element]:
    """What was kept before somebody said that there is a sexual image stays for the police, and nobody opens it."""
    if not takes_files(case, house) and any(one.status == "kept" for one in case.evidence):
        yield Text(house.words("incident.sealed"))


def _playbook(case: Case, house: House) -> Row:
    show = Button("incident.playbook", house.words.plain("incident.row.see_playbook"), case.stamp)
    return Row(house.words.plain("incident.row.playbook"), house.words.plain("incident.row.playbook_says"), show)


def _files(files: tuple[Evidence, ...] | list[Evidence], house: House) -> str:
    """How many files are kept, on their way, or could not be kept."""
    counts = Counter("on_its_way" if one.status in ("wanted", "taking") else one.status for one in files)
    said = (
        house.words.plain(f"incident.files.{status}", count=str(counts[status])) for status in FILES if counts[status]
    )
    return " · ".join(said)


def _filings(case: Case, house: House) -> Iterator[Element]:
    filings = case.data.get("filings", ())
    if filings:
        yield Text(house.words("incident.filings"))
        yield Facts(tuple(_filing(one, house) for one in filings[-10:]))


def _filing(one: Mapping[str, Any], house: House) -> tuple[str, str]:
    at = house.clock(datetime.fromisoformat(one["at"]))
    outcomes = {choice.value: choice.label for choice in house.content.incidents.outcomes}
    outcome = outcomes.get(one["outcome"]) or house.words.plain("incident.waits_for_platform")
    parts = (at, house.name(one["by"]), one["reference"], outcome, one["words"])
    return f"{one['number']}. {one['route']}", " · ".join(part for part in parts if part)


# --- The report itself ----------------------------------------------------------------------------------------------

ANSWERS = ("link", "what", "harmed", "school", "seen", "on_behalf", "knows", "note")


def facts(case: Case, house: House) -> Pairs:
    """What the report says, as people say it. A link is literal here: nobody opens it by a slip."""
    answers = case.data.get("answers", {})
    said = ((name, spoken(name, answers, house)) for name in ANSWERS)
    return tuple((house.words.plain(f"incident.fact.{name}"), value) for name, value in said if value)


def spoken(name: str, answers: Mapping[str, Any], house: House) -> str:
    """One answer as people say it; "" where there is none."""
    answer = str(answers.get(name) or "")
    if not answer:
        return ""
    incidents = house.content.incidents
    match name:
        case "what" | "harmed":
            labels: dict[str, str] = {choice.value: choice.label for choice in getattr(incidents, name)}
            return labels.get(answer, answer)
        case "school":
            school = house.district.school(answer)
            return school.name if school else answer
        case "knows":
            return house.words.plain(f"incident.knows.{answer}")
        case "link":
            return (answers.get("item") or {}).get("url") or answer
        case _:
            return answer
