"""The database is away at somebody's first word after a start, when not even who they are is known: they are told."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import event

from bot.events import Heard, Person, Place
from bot.platforms.base import Met
from bot.replies import Sorry
from bot.store.database import Database
from tests.two_chats import TwoChats, two_chats

UNCLEAR = "I could not find out who you are just now. Please try again in a minute."


@pytest.fixture
async def chats(address: str) -> AsyncIterator[TwoChats]:
    async with two_chats(address) as opened:
        yield opened


@contextmanager
def away(database: Database) -> Iterator[None]:
    """Nothing can be asked of the database meanwhile."""

    def refuse(*_asked: object) -> None:
        raise OSError("away")

    engines = [each.sync_engine for each in database.engines]
    for engine in engines:
        event.listen(engine, "before_cursor_execute", refuse)
    yield
    for engine in engines:
        event.remove(engine, "before_cursor_execute", refuse)


async def test_who_types_in_slack_is_told(chats: TwoChats) -> None:
    ana = chats.in_slack("ana")
    with away(chats.building.database):
        await ana.say("/sm-request")
    assert ana.messages() == [UNCLEAR]


async def test_the_log_says_that_it_was_the_database(chats: TwoChats, caplog: pytest.LogCaptureFixture) -> None:
    with away(chats.building.database):
        await chats.in_slack("ana").say("/sm-request")
    assert "the database does not say who somebody is: OSError" in caplog.messages


async def test_a_chat_that_takes_too_long_is_no_fault_of_the_database(
    chats: TwoChats, caplog: pytest.LogCaptureFixture
) -> None:
    async def look_up() -> Met:
        raise TimeoutError

    with pytest.raises(TimeoutError):
        await chats.building.front_desk.meet("teams", "29:new", look_up)
    assert not [said for said in caplog.messages if "database" in said]


async def test_who_types_in_teams_is_told(chats: TwoChats) -> None:
    pat = chats.in_teams("pat")
    with away(chats.building.database):
        await pat.say("hello")
    assert pat.messages() == [UNCLEAR]


async def test_who_reports_a_message_in_teams_is_told_in_its_window(chats: TwoChats) -> None:
    pat = chats.in_teams("pat")
    with away(chats.building.database):
        assert UNCLEAR in await pat.flag("<p>Look at this</p>")


async def test_what_can_neither_be_shown_nor_offered_ends_quietly(
    chats: TwoChats, caplog: pytest.LogCaptureFixture
) -> None:
    heard = Heard("1", Person("ana@example.org", "Ana"), Place("slack", "D1"), text="hello")
    with away(chats.building.database):
        await chats.building.front_desk.offer(heard, Sorry("Something went wrong."))
    assert "what could not be shown at once could not be offered either" in caplog.messages
