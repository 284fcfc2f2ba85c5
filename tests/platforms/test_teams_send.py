"""What Teams' refusals mean, and what is sent at all."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from bot.platforms.base import (
    MessageGone,
    Rejected,
    Seat,
    Sent,
    Throttled,
    Unclear,
    Undelivered,
    Unreachable,
)
from bot.platforms.teams.corrections import Framework
from bot.platforms.teams.send import Connector
from bot.ui import Card, Text
from tests.platforms.teams_house import House, house, settings
from tests.teams_double import Fault, Refused, TeamsDouble

HELLO = Card("Hello")
AGAIN = Card("Hello again")


@pytest_asyncio.fixture
async def bot() -> AsyncIterator[House]:
    async with house() as built:
        await built.person().say("hello")
        yield built


def seat_in(bot: House) -> Seat:
    return next(iter(bot.machine.seats.values()))


def error(code: str) -> str:
    return f'{{"error": {{"code": "{code}"}}}}'


REFUSALS: list[tuple[Fault, Undelivered]] = [
    (Fault("", 429, headers={"Retry-After": "7"}), Throttled(7)),
    (Fault("", 429), Throttled(2)),
    (Fault("", 401), Unclear("401")),
    (Fault("", 412), Unclear("412")),
    (Fault("", 500), Unclear("500")),
    (Fault("", 502, "<html>Bad gateway</html>"), Unclear("502")),
    (Fault("", 504, error("GatewayTimeout")), Unclear("504 GatewayTimeout")),
    (Fault("", 403, error("MessageWritesBlocked")), Unreachable("blocked", "403 MessageWritesBlocked")),
    (Fault("", 400, error("BadSyntax")), Rejected("400 BadSyntax")),
    (Fault("", 413, error("MessageSizeTooBig")), Rejected("413 MessageSizeTooBig")),
    (Fault("", 307, headers={"Location": "https://evil.example/"}), Rejected("307")),
]
ON_POST: list[tuple[Fault, Undelivered]] = [
    (Fault("", 404, error("ConversationNotFound")), Unreachable("not_installed", "404 ConversationNotFound")),
]
ON_EDIT: list[tuple[Fault, Undelivered]] = [
    (Fault("", 404), MessageGone("404")),
    (Fault("", 400, error("ActivityNotFoundInConversation")), MessageGone("400 ActivityNotFoundInConversation")),
]


@pytest.mark.parametrize(("fault", "meaning"), REFUSALS + ON_POST)
async def test_a_refused_post(bot: House, fault: Fault, meaning: Undelivered) -> None:
    bot.double.faults.append(Fault("POST", fault.status, fault.body, fault.headers))
    with pytest.raises(type(meaning)) as raised:
        await bot.chat.post(seat_in(bot), HELLO)
    assert str(raised.value) == str(meaning)


@pytest.mark.parametrize(("fault", "meaning"), REFUSALS + ON_EDIT)
async def test_a_refused_edit(bot: House, fault: Fault, meaning: Undelivered) -> None:
    sent = await bot.chat.post(seat_in(bot), HELLO)
    bot.double.faults.append(Fault("PUT", fault.status, fault.body, fault.headers))
    with pytest.raises(type(meaning)) as raised:
        await bot.chat.edit(seat_in(bot), sent, AGAIN)
    assert str(raised.value) == str(meaning)


async def test_an_edit_takes_the_place_of_the_message(bot: House) -> None:
    seat = seat_in(bot)
    sent = await bot.chat.post(seat, HELLO)
    await bot.chat.edit(seat, sent, AGAIN)
    ana = bot.sit(bot.double.members["29:1"])
    assert ana.messages() == ["Hello again"]


async def test_a_message_without_an_id_is_gone_and_teams_is_not_asked(bot: House) -> None:
    with pytest.raises(MessageGone):
        await bot.chat.edit(seat_in(bot), Sent("a:chat-1", ""), AGAIN)
    assert "PUT" not in [method for method, _, _ in bot.double.calls]


@pytest.mark.parametrize("message", ["1700000000", "../../../x"])
async def test_a_message_that_is_not_there_is_gone(bot: House, message: str) -> None:
    with pytest.raises(MessageGone):
        await bot.chat.edit(seat_in(bot), Sent("a:chat-1", message), AGAIN)


async def test_too_many_messages_in_a_second_are_told_to_wait(bot: House) -> None:
    for _ in range(7):
        await bot.chat.post(seat_in(bot), HELLO)
    with pytest.raises(Throttled) as raised:
        await bot.chat.post(seat_in(bot), HELLO)
    assert raised.value.seconds == 1


async def test_nobody_is_found_by_address_or_written_to_without_having_met() -> None:
    async with house() as bot:
        with pytest.raises(Unreachable, match="not_installed"):
            await bot.chat.find("pat@example.org")
        with pytest.raises(Unreachable, match="not_installed"):
            await bot.chat.post(Seat("some-object-id"), HELLO)


async def test_a_connector_that_hangs_or_is_away_leaves_it_open_what_happened() -> None:
    async with TeamsDouble() as double:
        connector = Connector(Framework(settings(), None, double.secret), seconds=0.2)
        double.faults.append(Fault("POST", 200, seconds=1))
        with pytest.raises(Unclear):
            await connector.call("POST", f"{double.service}v3/conversations/c/activities", {})
        with pytest.raises(Unclear):
            await connector.call("POST", "http://127.0.0.1:9/", {})
        await connector.close()


async def test_what_a_notification_shows_is_the_first_line(bot: House) -> None:
    await bot.chat.post(seat_in(bot), Card("", (Text("One\nTwo"),)))
    [shown] = bot.double.shown_to(bot.double.members["29:1"])
    assert shown.activity["summary"] == "One"
    assert "text" not in shown.activity


@pytest.mark.parametrize(
    "card",
    [
        {"type": "AdaptiveCard", "version": "1.6", "body": []},
        {"type": "AdaptiveCard", "version": "1.5", "body": [{"type": "Input.Text", "id": "a"}] * 2},
        {"type": "AdaptiveCard", "version": "1.5", "body": [], "fallbackText": "x" * 41_000},
    ],
)
async def test_the_stand_in_refuses_what_teams_would(card: dict[str, object]) -> None:
    with pytest.raises(Refused):
        TeamsDouble().check_card(card)
