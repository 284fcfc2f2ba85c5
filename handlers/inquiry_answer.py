"""An answer that others could use: it goes to the asker at once, and as a proposal to whoever reviews the knowledge."""

from __future__ import annotations

from bot.conversation import Replies, Screen, done
from bot.desk import Desk
from bot.events import Filled
from bot.forms import Answers
from bot.replies import Swap
from bot.ui import Form, Text, TextField
from bot.workflow import Case
from handlers.inquiry_start import KIND

PROPOSING = f"{KIND}.propose"
LONGEST_ANSWER = 900
"""As long as an entry of the knowledge base may be."""
LONGEST = {"title": 75, "ask": 200, "answer": LONGEST_ANSWER, "source": 300}


async def draw(desk: Desk, _case: Case, stamp: str) -> Form:
    """The answer, and what an entry needs besides: a title, the question in plain words, what it stands on."""
    intro = Text(desk.word("inquiry.about_proposals"))
    fields = tuple(_field(desk, name) for name in ("answer", "title", "ask", "source"))
    title, submit = desk.label("inquiry.screen.propose"), desk.label("inquiry.propose")
    return Form(PROPOSING, title, (intro, *fields), submit, stamp)


def _field(desk: Desk, name: str) -> TextField:
    label, hint = desk.label(f"inquiry.field.{name}"), desk.label(f"inquiry.hint.{name}")
    many = name == "answer"
    return TextField(name, label, hint, longest=LONGEST[name], lines="many" if many else "one")


async def take(desk: Desk, case: Case, filled: Filled, given: Answers) -> Replies:
    """The asker has the answer; the proposal is kept with the case, and written out by the house."""
    proposal = {name: str(given[name]) for name in LONGEST} | {"by": desk.me, "on": desk.now.date().isoformat()}
    moved = await desk.move(filled.value, "propose", proposal["answer"], {**case.data, "proposal": proposal})
    return [Swap(done(desk, moved, "propose"))]


SCREENS = (Screen(PROPOSING, draw, take, ("propose",)),)
