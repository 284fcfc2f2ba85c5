"""What the playground's tests stand on: a board in memory, a machine that answers as it is told, and the words."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from aiohttp import ClientSession, web
from aiohttp.test_utils import TestServer

from bot.events import Event, Person
from bot.platforms.base import Met, Seat, Unclear
from bot.platforms.web.endpoint import add_routes
from bot.platforms.web.parking import Parking
from bot.platforms.web.send import WebChat
from bot.replies import Now
from bot.store.board import Posting

ANA = Person("ana@example.org", "Ana Lopez")
PAT = Person("pat@example.org", "Pat Rivera")
CASEY = Person("casey@example.org", "Casey Okafor")
PEOPLE = {person.email: person for person in (ANA, PAT, CASEY)}
ROLES = {
    ANA.email: "Softball coach, Central High School",
    PAT.email: "Principal, Central High School",
    CASEY.email: "Communications Director",
}

SENTENCES = {
    "chat.playground": "Crossing Guard playground",
    "chat.playground_about": "A made-up district in one window.",
    "chat.show_people": "Show these people",
    "chat.tabs": "Whose chat to show",
    "chat.chat_of": "Chat of {name}",
    "chat.who": "Whose chat this is",
    "chat.messages": "Messages to {name}",
    "chat.empty": "Nothing here yet. Try **sm-request**.",
    "chat.write": "Write a message",
    "chat.send": "Send",
    "chat.attach": "Send files",
    "chat.you_sent": "Files sent: {count}",
    "chat.you": "You wrote:",
    "chat.not_sent": "That did not get through. Please try again.",
    "chat.cancel": "Cancel",
    "chat.close": "Close",
    "chat.notice": "Thank you",
    "chat.optional": "optional",
    "chat.choose": "Please choose",
    "chat.email": "name@example.org",
    "chat.step": "Step {number} of {of}",
    "chat.who_unclear": "I could not find out who you are just now. Please try again in a minute.",
    "chat.form_lost": "This form was interrupted by a restart. The steps that you finished are kept.",
}


def word(key: str, **params: str) -> str:
    return SENTENCES[key].format(**params)


class MemoryBoard:
    """The board as a list."""

    def __init__(self) -> None:
        self._messages: dict[str, tuple[str, Posting]] = {}

    async def add(self, person_email: str, card: dict[str, Any]) -> str:
        return self._put(person_email, mine=False, card=card, text="")

    async def say(self, person_email: str, text: str) -> str:
        return self._put(person_email, mine=True, card=None, text=text)

    def _put(self, person_email: str, *, mine: bool, card: dict[str, Any] | None, text: str) -> str:
        name = str(len(self._messages) + 1)
        self._messages[name] = (person_email, Posting(name, mine, card, text, datetime.now(UTC)))
        return name

    async def replace(self, message: str, card: dict[str, Any]) -> bool:
        if message not in self._messages:
            return False
        person_email, old = self._messages[message]
        self._messages[message] = (person_email, replace(old, card=card))
        return True

    async def all(self, person_email: str) -> list[Posting]:
        return [message for owner, message in self._messages.values() if owner == person_email]


@dataclass
class Machine:
    """A Reception that writes down what arrives and answers with the next of its `answers`."""

    heard: list[Event] = field(default_factory=list)
    answers: list[Now | None] = field(default_factory=list)
    met: list[Met] = field(default_factory=list)
    is_away: bool = False
    """Nobody can say who somebody is."""

    async def meet(
        self, platform: str, user: str, look_up: Callable[[], Awaitable[Met]], seat: Seat | None = None
    ) -> Person:
        if self.is_away:
            raise Unclear("away")
        self.met.append(await look_up())
        return self.met[-1].person

    async def seat(self, platform: str, user: str) -> Seat | None:
        raise AssertionError("only Teams asks for it")

    async def receive(self, event: Event) -> Now | None:
        self.heard.append(event)
        quiet = type(event).__name__ == "Joined"
        return None if quiet or not self.answers else self.answers.pop(0)

    async def shown(self, event: Event) -> None:
        raise AssertionError("only Teams shows a form as a message")

    async def offer(self, event: Event, now: Now) -> None:
        raise AssertionError("the playground can always show what it is given")


@dataclass(frozen=True)
class Playground:
    """A running playground."""

    url: str
    chat: WebChat
    machine: Machine
    session: ClientSession


@asynccontextmanager
async def playground(board: MemoryBoard | None = None, folder: Path | None = None) -> AsyncIterator[Playground]:
    """A playground on loopback, and a session to visit it with. Files wait in `folder`."""
    chat, machine, app = WebChat(PEOPLE, board or MemoryBoard(), Parking(folder)), Machine(), web.Application()
    add_routes(app, chat, machine, word, [ANA.email, PAT.email, CASEY.email], ROLES)
    async with TestServer(app, host="127.0.0.1") as server, ClientSession() as session:
        yield Playground(str(server.make_url("")).rstrip("/"), chat, machine, session)
