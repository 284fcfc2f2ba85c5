"""Many at the same moment: one wins, everybody else hears who and when, and nothing is told twice."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest

from bot.events import Clicked
from bot.replies import Now, Sorry, Swap
from bot.store import cases
from bot.ui import plain
from bot.workflow import Case
from tests.office import Office

DECIDERS = ("pat", "drew")
"""The principal and the stand-in."""


def shown(now: Now | None) -> str:
    assert isinstance(now, Swap), now
    return plain(now.card)


async def press_ten_times_each(crossing: Office, case: Case) -> list[Now | None]:
    """Twenty presses on the same stamp at the same moment, each with a key of its own."""
    presses = [crossing.press(name, "approve", case) for _ in range(10) for name in DECIDERS]
    return await asyncio.gather(*presses)


# --- Twenty who decide ----------------------------------------------------------------------------------------------


async def test_of_twenty_presses_one_decides(open_office: Office) -> None:
    case = await open_office.file()
    answers = await press_ten_times_each(open_office, case)
    after = await open_office.case(case.ref)
    assert (after.state, after.version) == ("with_director", case.version + 1)
    assert [one.move for one in await open_office.history(case)] == ["file", "approve"]
    assert all("[With the Communications Director]" in shown(now) for now in answers)


async def test_everybody_else_hears_who_decided_and_when(open_office: Office) -> None:
    case = await open_office.file()
    await open_office.settle()
    await press_ten_times_each(open_office, case)
    await open_office.settle()
    winner = (await open_office.case(case.ref)).last_by
    name = open_office.building.house.name(winner)
    for decider in DECIDERS:
        won = winner.startswith(decider)
        told = [said for said in await open_office.chat(decider) if "acted on" in said]
        said = "You already acted on R-1001" if won else f"{name} acted on R-1001 first"
        assert told == [f"{said}, on Mon, Nov 9, 9:00 AM. It is now: With the Communications Director."] * (
            9 if won else 10
        )


async def test_nobody_else_is_told_anything_twice(open_office: Office) -> None:
    case = await open_office.file()
    await open_office.settle()
    await press_ten_times_each(open_office, case)
    await open_office.settle()
    assert len([said for said in await open_office.chat("casey") if "[Approve]" in said]) == 1
    assert len(await open_office.chat("casey")) == 1
    lines = [said for said in await open_office.chat("ana") if "It is now with the Communications Director" in said]
    assert len(lines) == 1
    assert not [said for said in await open_office.chat("pat") if "[Approve]" in said]


async def test_approve_and_withdraw_at_the_same_moment(open_office: Office) -> None:
    """One of them counts, and the other hears so: never both."""
    case = await open_office.file()
    form = await open_office.press("ana", "withdraw", case)
    await asyncio.gather(open_office.finish("ana", form), open_office.press("pat", "approve", case))
    moves = [one.move for one in await open_office.history(case)]
    assert moves in (["file", "approve"], ["file", "withdraw"])
    assert (await open_office.case(case.ref)).version == case.version + 1


async def test_two_managers_accept_the_charter_at_the_same_moment(open_office: Office) -> None:
    """Neither gets in the other's way: both have accepted."""
    case = await open_office.file()
    for name in ("pat", "casey"):
        case = await open_office.move(name, "approve", case)
    await asyncio.gather(*(open_office.press(name, "accept_charter", case) for name in ("ana", "kim")))
    accepted = (await open_office.case(case.ref)).data["accepted"]
    assert set(accepted) == {"ana@example.org", "kim@example.org"}


async def test_moves_refusals_and_deliveries_at_the_same_moment_never_block_each_other(open_office: Office) -> None:
    """They touch the same rows of the outbox; on PostgreSQL two orders of locking would end in a deadlock."""
    for _ in range(6):
        case = await open_office.file()
        presses = [open_office.press(name, "approve", case) for name in DECIDERS * 3]
        answers, _ = await asyncio.gather(asyncio.gather(*presses), settle_often(open_office))
        assert not [now for now in answers if isinstance(now, Sorry)]
        await open_office.settle()
    assert len([said for said in await open_office.chat("casey") if "[Approve]" in said]) == 6


async def settle_often(crossing: Office) -> None:
    for _ in range(10):
        await crossing.building.delivery.deliver()


# --- Once only ------------------------------------------------------------------------------------------------------


async def test_an_event_that_is_delivered_three_times_at_once_has_one_effect_and_one_answer(
    open_office: Office,
) -> None:
    case = await open_office.file()
    await open_office.settle()
    answers = await asyncio.gather(*(open_office.press("pat", "approve", case, key="Ev1") for _ in range(3)))
    assert len({shown(now) for now in answers}) == 1
    assert "[With the Communications Director]" in shown(answers[0])
    await open_office.settle()
    assert (await open_office.case(case.ref)).version == case.version + 1
    assert not [said for said in await open_office.chat("pat") if "acted on" in said]


async def test_a_refusal_that_is_delivered_three_times_at_once_is_said_once(open_office: Office) -> None:
    case = await open_office.file()
    await open_office.move("pat", "approve", case)
    answers = await asyncio.gather(*(open_office.press("drew", "approve", case, key="Ev1") for _ in range(3)))
    await open_office.settle()
    assert len({shown(now) for now in answers}) == 1
    assert len([said for said in await open_office.chat("drew") if "acted on" in said]) == 1


async def test_a_form_that_is_sent_twice_at_once_files_once(open_office: Office) -> None:
    form = await open_office.review("ana")
    await asyncio.gather(*(open_office.send("ana", form) for _ in range(2)))
    await open_office.settle()
    case = await open_office.case("R-1001")
    assert (case.state, [one.move for one in await open_office.history(case)]) == ("with_principal", ["file"])
    assert len([said for said in await open_office.chat("pat") if "[Approve]" in said]) == 1


async def test_two_commands_at_the_same_moment_get_two_references(open_office: Office) -> None:
    names = ("ana", "kim", "lee", "sam", "toni")
    await asyncio.gather(*(open_office.say(name, "/sm-request") for name in names))
    async with open_office.building.database.reading() as connection:
        opened = await cases.everything(connection)
    assert sorted(case.ref for case in opened) == [f"R-{number}" for number in range(1001, 1006)]
    assert {case.opened_by for case in opened} == {f"{name}@example.org" for name in names}


# --- One address ----------------------------------------------------------------------------------------------------


async def test_two_requests_for_the_same_address_make_one_account(open_office: Office) -> None:
    first, second = await open_office.set_up("ana"), await open_office.set_up("lee")
    await asyncio.gather(open_office.press("casey", "activate", first), open_office.press("devon", "activate", second))
    states = [(await open_office.case(case.ref)).state for case in (first, second)]
    assert sorted(states) == ["custody_check", "done"]
    async with open_office.building.database.reading() as connection:
        accounts = await cases.everything(connection, "account")
    assert [case.ref for case in accounts] == ["A-1001"]
    await open_office.settle()
    loser = "casey" if states[0] == "custody_check" else "devon"
    refused = "That address is in the register already"
    assert [said for said in await open_office.chat(loser) if refused in said]


# --- Who may not ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("standing", ["guest", "outside", "bot", "gone"])
async def test_who_is_no_member_of_staff_changes_nothing_even_with_a_role(open_office: Office, standing: str) -> None:
    case = await open_office.file()
    whence = open_office.whence("pat")
    whence["person"] = replace(whence["person"], standing=standing)
    now = await open_office.receive(Clicked(**whence, action="account_request.approve", value=case.stamp))
    assert isinstance(now, Sorry)
    assert await open_office.case(case.ref) == case


@pytest.mark.parametrize("value", ["R-1001.99999999999", "R-1001.-1", "R-1001", "' OR 1=1 --", "R-9999.2", "\x00"])
async def test_a_forged_stamp_changes_nothing(open_office: Office, value: str) -> None:
    case = await open_office.file()
    await open_office.receive(Clicked(**open_office.whence("pat"), action="account_request.approve", value=value))
    assert await open_office.case(case.ref) == case
