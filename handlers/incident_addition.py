"""What a reporter adds to a report: danger in it is answered first, and what belongs in no such report stays out."""

from __future__ import annotations

from dataclasses import replace

from bot.content.knowledge import Entry
from bot.conversation import Replies, done, note_screen
from bot.desk import Desk
from bot.events import Filled
from bot.forms import Answers
from bot.replies import Swap
from bot.ui import Form, TextField
from bot.workflow import Asks, Case, Refused, read_stamp
from handlers import danger, danger_in_forms
from handlers.incident_join import main_case
from handlers.incident_later import own_safety
from handlers.incident_recall import KIND, OPEN
from handlers.incident_roles import route_of

ADDING = f"{KIND}.add"
ADDITION = Asks("addition")


def stays_out(desk: Desk, case: Case, entry: Entry) -> bool:
    """Whether words for which this text is shown belong in no such report: of suspected abuse not even in one of it.
    What speaks of a colleague may stand in a report that goes past those who must not hear of that."""
    of_conduct = not danger.said_of_safety(desk, entry) and route_of(case.data).get("never")
    return not danger.belongs_in_reports(desk, entry) and not of_conduct


async def hear(desk: Desk, filled: Filled) -> Replies:
    """A danger of which the report knew nothing. Its words go on to whoever handles it, who may need them, unless they
    belong in no such report."""
    words, case = danger_in_forms.words_of(filled), await desk.case(read_stamp(filled.value)[0])
    entry = desk.house.library.danger(words)
    if entry is None or _is_about(desk, case, entry):
        return []
    if stays_out(desk, case, entry):
        return await danger_in_forms.held_back(desk, entry, words)
    near = desk.house.library.near(words)
    await desk.say(await danger.warning(desk, entry, words, near, added_to=case.ref))
    return []


def _is_about(desk: Desk, case: Case, entry: Entry) -> bool:
    """Whether this reporter has read what to do then, because they said so when they reported it: of suspected abuse
    they are asked when they reported it, as on the last screen. A report that goes past those who must not hear of it
    is of a colleague's conduct."""
    answered = danger.said_of_safety(desk, entry)
    if not answered:
        return bool(route_of(case.data).get("never"))
    said = own_safety(case, desk.me)
    return all(said.get(check, "no") != "no" for check in answered)


async def take(desk: Desk, case: Case, filled: Filled, answers: Answers) -> Replies:
    """Keep it with the report, and with the case that this became part of: there it is read. Both are kept as what they
    are about by then."""
    words = str(answers["note"])
    heard = {"danger_added": True} if desk.house.library.danger(words) else {}
    if case.state == "joined":
        main = await main_case(desk, case.ref)
        if main.state not in OPEN:
            raise Refused("already", case)
        await desk.move_by_house(main, "add", {**main.data, **heard}, words)
    moved = await desk.move(filled.value, "add", words, {**case.data, **heard})
    return [Swap(done(desk, moved, "add"))]


_SCREEN = note_screen(KIND, "add", ADDITION)


async def draw(desk: Desk, case: Case, stamp: str) -> Form:
    """What else is there to say? Whoever suspects abuse is asked no more than when they reported it, and to whom."""
    form = await _SCREEN.draw(desk, case, stamp)
    if not desk.house.content.safety.hands_off(own_safety(case, desk.me)):
        return form
    label, hint = desk.label("incident.field.note_of_abuse"), desk.label("incident.hint.note_of_abuse")
    asked = (replace(one, label=label, hint=hint) if isinstance(one, TextField) else one for one in form.body)
    return replace(form, body=tuple(asked))


SCREENS = (replace(_SCREEN, draw=draw, interrupts=hear, take=take),)
