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

    name        its name, which travels with the form
    draw        gives the form as it is now: (desk, case, the stamp that it carries) -> Form
    take        does what is to be done once it was sent with answers that its fields allow
    moves       the moves that it leads to: only those who may make one of them now are shown the form
    presses     its own buttons, by action; what was typed so far comes with them, finished or not
    saves       what was typed is kept whatever version of the case was read; the case is held meanwhile
    examines    raises Wrong as `take` would. Called when a field has a fault as well, so that one answer names them all
    interrupts  reads what was typed before all else. What it shows at once takes the place of everything; what it says
                in the chat is said even if the form is then refused
    refused     called when the form was refused; gives the stamp with which it stays open
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

    A message goes to the first of these that takes it: `hears`, `interrupts`, `picks_up`, `otherwise`.

    hears       commands: words that leave no room for others
    interrupts  sees every message that is no command; if it replies, nothing else does
    picks_up    words with room for a person's own between them
    otherwise   takes every other message
    presses     buttons on cards, by action; the moves of the table need no entry here
    screens     forms about a case
    meets       greets somebody who opened the chat or the home page
    files       takes files that came into the chat. It is also given what would answer the words beside them
    flags       takes a message that somebody reported from its own menu
    shares      called for a case of its kind that holds the same file as another case
    face        how its kind of case looks
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
    """The form of one question that opens behind a button: (the kind of case, the move, the question) -> its screen.

    Every row with `asks` has it. Where the answer is to do more than go with the move, the row names a `form` as well,
    and the conversation brings its own screen: usually this one with another `take`.
    """
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
    """The card in place of a form that was sent: what this person did, in the words of the history, and where the case
    is now."""
    did = desk.word(f"{case.kind}.did.{move}", by=desk.label("card.you"))
    stands = desk.word("card.stands", ref=case.ref, state=desk.state_label(case))
    return Card(body=(Text(f"{did}. {stands}"),))
