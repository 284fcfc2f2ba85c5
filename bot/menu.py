"""Which conversation hears which words, which buttons and which forms: each visit comes to one of them."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Iterator
from typing import Any, TypeVar

from bot.call_words import matching, patterns
from bot.conversation import Conversation, Press, Replies, Screen, note_screen
from bot.desk import Desk
from bot.events import Clicked, Event, Filled, Flagged, Heard, Joined, SentFiles
from bot.forms import Answers, Wrong, check, check_unfinished, complete, filled_in
from bot.refusals import refusal
from bot.replies import Fix, Open, Swap
from bot.ui import Form
from bot.workflow import Case, Move, Refused, Workflow, read_stamp

OPEN_FORM = "open_form"
"""The button of a form that could not be shown at once; its value is the form's name and value."""

Happened = TypeVar("Happened", bound=Event)


class Menu:
    """Built once from the conversations. Two that want the same button or form stop the start."""

    def __init__(self, conversations: Iterable[Conversation]) -> None:
        self.conversations = tuple(conversations)
        self.faces = {c.face.workflow.kind: c.face for c in self.conversations if c.face}
        self._hears = patterns(c.hears for c in self.conversations)
        self._picks_up = patterns(c.picks_up for c in self.conversations)
        self._presses: dict[str, Press] = _once(
            (name, press) for c in self.conversations for name, press in c.presses.items()
        )
        self._screens: dict[str, Screen] = _once((screen.name, screen) for screen in self._all_screens())
        self._moves = {f"{w.kind}.{m.name}": m for w in self._workflows() for m in w.moves if not m.hidden}

    def _workflows(self) -> Iterator[Workflow]:
        yield from (face.workflow for face in self.faces.values())

    def _all_screens(self) -> Iterator[Screen]:
        for conversation in self.conversations:
            yield from conversation.screens
        for workflow in self._workflows():
            asking = {move.name: move.asks for move in workflow.moves if move.asks and not move.form}
            yield from (note_screen(workflow.kind, name, asks) for name, asks in asking.items())

    async def answer(self, desk: Desk) -> Replies:
        """Give a visit to the conversation that takes it, and return its replies. Raises Refused or Wrong; then nothing
        that was done here may be kept."""
        match desk.event:
            case Heard() as heard:
                return await self._hear(desk, heard)
            case Clicked() as clicked:
                return await self._press(desk, clicked)
            case Filled() as filled:
                return await self._fill(desk, filled)
            case Joined() as joined:
                return await _first([each.meets for each in self.conversations], desk, joined)
            case SentFiles() as sent:
                return await self._take_files(desk, sent)
            case Flagged() as flagged:
                return await _first([each.flags for each in self.conversations], desk, flagged)
            case _:
                return []

    async def excuse(self, desk: Desk, problem: Refused | Wrong) -> Replies:
        """The replies after a visit that was refused: the sentence that says why, and the card or form as it is now."""
        try:
            return await self._excuse(desk, problem)
        except Refused as refused:
            return await refusal(desk, refused)

    async def _excuse(self, desk: Desk, problem: Refused | Wrong) -> Replies:
        await self._interrupt(desk)
        if isinstance(problem, Refused):
            replies = await refusal(desk, problem)  # it says how the case was when the form came too late
            await self._still_open(desk)
            return replies
        if not isinstance(desk.event, Filled):
            return []
        form = await self._draw(desk, desk.event.form, await self._still_open(desk))
        return [Fix(problem.errors, filled_in(form, complete(form, desk.event.answers), desk.house.words))]

    async def _hear(self, desk: Desk, heard: Heard) -> Replies:
        if hear := matching(self._hears, heard.text):
            return await hear(desk, heard)
        for interrupts in filter(None, (each.interrupts for each in self.conversations)):
            if replies := await interrupts(desk, heard):
                return replies
        otherwise = next(filter(None, (each.otherwise for each in self.conversations)), None)
        hear = matching(self._picks_up, heard.text) or otherwise
        return await hear(desk, heard) if hear else []

    async def _take_files(self, desk: Desk, sent: SentFiles) -> Replies:
        take = next(filter(None, (each.files for each in self.conversations)), None)
        return await take(desk, sent, self._hear) if take else []

    async def _press(self, desk: Desk, clicked: Clicked) -> Replies:
        if clicked.action == OPEN_FORM:
            return [Open(await self._draw(desk, *clicked.value.partition("|")[::2]))]
        if press := self._presses.get(clicked.action):
            return await press(desk, clicked)
        if move := self._moves.get(clicked.action):
            return await self._press_move(desk, clicked, move)
        raise Refused("unknown_button")

    async def _press_move(self, desk: Desk, clicked: Clicked, move: Move) -> Replies:
        form = move.form or (clicked.action if move.asks else "")
        if form:
            made = await desk.try_move(clicked.value, move.name)
            return [Open(await self._screens[form].draw(desk, made.before, clicked.value))]
        case = await desk.move(clicked.value, move.name)
        return [Swap(await desk.card(case))]

    async def _fill(self, desk: Desk, filled: Filled) -> Replies:
        if replies := await self._interrupt(desk):
            return replies
        screen, case = await self._screen(desk, filled.form, filled.value)
        form = await screen.draw(desk, case, filled.value)
        return await _taken(screen, desk, case, filled, form, complete(form, filled.answers))

    async def _interrupt(self, desk: Desk) -> Replies:
        """What the form that was sent says about the words in it, before all else; nothing for any other event."""
        if not isinstance(desk.event, Filled):
            return []
        screen = self._screens.get(desk.event.form)
        return await screen.interrupts(desk, desk.event) if screen and screen.interrupts else []

    async def _still_open(self, desk: Desk) -> str:
        """The stamp with which a refused form stays open; "" for anything but a form."""
        if not isinstance(desk.event, Filled):
            return ""
        screen = self._screens.get(desk.event.form)
        return await screen.refused(desk, desk.event) if screen and screen.refused else desk.event.value

    async def again(self, desk: Desk, kept: Any) -> Replies:
        """The reply to an event that was delivered again: the one that it had at first, from what `kept` noted."""
        try:
            return await self._again(desk, kept)
        except Refused as refused:
            return await self.excuse(desk, refused)

    async def _again(self, desk: Desk, kept: Any) -> Replies:
        match kept:
            case {"open": name, "value": value}:
                return [Open(await self._draw(desk, name, value))]
            case {"fix": name, "value": value, "errors": errors}:
                form = await self._draw(desk, name, value)
                answers = desk.event.answers if isinstance(desk.event, Filled) else {}
                return [Fix(errors, filled_in(form, complete(form, answers), desk.house.words))]
            case {"swap": ref}:
                return [Swap(await desk.card(await desk.case(ref)))]
            case _:
                return []

    async def _draw(self, desk: Desk, name: str, value: str) -> Form:
        screen, case = await self._screen(desk, name, value)
        return await screen.draw(desk, case, value)

    async def _screen(self, desk: Desk, name: str, value: str) -> tuple[Screen, Case]:
        """The screen of a form and its case, by the form's name and value. Refused to whoever may make none of its
        moves now."""
        if name not in self._screens:
            raise Refused("unknown_button")
        screen = self._screens[name]
        read = desk.held_case if screen.saves and isinstance(desk.event, Filled) else desk.case
        case = await read(read_stamp(value)[0])
        desk.must_be_able(case, screen.moves, value)
        return screen, case


async def _first(
    takes: Iterable[Callable[[Desk, Happened], Awaitable[Replies]] | None], desk: Desk, event: Happened
) -> Replies:
    """The first conversation that takes such an event has it."""
    taking = next(filter(None, takes), None)
    return await taking(desk, event) if taking else []


async def _taken(screen: Screen, desk: Desk, case: Case, filled: Filled, form: Form, answers: Answers) -> Replies:
    if filled.pressed:
        take = screen.presses.get(filled.pressed)
        if take is None:
            raise Refused("unknown_button")
        check_unfinished(form, answers, desk.house.words)
        return await take(desk, case, filled, answers)
    await _check(screen, desk, case, form, answers)
    return await screen.take(desk, case, filled, answers)


async def _check(screen: Screen, desk: Desk, case: Case, form: Form, answers: Answers) -> None:
    try:
        check(form, answers, desk.house.words)
    except Wrong as faults:
        if screen.examines is None:
            raise
        try:
            await screen.examines(desk, case, answers)
        except Wrong as found:
            raise faults.beside(found, answers) from None
        raise


def kept(now: Any, ref: str) -> Any:
    """What the inbox keeps of a reply: enough to give it again, and none of anybody's words."""
    match now:
        case Open(form=form):
            return {"open": form.name, "value": form.value}
        case Fix(form=form, errors=errors):
            return {"fix": form.name, "value": form.value, "errors": errors}
        case Swap(lasts=True) if ref:
            return {"swap": ref}
        case _:
            return None


def _once(pairs: Iterable[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, value in pairs:
        if name in found:
            raise ValueError(f"two conversations claim {name!r}")
        found[name] = value
    return found
