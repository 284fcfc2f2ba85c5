"""Slack's deliveries at the one address: what is let in, and what is heard."""

from __future__ import annotations

import logging
import time
from collections.abc import AsyncIterator
from typing import Any

import pytest

from bot.events import Event, Flagged, Heard, Joined, SentFiles
from bot.platforms.base import Seat
from bot.replies import Now, Swap
from bot.ui import Button, Card
from tests.platforms.slack_world import ANA, World, slack_world
from tests.slack_double import Given
from tests.slack_signing import signed


@pytest.fixture
async def world() -> AsyncIterator[World]:
    async with slack_world() as running:
        yield running


# --- Who is let in --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("timestamp", ["", "abc", "1e9", "12.5", "-5", "٣٣", "1" * 40, "99999999999", "0"])
async def test_a_wrong_time_is_refused(world: World, timestamp: str) -> None:
    headers = signed("command=%2Fsm-request", timestamp)
    answered = await world.double.post(world.endpoint, "command=%2Fsm-request", headers)
    assert (answered.status, world.reception.events) == (401, [])


@pytest.mark.parametrize("age", [-301, 301, 86_400])
async def test_an_old_request_is_refused_although_its_signature_is_right(world: World, age: int) -> None:
    answered = await world.double.post(world.endpoint, "a=b", signed("a=b", int(time.time()) - age))
    assert answered.status == 401


@pytest.mark.parametrize("body", ["", "payload=", "payload={", "{", "{]", "a=b", "ssl_check=1", b"\xff\xfe", "[]"])
@pytest.mark.parametrize("signature", ["", "v0=0", "v0=é", "v0=" + "0" * 64])
async def test_garbage_and_forgeries_are_refused_without_a_word(
    world: World, body: str | bytes, signature: str
) -> None:
    headers = {"X-Slack-Request-Timestamp": str(int(time.time())), "X-Slack-Signature": signature}
    answered = await world.double.post(world.endpoint, body, headers)
    assert (answered.status, answered.body) == (401, "")


async def test_a_signature_of_another_secret_is_refused(world: World) -> None:
    answered = await world.double.post(world.endpoint, "a=b", signed("a=b", secret="another"))
    assert answered.status == 401


@pytest.mark.parametrize("body", ["", "payload=", "payload={", "{", "payload=3", "nothing=here"])
async def test_what_slack_signs_and_nobody_can_read_is_a_bad_request(world: World, body: str) -> None:
    assert (await world.double.post(world.endpoint, body, signed(body))).status == 400


async def test_no_word_of_a_refused_or_an_accepted_body_is_logged(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    await world.double.post(world.endpoint, "text=Mia+Lopez", signed("text=Mia+Lopez", secret="another"))
    await world.person(ANA).say("Mia Lopez is on the photo")
    assert "Mia" not in caplog.text


async def test_the_address_is_proven_to_slack(world: World) -> None:
    answered = await world.double.deliver(world.endpoint, {"type": "url_verification", "challenge": "3eZbrw"})
    assert (answered.status, answered.body) == (200, '{"challenge": "3eZbrw"}')


@pytest.mark.parametrize(
    "payload",
    [
        {"type": "event_callback", "event_id": "Ev1", "event": {"type": "team_join", "user": {"id": "U1"}}},
        {"type": "event_callback", "event_id": "Ev1", "event": {"type": "message", "subtype": "message_changed"}},
        {"type": "view_closed", "view": {"id": "V1", "type": "modal", "callback_id": "why"}, "user": {"id": "U1"}},
        {"type": "shortcut", "callback_id": "report", "user": {"id": "U1"}, "trigger_id": "1"},
        {"type": "message_action", "callback_id": "report", "user": {"id": "U1"}, "trigger_id": "1"},
        {"type": "block_suggestion", "action_id": "a", "block_id": "b", "value": "", "user": {"id": "U1"}},
    ],
)
async def test_what_is_not_for_us_is_acknowledged_and_left_alone(world: World, payload: Given) -> None:
    assert (await world.double.deliver(world.endpoint, payload)).status == 200
    assert world.reception.events == []


# --- What people say ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["payload", "payload=1", "what is a payload?", "", "a&b=c <!channel> &amp; ☕"])
async def test_a_command_is_heard_as_it_was_typed(world: World, text: str) -> None:
    await world.person(ANA).say(f"/sm-request {text}")
    heard = world.reception.events[0]
    assert isinstance(heard, Heard)
    assert (heard.text, heard.person.email) == (f"/sm-request {text}".strip(), ANA)


async def test_a_command_in_a_room_of_others_does_not_become_their_conversation_with_the_bot(world: World) -> None:
    await world.person(ANA).say("/sm-request")
    assert world.reception.seats == [Seat(world.person(ANA).user)]


@pytest.mark.parametrize("text", ["sm-request", "Is <b>this</b> & &lt;that&gt; ok?", "*all* _of_ it :smile:", "مرحبا"])
async def test_a_direct_message_is_heard_as_it_was_typed(world: World, text: str) -> None:
    await world.person(ANA).say(text)
    heard = world.reception.events[0]
    assert isinstance(heard, Heard)
    assert heard.text == text
    assert world.reception.seats[0] == Seat(world.person(ANA).user, world.double.channel_of(world.person(ANA).user))


def message(world: World, **parts: Any) -> Given:
    """A message in Ana's direct conversation, as Slack delivers it."""
    user = world.double.user_by_email(ANA)
    event = {"type": "message", "channel_type": "im", "channel": world.double.channel_of(user), "user": user, **parts}
    authorizations = [{"user_id": "U0BOT", "is_bot": True}]
    return {"type": "event_callback", "event_id": "Ev7", "event": event, "authorizations": authorizations}


@pytest.mark.parametrize(
    ("text", "typed"),
    [
        ("<@U0BOT> hello", "hello"),
        ("<mailto:pat@example.org|pat@example.org>", "pat@example.org"),
        ("see <https://example.org/a?b=1&amp;c=2>", "see https://example.org/a?b=1&c=2"),
        ("see <http://example.org|example.org>", "see example.org"),
        ("see <https://evil.example|the policy>", "see the policy (https://evil.example)"),
        ("<#C1|staff> and <!here>", "#staff and @here"),
        ("&lt;@U0BOT&gt; &amp;amp;", "<@U0BOT> &amp;"),
    ],
)
async def test_slacks_own_marks_are_read_as_the_words_they_stand_for(world: World, text: str, typed: str) -> None:
    await world.double.deliver(world.endpoint, message(world, text=text))
    heard = world.reception.events[0]
    assert isinstance(heard, Heard)
    assert heard.text == typed


@pytest.mark.parametrize(
    "parts",
    [
        {"bot_id": "B1"},
        {"subtype": "bot_message"},
        {"subtype": "message_deleted"},
        {"subtype": "channel_join"},
        {"hidden": True},
        {"channel_type": "channel"},
    ],
)
async def test_what_nobody_said_to_the_bot_is_not_heard(world: World, parts: Given) -> None:
    await world.double.deliver(world.endpoint, message(world, text="hello", **parts))
    assert world.reception.events == []


async def test_files_arrive_with_what_slack_says_of_them_and_the_words_beside_them(world: World) -> None:
    files = [world.double.files.upload(name) for name in ("page.png", "notes.pdf")]
    await world.double.deliver(world.endpoint, message(world, text="look", subtype="file_share", files=files))
    (sent,) = world.reception.events
    assert isinstance(sent, SentFiles)
    assert sent.text == "look"
    named = [(file.name, file.media_type) for file in sent.files]
    assert named == [("page.png", "image/png"), ("notes.pdf", "application/pdf")]
    assert all(file.size > 0 for file in sent.files)


@pytest.mark.parametrize("channels", [set(), {"C0STAFFROOM"}])
async def test_a_message_is_reported_from_its_menu_with_its_words_and_its_link_where_there_is_one(
    world: World, channels: set[str]
) -> None:
    world.double.channels = channels
    await world.person(ANA).flag("Look: <https://www.instagram.com/fake|this> &amp; more")
    (flagged,) = world.reception.events
    assert isinstance(flagged, Flagged)
    assert flagged.text == "Look: this (https://www.instagram.com/fake) & more"
    assert flagged.link.startswith("https://evergreen.slack.com/archives/C0STAFFROOM/") is bool(channels)
    assert flagged.place.conversation == ""


async def test_a_slow_address_keeps_no_window_waiting(world: World) -> None:
    world.double.hang("chat.getPermalink", 2)
    await world.person(ANA).flag("This is mean.")
    (flagged,) = world.reception.events
    assert isinstance(flagged, Flagged)
    assert (flagged.text, flagged.link) == ("This is mean.", "")
    assert world.double.acknowledged[-1].seconds < 1.5


async def test_the_same_event_has_the_same_key_each_time(world: World) -> None:
    for number in ("1", "2"):
        retry = {"X-Slack-Retry-Num": number, "X-Slack-Retry-Reason": "http_timeout"}
        await world.double.deliver(world.endpoint, message(world, text="hello"), **retry)
    assert [event.key for event in world.reception.events] == ["slack:Ev7", "slack:Ev7"]


async def test_opening_the_chat_and_the_home_page_are_told_apart(world: World) -> None:
    ana = world.person(ANA)
    world.answers(Swap(Card("Welcome")), Swap(Card("Your requests", buttons=(Button("more", "Show more"),))))
    await ana.arrive()
    await ana.go_home()
    assert [each.where for each in world.reception.events if isinstance(each, Joined)] == ["chat", "home"]
    assert ana.home() == "Your requests\n[Show more]"


async def test_an_event_that_could_not_be_handled_is_delivered_again(world: World) -> None:
    def fails(event: Event) -> Now | None:
        raise RuntimeError("the database is away")

    world.reception.answer = fails
    assert (await world.double.deliver(world.endpoint, message(world, text="hello"))).status == 500
