"""What goes to one person holds up nobody else: neither a slow chat, nor a record that cannot be made."""

from __future__ import annotations

import asyncio

import pytest
from sqlalchemy import event

from bot.delivery import BATCH
from bot.rounds import POLL
from tests.slack_office import Workspace
from tests.store.samples import line, put
from tests.test_delivery import working


async def owe_drew(slack: Workspace) -> None:
    await put(slack.office.building.database, line("for drew", recipient="drew@example.org"))


async def test_nobody_waits_for_somebody_whose_chat_is_slow(slack: Workspace) -> None:
    slack.double.hang("chat.postMessage", seconds=6)
    await slack.owe(*map(str, range(BATCH)))
    async with working(slack):
        while not slack.posts():  # noqa: ASYNC110 - the double tells nobody
            await asyncio.sleep(0.01)
        await owe_drew(slack)
        await slack.until_read("drew")
        assert slack.reads("pat") == []


async def test_one_persons_messages_stay_in_their_order_behind_a_slow_one(slack: Workspace) -> None:
    slack.double.hang("chat.postMessage", seconds=2)
    await slack.owe()
    async with working(slack):
        while not slack.posts():  # noqa: ASYNC110 - the double tells nobody
            await asyncio.sleep(0.01)
        await slack.owe("another")
        await asyncio.sleep(1.5)
        assert slack.posts() == 1
        await slack.until_read("pat")


async def test_a_record_that_fails_leaves_nobody_elses_message_unwatched(slack: Workspace) -> None:
    def refuse(_connection: object, _cursor: object, statement: str, *_more: object) -> None:
        put_off = statement.partition("WHERE")[0]
        if put_off.startswith("UPDATE outbox") and "failures=" in put_off and "seen=" not in put_off:
            refused.append(statement)
            raise OSError("the disk is full")

    refused: list[str] = []
    slack.double.fail("chat.postMessage", status=500)
    await slack.owe()
    await owe_drew(slack)
    engine = slack.office.building.database.engine.sync_engine
    event.listen(engine, "before_cursor_execute", refuse)
    assert await slack.office.building.delivery.deliver() == 2
    event.remove(engine, "before_cursor_execute", refuse)
    assert len(refused) == 1
    assert sorted([slack.reads("pat"), slack.reads("drew")]) == [[], ["A word."]]


async def test_nobody_waits_for_the_next_look_behind_those_to_whom_much_is_owed(slack: Workspace) -> None:
    """Each of four people alone fills a claim; whoever is owed one message has it before the second look."""
    drews = slack.double.channel_of(slack.double.user_by_email("drew@example.org"))
    slack.double.hang("chat.postMessage", seconds=4, times=4, spares=drews)
    database = slack.office.building.database
    for name in ("pat", "casey", "kim", "ana"):
        owed = (line(f"{name} {number}", recipient=f"{name}@example.org") for number in range(BATCH))
        await put(database, *owed)
    await owe_drew(slack)
    began = asyncio.get_running_loop().time()
    async with working(slack):
        await slack.until_read("drew")
    assert asyncio.get_running_loop().time() - began < 3 * POLL


async def test_old_keys_that_cannot_be_forgotten_are_logged_as_such(
    slack: Workspace, caplog: pytest.LogCaptureFixture
) -> None:
    async with slack.office.building.database.transaction() as transaction:
        await transaction.exec_driver_sql("DROP TABLE inbox")
    await slack.owe()
    async with working(slack):
        await slack.until_read("pat")
    assert "the keys of old events could not be forgotten" in caplog.text
    assert "the outbox could not be read" not in caplog.text
