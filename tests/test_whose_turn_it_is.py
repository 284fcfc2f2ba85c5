"""Whoever is to decide is asked, also after a start with new content, and nobody else is."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.events import Clicked
from tests.office import Office
from tests.situations import KIND, PEOPLE, SITUATIONS, approved, office_with, official


async def test_a_new_principal_is_asked_after_the_next_start(opened: Office, tmp_path: Path) -> None:
    case = await opened.file()
    await opened.settle()
    async with office_with(tmp_path, "principal: pat@example.org", "principal: quinn@example.org") as later:
        for _ in range(2):
            await later.building.catch_up()
        asked = [said for said in await later.told("quinn") if "[Approve]" in said]
        assert len(asked) == 1
        assert "R-1001 from Ana Reyes is now waiting for you." in asked[0]
        await later.press("pat", "approve", case)
        assert (await later.told("pat"))[-1] == "I cannot find R-1001 among the cases you can see."
        assert (await later.move("quinn", "approve", case)).state == "with_director"


async def days_later(opened: Office, days: int, name: str) -> list[str]:
    """What somebody reads new after so many school days."""
    seen = len(await opened.told(name))
    opened.clock.moment = opened.building.house.calendar.after(opened.clock(), days)
    return (await opened.told(name))[seen:]


AT_CENTRAL = "principal: pat@example.org, stand_ins: [drew@example.org]"


async def test_a_new_principal_is_reminded_and_after_them_their_stand_in_and_nobody_else(
    opened: Office, tmp_path: Path
) -> None:
    await opened.file()
    await opened.settle()
    others = AT_CENTRAL.replace("pat@", "quinn@").replace("drew@", "jordan@")
    async with office_with(tmp_path, AT_CENTRAL, others) as later:
        await later.building.catch_up()
        await later.building.catch_up()
        assert "R-1001 is with other people now." in (await later.told("pat"))[-1]
        assert "[Approve]" not in (await later.chat("pat"))[-1]
        reminded = await days_later(later, 2, "quinn")
        assert ["Reminder: R-1001 from Ana Reyes is ready for your decision." in said for said in reminded] == [True]
        assert ["You are the principal's stand-in" in said for said in await days_later(later, 2, "jordan")] == [True]
        assert ["has waited for the principal" in said for said in await days_later(later, 2, "casey")] == [True]
        assert len(await later.told("pat")) == 1
        assert not await later.told("drew")


async def test_a_stand_in_who_becomes_the_principal_is_asked(opened: Office, tmp_path: Path) -> None:
    await opened.file()
    await opened.settle()
    async with office_with(tmp_path, AT_CENTRAL, "principal: drew@example.org") as later:
        await later.building.catch_up()
        assert "R-1001 from Ana Reyes is now waiting for you." in (await later.told("drew"))[-1]
        assert "Reminder: R-1001" in (await days_later(later, 2, "drew"))[-1]
        assert not await days_later(later, 2, "drew")


async def test_a_new_director_is_reminded(opened: Office, tmp_path: Path) -> None:
    await approved(opened, "pat")
    await opened.settle()
    office, new = (
        "communications_director: [casey@example.org, devon@",
        "communications_director: [lee@example.org, jordan@",
    )
    async with office_with(tmp_path, office, new) as later:
        await later.building.catch_up()
        assert "is now waiting for you" in (await later.told("lee"))[-1]
        assert "[Approve]" not in (await later.told("casey"))[-1]
        assert "Reminder: R-1001" in (await days_later(later, 2, "lee"))[-1]
        assert "You are the stand-in" in (await days_later(later, 2, "jordan"))[-1]


@pytest.mark.parametrize(
    ("situation", "last"),
    [
        ("with_director", "R-1001 from Ana Reyes has waited for your decision since"),
        ("setting_up", "The account of R-1001 (Central High School) has been waiting to be set up since"),
        ("custody_check", "The account of R-1001 has waited for your check since"),
    ],
)
async def test_the_director_hears_after_six_days_what_still_waits(opened: Office, situation: str, last: str) -> None:
    await SITUATIONS[situation](opened)
    before = await days_later(opened, 4, "casey")
    assert not any(last in said for said in before)
    assert [last in said for said in await days_later(opened, 2, "casey")] == [True]


async def test_the_director_is_asked_when_the_requester_becomes_the_principal(opened: Office, tmp_path: Path) -> None:
    await opened.file()
    await opened.settle()
    async with office_with(tmp_path, "principal: pat@example.org", "principal: ana@example.org") as later:
        await later.building.catch_up()
        asked = (await later.told("casey"))[-1]
        assert "R-1001 from Ana Reyes is now waiting for you." in asked
        assert "[Take over the decision]" in asked


@pytest.mark.parametrize("situation", SITUATIONS)
async def test_a_start_with_the_same_content_asks_nobody_again(opened: Office, situation: str) -> None:
    await SITUATIONS[situation](opened)
    before = {name: await opened.told(name) for name in PEOPLE}
    await opened.building.catch_up()
    assert {name: await opened.told(name) for name in PEOPLE} == before


async def test_a_request_that_was_given_to_somebody_is_in_their_list(opened: Office) -> None:
    await opened.move("casey", "reassign", await approved(opened, "pat"), to="jordan@example.org")
    await opened.say("jordan", "approvals")
    assert (await opened.told("jordan"))[-1].startswith("Waiting for you\n- R-1001")


async def test_a_request_that_was_given_away_reminds_whom_it_was_given_to(opened: Office) -> None:
    await opened.move("casey", "reassign", await approved(opened, "pat"), to="jordan@example.org")
    await opened.settle()
    seen = len(await opened.chat("casey"))
    opened.clock.moment = opened.building.house.calendar.after(opened.clock.moment, 2)
    assert "R-1001 from Ana Reyes is ready for your decision. It came to you on" in (await opened.told("jordan"))[-1]
    assert len(await opened.chat("casey")) == seen


async def test_older_requests_that_wait_for_others_hide_none_of_mine(opened: Office) -> None:
    for _ in range(45):
        await opened.move("casey", "override", await opened.file())
        case = await opened.case(f"R-{1000 + len(await opened.everything())}")
        await opened.move("casey", "ask_for_changes", case)
    await approved(opened, "pat")
    await opened.say("casey", "approvals")
    assert (await opened.told("casey"))[-1].startswith("Waiting for you\n- R-1046")


async def test_a_second_tap_under_the_charter_is_no_offence(opened: Office) -> None:
    case = await opened.move("kim", "accept_charter", await approved(opened, "pat", "casey"))
    await opened.press("kim", "accept_charter", case)
    assert (await opened.told("kim"))[-1] == "You already accepted the charter of R-1001. Nothing more to do here."


async def test_whoever_is_reminded_of_nothing_puts_nothing_off(opened: Office) -> None:
    """Else they would read tomorrow that a finished request still waits."""
    await official(opened)
    await opened.receive(Clicked(**opened.whence("casey"), action=f"{KIND}.snooze", value="R-1001.1"))
    opened.clock.move(days=7)
    assert not [said for said in await opened.told("casey") if "still waiting" in said or "not be reminded" in said]


async def test_a_manager_whom_somebody_else_named_is_asked_to_accept_the_charter(opened: Office) -> None:
    """Without their yes the account never becomes official."""
    case = await opened.file(manager="lee@example.org")
    for name in ("pat", "casey"):
        case = await opened.move(name, "approve", case)
    asked = (await opened.told("lee"))[-1]
    assert "Ana Reyes named you as manager of an account for Central High School, and it is approved." in asked
    assert "[I accept the charter]" in asked
    assert "[I accept the charter]" not in (await opened.told("ana"))[-1]


async def test_whoever_wished_for_changes_hears_that_the_request_was_withdrawn(opened: Office) -> None:
    """The Director, who was never asked, does not."""
    case = await opened.move("pat", "ask_for_changes", await opened.file())
    await opened.move("ana", "withdraw", case)
    assert (await opened.told("pat"))[
        -1
    ] == "Ana Reyes withdrew R-1001. Nothing is left for you to decide.\n> A reason."
    assert not await opened.told("casey")
