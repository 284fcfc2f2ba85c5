"""What is measured: one press or one message of somebody's, and what stands in the tables before it."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from tests.bench.line import Request
from tests.bench.payloads import approval, command, execution, help_wanted, teams_chat
from tests.bench.population import NOTHING, Patterns, populate
from tests.bench.stand_in import StandIn
from tests.bench.subjects import SLACK, Chat, Subject

Effort = Literal["quick", "whole"]


@dataclass(frozen=True)
class World:
    """What every scene plays in: the chats around the building, and what a request looks like in the tables."""

    chats: StandIn
    patterns: Patterns

    @cached_property
    def token(self) -> str:
        """The Bot Framework's proof of what comes from the stand-in, for as long as the figures may take."""
        return self.chats.signer.authorize(self.chats.teams, exp=int(time.time()) + 7200)

    def stamp(self, subject: Subject) -> str:
        return f"{subject.ref}.{self.patterns.filed.version}"


Ask = Callable[[World, Subject], Request]


@dataclass(frozen=True)
class Beside:
    """An app that does far less: its module, what it is asked, and how many calls each of its answers takes."""

    name: str
    module: str
    request: Ask
    calls: int


@dataclass(frozen=True)
class Scene:
    """One kind of turn.

    bare      the module of the bare app that does the same
    beside    for whoever wants to compare
    has_case  whether a request of each subject waits for the principal beforehand
    """

    name: str
    chat: Callable[[World], Chat]
    request: Ask
    bare: str
    beside: Beside
    has_case: bool = False

    async def prepare(self, address: str, world: World, numbers: range) -> None:
        """Tables at this address in which these subjects can act."""
        await populate(address, world.patterns.filed if self.has_case else NOTHING, numbers, self.chat(world))


def _slack(_world: World) -> Chat:
    return SLACK


def _teams(world: World) -> Chat:
    return teams_chat(world.chats.teams)


def _command(_world: World, subject: Subject) -> Request:
    return command(subject)


def _approval(world: World, subject: Subject) -> Request:
    return approval(subject, world.stamp(subject))


def _help(world: World, subject: Subject) -> Request:
    return help_wanted(subject, world.chats.teams, world.token)


def _execution(world: World, subject: Subject) -> Request:
    return execution(subject, world.stamp(subject), world.chats.teams, world.token)


HELLO = Beside("a Bolt hello", "tests.bench.bare_slack", _command, 0)
ECHO = Beside("the stock adapter's echo", "tests.bench.stock_teams", _help, 1)

APPROVER = Scene("Slack: an approver's click", _slack, _approval, "tests.bench.bare_slack", HELLO, has_case=True)

SCENES = (
    Scene("Slack: the form opens", _slack, _command, "tests.bench.bare_slack", HELLO),
    APPROVER,
    Scene("Teams: a message", _teams, _help, "tests.bench.bare_teams", ECHO),
    Scene("Teams: an approver's click", _teams, _execution, "tests.bench.bare_teams", ECHO, has_case=True),
)
