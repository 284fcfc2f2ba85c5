"""What a case is known by: one open case has a link, whoever reports it, and a closed one is recognized."""

from __future__ import annotations

import asyncio
from dataclasses import replace

from bot.store import cases, traces
from bot.store.database import Database
from bot.workflow import Case
from tests.store.samples import LATER, NOW, a_case, moved

LINK, ACCOUNT = "instagram:p/1", "instagram:fake.school"


async def incident(database: Database, ref: str) -> Case:
    async with database.transaction() as transaction:
        return await a_case(transaction, ref, kind="incident", state="new")


async def claim(database: Database, case: Case, *keys: str) -> int | None:
    async with database.transaction() as transaction:
        return await traces.claim(transaction, case.id, keys, NOW)


async def test_the_first_has_it_and_the_second_is_told_who(database: Database) -> None:
    first, second = await incident(database, "I-1001"), await incident(database, "I-1002")
    assert await claim(database, first, LINK, ACCOUNT) is None
    assert await claim(database, second, ACCOUNT) == first.id
    assert await claim(database, first, LINK, ACCOUNT) is None


async def test_who_was_told_of_another_holds_nothing(database: Database) -> None:
    first, second, third = [await incident(database, f"I-100{number}") for number in (1, 2, 3)]
    await claim(database, first, ACCOUNT)
    assert await claim(database, second, ACCOUNT, LINK) == first.id
    assert await claim(database, third, LINK) is None


async def test_two_at_the_same_moment_find_one_holder(database: Database) -> None:
    both = [await incident(database, f"I-100{number}") for number in (1, 2)]
    found = await asyncio.gather(*(claim(database, case, LINK, ACCOUNT) for case in both))
    holders = {case.id if holder is None else holder for case, holder in zip(both, found, strict=True)}
    assert len(holders) == 1
    assert None in found


async def test_a_closed_case_is_recognized_and_in_nobodys_way(database: Database) -> None:
    first, second = await incident(database, "I-1001"), await incident(database, "I-1002")
    await claim(database, first, LINK)
    closing = moved(first, "close", "closed")
    async with database.transaction() as transaction:
        await cases.make(transaction, replace(closing, case=replace(closing.case, updated_at=LATER)), {})
        await traces.release(transaction, first.id)
    async with database.reading() as connection:
        assert await traces.known_by(connection, [LINK, ACCOUNT], ["closed"], NOW) == (first.id,)
        assert await traces.known_by(connection, [ACCOUNT], ["closed"], NOW) == ()
        assert await traces.known_by(connection, [LINK], ["closed"], LATER.replace(year=LATER.year + 1)) == ()
    assert await claim(database, second, LINK) is None
