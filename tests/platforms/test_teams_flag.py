""" "Report this message" in Teams: what is taken for it, from whom, and how its words are read."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.events import Flagged
from bot.platforms.teams.flag import words_of
from tests.platforms.teams_house import House, house
from tests.teams_double import TENANT, Json, activity

ELSEWHERE = "99999999-0000-0000-0000-000000000009"


def flag(bot: House, **more: Any) -> Json:
    """Somebody new reports a message in a channel."""
    ana = bot.double.add("Ana Lopez", "ana@example.org")
    message = {"body": {"contentType": "text", "content": "So *mean*."}, "linkToMessage": "https://teams.example/1"}
    usual = {
        "type": "invoke",
        "name": "composeExtension/fetchTask",
        "value": {"commandId": "reportMessage", "messagePayload": message},
        "conversation": {"id": "19:room", "conversationType": "channel", "tenantId": TENANT},
    }
    return activity(ana, bot.double.service, **(usual | more))


async def test_what_follows_belongs_in_their_own_chat_and_never_in_the_channel() -> None:
    async with house() as bot:
        ana = bot.person()
        await ana.say("hello")
        assert await ana.flag("So <b>mean</b>.", "https://teams.example/1") == "The form waits in your chat."
        flagged = bot.machine.heard[-1]
        assert isinstance(flagged, Flagged)
        assert (flagged.text, flagged.link) == ("So mean.", "https://teams.example/1")
        assert flagged.place.conversation == bot.machine.heard[0].place.conversation != "19:room"


async def test_whoever_never_met_the_bot_is_told_how_and_nothing_begins() -> None:
    async with house() as bot:
        assert await bot.person().flag("So mean.") == "Please say hello in the chat first."
        assert bot.machine.heard == []


async def test_a_repeated_delivery_has_the_same_key() -> None:
    async with house() as bot:
        hello = bot.hello()
        body = flag(bot) | {"from": hello["from"]}
        await bot.deliver(hello)
        assert [await bot.deliver(body), await bot.deliver(body)] == [200, 200]
        first, second = bot.machine.heard[-2:]
        assert isinstance(first, Flagged)
        assert first.key == second.key


async def test_what_teams_did_not_sign_or_another_tenant_sent_goes_no_further() -> None:
    async with house() as bot:
        body = flag(bot)
        foreign = body | {"channelData": {"tenant": {"id": ELSEWHERE}}}
        alien = bot.double.signer.authorize(bot.double.service, alien="yes")
        assert await bot.deliver(body, authorization=alien) == 401
        assert await bot.deliver(body, authorization="") == 401
        assert await bot.deliver(foreign) == 403
        assert bot.machine.heard == []


@pytest.mark.parametrize("value", [{"commandId": "another"}, {}, "reportMessage", None])
async def test_another_command_is_none_of_ours(value: Any) -> None:
    async with house() as bot:
        assert await bot.deliver(flag(bot, value=value)) == 200
        assert bot.machine.heard == []


def test_a_message_reads_as_its_writer_saw_it() -> None:
    first = '<p>Look &amp; see&nbsp;<a href="https://x.example/a">here</a></p>'
    second = '<div>or <a href="https://y.example">https://y.example</a></div>'
    assert words_of(first + second) == "Look & see here (https://x.example/a)\nor https://y.example"


@given(st.text(alphabet="<>a/= \"'&;!-p\n", max_size=60))
def test_no_html_is_too_broken_to_be_read(html: str) -> None:
    assert isinstance(words_of(html), str)
