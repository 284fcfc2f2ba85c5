"""A hold and a deletion at the same moment: whichever comes first, nothing is deleted that somebody holds."""

from __future__ import annotations

import asyncio
from datetime import timedelta

from bot.holding import keeping, made_one
from bot.store import cases, drafts, holds
from bot.store.database import Transaction
from bot.store.holds import Hold
from bot.workflow import Case
from tests.office import Office
from tests.reports import LINK, report

A_MOMENT = 0.2


async def place(opened: Office, transaction: Transaction, ref: str) -> bool:
    """As somebody places one: False where there is no such case any more."""
    if await cases.held(transaction, ref) is None:
        return False
    return await holds.place(transaction, Hold(ref, "rene@example.org", opened.clock(), "A lawsuit."))


async def hold(opened: Office, ref: str) -> bool:
    async with opened.building.database.transaction() as transaction:
        return await place(opened, transaction, ref)


async def old_offer(opened: Office) -> str:
    """The offer to report a link, which nobody took up for more than a month."""
    await opened.say("kim", LINK)
    opened.clock.move(days=31)
    return (await unsent(opened))[0].ref


async def unsent(opened: Office) -> list[Case]:
    return [case for case, _ in await opened.everything() if case.state == "draft"]


async def test_an_offer_on_hold_stays_and_goes_once_the_hold_is_lifted(open_office: Office) -> None:
    ref = await old_offer(open_office)
    assert await hold(open_office, ref)
    await open_office.building.upkeep.round()
    assert await unsent(open_office)
    async with open_office.building.database.transaction() as transaction:
        assert await holds.lift(transaction, ref)
    await open_office.building.upkeep.round()
    assert not await unsent(open_office)


async def test_what_is_being_put_on_hold_at_this_moment_stays(open_office: Office) -> None:
    ref = await old_offer(open_office)
    async with open_office.building.database.transaction() as transaction:
        assert await place(open_office, transaction, ref)
        forgetting = asyncio.create_task(open_office.building.upkeep.round())
        await asyncio.sleep(A_MOMENT)
    await forgetting
    assert await unsent(open_office)


async def test_what_is_being_deleted_at_this_moment_can_be_put_on_hold_no_more(open_office: Office) -> None:
    ref = await old_offer(open_office)
    async with open_office.building.database.transaction() as transaction:
        await drafts.forget_untouched(transaction, "incident", "draft", open_office.clock() - timedelta(days=30))
        holding = asyncio.create_task(hold(open_office, ref))
        await asyncio.sleep(A_MOMENT)
    assert not await holding
    async with open_office.building.database.reading() as connection:
        assert not await holds.everything(connection)


async def test_a_hold_on_either_of_two_reports_of_one_matter_keeps_both(open_office: Office) -> None:
    first, second, other = (
        await report(open_office, "kim"),
        await report(open_office, "ana"),
        await open_office.file("lee"),
    )
    assert second.ref == first.ref
    part = next(case for case, _ in await open_office.everything() if case.state == "joined")
    faces = open_office.building.menu.faces
    assert await hold(open_office, part.ref)
    async with open_office.building.database.reading() as connection:
        for case in (second, part):
            assert await made_one(connection, faces, case) == (second.ref, part.ref)
            assert [one.ref for one in await keeping(connection, faces, case)] == [part.ref]
        assert not await keeping(connection, faces, other)
        assert await holds.is_held(connection, (other.ref, part.ref))
        assert not await holds.is_held(connection, (other.ref, first.ref))
