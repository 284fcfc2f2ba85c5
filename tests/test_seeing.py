"""One reading of a case serves all whose cards are drawn at the same moment, and none shows what was true before."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import event

from bot.seeing import Seeing, Seen
from bot.store import cases
from bot.store.database import Database
from bot.workflow import Case
from handlers import CONVERSATIONS
from tests.store.samples import a_case, moved

FACES = {conversation.face.workflow.kind: conversation.face for conversation in CONVERSATIONS if conversation.face}


@pytest.fixture
async def case(database: Database) -> Case:
    async with database.transaction() as transaction:
        return await a_case(transaction)


@contextmanager
def readings(database: Database) -> Iterator[asyncio.Queue[str]]:
    """What is asked of the table of cases meanwhile."""
    asked: asyncio.Queue[str] = asyncio.Queue()

    def note(_connection: object, _cursor: object, statement: str, *_more: object) -> None:
        if "FROM cases" in statement:
            asked.put_nowait(statement)

    engine = database.reading_engine.sync_engine
    event.listen(engine, "before_cursor_execute", note)
    yield asked
    event.remove(engine, "before_cursor_execute", note)


def of(seen: Seen | None) -> str:
    return seen.case.stamp if seen else "gone"


async def test_those_who_ask_at_the_same_moment_share_one_reading(database: Database, case: Case) -> None:
    seeing = Seeing(database, FACES)
    with readings(database) as asked:
        seen = await asyncio.gather(*(seeing.case(case.id) for _ in range(4)))
    assert ([of(each) for each in seen], asked.qsize()) == ([case.stamp] * 4, 1)


async def test_who_asks_once_it_has_begun_has_it_read_anew(database: Database, case: Case) -> None:
    seeing = Seeing(database, FACES)
    with readings(database) as asked:
        first = asyncio.create_task(seeing.case(case.id))
        await asked.get()
        await asyncio.gather(first, seeing.case(case.id))
    assert asked.qsize() == 1


async def test_what_is_asked_after_a_move_shows_it(database: Database, case: Case) -> None:
    seeing = Seeing(database, FACES)
    await seeing.case(case.id)
    step = moved(case)
    async with database.transaction() as transaction:
        assert await cases.make(transaction, step, {})
    seen = await seeing.case(case.id)
    assert seen is not None
    assert (of(seen), [each.move for each in seen.history][-1]) == (step.case.stamp, step.move.name)


async def test_a_case_that_is_gone_is_none(database: Database, case: Case) -> None:
    assert await Seeing(database, FACES).case(case.id + 1) is None


async def test_after_a_database_that_was_away_it_is_read_again(database: Database, case: Case) -> None:
    def away(*_asked: object) -> None:
        raise OSError("away")

    seeing, engine = Seeing(database, FACES), database.reading_engine.sync_engine
    event.listen(engine, "checkout", away)
    with pytest.raises(OSError, match="away"):
        await seeing.case(case.id)
    event.remove(engine, "checkout", away)
    assert of(await seeing.case(case.id)) == case.stamp
