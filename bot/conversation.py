"""What a conversation is made of: the words that it hears, its buttons, its forms, and how each is taken."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field

from bot.desk import Desk
from bot.events import Clicked, Event, Filled, Flagged, Heard, SentFiles
from bot.face import Face
from bot.forms import Answers
from bot.replies import Reply, Swap
from bot.ui import Card, Form, Text, TextField
from bot.workflow import Asks, Case

LONGEST_NOTE = 1_000

Replies = list[Reply]
Hear = Callable[[Desk, Heard], Awaitable[Replies]]
Press = Callable[[Desk, Clicked], Awaitable[Replies]]
Meet = Callable[[Desk, Event], Awaitable[Replies]]
TakeFiles = Callable[[Desk, SentFiles, Hear], Awaitable[Replies]]
Flag = Callable[[Desk, Flagged], Awaitable[Replies]]
Draw = Callable[[Desk, Case, str], Awaitable[Form]]
Take = Callable[[Desk, Case, Filled, Answers], Awaitable[Replies]]
Examine = Callable[[Desk, Case, Answers], Awaitable[object]]
HearForm = Callable[[Desk, Filled], Awaitable[Replies]]
RefuseForm = Callable[[Desk, Filled], Awaitable[str]]


@dataclass(frozen=True)
class Screen:
    """One form of a conversation about a case.

    draw     the form as it is now: (desk, case, the stamp that it carries) -> Form
    take     what happens when it is sent off with answers that its fields may have
    moves    the moves that it leads to; it is shown to nobody else than those who may make one of them now
    examines  raises Wrong as `take` would; asked where a field has a fault too, so that all are named at once
    presses  what its own buttons do, by action; what was typed travels with them, finished or not
    saves    it keeps what was typed whatever version of the case was read, so that nobody else moves the case meanwhile
    interrupts  hears what was typed before anything looks at it: what it shows stands in place of all else, and what it
             only says is said even where the form is then refused
    refused  what is to happen even then: gives the stamp with which the form stays open
    """

    name: str
    draw: Draw
    take: Take
    moves: tuple[str, ...]
    presses: Mapping[str, Take] = field(default_factory=dict)
    saves: bool = False
    examines: Examine | None = None
    interrupts: HearForm | None = None
    refused: RefuseForm | None = None


@dataclass(frozen=True)
class Conversation:
    """What one file of `handlers/` puts on the menu. Words are regular expressions for a whole message.

    hears       words that leave no room for others
    interrupts  asked of each message that is none of those words: what it says is said, and nothing else
    picks_up    words with room for a person's own between them
    files       takes files that came into the chat; it is given what answers the words beside them as if they had come
                alone
    shares      what follows where a case of its kind holds the same file as another
    """

    name: str
    interrupts: Hear | None = None
    picks_up: Mapping[str, Hear] = field(default_factory=dict)
    hears: Mapping[str, Hear] = field(default_factory=dict)
    presses: Mapping[str, Press] = field(default_factory=dict)
    screens: tuple[Screen, ...] = ()
    meets: Meet | None = None
    otherwise: Hear | None = None
    files: TakeFiles | None = None
    flags: Flag | None = None
    shares: Callable[[Desk, Case], Awaitable[Replies]] | None = None
    face: Face | None = None


# --- The forms and the cards that every conversation has -------------------------------------------------------------


def note_screen(kind: str, move: str, asked: Asks) -> Screen:
    """The form with one question that stands between a button and its move. A row that names it as its `form` has a
    screen of the conversation's own in its place: this one, with another `take`."""
    asks = f"{kind}.ask.{asked.name}"

    async def draw(desk: Desk, case: Case, stamp: str) -> Form:
        note = TextField(
            "note",
            desk.label(f"{asks}.label"),
            desk.label(f"{asks}.hint"),
            required=asked.required,
            longest=LONGEST_NOTE,
            lines="many",
        )
        title = Text(desk.word("card.about", ref=case.ref))
        return Form(f"{kind}.{move}", desk.label(f"{asks}.title"), (title, note), desk.label(f"{asks}.submit"), stamp)

    async def take(desk: Desk, case: Case, filled: Filled, answers: Answers) -> Replies:
        moved = await desk.move(filled.value, move, str(answers["note"]))
        return [Swap(done(desk, moved, move))]

    return Screen(f"{kind}.{move}", draw, take, (move,))


def done(desk: Desk, case: Case, move: str) -> Card:
    """What stands where a form was: what this person did by it, in the words of the history, and where it stands."""
    did = desk.word(f"{case.kind}.did.{move}", by=desk.label("card.you"))
    stands = desk.word("card.stands", ref=case.ref, state=desk.state_label(case))
    return Card(body=(Text(f"{did}. {stands}"),))
