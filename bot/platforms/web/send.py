"""The playground as a chat that can be written to: messages go onto a board, and the open pages are woken."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Any, Protocol

from bot.events import Person, SentFile
from bot.platforms.base import Abilities, MessageGone, Seat, Sent, Unreachable
from bot.platforms.web.panels import Panels
from bot.platforms.web.parking import Parking
from bot.ui import Card, pack


class BoardMessage(Protocol):
    """One message in one person's chat: a packed card, or (`mine`) what they typed themselves."""

    @property
    def id(self) -> str: ...
    @property
    def mine(self) -> bool: ...
    @property
    def card(self) -> dict[str, Any] | None: ...
    @property
    def text(self) -> str: ...
    @property
    def at(self) -> datetime:
        """When it was put up; it knows its time zone."""


class Board(Protocol):
    """Where the messages of the playground are kept. Another process may write to it as well."""

    async def add(self, person_email: str, card: dict[str, Any]) -> str:
        """Put up a packed card; its message id."""

    async def replace(self, message: str, card: dict[str, Any]) -> bool:
        """Put another packed card in its place; False when the message is not there."""

    async def all(self, person_email: str) -> Sequence[BoardMessage]:
        """One person's chat, oldest first."""

    async def say(self, person_email: str, text: str) -> str:
        """Put up what the person typed; its message id."""


class Changes:
    """Wakes the open pages as soon as something in this process changed what they show."""

    def __init__(self) -> None:
        self._watching: set[asyncio.Event] = set()

    @contextmanager
    def watch(self) -> Iterator[asyncio.Event]:
        """An event that is set by every change; whoever waits for it clears it."""
        changed = asyncio.Event()
        self._watching.add(changed)
        try:
            yield changed
        finally:
            self._watching.discard(changed)

    def happened(self) -> None:
        for changed in self._watching:
            changed.set()


class WebChat:
    """The playground as a Platform: everybody of the district has a seat, and nobody else."""

    name = "web"
    can = Abilities(people_picker=True, files_in_forms=True)
    pace = 0.0
    most_a_second: int | None = None

    def __init__(self, people: Mapping[str, Person], board: Board, parking: Parking | None = None) -> None:
        self.people = people
        self.board = board
        self.panels = Panels()
        self.changes = Changes()
        self.parking = parking or Parking()
        self.stopped = False

    async def find(self, email: str) -> Seat:
        """The seat of a person of the district; Unreachable("unknown") for all others."""
        if email not in self.people:
            raise Unreachable("unknown", email)
        return Seat(user=email, conversation=email)

    async def post(self, seat: Seat, card: Card, mark: str = "") -> Sent:
        """Put up a new message; whoever has this person's chat open sees it at once."""
        message = await self.board.add(seat.conversation, pack(card))
        self.changes.happened()
        return Sent(seat.conversation, message)

    async def find_posted(self, seat: Seat, mark: str) -> Sent | None:
        """The board is in our own database: what was not recorded was not shown."""
        return None

    async def edit(self, seat: Seat, sent: Sent, card: Card) -> None:
        """Replace a message in its place; MessageGone when the board has it no more."""
        if not await self.board.replace(sent.message, pack(card)):
            raise MessageGone(sent.message)
        self.changes.happened()

    def fetch(self, file: SentFile) -> AsyncIterator[bytes]:
        """The bytes of a file that was sent on the page; FileLost("gone") when it waits no more."""
        return self.parking.fetch(file)

    async def start(self) -> None:
        """Nothing has to be warmed up."""

    async def stop(self) -> None:
        """End the streams of the open pages, which would hold up the end of the process."""
        self.stopped = True
        self.changes.happened()
