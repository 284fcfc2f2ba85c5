"""The defects of botbuilder 4.17.1 stay corrected; the numbers are those in bot/platforms/teams/corrections.py."""

from __future__ import annotations

import base64
import json
import time
from collections.abc import Mapping
from typing import Any

import pytest
from aiohttp import ClientSession

from bot.platforms.base import Rejected, Seat, Unclear
from bot.platforms.teams.corrections import (
    GOVERNMENT,
    PUBLIC,
    ForeignHost,
    Framework,
    SigningKeys,
    cloud_of,
    credentials_of,
)
from bot.platforms.teams.send import TeamsChat
from bot.replies import Swap
from bot.settings import TeamsSettings
from bot.ui import Card
from tests.platforms.teams_house import House, house, settings, word
from tests.teams_double import TENANT, Fault, Json, TeamsDouble, activity

HELLO = Card("Hello")
GOVERNMENT_SERVICE = "https://botframework.azure.us"


async def deliver(bot: House, body: Any, *, authorization: str | None = None, kind: str = "application/json") -> int:
    """The status that a request is answered with; signed well unless told otherwise."""
    service = body.get("serviceUrl", "") if isinstance(body, dict) else ""
    headers = {"Authorization": bot.double.signer.authorize(service) if authorization is None else authorization}
    data = body if isinstance(body, bytes) else json.dumps(body).encode()
    async with (
        ClientSession() as session,
        session.post(f"{bot.url}/api/messages", data=data, headers=headers | {"Content-Type": kind}) as response,
    ):
        return response.status


def message(bot: House, **more: Any) -> Json:
    ana = bot.double.add("Ana Lopez", "ana@example.org")
    return activity(ana, bot.double.service, type="message", text="hello", **more)


async def test_a_signed_activity_comes_in() -> None:
    async with house() as bot:
        assert await deliver(bot, message(bot)) == 200
        assert len(bot.machine.heard) == 1


FORGED: dict[str, Mapping[str, Any]] = {
    "expired": {"exp": int(time.time()) - 400},
    "not yet valid": {"nbf": int(time.time()) + 400},
    "for another bot": {"aud": "11111111-0000-0000-0000-00000000dead"},
    "for no bot": {"aud": None},
    "from another issuer": {"iss": "https://sts.windows.net/common/"},
    "signed by somebody else": {"alien": "yes"},
    "for another service address": {"serviceurl": "https://smba.trafficmanager.net/emea/"},
    "for no service address": {"serviceurl": None},
    "with an unknown key": {"key_id": "key-9"},
}


@pytest.mark.parametrize("claims", FORGED.values(), ids=FORGED.keys())
async def test_6_a_token_that_proves_nothing_is_a_401_and_goes_no_further(claims: Mapping[str, Any]) -> None:
    async with house() as bot:
        body = message(bot)
        authorization = bot.double.signer.authorize(bot.double.service, **claims)
        assert await deliver(bot, body, authorization=authorization) == 401
        assert (bot.machine.heard, bot.machine.met) == ([], {})


def unsigned(service: str) -> str:
    claims = {"iss": PUBLIC.issuer, "aud": "x", "serviceurl": service, "exp": int(time.time()) + 600}
    parts = ({"alg": "none", "kid": "key-1"}, claims)
    return "Bearer " + ".".join(base64.urlsafe_b64encode(json.dumps(part).encode()).decode() for part in parts) + "."


@pytest.mark.parametrize("authorization", ["", "Bearer", "Bearer rubbish", "Basic x", "Bearer a.b.c", unsigned("x")])
async def test_6_what_is_no_token_is_a_401(authorization: str) -> None:
    async with house() as bot:
        assert await deliver(bot, message(bot), authorization=authorization) == 401
        assert bot.machine.heard == []


@pytest.mark.parametrize("endorsements", [["webchat"], []])
async def test_a_key_that_is_not_for_teams_signs_nothing_here(endorsements: list[str]) -> None:
    async with house() as bot:
        bot.double.signer.published[0]["endorsements"] = endorsements
        assert await deliver(bot, message(bot)) == 401


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"{", 400),
        (b"[" * 100_000, 400),
        (b"[]", 400),
        (b"{}", 400),
        (b"\xff\xfe", 400),
        (b'{"type": "message"}', 403),
        (b'{"type": "message", "channelId": "webchat", "serviceUrl": "https://smba.trafficmanager.net/"}', 403),
        (b'{"type": "message", "channelId": "msteams"}', 403),
    ],
)
async def test_6_what_is_no_activity_is_told_so_and_never_a_500(body: bytes, status: int) -> None:
    async with house() as bot:
        assert await deliver(bot, body) == status


async def test_6_only_json_is_taken() -> None:
    async with house() as bot:
        assert await deliver(bot, message(bot), kind="text/plain") == 415


@pytest.mark.parametrize(
    "odd",
    [
        {"channelData": None},
        {"from": None},
        {"conversation": {"tenantId": TENANT}},
        {"type": "conversationUpdate", "channelData": None, "membersAdded": [None, "x", {"id": 7}]},
        {"type": "invoke", "name": "adaptiveCard/action", "value": {"action": "press"}},
        {"type": "invoke", "name": "task/fetch", "value": None},
        {"value": {"kind": "form", "action": 7, "fields": {"a": ["b"]}}, "text": ["x"]},
        {"entities": "x", "attachments": {"y": 1}},
    ],
)
async def test_13_an_odd_activity_breaks_nothing(odd: Json) -> None:
    async with house() as bot:
        assert await deliver(bot, message(bot) | odd) == 200


@pytest.mark.parametrize(
    "where",
    [
        {"channelData": {"tenant": {"id": "other"}}},
        {"conversation": {"id": "a:chat-1", "tenantId": "other"}},
        {"channelData": {}, "conversation": {"id": "a:chat-1"}},
    ],
)
async def test_9_10_another_tenant_stays_outside(where: Json) -> None:
    async with house() as bot:
        assert await deliver(bot, message(bot) | where) == 403
        assert bot.machine.heard == []


async def test_9_a_tenant_that_the_settings_add_comes_in() -> None:
    async with house(settings(allowed_tenants="other, third")) as bot:
        both = {"channelData": {"tenant": {"id": "other"}}, "conversation": {"id": "a:chat-1", "tenantId": "other"}}
        assert await deliver(bot, message(bot) | both) == 200


@pytest.mark.parametrize(
    "service",
    [
        "https://evil.example/",
        "https://botframework.com.evil.example/",
        "https://smba.trafficmanager.net.evil.example/",
        "https://smba.trafficmanager.net@evil.example/",
        "http://smba.trafficmanager.net/amer/",
        "https://[/",
        "//smba.trafficmanager.net/",
    ],
)
async def test_10_a_foreign_host_is_never_answered_and_never_sees_the_token(service: str) -> None:
    async with house() as bot:
        assert await deliver(bot, message(bot) | {"serviceUrl": service}) == 403
        poisoned = Seat("x", "a:chat-1", {"serviceUrl": service, "conversation": "a:chat-1"})
        with pytest.raises(Rejected):
            await bot.chat.post(poisoned, HELLO)


@pytest.mark.parametrize(
    "service",
    [
        "https://smba.trafficmanager.net/amer/",
        "https://europe.webchat.botframework.com/",
        "https://smba.infra.gcc.teams.microsoft.com/gcc",
        "https://smba.infra.gov.teams.microsoft.us/gcch",
        "https://SMBA.trafficmanager.net:443/teams",
    ],
)
def test_10_the_hosts_of_teams_are_known(service: str) -> None:
    Framework(settings(service_hosts="")).check_host(service)


def test_10_only_what_the_settings_add_is_added() -> None:
    Framework(settings(service_hosts="teams.example.gov")).check_host("https://teams.example.gov/x")
    with pytest.raises(ForeignHost):
        Framework(settings(service_hosts="")).check_host("http://127.0.0.1:3978/")


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
        await bot.chat.post(seat, HELLO)
        assert bot.double.secret.fetched == 2


class NoSecret:
    """Credentials whose secret has expired."""

    def get_access_token(self) -> str:
        raise PermissionError("AADSTS7000222: the client secret has expired")


async def test_14_without_a_token_a_message_waits_and_the_bot_still_starts() -> None:
    async with TeamsChat(settings(), word, Framework(settings(), None, NoSecret())) as chat:
        seat = Seat("x", "c", {"serviceUrl": "https://smba.trafficmanager.net/amer/", "conversation": "c"})
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
        assert await deliver(bot, message(bot), authorization="") == 200
        elsewhere = message(bot) | {"serviceUrl": "https://smba.trafficmanager.net/amer/"}
        assert await deliver(bot, elsewhere, authorization="") == 403
        assert {authorization for _, _, authorization in bot.double.calls} == {""}


def test_government_clouds_have_their_own_issuer() -> None:
    assert cloud_of(settings()) is PUBLIC
    assert cloud_of(settings(channel_service=GOVERNMENT_SERVICE)) is GOVERNMENT
    with pytest.raises(ValueError, match="TEAMS_CHANNEL_SERVICE"):
        cloud_of(settings(channel_service="https://example.org"))


def test_a_single_tenant_app_asks_its_own_tenant_for_tokens() -> None:
    logins = ((PUBLIC, "https://login.microsoftonline.com/"), (GOVERNMENT, "https://login.microsoftonline.us/"))
    for cloud, login in logins:
        credentials: Any = credentials_of(settings(), cloud)
        assert credentials.oauth_endpoint == login + TENANT
        assert credentials.oauth_scope == cloud.scope


def test_a_managed_identity_needs_no_secret() -> None:
    credentials: Any = credentials_of(settings(app_type="UserAssignedMSI", app_password=""), PUBLIC)
    assert type(credentials).__name__ == "ManagedIdentityAppCredentials"


async def test_1_2_3_a_press_is_answered_with_the_card_as_it_is() -> None:
    async with house() as bot:
        bot.machine.answers.append(Swap(HELLO))
        data = {"kind": "card", "action": "show", "value": "R-1.1"}
        press = message(bot) | {"type": "invoke", "name": "adaptiveCard/action", "value": {"action": {"data": data}}}
        headers = {"Authorization": bot.double.signer.authorize(bot.double.service)}
        async with (
            ClientSession() as session,
            session.post(f"{bot.url}/api/messages", json=press, headers=headers) as response,
        ):
            answer = await response.json()
        assert (answer["statusCode"], answer["type"]) == (200, "application/vnd.microsoft.card.adaptive")
        assert answer["value"]["fallbackText"] == "Hello"
