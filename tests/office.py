"""The whole building on one database, with people who come to its reception directly: for races, and for delivery.

What they would see in their chat is what stands on the playground's board.
"""

from __future__ import annotations

import itertools
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from bot.app import Building, build
from bot.chats import Choice, chosen
from bot.events import Clicked, Event, Filled, Heard, Person, Place
from bot.platforms.web.send import WebChat
from bot.replies import Fix, Now, Open
from bot.settings import Settings
from bot.store import cases
from bot.ui import Answer, Card, Form, plain, unpack
from bot.workflow import Case, Happening
from handlers.request_review import REVIEW
from tests.clock import Clock
from tests.opened import enter
from tests.stage import CONTENT
from tests.tables import lay_tables

Answers = Mapping[str, Answer]

ANSWERS: Answers = {
    "kind": "new",
    "school": "central-hs",
    "on_behalf": "Girls Soccer",
    "audience": ("families",),
    "ages": ("adults",),
    "messages": ("news",),
    "message": "Schedules and scores.",
    "tool": "facebook",
    "second_manager": "kim@example.org",
    "leaves": "second_manager",
    "joins": "lee@example.org",
    "confirm": True,
    "address": "https://www.facebook.com/centralsoccer",
    "email": "soccer@example.org",
    "comments": "watched",
    "rights": "role",
    "where": "Admin",
    "page": True,
    "notice": True,
    "second_admin": True,
    "note": "A reason.",
}
"""By the field's name, for every form of a request."""

ON_THE_WEB = {"WEB_PLAYGROUND": "1"}


@dataclass
class Office:
    """A running building without doors. People are called by the first part of their address."""

    building: Building
    clock: Clock
    platform: str
    languages: dict[str, str] = field(default_factory=dict)
    """In which language somebody has their chat, by the first part of their address."""
    _numbers: Any = field(default_factory=lambda: itertools.count(1))

    # --- What people do -------------------------------------------------------------------------------------------

    def person(self, name: str) -> Person:
        email = f"{name}@example.org"
        return Person(email, self.building.house.name(email), language=self.languages.get(name, ""))

    def whence(self, name: str, key: str = "") -> dict[str, Any]:
        """What every event of somebody's says: a key of its own, who, and where."""
        place = Place(self.platform, conversation=f"{name}@example.org")
        return {"key": key or f"{name}/{next(self._numbers)}", "person": self.person(name), "place": place}

    async def receive(self, event: Event) -> Now | None:
        return await self.building.front_desk.receive(event)

    async def say(self, name: str, text: str) -> Now | None:
        return await self.receive(Heard(**self.whence(name), text=text))

    async def press(self, name: str, move: str, case: Case, key: str = "") -> Now | None:
        """Press the button of a move on a card that shows the case as it is given here."""
        action = f"{case.kind}.{move}"
        return await self.receive(Clicked(**self.whence(name, key), action=action, value=case.stamp))

    async def send(self, name: str, form: Form, answers: Answers = ANSWERS, key: str = "") -> Now | None:
        """Send a form off with the answers that its fields ask for."""
        given = {each.name: answers[each.name] for each in form.fields if each.name in answers}
        return await self.receive(Filled(**self.whence(name, key), form=form.name, value=form.value, answers=given))

    async def finish(self, name: str, now: Now | None, answers: Answers = ANSWERS) -> Now | None:
        """Answer one form after the other, until there is none."""
        for _ in range(10):
            if not isinstance(now, Open):
                break
            now = await self.send(name, now.form, answers)
        assert not isinstance(now, Fix | Open), now
        return now

    # --- How far a request is -------------------------------------------------------------------------------------

    async def review(self, name: str, **answers: Answer) -> Form:
        """A request of somebody's, answered up to the last screen."""
        now = await self.say(name, "/sm-request")
        while isinstance(now, Open) and now.form.name != REVIEW:
            now = await self.send(name, now.form, {**ANSWERS, **answers})
        assert isinstance(now, Open), now
        return now.form

    async def file(self, name: str = "ana", **answers: Answer) -> Case:
        """A request that was just filed."""
        form = await self.review(name, **answers)
        await self.send(name, form)
        return await self.case(form.value.partition(".")[0])

    async def move(self, name: str, move: str, case: Case, **answers: Answer) -> Case:
        """A move with its form, if it has one; the case afterwards."""
        await self.finish(name, await self.press(name, move, case), {**ANSWERS, **answers})
        moved = await self.case(case.ref)
        assert moved.version > case.version, f"{name} could not {move} {case.ref}"
        return moved

    async def set_up(self, name: str = "ana", address: str = str(ANSWERS["address"])) -> Case:
        """A request that waits for the Director's last look, with both charters accepted."""
        case = await self.move("casey", "approve", await self.move("pat", "approve", await self.file(name)))
        case = await self.move("kim", "accept_charter", await self.move(name, "accept_charter", case))
        return await self.move(name, "report_set_up", case, address=address)

    # --- What is the case -----------------------------------------------------------------------------------------

    async def case(self, ref: str) -> Case:
        async with self.building.database.reading() as connection:
            found = await cases.by_ref(connection, ref)
        assert found, ref
        return found

    async def history(self, case: Case) -> tuple[Happening, ...]:
        async with self.building.database.reading() as connection:
            return await cases.happenings(connection, case.id, 100)

    async def everything(self) -> list[tuple[Case, int]]:
        """All cases, and how long the history of each is."""
        async with self.building.database.reading() as connection:
            found = await cases.everything(connection)
        return [(case, len(await self.history(case))) for case in found]

    async def settle(self) -> None:
        """Take every file and tell everything that is due now; it comes to an end, whatever happens."""
        for _ in range(100):
            if not await self.building.intake.take() and not await self.building.delivery.deliver():
                return
        raise AssertionError("the outbox is never empty")

    async def chat(self, name: str) -> list[str]:
        """What stands in somebody's chat in the playground, oldest first."""
        return [plain(card) for card in await self.cards(name)]

    async def told(self, name: str) -> list[str]:
        """The same, once everything that is due was told."""
        await self.settle()
        return await self.chat(name)

    async def cards(self, name: str) -> list[Card]:
        """The same as the cards that they are."""
        web = self.building.platforms["web"]
        assert isinstance(web, WebChat)
        return [unpack(one.card) for one in await web.board.all(f"{name}@example.org") if one.card]


@asynccontextmanager
async def office(
    address: str, environment: Mapping[str, str] = ON_THE_WEB, connect: Choice = chosen, content: Path = CONTENT
) -> AsyncIterator[Office]:
    """An office of the sample district, open on a database of its own, in the playground or in other chats."""
    clock = Clock()
    settings = Settings.read({"DATABASE_URL": address, "CONTENT_DIR": str(content), **environment})
    building = build(settings, clock, connect, enter)
    await lay_tables(building.database)
    async with asynccontextmanager(building.running)(delivers=False):
        yield Office(building, clock, next(iter(building.platforms)))


@pytest.fixture
async def opened(tmp_path: Path) -> AsyncIterator[Office]:
    """An office on a file of its own."""
    async with office(f"sqlite+aiosqlite:///{tmp_path}/test.db") as opened:
        yield opened


@pytest.fixture
async def open_office(address: str) -> AsyncIterator[Office]:
    """The same on SQLite and on PostgreSQL, for what the database decides."""
    async with office(address) as opened:
        yield opened
