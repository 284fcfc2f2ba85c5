"""The answer to a question: it goes to the asker at once, and where others could use it, as a proposal to whoever
reviews the knowledge. Or the question is closed, with a reason."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from bot import question_book
from bot.content.knowledge_file import LONGEST_ANSWER, SHORTEST_ANSWER
from bot.conversation import Replies, Screen, done, note_screen
from bot.desk import Desk
from bot.events import Filled
from bot.forms import Answers, Wrong, filled_in
from bot.replies import Swap
from bot.ui import Element, Form, Quote, Text, TextField
from bot.workflow import Asks, Case
from handlers.inquiry_start import KIND

ANSWERING, PROPOSING, CLOSING = (f"{KIND}.{name}" for name in ("answer", "propose", "close"))
ANSWER, REASON = Asks("answer"), Asks("reason")
LONGEST = {"title": 75, "ask": 200, "answer": LONGEST_ANSWER, "source": 300}
LEAST_LETTERS, LEAST_WORDS = 4, 3
"""Of a title, and of a question: with fewer, nobody could find the entry or know what it is about."""


def _below_the_question(screen: Screen) -> Screen:
    """The same form with the question above it: on a phone the form covers the card."""

    async def draw(desk: Desk, case: Case, stamp: str) -> Form:
        form = await screen.draw(desk, case, stamp)
        return replace(form, body=(*await _asked(desk, case), *form.fields))

    return replace(screen, draw=draw)


async def _asked(desk: Desk, case: Case) -> tuple[Element, ...]:
    """Which question it is and whose, word for word, and what its asker still missed in the answer before."""
    again = [one.note for one in await desk.history(case) if one.move == "ask_again"]
    quotes = (Quote(words) for words in (case.data["words"], *again[-1:]) if words)
    return (Text(desk.word("inquiry.about", ref=case.ref, by=desk.house.name(case.opened_by))), *quotes)


async def draw(desk: Desk, case: Case, stamp: str) -> Form:
    """The answer, and what an entry needs besides: a title, the question in plain words, what it stands on. The
    question stands there as it would be kept, without the names that can be told."""
    intro = Text(desk.word("inquiry.about_proposals"))
    fields = tuple(_field(desk, name) for name in ("answer", "title", "ask", "source"))
    title, submit = desk.label("inquiry.screen.propose"), desk.label("inquiry.propose")
    form = Form(PROPOSING, title, (*await _asked(desk, case), intro, *fields), submit, stamp)
    kept = question_book.without_people(desk, case.data["words"])
    return filled_in(form, {"ask": kept}, desk.house.words)


def _field(desk: Desk, name: str) -> TextField:
    label, hint = desk.label(f"inquiry.field.{name}"), desk.label(f"inquiry.hint.{name}")
    many = name == "answer"
    return TextField(name, label, hint, longest=LONGEST[name], lines="many" if many else "one")


async def examine(desk: Desk, _case: Case, given: Answers) -> None:
    """Wrong for a title or a question that would tell nobody what the entry is about, and for an answer that is
    shorter than any entry may have."""
    if faults := dict(_too_short(desk, **{name: str(given[name]) for name in ("answer", "title", "ask")})):
        raise Wrong(faults)


def _too_short(desk: Desk, answer: str, title: str, ask: str) -> Iterator[tuple[str, str]]:
    if len(answer) < SHORTEST_ANSWER:
        yield "answer", desk.label("inquiry.fault.answer", least=str(SHORTEST_ANSWER))
    if sum(map(str.isalpha, title)) < LEAST_LETTERS:
        yield "title", desk.label("inquiry.fault.title")
    if sum(any(map(str.isalpha, word)) for word in ask.split()) < LEAST_WORDS:
        yield "ask", desk.label("inquiry.fault.ask")


async def take(desk: Desk, case: Case, filled: Filled, given: Answers) -> Replies:
    """The asker has the answer; the proposal is kept with the case, and written out by the house."""
    await examine(desk, case, given)
    proposal = {name: str(given[name]) for name in LONGEST} | {"by": desk.me, "on": desk.now.date().isoformat()}
    moved = await desk.move(filled.value, "propose", proposal["answer"], {**case.data, "proposal": proposal})
    return [Swap(done(desk, moved, "propose"))]


SCREENS = (
    _below_the_question(note_screen(KIND, "answer", ANSWER)),
    _below_the_question(note_screen(KIND, "close", REASON)),
    Screen(PROPOSING, draw, take, ("propose",), examines=examine),
)
