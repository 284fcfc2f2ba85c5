"""What a reporter adds to a report."""

from __future__ import annotations

from dataclasses import replace

from bot.conversation import Replies, done, note_screen
from bot.desk import Desk
from bot.events import Filled
from bot.forms import Answers
from bot.replies import Swap
from bot.ui import Form, TextField
from bot.workflow import Asks, Case, Refused
from handlers.incident_hearing import listening, with_words
from handlers.incident_join import main_case
from handlers.incident_later import own_safety
from handlers.incident_locked import lock
from handlers.incident_recall import KIND, OPEN
from handlers.incident_safety import note_asked

ADDING = f"{KIND}.add"
ADDITION = Asks("addition")


async def take(desk: Desk, case: Case, filled: Filled, answers: Answers) -> Replies:
    """Keep it with the report, and with the case that this became part of: there it is read. Both are kept as what they
    are about by then."""
    words = str(answers["note"])
    if case.state == "joined":
        main = await main_case(desk, case.ref)
        if main.state not in OPEN:
            raise Refused("already", case)
        await lock(desk, main, await desk.move_by_house(main, "add", with_words(desk, main, words).data, words))
    moved = await desk.move(filled.value, "add", words, with_words(desk, case, words).data)
    await lock(desk, case, moved)
    return [Swap(done(desk, moved, "add"))]


_SCREEN = note_screen(KIND, "add", ADDITION)


async def draw(desk: Desk, case: Case, stamp: str) -> Form:
    """What else is there to say? Whoever suspects abuse is asked no more than when they reported it, and to whom."""
    form = await _SCREEN.draw(desk, case, stamp)
    asks = note_asked(own_safety(case, desk.me), desk.house)
    if asks == "note":
        return form
    label, hint = desk.label(f"incident.field.{asks}"), desk.label(f"incident.hint.{asks}")
    asked = (replace(one, label=label, hint=hint) if isinstance(one, TextField) else one for one in form.body)
    return replace(form, body=tuple(asked))


SCREENS = (listening(replace(_SCREEN, draw=draw, take=take), "note"),)
