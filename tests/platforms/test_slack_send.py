"""Writing to Slack: what people then see, and what each refusal means."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
from aiohttp import ClientTimeout

from bot.platforms.base import (
    Barred,
    MessageGone,
    Rejected,
    Seat,
    Sent,
    Throttled,
    Unclear,
    Undelivered,
    Unreachable,
)
from bot.platforms.slack.send import SlackChat
from bot.ui import Button, Card, Text
from tests.clock import Clock
from tests.platforms.slack_world import ANA, PAT, World, slack_settings, slack_world

CARD = Card("R-1042", (Text("Ana Lopez asks for an account."),), (Button("approve", "Approve", "R-1042.7"),))
DECIDED = Card("R-1042", (Text("Pat Rivera approved this."),))


@pytest.fixture
async def world() -> AsyncIterator[World]:
    async with slack_world() as running:
        yield running


async def test_a_first_message_reaches_somebody_who_never_wrote(world: World) -> None:
    sent = await world.chat.post(await world.chat.find(PAT), CARD)
    assert world.person(PAT).messages() == ["R-1042\nAna Lopez asks for an account.\n[Approve]"]
    assert sent.conversation == world.double.channel_of(world.person(PAT).user)


async def test_a_card_is_changed_where_it_stands(world: World) -> None:
    seat = await world.chat.find(PAT)
    sent = await world.chat.post(seat, CARD)
    await world.chat.edit(seat, sent, DECIDED)
    assert world.person(PAT).messages() == ["R-1042\nPat Rivera approved this."]


async def test_no_address_is_looked_at_by_slacks_servers_for_a_preview(world: World) -> None:
    await world.chat.post(await world.chat.find(PAT), CARD)
    posted = dict(world.double.calls)["chat.postMessage"]
    assert posted["unfurl_links"] is posted["unfurl_media"] is False


async def test_the_conversation_is_opened_once(world: World) -> None:
    seat = await world.chat.find(PAT)
    sent = await world.chat.post(seat, CARD)
    await world.chat.post(Seat(seat.user, sent.conversation), CARD)
    assert [method for method, _ in world.double.calls].count("conversations.open") == 1


async def test_nobody_writes_to_an_account_that_was_closed(world: World) -> None:
    seat = await world.chat.find(PAT)
    world.double.users[seat.user]["deleted"] = True
    with pytest.raises(Unreachable) as refused:
        await world.chat.post(seat, CARD)
    assert refused.value.why == "gone"
    assert "conversations.open" not in dict(world.double.calls)


async def test_nobody_writes_to_whoever_was_known_and_left(world: World) -> None:
    """Slack takes such a message, and shows it to nobody."""
    clock = Clock()
    chat = SlackChat(slack_settings(world.double), clock=clock)
    await chat.open()
    seat = await world.chat.find(PAT)
    sent = await chat.post(seat, CARD)
    world.double.users[seat.user]["deleted"] = True
    clock.move(minutes=5)
    with pytest.raises(Unreachable) as refused:
        await chat.post(Seat(seat.user, sent.conversation), CARD)
    assert (refused.value.why, len(world.person(PAT).messages())) == ("gone", 1)
    await chat.edit(seat, sent, DECIDED)
    await chat.stop()


async def test_who_leaves_while_their_conversation_is_opened_is_gone(world: World) -> None:
    seat = await world.chat.find(PAT)
    world.double.fail("conversations.open", "user_disabled")
    with pytest.raises(Unreachable) as refused:
        await world.chat.post(seat, CARD)
    assert refused.value.why == "gone"


async def test_several_messages_in_a_row_ask_once_whether_somebody_is_there(world: World) -> None:
    seat = await world.chat.find(PAT)
    for _ in range(3):
        await world.chat.post(seat, CARD)
    assert [method for method, _ in world.double.calls].count("users.info") == 1


async def test_who_has_no_account_or_a_closed_one_is_not_found(world: World) -> None:
    with pytest.raises(Unreachable) as unknown:
        await world.chat.find("nobody@example.org")
    world.double.hire("left@example.org", "Lee Former", deleted=True)
    with pytest.raises(Unreachable) as gone:
        await world.chat.find("left@example.org")
    assert (unknown.value.why, gone.value.why) == ("unknown", "gone")


async def test_a_message_that_is_there_no_more_cannot_be_changed(world: World) -> None:
    seat = await world.chat.find(PAT)
    with pytest.raises(MessageGone):
        await world.chat.edit(seat, Sent(world.double.channel_of(seat.user), "1.000001"), DECIDED)


async def test_a_second_message_within_the_second_has_to_wait() -> None:
    async with slack_world(paced=True) as world:
        seat = await world.chat.find(PAT)
        await world.chat.post(seat, CARD)
        with pytest.raises(Throttled) as throttled:
            await world.chat.post(seat, CARD)
    assert throttled.value.seconds == 1


@pytest.mark.parametrize(
    ("error", "status", "means"),
    [
        ("invalid_blocks", 200, Rejected),
        ("msg_too_long", 200, Rejected),
        ("messages_tab_disabled", 200, Unreachable),
        ("ratelimited", 200, Throttled),
        ("", 429, Throttled),
        ("internal_error", 200, Unclear),
        ("invalid_auth", 200, Barred),
        ("account_inactive", 200, Barred),
        ("missing_scope", 200, Barred),
        ("", 503, Unclear),
        ("edit_window_closed", 200, MessageGone),
        ("cant_update_message", 200, MessageGone),
    ],
)
async def test_what_a_refusal_means(world: World, error: str, status: int, means: type[Undelivered]) -> None:
    seat = await world.chat.find(PAT)
    world.double.fail("chat.postMessage", error, status)
    with pytest.raises(means):
        await world.chat.post(seat, CARD)
    assert world.person(PAT).messages() == []


async def test_a_server_that_speaks_no_json_leaves_it_unclear(world: World) -> None:
    world.double.fail("chat.postMessage")
    with pytest.raises(Unclear):
        await world.chat.post(await world.chat.find(PAT), CARD)


async def test_no_answer_and_no_server_leave_it_unclear(world: World) -> None:
    seat = await world.chat.find(PAT)
    await world.double.go_dark()
    with pytest.raises(Unclear):
        await world.chat.post(seat, CARD)


async def test_waiting_has_an_end(world: World) -> None:
    impatient = SlackChat(slack_settings(world.double), ClientTimeout(total=0.2))
    await impatient.start()
    world.double.hang("chat.postMessage", 1)
    with pytest.raises(Unclear):
        await impatient.post(await impatient.find(PAT), CARD)
    await impatient.stop()


async def test_slack_that_is_away_at_the_start_is_asked_again(world: World) -> None:
    world.double.fail("auth.test", "invalid_auth")
    chat = SlackChat(slack_settings(world.double))
    await chat.start()
    assert chat.refusal() == "Slack refuses the bot's token: invalid_auth"
    met = await chat.meet(world.double.user_by_email(PAT))
    assert (met.person.standing, bool(chat.itself), chat.refusal()) == ("staff", True, "")
    await chat.stop()


async def test_slack_that_has_not_answered_yet_has_not_let_the_bot_in(world: World) -> None:
    world.double.fail("auth.test", status=503)
    chat = SlackChat(slack_settings(world.double))
    await chat.start()
    assert chat.refusal() == "Slack has not said yet who the bot is"
    await chat.stop()


@pytest.mark.parametrize(
    ("email", "signs", "standing"),
    [
        ("Lee@Example.org", {}, "staff"),
        ("lee@example.org", {"deleted": True}, "gone"),
        ("lee@example.org", {"is_restricted": True}, "guest"),
        ("lee@example.org", {"is_ultra_restricted": True}, "guest"),
        ("lee@example.org", {"is_bot": True}, "bot"),
        ("lee@example.org", {"is_stranger": True}, "outside"),
        ("lee@example.org", {"team_id": "T0OTHER"}, "outside"),
        ("", {}, "outside"),
    ],
)
async def test_who_somebody_is(world: World, email: str, signs: dict[str, object], standing: str) -> None:
    met = await world.chat.meet(world.double.hire(email, "Lee Park", **signs))
    assert (met.person.email, met.person.name, met.person.standing) == (email.lower(), "Lee Park", standing)


@pytest.mark.parametrize(
    ("sign", "why"),
    [("is_restricted", "guest"), ("is_bot", "bot"), ("is_stranger", "unknown"), ("deleted", "gone")],
)
async def test_who_is_no_member_of_staff_is_not_found(world: World, sign: str, why: str) -> None:
    world.double.hire("lee@example.org", "Lee Park", **{sign: True})
    with pytest.raises(Unreachable, match=f"{why}: "):
        await world.chat.find("lee@example.org")


async def test_all_calls_share_one_connection(world: World) -> None:
    for _ in range(5):
        await world.chat.find(ANA)
    assert len(world.double.peers) == 1
