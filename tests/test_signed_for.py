"""`audit verify` takes no deed at its word: what was destroyed was on a list that somebody had signed."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Table, delete, insert, text, update

from bot.audit.examining import Audit
from bot.store import cases, deeds, disposal
from bot.store.database import Database, Transaction
from bot.store.deeds import Deed
from bot.store.tables import cases as cases_table
from bot.store.tables import deeds as deeds_table
from bot.store.tables import evidence_views, history
from tests.logged import destroy, happened, sealer, signed_list, slip_in
from tests.store.samples import CASEY, LATER, NOW, PAT
from tests.test_audit import AFTERWARDS, GONE, SEALS, changed
from tests.test_audit import sealed as sealed

CARRIED_OUT = ("sign", "begin", "carry_out")
UNSIGNED = "nobody had signed the list that it names"
NO_LIST = "it names a list that there never was"


async def doubts(database: Database) -> list[str]:
    """What an audit says against deeds, before they are sealed and afterwards: the same."""
    before = await _doubts(database)
    await sealer(database, NOW).round()
    assert await _doubts(database) == before
    return before


async def _doubts(database: Database) -> list[str]:
    async with database.reading() as connection:
        found = [fault async for fault in Audit(connection, NOW).faults()]
    said = "The row says that the case was destroyed, and "
    return [f"{fault.ref}: {fault.what.removeprefix(said).rstrip('.')}" for fault in found if fault.record == "deeds"]


async def destroyed(database: Database, *moves: str, signer: str = CASEY, kept: str = "") -> list[str]:
    """What an audit says once I-1001 was destroyed under D-1001, to which this was done."""
    (case,) = await happened(database, "I-1001")
    await sealer(database, NOW).round()
    async with database.transaction() as transaction:
        await signed_list(transaction, "D-1001", *moves, of=["I-1001"], kept=kept)
        await destroy(transaction, case, signer=signer)
    return await doubts(database)


@pytest.mark.parametrize(
    "moves",
    [("sign", "begin"), CARRIED_OUT, ("keep_off", "sign", "take_back", "sign", "begin"), ("sign", *CARRIED_OUT)],
)
async def test_what_was_on_a_list_that_somebody_signed(database: Database, moves: tuple[str, ...]) -> None:
    assert await destroyed(database, *moves) == []


@pytest.mark.parametrize("moves", [(), ("sign",), ("begin",), ("sign", "take_back"), ("begin", "sign"), ("carry_out",)])
async def test_a_list_that_was_never_signed_or_never_begun(database: Database, moves: tuple[str, ...]) -> None:
    assert await destroyed(database, *moves) == [f"I-1001: {UNSIGNED}"]


async def test_a_case_that_was_kept_off_the_list(database: Database) -> None:
    found = await destroyed(database, *CARRIED_OUT, kept="I-1001")
    assert found == ["I-1001: it was not on the list that it names, or was kept off it"]


async def test_a_deed_with_another_signer_than_the_list(database: Database) -> None:
    assert await destroyed(database, *CARRIED_OUT, signer=PAT) == [
        "I-1001: somebody else had signed the list that it names"
    ]


async def test_a_list_that_there_never_was(database: Database) -> None:
    (case,) = await happened(database, "I-1001")
    await sealer(database, NOW).round()
    async with database.transaction() as transaction:
        await destroy(transaction, case)
    assert await doubts(database) == [f"I-1001: {NO_LIST}"]


async def test_a_case_that_is_no_list(database: Database) -> None:
    first, _ = await happened(database, "I-1001", "I-1002")
    await sealer(database, NOW).round()
    async with database.transaction() as transaction:
        await destroy(transaction, first, named="I-1002")
    assert await doubts(database) == [f"I-1001: {UNSIGNED}"]


# --- A list that was itself destroyed ---------------------------------------------------------------------------------


async def end(transaction: Transaction, ref: str, named: str) -> None:
    """A list goes with all its rows, under another one."""
    listed = await cases.held_to_end(transaction, ref)
    assert listed
    await disposal.destroy(transaction, listed)
    await deeds.enter(transaction, Deed("destroyed", "", LATER, ref, {"list": named, "signer": CASEY, "with": ref}))


async def both_gone(database: Database, *moves: str, later: str = "D-1002") -> list[str]:
    """A case under D-1001, and that list under a later one, to which this was done."""
    assert await destroyed(database, *CARRIED_OUT) == []
    async with database.transaction() as transaction:
        await signed_list(transaction, later, *moves, of=["D-1001"])
        await end(transaction, "D-1001", later)
    return await doubts(database)


async def test_a_list_that_went_as_was_signed_for(database: Database) -> None:
    assert await both_gone(database, *CARRIED_OUT) == []


async def test_a_list_that_went_under_one_that_went_as_well(database: Database) -> None:
    assert await both_gone(database, *CARRIED_OUT) == []
    async with database.transaction() as transaction:
        await signed_list(transaction, "D-1003", *CARRIED_OUT, of=["D-1002"])
        await end(transaction, "D-1002", "D-1003")
    assert await doubts(database) == []


async def test_a_list_that_went_under_one_that_nobody_signed(database: Database) -> None:
    assert await both_gone(database) == [f"I-1001: {NO_LIST}", f"D-1001: {UNSIGNED}"]


async def test_a_list_that_went_under_an_earlier_one(database: Database) -> None:
    assert await both_gone(database, *CARRIED_OUT, later="D-1000") == [f"I-1001: {NO_LIST}"]


async def test_two_lists_that_name_each_other_prove_nothing(database: Database) -> None:
    async with database.transaction() as transaction:
        for ref, named in (("D-1001", "D-1002"), ("D-1002", "D-1001")):
            await deeds.enter(transaction, Deed("destroyed", "", NOW, ref, {"list": named, "signer": CASEY}))
    assert await doubts(database) == [f"D-1001: {NO_LIST}", f"D-1002: {NO_LIST}"]


# --- What somebody wrote by hand --------------------------------------------------------------------------------------


@pytest.mark.parametrize("details", [[], {}, {"list": None}, {"list": ["D-1001"]}, {"list": "D-²"}, "D-1001", 7])
async def test_a_deed_that_names_nothing(database: Database, details: Any) -> None:
    row = {"at": NOW, "by": "", "deed": "destroyed", "ref": "I-1001", "details": details}
    async with database.transaction() as transaction:
        await transaction.execute(insert(deeds_table).values(**row))
    assert await doubts(database) == [f"I-1001: {NO_LIST}"]


@pytest.mark.parametrize("data", [{"rows": [7]}, {"rows": [{"ref": "I-1001"}]}, {"rows": 7}, []])
async def test_a_list_that_cannot_be_read(database: Database, data: Any) -> None:
    (case,) = await happened(database, "I-1001")
    await sealer(database, NOW).round()
    async with database.transaction() as transaction:
        listed = await signed_list(transaction, "D-1001", *CARRIED_OUT, of=["I-1001"])
        await destroy(transaction, case)
        await transaction.execute(update(cases_table).where(cases_table.c.id == listed.id).values(data=data))
    assert await doubts(database) == [f"I-1001: {UNSIGNED}"]


# --- The rows that went -----------------------------------------------------------------------------------------------


async def test_what_was_destroyed_as_somebody_signed_is_no_fault(database: Database) -> None:
    first, _ = await happened(database, "I-1001", "I-1002")
    await sealer(database).round()
    async with database.transaction() as transaction:
        await signed_list(transaction, "D-1001", "sign", "begin", of=["I-1001"])
        await destroy(transaction, first)
    await sealer(database, NOW + timedelta(hours=3)).round()
    async with database.reading() as connection:
        walk = Audit(connection, AFTERWARDS)
        assert [fault async for fault in walk.faults()] == []
    assert (walk.sealed, walk.destroyed) == (SEALS + 3, 3)


async def test_a_row_of_another_case_than_the_one_that_was_destroyed(database: Database) -> None:
    first, second = await happened(database, "I-1001", "I-1002")
    await sealer(database).round()
    async with database.transaction() as transaction:
        await signed_list(transaction, "D-1001", of=["I-1001"])
        await destroy(transaction, first)
    assert await changed(database, delete(history).where(history.c.case_id == second.id)) == [
        *(
            f"{number} {row} I-1001: {GONE}"
            for number, row in enumerate(("history 1", "history 2", "evidence_views 1"), 1)
        ),
        f"5 history 3 I-1002: {GONE}",
        f"6 history 4 I-1002: {GONE}",
        "None deeds 3 I-1001: The row says that the case was destroyed, and nobody had signed the list that it names.",
    ]


@pytest.mark.parametrize(("record", "rows"), [(history, (1, 3)), (evidence_views, (1, 2)), (deeds_table, (1, 2))])
async def test_a_deed_of_destruction_that_nobody_signed_excuses_nothing(
    sealed: Database, record: Table, rows: tuple[int, int]
) -> None:
    """And none excuses the rows of a case that is there."""
    async with sealed.transaction() as transaction:
        await signed_list(transaction, "D-1001", "sign", "begin", of=["I-1001"])
        details = {"list": "D-1001", "signer": CASEY}
        await deeds.enter(transaction, Deed("destroyed", "", NOW + timedelta(hours=2), "I-1001", details))
        await deeds.enter(transaction, Deed("destroyed", "", NOW + timedelta(hours=2), "I-1002", {}))
    found = await changed(sealed, delete(record).where(record.c.id.in_(rows)))
    assert {"I-1001", "I-1002"} <= {one.split()[3].rstrip(":") for one in found if GONE in one}


async def test_the_deeds_of_a_case_that_was_destroyed_never_go(database: Database) -> None:
    (case,) = await happened(database, "I-1001")
    await sealer(database).round()
    async with database.transaction() as transaction:
        await signed_list(transaction, "D-1001", "sign", "begin", of=["I-1001"])
        await destroy(transaction, case)
    await sealer(database, NOW + timedelta(hours=3)).round()
    assert await changed(database, delete(deeds_table).where(deeds_table.c.deed == "viewed")) == [
        f"4 deeds 1 I-1001: {GONE}"
    ]


async def test_what_came_after_the_destruction_did_not_go_with_it(database: Database) -> None:
    """A line of the same reference that was sealed behind the deed."""
    case, other = await happened(database, "I-1001", "I-1002")
    await sealer(database).round()
    async with database.transaction() as transaction:
        await signed_list(transaction, "D-1001", "sign", "begin", of=["I-1001"])
        await destroy(transaction, case)
    await sealer(database, NOW + timedelta(hours=3)).round()
    renamed = "UPDATE cases SET ref = '{}' WHERE ref = '{}'".format
    await changed(database, text(renamed("I-1001", "I-1002")))
    await slip_in(database, other, 77, 77, NOW + timedelta(hours=2))
    await sealer(database, NOW + timedelta(hours=3)).round()
    found = await changed(database, delete(history).where(history.c.id == 77), text(renamed("I-1002", "I-1001")))
    assert found == [f"12 history 77 I-1001: {GONE}"]
