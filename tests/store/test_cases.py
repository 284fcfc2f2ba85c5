"""Cases: references without gaps, moves that one alone can make, addresses that one alone can hold, and lists."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from dataclasses import replace
from datetime import UTC
from typing import Any

import pytest

from bot.store import case_lists, cases, references
from bot.store.database import Database
from bot.workflow import AddressTaken, Case
from tests.store.samples import ANA, CASEY, LATER, NOW, PAT, a_case, moved


class Trouble(Exception):
    """A visit that comes to nothing."""


# --- References -----------------------------------------------------------------------------------------------------


async def numbered(database: Database, number: int) -> str:
    """A reference that is used; every fifth visit comes to nothing."""
    with suppress(Trouble):
        async with database.transaction() as transaction:
            ref = await references.next_ref(transaction, "account_request", "R")
            if number % 5 == 0:
                raise Trouble
            return ref
    return ""


async def test_fifty_at_once_get_fifty_references_without_a_gap(database: Database) -> None:
    given = await asyncio.gather(*(numbered(database, number) for number in range(50)))
    assert sorted(filter(None, given)) == [f"R-{number}" for number in range(1001, 1041)]


async def test_each_kind_counts_for_itself(database: Database) -> None:
    async with database.transaction() as transaction:
        assert await references.next_ref(transaction, "account_request", "R") == "R-1001"
        assert await references.next_ref(transaction, "account", "A") == "A-1001"
        assert await references.next_ref(transaction, "account_request", "R") == "R-1002"


# --- Opened and found -----------------------------------------------------------------------------------------------


async def test_a_case_comes_back_as_it_was_put_away(database: Database) -> None:
    data = {"answers": {"message": "Fußball, 足球 ⚽"}, "screens": ["start"]}
    async with database.transaction() as transaction:
        stored = await a_case(transaction, data=data, address="instagram/soccer")
    async with database.reading() as connection:
        assert await cases.by_ref(connection, "R-1001") == stored
        assert await cases.by_id(connection, stored.id) == stored
        assert await cases.by_address(connection, "account_request", "instagram/soccer") == stored
    assert (stored.data, stored.opened_at, stored.opened_at.tzinfo) == (data, NOW, UTC)


async def test_what_is_not_there_is_none(database: Database) -> None:
    async with database.reading() as connection:
        assert await cases.by_ref(connection, "R-9999") is None
        assert await cases.by_id(connection, 9999) is None
        assert await cases.by_address(connection, "account", "nowhere") is None


async def test_two_cases_of_a_kind_never_share_an_address(database: Database) -> None:
    async with database.transaction() as transaction:
        await a_case(transaction, "A-1001", kind="account", address="x/soccer")
        with pytest.raises(AddressTaken, match="x/soccer"):
            await a_case(transaction, "A-1002", kind="account", address="x/soccer")
        await a_case(transaction, "R-1001", kind="account_request", address="x/soccer")
        await a_case(transaction, "A-1003", kind="account", address=None)
        await a_case(transaction, "A-1004", kind="account", address=None)
    async with database.reading() as connection:
        assert [case.ref for case in await cases.everything(connection, "account")] == ["A-1001", "A-1003", "A-1004"]


async def test_of_two_who_take_an_address_at_the_same_moment_one_gets_it(database: Database) -> None:
    taken = await asyncio.gather(*(_take_address(database, f"A-100{number}") for number in range(4)))
    assert sorted(taken) == ["taken", "taken", "taken", "x/soccer"]


async def _take_address(database: Database, ref: str) -> str:
    try:
        async with database.transaction() as transaction:
            return str((await a_case(transaction, ref, kind="account", address="x/soccer")).address)
    except AddressTaken:
        return "taken"


# --- Saved and moved ------------------------------------------------------------------------------------------------


async def make(database: Database, case: Case, to: str = "with_director", by: str = PAT) -> bool:
    async with database.transaction() as transaction:
        return await cases.make(transaction, moved(case, to=to, by=by), {"tool": ("X", "Facebook")})


async def opened(database: Database, **more: str) -> Case:
    async with database.transaction() as transaction:
        return await a_case(transaction, **more)


async def test_of_twenty_who_move_the_same_version_one_does(database: Database) -> None:
    case = await opened(database)
    ends = [f"end_{number}" for number in range(20)]
    made = await asyncio.gather(*(make(database, case, to=end) for end in ends))
    async with database.reading() as connection:
        after = await cases.by_ref(connection, case.ref)
        happened = await cases.happenings(connection, case.id, 50)
    assert made.count(True) == 1
    assert after is not None
    assert (after.state, after.version) == (ends[made.index(True)], case.version + 1)
    assert [one.to_state for one in happened] == [after.state]


async def test_history_says_who_did_what_when_and_what_changed(database: Database) -> None:
    case = await opened(database)
    assert await make(database, case)
    async with database.reading() as connection:
        (line,) = await cases.happenings(connection, case.id, 5)
    assert (line.at, line.by, line.note) == (LATER, PAT, "A note.")
    assert (line.move, line.from_state, line.to_state) == ("approve", "with_principal", "with_director")
    assert line.changes == {"tool": ["X", "Facebook"]}


@pytest.mark.parametrize("seen", [{"version": 1}, {"version": 3}, {"state": "with_director"}])
async def test_who_read_something_else_moves_nothing(database: Database, seen: dict[str, Any]) -> None:
    case = await opened(database)
    async with database.transaction() as transaction:
        assert not await cases.make(transaction, moved(replace(case, **seen)), {})
    async with database.reading() as connection:
        assert await cases.by_ref(connection, case.ref) == case
        assert await cases.happenings(connection, case.id, 5) == ()


async def test_the_newest_lines_of_a_long_history_come_oldest_first(database: Database) -> None:
    case = await opened(database)
    for number in range(5):
        step = moved(case, to=f"state_{number}")
        async with database.transaction() as transaction:
            assert await cases.make(transaction, step, {})
        case = step.case
    async with database.reading() as connection:
        newest = await cases.happenings(connection, case.id, 2)
    assert [line.to_state for line in newest] == ["state_3", "state_4"]


async def test_answers_are_kept_only_where_they_may_be_edited(database: Database) -> None:
    case = await opened(database, state="draft")
    async with database.transaction() as transaction:
        kept = await cases.save(transaction, case, ("draft",), {"answers": 1}, "maple-es", LATER)
    assert kept is not None
    assert (kept.data, kept.school, kept.version, kept.updated_at) == ({"answers": 1}, "maple-es", 3, LATER)
    async with database.transaction() as transaction:
        assert await cases.save(transaction, kept, ("changes_wanted",), {"answers": 2}, "", LATER) is None
    async with database.reading() as connection:
        assert await cases.by_ref(connection, case.ref) == kept


async def test_answers_that_were_read_before_somebody_else_wrote_are_not_kept(database: Database) -> None:
    case = await opened(database, state="draft")
    async with database.transaction() as transaction:
        kept = await cases.save(transaction, case, ("draft",), {"answers": 1}, "maple-es", LATER)
        assert await cases.save(transaction, case, ("draft",), {"answers": 2}, "maple-es", LATER) is None
    async with database.reading() as connection:
        assert await cases.by_ref(connection, case.ref) == kept


# --- Lists ----------------------------------------------------------------------------------------------------------


async def five(database: Database) -> None:
    """Cases of two people and two schools, R-1 to R-5; R-2 has gone to the Director and has Pat as its manager."""
    schools = ["central-hs", "maple-es", "central-hs", "maple-es", "central-hs"]
    async with database.transaction() as transaction:
        for number, school in enumerate(schools, start=1):
            who, state = (ANA, "with_principal") if number != 2 else (CASEY, "with_director")
            case = await a_case(transaction, f"R-{number}", school=school, opened_by=who, state=state)
            await cases.set_members(transaction, case.id, {"manager": PAT if number == 2 else who})


def refs(found: tuple[Case, ...]) -> list[str]:
    return [case.ref for case in found]


async def test_my_own_come_newest_first_and_page_by_page(database: Database) -> None:
    await five(database)
    async with database.reading() as connection:
        pages = [refs(await case_lists.opened_by(connection, "account_request", ANA, 2, skip)) for skip in (0, 2, 4)]
    assert pages == [["R-5", "R-4"], ["R-3", "R-1"], []]


async def test_what_waits_comes_longest_waiting_first(database: Database) -> None:
    await five(database)
    async with database.reading() as connection:
        central = await case_lists.in_states(connection, "account_request", ["with_principal"], ["central-hs"], most=2)
        everywhere = await case_lists.in_states(connection, "account_request", ["with_director"], None, most=9)
        nowhere = await case_lists.in_states(connection, "account_request", ["with_principal"], [], most=9)
    assert (refs(central), refs(everywhere), refs(nowhere)) == (["R-1", "R-3"], ["R-2"], [])


async def test_the_register_shows_my_schools_and_what_i_belong_to(database: Database) -> None:
    await five(database)
    async with database.reading() as connection:
        pats = await case_lists.register(connection, "account_request", PAT, ["central-hs"], 3)
        rest = await case_lists.register(connection, "account_request", PAT, ["central-hs"], 3, skip=3)
        everything = await case_lists.register(connection, "account_request", CASEY, None, 9)
    assert (refs(pats), refs(rest)) == (["R-5", "R-3", "R-2"], ["R-1"])
    assert refs(everything) == ["R-5", "R-4", "R-3", "R-2", "R-1"]


async def test_who_takes_somebodys_part_stands_in_their_place(database: Database) -> None:
    case = await opened(database)
    async with database.transaction() as transaction:
        await cases.set_members(transaction, case.id, {"manager": PAT, "second_manager": ""})
        await cases.set_members(transaction, case.id, {"manager": CASEY})
        assert refs(await case_lists.register(transaction, case.kind, PAT, [], 9)) == []
        assert refs(await case_lists.register(transaction, case.kind, CASEY, [], 9)) == [case.ref]


async def test_a_part_that_is_given_up_belongs_to_nobody(database: Database) -> None:
    case = await opened(database)
    async with database.transaction() as transaction:
        await cases.set_members(transaction, case.id, {"manager": CASEY, "second_manager": PAT})
        await cases.set_members(transaction, case.id, {"second_manager": ""})
        assert refs(await case_lists.register(transaction, case.kind, PAT, [], 9)) == []
        assert refs(await case_lists.register(transaction, case.kind, CASEY, [], 9)) == [case.ref]
