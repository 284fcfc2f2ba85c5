"""Drawing others into an incident: whoever holds a role of the district is asked for help; a step to somebody outside
is only written down, and says so."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from bot.content.incidents_file import Escalation
from bot.conversation import Replies, Screen, done, note_screen
from bot.desk import Desk
from bot.events import Filled
from bot.forms import Answers, Wrong
from bot.replies import Swap
from bot.ui import Card, Form, Option, Text
from bot.workflow import Asks, Case
from handlers.incident_forms import choice_field, form_about, side_by_side, words_field
from handlers.incident_hearing import listening, with_words
from handlers.incident_lists import belong
from handlers.incident_recall import KIND
from handlers.incident_route import kept_from

ESCALATION = f"{KIND}.escalate"
NOTING = f"{KIND}.note"
NOTE = Asks("note")


async def draw_escalation(desk: Desk, case: Case, stamp: str) -> Form:
    """To whom, and why."""
    options = [Option(one.value, _offered(desk, one)) for one in desk.house.content.incidents.escalations]
    fields = (choice_field(desk, "to", options), words_field(desk, "why", required=True))
    return form_about(desk, ESCALATION, case, stamp, *fields)


def _offered(desk: Desk, chosen: Escalation) -> str:
    return chosen.label if chosen.role else desk.label("incident.outside.offered", who=chosen.label)


async def take_escalation(desk: Desk, case: Case, filled: Filled, given: Answers) -> Replies:
    """Ask whoever holds the role and may know; of a step to somebody outside the district the handler reads at once
    that nobody was contacted, and whom to call."""
    chosen = _chosen(desk, given)[0]
    case, why = with_words(desk, case, str(given["why"])), str(given["why"])
    if not chosen.role:
        note = side_by_side(chosen.label, why)
        moved = await desk.move(filled.value, "note_outside", note, _escalated(desk, case, chosen, ""))
        return [Swap(_nobody_contacted(desk, moved, chosen))]
    data = _escalated(desk, case, chosen, _drawn_in(desk, case, chosen.role))
    moved = await desk.move(filled.value, "escalate", why, data)
    await belong(desk, moved)
    return [Swap(done(desk, moved, "escalate"))]


def _chosen(desk: Desk, given: Answers) -> list[Escalation]:
    return [one for one in desk.house.content.incidents.escalations if one.value == given["to"]]


def _goes_past(desk: Desk, filled: Filled) -> bool:
    """Whether it goes to a role that handles what some must not hear of, such as a colleague's conduct: whoever asks
    them for help says why."""
    past_some = desk.house.content.incidents.past_some
    return any(chosen.role in past_some for chosen in _chosen(desk, filled.answers))


async def examine_escalation(desk: Desk, case: Case, given: Answers) -> None:
    """Wrong where nobody holds the chosen role and may know of the case."""
    for chosen in _chosen(desk, given):
        if chosen.role:
            _drawn_in(desk, case, chosen.role)


def _escalated(desk: Desk, case: Case, chosen: Escalation, email: str) -> dict[str, Any]:
    asked = {"to": chosen.value, "role": chosen.role, "label": chosen.label, "email": email}
    step = {**asked, "by": desk.me, "at": desk.now.isoformat()}
    return {**case.data, "escalated": [*case.data.get("escalated", ()), step]}


def _drawn_in(desk: Desk, case: Case, role: str) -> str:
    """The first who holds a role and may know of a case. Wrong, at the field "to", where that is nobody: a step that
    reached nobody is not written down as made."""
    holding, kept_out = desk.house.district.role(role), kept_from(case.data, case.school, desk.house.district)
    may_know = [email for email in holding if email not in kept_out]
    if not may_know:
        raise Wrong({"to": desk.label(f"incident.fault.{'nobody_may_know' if holding else 'nobody_holds_it'}")})
    return may_know[0]


def _nobody_contacted(desk: Desk, case: Case, chosen: Escalation) -> Card:
    phone = desk.house.district.contacts.get(chosen.contact, "")
    blanks = {"ref": case.ref, "who": chosen.label, "phone": phone}
    return Card(body=(Text(desk.word("incident.outside.call" if phone else "incident.outside.noted", **blanks)),))


async def take_note(desk: Desk, case: Case, filled: Filled, given: Answers) -> Replies:
    """By a note, whoever was asked for help has answered: the case does not wait for them any more."""
    case = with_words(desk, case, str(given["note"]))
    steps = [{**one, "answered": True} if one["email"] == desk.me else one for one in case.data.get("escalated", ())]
    moved = await desk.move(filled.value, "note", str(given["note"]), {**case.data, "escalated": steps})
    return [Swap(done(desk, moved, "note"))]


SCREENS = (
    listening(
        Screen(ESCALATION, draw_escalation, take_escalation, ("escalate",), examines=examine_escalation),
        "why",
        _goes_past,
    ),
    listening(replace(note_screen(KIND, "note", NOTE), take=take_note), "note"),
)
