"""Records that wait at the same moment share a transaction: one commit for many."""

from __future__ import annotations

import asyncio
from functools import partial

import pytest
from sqlalchemy import event, func, select, text
from sqlalchemy.exc import SQLAlchemyError

from bot.store import outbox
from bot.store.database import Database, Transaction
from bot.store.tables import inbox
from bot.store.together import Together
from tests.store.samples import NOW


async def enter(transaction: Transaction, key: str) -> None:
    await transaction.execute(inbox.insert(), {"key": key, "at": NOW})


async def refused(transaction: Transaction) -> None:
    await transaction.execute(text("SELECT * FROM nowhere"))


async def entered(database: Database) -> int:
    async with database.reading() as connection:
        return int((await connection.execute(select(func.count()).select_from(inbox))).scalar_one())


async def test_what_comes_at_the_same_moment_is_committed_once(database: Database) -> None:
    commits: list[object] = []
    event.listen(database.engine.sync_engine, "commit", commits.append)
    together = Together(database, outbox.hold_case)
    await asyncio.gather(*(together.do(None, partial(enter, key=str(number))) for number in range(5)))
    assert (await entered(database), len(commits)) == (5, 1)


async def test_another_matter_does_not_suffer(database: Database) -> None:
    together = Together(database, outbox.hold_case)
    works = (together.do(1, partial(enter, key="kept")), together.do(2, refused))
    kept, lost = await asyncio.gather(*works, return_exceptions=True)
    assert (await entered(database), kept) == (1, None)
    assert isinstance(lost, SQLAlchemyError)


async def test_where_a_shared_transaction_fails_each_is_done_by_itself(database: Database) -> None:
    together = Together(database, outbox.hold_case)
    works = (
        together.do(1, partial(enter, key="before")),
        together.do(1, refused),
        together.do(1, partial(enter, key="after")),
    )
    found = await asyncio.gather(*works, return_exceptions=True)
    assert await entered(database) == 2
    assert [type(one) for one in found if one] == [type(found[1])]
    await together.do(1, partial(enter, key="later"))
    assert await entered(database) == 3


async def test_on_sqlite_matters_share_and_on_postgresql_each_has_its_own(database: Database) -> None:
    commits: list[object] = []
    event.listen(database.engine.sync_engine, "commit", commits.append)
    together = Together(database, outbox.hold_case)
    await asyncio.gather(*(together.do(number, partial(enter, key=str(number))) for number in range(3)))
    assert (await entered(database), len(commits)) == (3, 1 if database.is_sqlite else 3)


async def test_a_database_that_was_away_is_tried_again(database: Database) -> None:
    def away(_connection: object) -> None:
        raise OSError("away")

    together = Together(database, outbox.hold_case)
    event.listen(database.engine.sync_engine, "begin", away, insert=True)
    with pytest.raises(OSError, match="away"):
        await together.do(1, partial(enter, key="lost"))
    event.remove(database.engine.sync_engine, "begin", away)
    await together.do(1, partial(enter, key="kept"))
    assert await entered(database) == 1
