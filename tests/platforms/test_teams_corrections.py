"""The defects of botbuilder 4.17.1 stay corrected; the numbers are those in bot/platforms/teams/corrections.py."""

from __future__ import annotations

import asyncio
import time
from typing import Any

import pytest

from bot.platforms.base import Seat, Unclear
from bot.platforms.teams.corrections import (
    GOVERNMENT,
    PUBLIC,
    Framework,
    SigningKeys,
    Tokens,
    cloud_of,
    credentials_of,
)
from bot.platforms.teams.send import TeamsChat
from bot.settings import TeamsSettings
from bot.ui import Card
from tests.platforms.teams_house import house, settings, started, word
from tests.teams_double import TENANT, Fault, Secret, TeamsDouble

HELLO = Card("Hello")
GOVERNMENT_SERVICE = "https://botframework.azure.us"


async def test_4_one_token_serves_many_sends() -> None:
    async with house() as bot:
        await bot.person().say("hello")
        [seat] = bot.machine.seats.values()
        for _ in range(3):
            await bot.chat.post(seat, HELLO)
        assert bot.double.secret.fetched == 1
        assert {authorization for _, _, authorization in bot.double.calls} == {"Bearer token-1"}


async def test_4_a_token_that_is_no_longer_taken_is_replaced() -> None:
    async with house() as bot:
        await bot.person().say("hello")
        [seat] = bot.machine.seats.values()
        bot.double.faults.append(Fault("POST", 401))
        with pytest.raises(Unclear):
            await bot.chat.post(seat, HELLO)
        assert bot.chat.refusal() == "Teams refuses the bot's token"
        await bot.chat.post(seat, HELLO)
        assert (bot.double.secret.fetched, bot.chat.refusal()) == (2, "")


class NoSecret:
    """Credentials whose secret has expired."""

    def get_access_token(self) -> str:
        raise PermissionError("AADSTS7000222: the client secret has expired")


async def test_14_without_a_token_a_message_waits_and_the_bot_still_starts() -> None:
    async with started(TeamsChat(settings(), word, Framework(settings(), None, NoSecret()))) as chat:
        seat = Seat("x", "c", {"serviceUrl": "https://smba.trafficmanager.net/amer/", "conversation": "c"})
        assert chat.refusal() == "no token for Teams: PermissionError"
        with pytest.raises(Unclear):
            await chat.post(seat, HELLO)


async def test_5_a_key_that_was_not_there_yet_is_looked_for_once_an_hour() -> None:
    async with TeamsDouble() as double:
        clock = Clock()
        keys = SigningKeys(f"{double.address}/openid", clock)
        await keys.get("key-1")
        double.signer.roll()
        with pytest.raises(PermissionError):
            await keys.get("key-2")
        clock.now += 3_601
        await keys.get("key-2")


async def test_5_old_keys_serve_while_new_ones_cannot_be_had() -> None:
    async with TeamsDouble() as double:
        clock = Clock()
        keys = SigningKeys(f"{double.address}/openid", clock)
        await keys.get("key-1")
        clock.now += 90_000
        double.faults.append(Fault("KEYS", 503))
        assert "msteams" in (await keys.get("key-1")).endorsements
        assert not double.faults[0].times


class Clock:
    """A clock that a test moves."""

    def __init__(self) -> None:
        self.now = 1_000_000.0

    def __call__(self) -> float:
        return self.now


def test_8_without_an_app_id_there_is_no_teams() -> None:
    with pytest.raises(ValueError, match="MicrosoftAppId"):
        Framework(TeamsSettings.model_validate({}))


async def test_8_the_playground_needs_no_token_but_stays_on_this_machine() -> None:
    async with house(TeamsSettings.model_validate({"playground": True})) as bot:
        assert await bot.deliver(bot.hello(), authorization="") == 200
        elsewhere = bot.hello() | {"serviceUrl": "https://smba.trafficmanager.net/amer/"}
        assert await bot.deliver(elsewhere, authorization="") == 403
        assert {authorization for _, _, authorization in bot.double.calls} == {""}


def test_government_clouds_have_their_own_issuer() -> None:
    assert cloud_of(settings()) is PUBLIC
    assert cloud_of(settings(channel_service=GOVERNMENT_SERVICE)) is GOVERNMENT
    with pytest.raises(ValueError, match="channel_service"):
        settings(channel_service="https://example.org")


def test_a_single_tenant_app_asks_its_own_tenant_for_tokens() -> None:
    logins = ((PUBLIC, "https://login.microsoftonline.com/"), (GOVERNMENT, "https://login.microsoftonline.us/"))
    for cloud, login in logins:
        credentials: Any = credentials_of(settings(), cloud)
        assert credentials.oauth_endpoint == login + TENANT
        assert credentials.oauth_scope == cloud.scope


def test_a_managed_identity_needs_no_secret() -> None:
    credentials: Any = credentials_of(settings(app_type="UserAssignedMSI", app_password=""), PUBLIC)
    assert type(credentials).__name__ == "ManagedIdentityAppCredentials"


class SlowSecret(Secret):
    """Credentials whose token service takes its time."""

    def get_access_token(self) -> str:
        time.sleep(0.3)
        return super().get_access_token()


async def test_4_7_the_others_are_served_while_keys_and_tokens_are_fetched() -> None:
    async with TeamsDouble() as double:
        double.faults.append(Fault("KEYS", 200, seconds=0.3))
        fetching = asyncio.gather(
            Tokens(SlowSecret()).get(), SigningKeys(f"{double.address}/openid").get("key-1"), return_exceptions=True
        )
        longest = 0.0
        while not fetching.done():
            started = time.monotonic()
            await asyncio.sleep(0.01)
            longest = max(longest, time.monotonic() - started)
        assert longest < 0.2
