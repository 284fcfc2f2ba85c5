"""What an incident says to those who read it: its reporters what they said and where it stands, its handlers all."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from bot.content.safety import NO
from bot.house import House
from bot.ui import Element, Facts, Text
from bot.workflow import Case, Happening
from handlers import safety_words
from handlers.incident_dangers import speaks_of_danger
from handlers.incident_facts import facts, named, spoken
from handlers.incident_later import came_before, known_as, own_answers, own_safety, state_seen, with_own_alarm
from handlers.incident_locked import for_sender, own_files, sent_by
from handlers.incident_recall import OPEN
from handlers.incident_roles import alarmed_by, current_alarm, has_raised, may_alert, reads_all, unaware_in_danger
from handlers.incident_route import is_restricted
from handlers.incident_safety import may_get_files
from handlers.incident_whole import count_files, main_case_row, warnings, whole

MADE_ONE = frozenset({"link", "match"})
"""Steps by which a report becomes part of another without its reporter's doing: in a restricted matter they read
nothing of them."""
READ_BY_REPORTERS = frozenset({"take", "close", "reopen", *MADE_ONE})
"""Steps of others that a reporter reads; their own they read anyhow."""
OF_THE_HOUSE = frozenset({"outgrow", "worsen", "bring_alarm"})
"""What a report does to the case that it joins: its reporter would learn by it that there was another."""


def title(case: Case, viewer: str, house: House) -> str:
    """`Instagram @fake.school: pretends to be us`, or what is known of it so far; to a reporter in their own words."""
    known = reads_all(case, viewer, house.district)
    answers = case.data.get("answers", {}) if known else own_answers(case, viewer)
    if not answers.get("what"):
        return _alert(case, house) if case.data.get("alarm") else house.words.plain("incident.title_unnamed")
    what, place = spoken("what", answers, house), where(answers, house)
    return house.words.plain("incident.title", what=what, where=place) if place else what


def _alert(case: Case, house: House) -> str:
    """What whoever is on call reads first of a report that is not finished: that it is an alert, and where."""
    school = house.district.school(case.school)
    words = house.words.plain
    return words("incident.title_alert", school=school.name) if school else words("incident.title_alert_nowhere")


def where(answers: Mapping[str, Any], house: House) -> str:
    """The account or the platform, as short as it can be named; "" where neither was given."""
    item = answers.get("item") or {}
    tool = house.content.tools.get(item.get("tool") or answers.get("tool", ""))
    if not item and not tool:
        return ""
    name = tool.name if tool else house.words.plain("incident.somewhere")
    return f"{name} @{item['handle']}" if item.get("handle") and item["kind"] == "account" else name


def body(case: Case, viewer: str, house: House) -> tuple[Element, ...]:
    """(case, the viewer's address, house) -> what stands between the status and the history."""
    if reads_all(case, viewer, house.district):
        return (
            *main_case_row(case, viewer, house),
            *warnings(case, viewer, house),
            *alarm(case, viewer, house),
            *whole(case, viewer, house),
        )
    return tuple(_for_reporters(case, viewer, house))


def reads(case: Case, viewer: str, house: House, happening: Happening) -> bool:
    """A reporter reads of the large steps, and what they added themself; whoever reads the whole, all but what others
    confided."""
    if reads_all(case, viewer, house.district):
        return not _is_confided(case, viewer, house, happening)
    if happening.move in MADE_ONE and is_restricted(case.data):
        return False
    if happening.by == viewer:
        return happening.move not in OF_THE_HOUSE
    return happening.move in READ_BY_REPORTERS and not came_before(case, viewer, happening.version)


def _is_confided(case: Case, viewer: str, house: House, happening: Happening) -> bool:
    """Why help was asked of a role that handles what some must not hear of: it may speak of a colleague who reads the
    report (requirement 4.5). Whoever asked reads it, and whom they asked; of danger, everybody who handles it."""
    if happening.move != "escalate" or viewer == happening.by or _speaks_of_danger(happening.note, house):
        return False
    past_some = house.content.incidents.past_some
    asked = (one for one in case.data.get("escalated", ()) if datetime.fromisoformat(one["at"]) == happening.at)
    return any(one["role"] in past_some and one["email"] != viewer for one in asked)


def _speaks_of_danger(words: str, house: House) -> bool:
    return any(house.content.safety.in_chat(entry.slug) for entry in house.library.dangers(words))


def may_open(case: Case, viewer: str, house: House) -> bool:
    """Whether a viewer may look at the files of a case: those who handle it, and nobody who only sent some."""
    return reads_all(case, viewer, house.district)


# --- What its reporters see -----------------------------------------------------------------------------------------


def _for_reporters(case: Case, viewer: str, house: House) -> Iterator[Element]:
    yield from safety_words.for_answers(own_safety(case, viewer), house, safety_words.language_of(case.data, viewer))
    yield from for_sender(case.main or case, viewer, sent_by(case, viewer), house)
    if ref := _reference_from_now_on(case):
        yield continues_as(case, ref, house)
    known = with_own_alarm(case, viewer)
    if _is_told_of(known, case, viewer, house):
        yield from alarm(known, viewer, house)
        yield from call_them(known, house)
    if own_answers(case, viewer).get("what"):
        yield Facts(facts(own_answers(case, viewer), house))
    if mine := own_files(case, viewer):
        yield Text(house.words("incident.your_files", files=count_files(mine, house)))
    if (seen := state_seen(case, viewer, house)) in OPEN:
        ordinary = all(asks_for_files(one, viewer, house) for one in (case, case.main) if one)
        next_steps = Text(house.words(f"incident.for_reporters.{seen}"), quiet=True)
        yield next_steps if ordinary else words_only(case, viewer, house)


def _is_told_of(known: Case, case: Case, viewer: str, house: House) -> bool:
    """Whether a reporter is told of alerts: not of one that others raised about what they saw, where this reporter
    spoke of no danger."""
    sent = known.data.get("alarm")
    if sent and not (may_alert(case.data, viewer) or has_raised(case, viewer)):
        return False
    return bool(sent) == bool(case.data.get("alarm")) or case.state in OPEN or _can_alert(case, viewer, house)


def _reference_from_now_on(case: Case) -> str:
    """The reference under which a part of another case goes on, as far as its reporter may know it: of a restricted
    matter none, "", but the one by which they have known it all along."""
    if case.main is None:
        return ""
    known = known_as(case.main, case.opened_by) if is_restricted(case.data) else case.main.ref
    return "" if known == case.ref else known


def continues_as(case: Case, ref: str, house: House) -> Text:
    """Which reference counts from now on, for a reporter who knows two."""
    return Text(house.words("incident.goes_on", ref=case.ref, main=ref))


def words_only(case: Case, viewer: str, house: House) -> Text:
    """Why no files are taken, as far as this reporter knows it: the questions are still open, or they answered that
    there may be a sexual image. Whoever did not say so is not told that somebody else did."""
    said = own_safety(case, viewer)
    if case.data.get("unfinished") and viewer == case.opened_by and "sexual_image" not in said:
        return Text(house.words("incident.words_only.questions_first"))
    plain = "abuse" if house.content.safety.hands_off(said) else "plain"
    why = "image" if said.get("sexual_image", NO) != NO else plain
    return Text(house.words(f"incident.words_only.{why}"))


def asks_for_files(case: Case, viewer: str, house: House) -> bool:
    """Whether this reporter is asked for screenshots: of suspected abuse nobody is."""
    return may_get_files(case, house) and not house.content.safety.hands_off(own_safety(case, viewer))


def alarm(case: Case, viewer: str, house: House) -> tuple[Element, ...]:
    """Whether anybody was alerted, who has answered, and whom to call until then: never more than is known."""
    sent = case.data.get("alarm")
    if not sent:
        return (Text(_not_alerted(case, viewer, house)),) if _may_need_help(case, viewer, house) else ()
    at = house.clock(datetime.fromisoformat(sent["at"]))
    answered = sent["acknowledged"]
    if sent.get("over"):
        return (Text(house.words("incident.alarm.over", when=at)),)
    if not answered:
        return (Text(house.words("incident.alarm.sent", when=at)),)
    names = [f"{house.name(who)} ({house.clock(datetime.fromisoformat(then))})" for who, then in answered.items()]
    return (Text(house.words("incident.alarm.acknowledged", when=at, names=named(names, house))),)


def _may_need_help(case: Case, viewer: str, house: House) -> bool:
    """By what was answered; as far as a viewer reads it, also by what was added or spoken of."""
    reads = case.state == "draft" or reads_all(case, viewer, house.district)
    return bool(case.data.get("may_alarm") or (reads and speaks_of_danger(case)))


def _not_alerted(case: Case, viewer: str, house: House) -> str:
    """Once a report is sent, those who handle it have it: then only the on-call team has heard nothing."""
    if case.state == "draft":
        return house.words("incident.alarm.nobody")
    if _can_alert(case, viewer, house) and not reads_all(case, viewer, house.district):
        return house.words("incident.alarm.report_is_in")
    return house.words("incident.alarm.not_alerted")


def _can_alert(case: Case, viewer: str, house: House) -> bool:
    """Whether a button to alert the on-call team is on this reporter's card."""
    role = alarmed_by if case.state in OPEN else unaware_in_danger
    return state_seen(case, viewer, house) in OPEN and viewer in role.who(case, house.district)


def call_them(case: Case, house: House) -> Iterator[Element]:
    """An alarm that nobody has answered is no reason to wait."""
    sent = current_alarm(case.data)
    if sent and not sent["acknowledged"]:
        phone = house.district.contacts.get("on_call_phone", "")
        yield Text(house.words("incident.alarm.call" if phone else "incident.alarm.call_too", phone=phone))
