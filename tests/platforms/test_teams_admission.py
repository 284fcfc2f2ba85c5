"""Nothing comes in that Teams did not send, and nothing is answered where Teams is not.

The numbers are those of the SDK's defects in bot/platforms/teams/corrections.py.
"""

from __future__ import annotations

import base64
import json
import time
from collections.abc import Mapping
from typing import Any

import pytest
from aiohttp import ClientSession, web

from bot.platforms.base import Rejected, Seat
from bot.platforms.teams.corrections import PUBLIC, ForeignHost, Framework
from bot.platforms.teams.endpoint import add_routes
from bot.replies import Swap
from bot.settings import TeamsSettings
from bot.ui import Card
from tests.platforms.teams_house import house, settings, word
from tests.teams_double import TENANT, Json

HELLO = Card("Hello")


async def test_a_signed_activity_comes_in() -> None:
    async with house() as bot:
        assert await bot.deliver(bot.hello()) == 200
        assert len(bot.machine.heard) == 1


@pytest.mark.parametrize("name", ["app_id", "tenant_id", "allowed_tenants"])
async def test_an_id_that_was_copied_in_capitals_is_the_same_id(name: str) -> None:
    wanted = "abcdef00-0000-0000-0000-00000000000a"
    async with house(settings(**{name: wanted.upper()})) as bot:
        body = bot.hello()
        claims = {"aud": wanted} if name == "app_id" else {}
        if name != "app_id":
            body = json.loads(json.dumps(body).replace(TENANT, wanted))
        authorization = bot.double.signer.authorize(bot.double.service, **claims)
        assert await bot.deliver(body, authorization=authorization) == 200


FORGED: dict[str, Mapping[str, Any]] = {
    "expired": {"exp": int(time.time()) - 3_600},
    "not yet valid": {"nbf": int(time.time()) + 3_600},
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
        body = bot.hello()
        authorization = bot.double.signer.authorize(bot.double.service, **claims)
        assert await bot.deliver(body, authorization=authorization) == 401
        assert (bot.machine.heard, bot.machine.met) == ([], {})


def unsigned(service: str) -> str:
    claims = {"iss": PUBLIC.issuer, "aud": "x", "serviceurl": service, "exp": int(time.time()) + 600}
    parts = ({"alg": "none", "kid": "key-1"}, claims)
    return "Bearer " + ".".join(base64.urlsafe_b64encode(json.dumps(part).encode()).decode() for part in parts) + "."


@pytest.mark.parametrize("authorization", ["", "Bearer", "Bearer rubbish", "Basic x", "Bearer a.b.c", unsigned("x")])
async def test_6_what_is_no_token_is_a_401(authorization: str) -> None:
    async with house() as bot:
        assert await bot.deliver(bot.hello(), authorization=authorization) == 401
        assert bot.machine.heard == []


@pytest.mark.parametrize("endorsements", [["webchat"], []])
async def test_a_key_that_is_not_for_teams_signs_nothing_here(endorsements: list[str]) -> None:
    async with house() as bot:
        bot.double.signer.published[0]["endorsements"] = endorsements
        assert await bot.deliver(bot.hello()) == 401


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
        assert await bot.deliver(body) == status


async def test_6_only_json_is_taken() -> None:
    async with house() as bot:
        assert await bot.deliver(bot.hello(), kind="text/plain") == 415


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
        assert await bot.deliver(bot.hello() | odd) == 200


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
        assert await bot.deliver(bot.hello() | where) == 403
        assert bot.machine.heard == []


async def test_9_a_tenant_that_the_settings_add_comes_in() -> None:
    async with house(settings(allowed_tenants="other, third")) as bot:
        both = {"channelData": {"tenant": {"id": "other"}}, "conversation": {"id": "a:chat-1", "tenantId": "other"}}
        assert await bot.deliver(bot.hello() | both) == 200


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
        assert await bot.deliver(bot.hello() | {"serviceUrl": service}) == 403
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


async def test_1_2_3_a_press_is_answered_with_the_card_as_it_is() -> None:
    async with house() as bot:
        bot.machine.answers.append(Swap(HELLO))
        data = {"kind": "card", "action": "show", "value": "R-1.1"}
        press = bot.hello() | {"type": "invoke", "name": "adaptiveCard/action", "value": {"action": {"data": data}}}
        headers = {"Authorization": bot.double.signer.authorize(bot.double.service)}
        async with (
            ClientSession() as session,
            session.post(f"{bot.url}/api/messages", json=press, headers=headers) as response,
        ):
            answer = await response.json()
        assert (answer["statusCode"], answer["type"]) == (200, "application/vnd.microsoft.card.adaptive")
        assert answer["value"]["fallbackText"] == "Hello"


async def test_what_happens_in_a_group_is_nobody_elses_to_read() -> None:
    async with house() as bot:
        group = {"id": "19:group", "conversationType": "groupChat", "tenantId": TENANT}
        assert await bot.deliver(bot.hello() | {"conversation": group}) == 200
        assert (bot.machine.heard, bot.double.calls) == ([], [])


async def test_8_without_settings_there_is_no_endpoint() -> None:
    async with house() as bot:
        app = web.Application()
        add_routes(app, bot.chat, bot.machine, TeamsSettings.model_validate({}), word)
        assert not list(app.router.routes())
