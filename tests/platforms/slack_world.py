"""What Slack's tests stand on: a workspace, an app in front of it, and a machine that answers as it is told."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from aiohttp import web
from pydantic import SecretStr

from bot.events import Event, Person
from bot.platforms.base import Met, Seat
from bot.platforms.slack.endpoint import add_routes
from bot.platforms.slack.send import SlackChat
from bot.replies import Now
from bot.settings import SlackSettings
from bot.ui import Button, ChoiceField, DayField, Form, Option, PersonField, Text, TextField, YesField
from tests.drive_slack import SlackPerson
from tests.slack_double import TOKEN, SlackDouble
from tests.slack_signing import SECRET

SENTENCES = {
    "chat.cancel": "Cancel",
    "chat.close": "Close",
    "chat.name": "Crossing Guard",
    "chat.step": "Step {number} of {of}",
    "chat.who_unclear": "I could not find out who you are just now. Please try again in a minute.",
}

ANA, PAT, CASEY = "ana@example.org", "pat@example.org", "casey@example.org"

MINIMAL = Form("why", "Why", (TextField("why", "Why an account?"),), "Next", "R-1042.1")
WHOLE = Form(
    "account_request.who",
    "Who it is for",
    (
        Text("Tell us **who** will run it."),
        TextField("why", "Why an account?", hint="One sentence is enough."),
        ChoiceField("site", "Platform", (Option("ig", "Instagram"), Option("fb", "Facebook")), value=("ig",)),
        ChoiceField("aims", "Aims", (Option("news", "News"), Option("fun", "Fun"), Option("fund", "Funds")), many=True),
        YesField("read", "The policy", "I have read it"),
        DayField("start", "From", required=False),
        PersonField("second", "Second manager", value=PAT),
    ),
    "Next",
    "R-1042.7",
    (Button("back", "Back"),),
    (2, 4),
)


def word(key: str, **params: str) -> str:
    return SENTENCES[key].format(**params)


@dataclass
class ToldReception:
    """Asks the platform about everybody, and answers each event with what the test put there."""

    answer: Callable[[Event], Now | None] = lambda event: None
    takes: float = 0.0
    events: list[Event] = field(default_factory=list)
    offered: list[Now] = field(default_factory=list)
    seats: list[Seat | None] = field(default_factory=list)

    async def meet(
        self, platform: str, user: str, look_up: Callable[[], Awaitable[Met]], seat: Seat | None = None
    ) -> Person:
        self.seats.append(seat)
        return (await look_up()).person

    async def seat(self, platform: str, user: str) -> Seat | None:
        raise AssertionError("only Teams asks for it")

    async def receive(self, event: Event) -> Now | None:
        await asyncio.sleep(self.takes)
        self.events.append(event)
        return self.answer(event)

    async def shown(self, event: Event) -> None:
        raise AssertionError("only Teams shows a form as a message")

    async def offer(self, event: Event, now: Now) -> None:
        self.offered.append(now)


@dataclass
class World:
    """A running workspace and a running app."""

    double: SlackDouble
    chat: SlackChat
    reception: ToldReception
    address: str

    def answers(self, *answers: Now | None) -> None:
        """Let the machine answer the next events with these, one after the other, and with nothing from then on."""
        coming = iter(answers)
        self.reception.answer = lambda event: next(coming, None)

    def person(self, email: str, *, forgetful: bool = False) -> SlackPerson:
        """Somebody at their Slack."""
        return SlackPerson(self.double, self.address, email, forgetful=forgetful)

    @property
    def endpoint(self) -> str:
        """Where Slack delivers to."""
        return self.address + "/slack/events"


def slack_settings(double: SlackDouble, *, basic: bool = False) -> SlackSettings:
    """The settings of an app in a double's workspace."""
    return SlackSettings(
        bot_token=SecretStr(TOKEN), signing_secret=SecretStr(SECRET), api_url=double.url, basic_inputs=basic
    )


@asynccontextmanager
async def slack_world(*, basic: bool = False, paced: bool = False) -> AsyncIterator[World]:
    """Ana the coach, Pat the principal and Casey the Director, in a workspace with the app in it."""
    double = await SlackDouble(paced=paced).start()
    for email, name in ((ANA, "Ana Lopez"), (PAT, "Pat Rivera"), (CASEY, "Casey Okafor")):
        double.hire(email, name)
    settings = slack_settings(double, basic=basic)
    chat, reception = SlackChat(settings), ToldReception()
    await chat.start()
    runner = await _serving(chat, reception, settings)
    yield World(double, chat, reception, f"http://127.0.0.1:{runner.addresses[0][1]}")
    await runner.cleanup()
    await chat.stop()
    await double.stop()


async def _serving(chat: SlackChat, reception: ToldReception, settings: SlackSettings) -> web.AppRunner:
    app = web.Application()
    add_routes(app, chat, reception, settings, word)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    return runner
