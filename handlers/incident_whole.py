"""The whole of an incident, for those who handle it: what was said, by whom, its files, and every filing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any

from bot.content.choices import label_of
from bot.evidence import Evidence
from bot.face import Pairs
from bot.house import House
from bot.ui import Button, Buttons, Element, Facts, Row, Rows, Text
from bot.workflow import Case
from handlers.incident_dangers import heeded, image_is_spoken_of, once_judged, unheeded
from handlers.incident_ending import one_tap
from handlers.incident_facts import beside_title, category, ending, matter, members_only, named, outcome
from handlers.incident_locked import why_locked
from handlers.incident_recall import OPEN, case_row, earlier_of, parts, same_file_in, same_file_rows
from handlers.incident_roles import handlers, reads_all
from handlers.incident_safety import may_get_files, takes_files

FILINGS_SHOWN = 5
ANSWERS_SHOWN = 3
FILES = ("kept", "on_its_way", "refused")


def main_case_row(case: Case, viewer: str, house: House) -> Iterator[Element]:
    """Which case it became part of, for whoever reads the whole of that one too."""
    if case.main and reads_all(case.main, viewer, house.district):
        yield Rows((case_row(house.words.plain("incident.row.main", ref=case.main.ref), case.main, house),))


def warnings(case: Case, viewer: str, house: House) -> Iterator[Element]:
    """What whoever opens the case must know first."""
    if house.content.incidents.is_urgent(case.data.get("category", ""), case.data.get("safety", {})):
        yield Text(house.words("incident.urgent"))
    for name, answer in case.data.get("safety", {}).items():
        if answer != "no":
            yield Text(house.words(f"incident.warning.{name}", answered=_answered(case, name, answer, house)))
    if case.state in OPEN:
        yield from _added(case, viewer, house)
    if case.state in OPEN and image_is_spoken_of(case) and takes_files(once_judged(case), house):
        yield Text(house.words("incident.warning.no_files"))
    weightiest_last = reversed(earlier_of(case, viewer, house))
    recalled = {_how_it_recalls(case, earlier): earlier.ref for earlier in weightiest_last}
    for how, ref in recalled.items():
        yield Text(house.words(f"incident.{how}", ref=ref))


def _how_it_recalls(case: Case, earlier: Case) -> str:
    if earlier.state not in OPEN:
        return "came_back"
    return "same_link" if case.data.get("image_in") else "same_account"


def _added(case: Case, viewer: str, house: House) -> Iterator[Element]:
    """Of which dangers the words may speak that were added. Whoever handles the case alerts the on-call team of them,
    or says that they are none."""
    if told := heeded(case, house):
        yield Text(house.words("incident.warning.added_alerted", dangers=_kinds(told, house)))
    feared = unheeded(case, house)
    if feared and viewer in handlers.who(case, house.district):
        yield Text(house.words("incident.warning.added", dangers=_kinds(feared, house)))
        yield Buttons((Button("incident.rule_out", house.words.plain("incident.no_danger"), case.stamp),))
    elif feared:
        yield Text(house.words("incident.warning.added_read", dangers=_kinds(feared, house)))


def _kinds(slugs: Iterable[str], house: House) -> str:
    entries = (house.library.knowledge.entry(slug) for slug in slugs)
    return "; ".join(entry.title for entry in entries if entry)


def _answered(case: Case, name: str, answer: str, house: House) -> str:
    """What a reporter answered. Whoever only pressed the button under a text for danger has answered nothing yet."""
    heard = house.content.safety.in_chat(case.data.get("heard", ""))
    if heard.get(name) == answer and "safety" not in case.data.get("screens", ()):
        return house.words.plain("incident.only_heard")
    return house.words.plain("incident.answered", answer=_safety_answer(name, answer, house))


def _safety_answer(name: str, answer: str, house: House) -> str:
    check = next(check for check in house.content.safety.checks if check.value == name)
    return label_of(answer, check.options)


def whole(case: Case, viewer: str, house: House) -> Iterator[Element]:
    """All that is known, and the ways to the files and to the playbook."""
    yield Facts((*_about_the_report(case, house), *beside_title(case.data.get("answers", {}), house)))
    if case.state in OPEN:
        counts = "screenshots" if may_get_files(case, house) else "words"
        yield from members_only(case.data.get("answers", {}), counts, house)
    known = same_file_in(case, viewer, house)
    yield from _sealed(case, viewer, house)
    evidence = (_evidence(case, house), *same_file_rows(known, house)) if case.evidence else ()
    yield Rows((*evidence, _playbook(case, house)))
    if case.state in OPEN and any(other.state in OPEN for other in known):
        yield Text(house.words("incident.same_file"), quiet=True)
    yield from _filings(case, house)
    yield from one_tap(case, viewer, house)


def _about_the_report(case: Case, house: House) -> Pairs:
    others = case.data.get("reporters", ())
    names = [house.name(email) for email in (case.opened_by, *others)]
    excluded = [house.name(email) for email in case.data.get("excluded", ())]
    matters = [matter(one, house) for one in case.data.get("also_about", ())]
    pairs = {
        "category": category(case.data.get("category", ""), house),
        "also_about": named(matters, house, "; "),
        "reported_by": named(names, house),
        "times": str(1 + len(others)) if others else "",
        "not_shown_to": named(excluded, house),
        "taken_by": house.name(case.data["taken_by"]) if case.data.get("taken_by") else "",
        **_escalated(case, house),
        "joins": named(parts(case), house),
        **(ending(case.data, house) if case.state == "closed" else {}),
    }
    return tuple((house.words.plain(f"incident.fact.{name}"), value) for name, value in pairs.items() if value)


def _escalated(case: Case, house: House) -> dict[str, str]:
    """Who of the district was asked for help, and to whom outside it a step was written down."""
    steps = case.data.get("escalated", ())
    asked = [f"{one['label']} ({house.name(one['email'])})" for one in steps if one["email"]]
    noted = [one["label"] for one in steps if not one["email"]]
    return {"escalated": named(asked, house), "outside": named(noted, house)}


def _evidence(case: Case, house: House) -> Row:
    show = Button("incident.evidence", house.words.plain("incident.row.see_evidence"), case.stamp)
    return Row(house.words.plain("incident.row.evidence"), count_files(case.evidence, house), show)


def _sealed(case: Case, viewer: str, house: House) -> Iterator[Element]:
    """What was kept before somebody said that it must not be here stays, and nobody opens it."""
    if not takes_files(case, house) and any(one.status == "kept" for one in case.evidence):
        yield why_locked(case, viewer, house)


def _playbook(case: Case, house: House) -> Row:
    show = Button("incident.playbook", house.words.plain("incident.row.see_playbook"), case.stamp)
    return Row(house.words.plain("incident.row.playbook"), house.words.plain("incident.row.playbook_says"), show)


def count_files(files: tuple[Evidence, ...] | list[Evidence], house: House) -> str:
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
        yield Facts(tuple(_filing(one, house) for one in filings[-FILINGS_SHOWN:]))
    if len(filings) > FILINGS_SHOWN:
        yield Text(house.words("incident.earlier_filings", ref=case.ref), quiet=True)


def _filing(one: Mapping[str, Any], house: House) -> tuple[str, str]:
    parts = (*_filed(one, house), one["reference"], _came_of(one, house), one["words"])
    return f"{one['number']}. {one['route']}", " · ".join(part for part in parts if part)


def _came_of(one: Mapping[str, Any], house: House) -> str:
    """What the platform did with a filing, one thing after the other."""
    done = [outcome(answer, house) for answer in one.get("answers", (one,))[-ANSWERS_SHOWN:]]
    return " → ".join(filter(None, done)) or house.words.plain("incident.waits_for_platform")


def _filed(one: Mapping[str, Any], house: House) -> tuple[str, str]:
    """When something was filed, and who did. Of what was not filed a moment ago by whoever wrote it down, the day is
    known, and who noted it when."""
    at, by = house.clock(datetime.fromisoformat(one["noted_at"])), house.name(one["by"])
    if not one["on"]:
        return at, by
    return one["on"], house.words.plain("incident.filed_by", filer=one["filer"] or by, by=by, when=at)
