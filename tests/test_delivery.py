"""What was decided reaches people: late, elsewhere or in somebody else's chat, but it reaches them, and once."""

from __future__ import annotations

import asyncio
import sqlite3
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress

import pytest
from aiohttp import ClientTimeout

from bot.chats import Chat, Parts
from bot.platforms.slack.send import SlackChat
from bot.store.sending import CLAIM
from tests.postgres import come_back, go_away, whole_database
from tests.slack_double import SlackDouble
from tests.slack_office import Workspace, with_buttons, workspace
from tests.store.samples import PAT, claim, row

# --- Too fast, no answer, a server that is ill ------------------------------------------------------------------------


async def test_slack_is_asked_again_when_it_said_and_not_before(slack: Workspace) -> None:
    slack.double.fail("chat.postMessage", "ratelimited", 429, retry_after=7)
    await slack.owe()
    await slack.deliver()
    await slack.deliver(seconds=6.9)
    assert (slack.reads("pat"), slack.posts()) == ([], 1)
    await slack.deliver(seconds=3.7)
    assert slack.reads("pat") == ["A word."]


async def test_each_pause_is_about_twice_the_last_up_to_five_minutes_and_never_the_same(slack: Workspace) -> None:
    slack.double.fail("chat.postMessage", status=500, times=12)
    await slack.owe()
    pauses = [await pause(slack) for _ in range(12)]
    steps = [min(2.0**failures, 300) for failures in range(12)]
    ratios = [taken / usual for taken, usual in zip(pauses, steps, strict=True)]
    assert all(1 <= ratio <= 1.5 for ratio in ratios)
    assert len({round(ratio, 3) for ratio in ratios}) > 3


async def pause(slack: Workspace) -> float:
    """Try once, and wait as long as is asked for: so many seconds."""
    await slack.office.settle()
    before, slack.office.clock.moment = slack.office.clock.moment, (await slack.owed()).due_at
    return (slack.office.clock.moment - before).total_seconds()


@pytest.mark.parametrize("status", [500, 503])
async def test_a_server_that_is_ill_is_asked_for_as_long_as_it_takes(slack: Workspace, status: int) -> None:
    slack.double.fail("chat.postMessage", status=status, times=30)
    await slack.owe()
    for _ in range(31):
        await slack.deliver(minutes=8)
    assert slack.reads("pat") == ["A word."]
    assert (await slack.owed()).failures == 0


def impatient(parts: Parts) -> Chat:
    """Slack's chat, with less patience than it has."""
    return SlackChat(parts.settings.slack, ClientTimeout(total=0.2)), lambda _app: None


async def test_what_was_shown_without_an_answer_is_found_again(address: str) -> None:
    """Slack has shown the message, and only its answer was lost: it is looked up, and not said twice."""
    async with workspace(address, SlackDouble(), lambda _settings: [impatient]) as slack:
        slack.office.building.platforms["slack"].pace = 0.0
        slack.double.hang("chat.postMessage", 1.0)
        await slack.owe()
        await slack.deliver()
        assert slack.reads("pat") == []
        await asyncio.sleep(1.0)
        await slack.deliver(seconds=2)
        assert slack.reads("pat") == ["A word."]


async def test_where_the_chat_may_not_be_read_a_lost_answer_is_one_repeat(address: str) -> None:
    async with workspace(address, SlackDouble(), lambda _settings: [impatient]) as slack:
        slack.office.building.platforms["slack"].pace = 0.0
        slack.double.hang("chat.postMessage", 0.4)
        slack.double.fail("conversations.history", "missing_scope")
        await slack.owe()
        await slack.deliver()
        await asyncio.sleep(0.4)
        await slack.deliver(seconds=2)
        assert slack.reads("pat") == ["A word."] * 2


async def test_who_waits_for_one_message_gets_all_in_their_order(slack: Workspace) -> None:
    slack.double.fail("chat.postMessage", status=500)
    await slack.owe("first", "second", "third")
    await slack.deliver()
    assert (slack.reads("pat"), slack.posts()) == ([], 1)
    await slack.deliver(seconds=2)
    assert slack.posts() == 4


async def test_one_message_a_second_in_a_conversation(address: str) -> None:
    """Slack's double throttles whoever is faster, in real seconds."""
    async with workspace(address, SlackDouble(paced=True)) as slack:
        await slack.owe("first", "second", "third")
        began = time.monotonic()
        await slack.deliver()
        assert len(slack.reads("pat")) == slack.posts() == 3
        assert 2 <= time.monotonic() - began < 3


async def test_who_waits_for_their_turn_is_not_asked_for_what_was_decided_meanwhile(slack: Workspace) -> None:
    slack.office.building.platforms["slack"].pace = 0.5
    await slack.owe()
    case = await slack.office.file()
    telling = asyncio.create_task(slack.office.building.delivery.deliver())
    await slack.until_read("pat")
    await slack.office.move("drew", "approve", case)
    await telling
    assert slack.reads("pat") == ["A word."]


# --- A message that is not there any more -----------------------------------------------------------------------------


async def test_a_card_changes_in_place_even_for_somebody_who_never_met_the_bot(slack: Workspace) -> None:
    case = await slack.office.file()
    await slack.deliver()
    await slack.office.move("drew", "approve", case)
    await slack.deliver()
    assert (len(slack.reads("pat")), with_buttons(slack.reads("pat"))) == (1, [])


async def test_a_card_that_was_deleted_is_posted_anew(slack: Workspace) -> None:
    case = await slack.office.file()
    await slack.deliver()
    slack.double.messages[slack.double.channel_of(slack.user("ana")["id"])].clear()
    await slack.office.move("pat", "approve", case)
    await slack.deliver()
    assert [said for said in slack.reads("ana") if "[With the Communications Director]" in said]


async def test_a_folded_card_that_was_deleted_stays_away(slack: Workspace) -> None:
    await slack.office.file()
    await slack.deliver()
    slack.office.clock.moment = slack.office.building.house.calendar.after(slack.office.clock(), 2)
    await slack.office.building.delivery.deliver()
    chat = slack.double.messages[slack.double.channel_of(slack.user("pat")["id"])]
    del chat[0]
    await slack.office.settle()
    assert len(with_buttons(slack.reads("pat"))) == len(slack.reads("pat")) == 1


# --- Nobody there -----------------------------------------------------------------------------------------------------


async def test_what_slack_refuses_for_good_is_kept_with_its_reason_and_not_sent_again(slack: Workspace) -> None:
    slack.double.fail("chat.postMessage", "invalid_blocks", times=1)
    await slack.owe("a line")
    await slack.deliver()
    await slack.owe("another")
    await slack.deliver(days=1)
    owed = await slack.owed()
    assert (owed.status, owed.problem, slack.reads("pat")) == ("refused", "invalid_blocks", ["A word."])


STOOD_IN = "Pat Okafor could not be reached about R-1001 (Central High School), so Drew Castillo was asked instead."


@pytest.mark.parametrize("missing", ["deactivated", "without an account"])
async def test_the_stand_in_is_asked_and_the_director_told(slack: Workspace, missing: str) -> None:
    await lose(slack, "pat", missing)
    case = await slack.office.file()
    await slack.deliver()
    assert len(with_buttons(slack.reads("drew"))) == 1
    assert slack.reads("casey") == [STOOD_IN]
    refused = await row(slack.office.building.database, f"{case.stamp}/principal/{PAT}")
    assert (refused.status, refused.problem.split(":")[0]) == ("refused", _PROBLEMS[missing])


_PROBLEMS = {"deactivated": "gone", "without an account": "unknown"}


async def lose(slack: Workspace, name: str, missing: str) -> None:
    """Somebody leaves the workspace."""
    if missing == "deactivated":
        slack.user(name)["deleted"] = True
    else:
        del slack.double.users[slack.user(name)["id"]]


async def test_who_is_known_to_be_away_is_not_waited_for_again(slack: Workspace) -> None:
    await lose(slack, "pat", "deactivated")
    await slack.office.file()
    await slack.deliver()
    calls = len(slack.double.calls)
    await slack.office.file(on_behalf="Chess Club")
    await slack.deliver()
    assert len(with_buttons(slack.reads("drew"))) == 2
    assert PAT not in [given.get("email") for _, given in slack.double.calls[calls:]]


async def test_who_leaves_while_their_card_waits_is_replaced_when_the_reminder_comes(slack: Workspace) -> None:
    await slack.office.file()
    await slack.deliver()
    await lose(slack, "pat", "deactivated")
    slack.office.clock.moment = slack.office.building.house.calendar.after(slack.office.clock(), 2)
    await slack.deliver()
    assert len(with_buttons(slack.reads("drew"))) == 1


async def test_the_director_hears_when_nobody_is_left_to_ask(slack: Workspace) -> None:
    for name in ("pat", "drew"):
        await lose(slack, name, "without an account")
    await slack.office.file()
    await slack.deliver()
    assert "nobody stands in" in slack.reads("casey")[-1]
    assert "R-1001 (Central High School)" in slack.reads("casey")[-1]


# --- A worker that died, a database that is away ----------------------------------------------------------------------


async def test_what_a_worker_left_behind_when_it_died_is_told_by_the_next(slack: Workspace) -> None:
    await slack.owe()
    assert await claim(slack.office.building.database)
    await slack.deliver(seconds=CLAIM.total_seconds() - 1)
    assert slack.reads("pat") == []
    await slack.deliver(seconds=1)
    assert slack.reads("pat") == ["A word."]


async def test_what_a_worker_held_that_was_told_to_stop_is_told_by_the_next_at_once(slack: Workspace) -> None:
    slack.double.hang("chat.postMessage", seconds=1)
    await slack.owe("a line", "another")
    worker = asyncio.create_task(slack.office.building.delivery.deliver())
    while not slack.posts():  # noqa: ASYNC110 - the double tells nobody
        await asyncio.sleep(0.01)
    worker.cancel()
    with suppress(asyncio.CancelledError):
        await worker
    await slack.deliver()
    assert slack.reads("pat") == ["A word.", "A word."]


@asynccontextmanager
async def working(slack: Workspace) -> AsyncIterator[None]:
    """A worker delivers meanwhile."""
    worker = asyncio.create_task(slack.office.building.delivery.run())
    try:
        yield
    finally:
        worker.cancel()
        with suppress(asyncio.CancelledError):
            await worker


@contextmanager
def locked(address: str) -> Iterator[None]:
    """Another program holds the file of a SQLite database."""
    other = sqlite3.connect(address.partition(":///")[2], isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    yield
    other.execute("ROLLBACK")
    other.close()


async def test_a_file_that_is_locked_for_a_while_is_waited_for(slack: Workspace, address: str) -> None:
    if not slack.office.building.database.is_sqlite:
        pytest.skip("PostgreSQL has no file")
    await slack.owe()
    async with working(slack):
        with locked(address):
            await asyncio.sleep(1.5)
        await slack.until_read("pat")


async def test_a_server_that_is_away_for_a_while_is_waited_for() -> None:
    async with whole_database() as address, workspace(address, SlackDouble()) as slack, working(slack):
        await asyncio.sleep(0.3)
        await go_away(address)
        await asyncio.sleep(1.5)
        await come_back(address)
        await slack.owe()
        await slack.until_read("pat")
