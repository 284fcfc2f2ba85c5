"""What a reporter adds to a report."""

from __future__ import annotations

from dataclasses import replace

from bot.conversation import Replies, done, note_screen
from bot.desk import Desk
from bot.events import Filled
from bot.forms import Answers
from bot.replies import Swap
from bot.ui import Form, TextField
from bot.workflow import Asks, Case, Refused, read_stamp
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
    are about by then. Whatever version of it was read, what is added is kept: while somebody writes, others go on."""
    words = str(answers["note"])
    main = await main_case(desk, case.ref)
    if main.state not in OPEN:
        raise Refused("already", case)
    own = await desk.held_case(case.ref)
    if own.stamp != filled.value and await _is_there(desk, own, words, filled):
        raise Refused("already", own)
    if own.ref != main.ref:
        await lock(desk, main, await desk.move_by_house(main, "add", with_words(desk, main, words).data, words))
    moved = await desk.move(own.stamp, "add", words, with_words(desk, own, words).data)
    await lock(desk, own, moved)
    return [Swap(done(desk, moved, "add"))]


async def _is_there(desk: Desk, case: Case, words: str, filled: Filled) -> bool:
    """Whether this form came before, as when it is sent off twice: the same words of theirs were added since it was
    opened."""
    read, steps = read_stamp(filled.value)[1], await desk.history(case)
    return any((step.by, step.note) == (desk.me, words) for step in steps if step.version > read)


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
