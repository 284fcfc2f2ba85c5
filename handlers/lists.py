"""Lists of cases: ten lines at a time, each with a button that shows the case, and below them a way to the rest."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

from bot.conversation import Replies
from bot.desk import Desk
from bot.events import Clicked, Event
from bot.replies import Say
from bot.ui import ROWS_AT_ONCE, Button, Card, Row, Rows, Text
from bot.workflow import Case

LONGEST_NUMBER = 9

Find = Callable[[Desk, int, int], Awaitable[Sequence[Case]]]
"""Cases in the order of a list: (desk, how many at most, how many of the first to leave out) -> cases."""


def no_buttons(_desk: Desk) -> tuple[Button, ...]:
    """A list with nothing to press under it but "Show more"."""
    return ()


@dataclass(frozen=True)
class CaseList:
    """One list that somebody can ask for.

    name     its title stands under `list.title`, and what is said while it is empty under `list.empty`
    find     what is in it
    more     the action of its button "Show more"
    instead  the list that is shown where nothing is in this one, if anything is in that
    buttons  what else can be pressed under it
    """

    name: str
    find: Find
    more: str
    instead: CaseList | None = None
    buttons: Callable[[Desk], tuple[Button, ...]] = no_buttons

    async def open(self, desk: Desk, _event: Event) -> Replies:
        """The first ten, for whoever asks by a word or a button."""
        return await self.page(desk)

    async def show_more(self, desk: Desk, clicked: Clicked) -> Replies:
        """The ten lines after those that were shown."""
        return await self.page(desk, skipped(clicked.value))

    async def page(self, desk: Desk, skip: int = 0) -> Replies:
        """The ten after the first `skip`."""
        found = await self.find(desk, ROWS_AT_ONCE + 1, skip)
        if found:
            return [Say(self._card(desk, found, skip))]
        if self.instead and await self.instead.find(desk, 1, 0):
            return await self.instead.page(desk)
        return [Say(Card(body=(Text(desk.word(f"list.empty.{self.name}")),), buttons=self.buttons(desk)))]

    def _card(self, desk: Desk, found: Sequence[Case], skip: int) -> Card:
        rows = tuple(case_row(desk, case) for case in found[:ROWS_AT_ONCE])
        further = Button(self.more, desk.label("list.more"), str(skip + ROWS_AT_ONCE))
        buttons = (*([further] if len(found) > ROWS_AT_ONCE else []), *self.buttons(desk))
        return Card(desk.label(f"list.title.{self.name}"), (Rows(rows),), buttons)


def mine(kind: str) -> Find:
    """What somebody opened, newest first."""

    async def find(desk: Desk, most: int, skip: int) -> Sequence[Case]:
        return await desk.mine(kind, most, skip)

    return find


def waiting(kind: str) -> Find:
    """What waits for somebody, longest waiting first."""

    async def find(desk: Desk, most: int, skip: int) -> Sequence[Case]:
        return (await desk.waiting(kind, skip + most))[skip:]

    return find


def skipped(value: str) -> int:
    """How many rows came before those that a "Show more" asks for; none where its value was made up."""
    return int(value) if value.isascii() and value.isdecimal() and len(value) < LONGEST_NUMBER else 0


def case_row(desk: Desk, case: Case) -> Row:
    """One line of a list: which case, where it stands since when, and a button that shows the whole."""
    face = desk.faces[case.kind]
    title = f"{case.ref} · {face.title(case, desk.me, desk.house)}"
    show = Button(f"{case.kind}.show", desk.label("list.show"), case.stamp)
    return Row(title, f"{desk.state_label(case)} · {desk.house.clock(case.updated_at)}", show)
