"""How a question comes to a person: the words once more, before anybody reads them with the asker's name."""

from __future__ import annotations

from dataclasses import replace

from bot import question_book
from bot.conversation import Replies, Screen, note_screen
from bot.desk import Desk
from bot.events import Clicked, Filled, Heard
from bot.forms import Answers, filled_in
from bot.knowledge.nameless import HIDDEN
from bot.question_book import Question
from bot.replies import Open, Swap
from bot.ui import Card, Form, Text, TextField
from bot.workflow import Asks, Case, read_stamp
from handlers import danger_in_forms
from handlers.answers import carried

KIND = "inquiry"
ASKING = f"{KIND}.ask"
ASKING_AGAIN = f"{KIND}.ask_again"
MORE = Asks("more")
ASKED = ("answered", "suggested", "person")
"""What came of a message that asked something; an entry that was only opened has lost no words."""
LONGEST_QUESTION = question_book.LONGEST_KEPT


async def begin(desk: Desk, clicked: Clicked) -> Replies:
    """ "Ask a person", under an answer: the question is written there already, as far as it was kept."""
    question = await question_book.find(desk, carried(desk, clicked.value)[0])
    return await _begin(desk, question.words if question else "", *_left_out(desk, question))


def _left_out(desk: Desk, question: Question | None) -> tuple[Text, ...]:
    """What their question has lost where it stands in the form now: some of its words, or all."""
    if question is None or question.outcome not in ASKED:
        return ()
    if not question.words:
        return (Text(desk.word("inquiry.not_kept")),)
    return (Text(desk.word("inquiry.left_out", mark=HIDDEN)),) if HIDDEN in question.words else ()


async def start(desk: Desk, _heard: Heard) -> Replies:
    """ "Ask a person", typed."""
    return await _begin(desk, "")


async def _begin(desk: Desk, words: str, *left_out: Text) -> Replies:
    """The form with these words in it. The draft holds none before they are sent: it bears the asker's name."""
    drafts = await desk.mine(KIND, 1, states=("draft",))
    case = drafts[0] if drafts else await desk.open_case(KIND, desk.house.district.school_of(desk.me) or "", {})
    form = await draw(desk, case, case.stamp)
    filled = filled_in(replace(form, body=(*left_out, *form.body)), {"words": words}, desk.house.words)
    return [Open(filled)]


async def resume(desk: Desk, clicked: Clicked) -> Replies:
    """The button of a draft's card."""
    case = await desk.case(read_stamp(clicked.value)[0])
    desk.must_be_able(case, ("ask",), case.stamp)
    return [Open(await draw(desk, case, case.stamp))]


async def draw(desk: Desk, _case: Case, stamp: str) -> Form:
    """The question, and who will read it."""
    words = TextField(
        "words",
        desk.label("inquiry.field.words"),
        desk.label("inquiry.hint.words"),
        longest=LONGEST_QUESTION,
        lines="many",
    )
    intro = Text(desk.word("inquiry.who_reads"))
    return Form(ASKING, desk.label("inquiry.screen.ask"), (intro, words), desk.label("inquiry.send"), stamp)


async def take(desk: Desk, _case: Case, filled: Filled, given: Answers) -> Replies:
    """Off to the office, which reads it with the asker's name."""
    moved = await desk.move(filled.value, "ask", data={"words": str(given["words"])})
    await desk.show(moved)
    return [Swap(Card(body=(Text(desk.word("inquiry.sent", ref=moved.ref)),)))]


# The office may be whom it is about, and answers within days: words of danger do not go there.
SCREENS = (
    Screen(ASKING, draw, take, ("ask",), interrupts=danger_in_forms.hold_back),
    replace(note_screen(KIND, "ask_again", MORE), interrupts=danger_in_forms.hold_back),
)
