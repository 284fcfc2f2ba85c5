"""The conditions of an approval stay with the request, and are in the charter and in the register."""

from __future__ import annotations

import pytest

from bot.workflow import Case
from tests.forged import click
from tests.office import Office

OF_THE_SCHOOL = "No close-ups of players."
OF_THE_DISTRICT = "Comments stay off."


async def approved_on_conditions(opened: Office) -> Case:
    case = await opened.move("pat", "approve_with_conditions", await opened.file(), note=OF_THE_SCHOOL)
    return await opened.move("casey", "approve_with_conditions", case, note=OF_THE_DISTRICT)


async def reported(opened: Office, case: Case) -> Case:
    case = await opened.move("kim", "accept_charter", await opened.move("ana", "accept_charter", case))
    return await opened.move("ana", "report_set_up", case)


async def test_they_are_before_the_director_however_often_something_was_missing(opened: Office) -> None:
    case = await reported(opened, await approved_on_conditions(opened))
    for _ in range(3):
        case = await opened.move("ana", "report_set_up", await opened.move("casey", "send_back", case))
    await opened.say("casey", case.ref)
    said = (await opened.told("casey"))[-1]
    assert f"Pat Okafor approved on these conditions:\n> {OF_THE_SCHOOL}" in said
    assert f"Casey Lindqvist approved on these conditions:\n> {OF_THE_DISTRICT}" in said


async def test_they_are_in_the_charter_before_somebody_accepts_it(opened: Office) -> None:
    await approved_on_conditions(opened)
    charter = (await opened.told("kim"))[-1].partition("The charter of this account")[2].partition("Coverage.")[0]
    assert OF_THE_SCHOOL in charter
    assert OF_THE_DISTRICT in charter


@pytest.mark.parametrize("name", ["ana", "kim", "pat", "casey"])
async def test_they_are_in_the_register_for_who_was_on_the_request(opened: Office, name: str) -> None:
    await opened.move("casey", "activate", await reported(opened, await approved_on_conditions(opened)))
    await opened.say(name, "A-1001")
    said = (await opened.told(name))[-1]
    assert OF_THE_SCHOOL in said
    assert OF_THE_DISTRICT in said


async def test_a_manager_finds_them_in_the_charter_of_the_account(opened: Office) -> None:
    await opened.move("casey", "activate", await reported(opened, await approved_on_conditions(opened)))
    account = next(case for case, _ in await opened.everything() if case.kind == "account")
    await click(opened, "kim", "account.charter", account.stamp)
    assert OF_THE_SCHOOL in (await opened.told("kim"))[-1]


async def test_whoever_decides_next_reads_them_once(opened: Office) -> None:
    await opened.move("pat", "approve_with_conditions", await opened.file(), note=OF_THE_SCHOOL)
    card = (await opened.told("casey"))[-1]
    assert "on the conditions below" in card
    assert card.count(OF_THE_SCHOOL) == 1


async def test_what_is_to_change_stands_once_on_the_card(opened: Office) -> None:
    await opened.move("pat", "ask_for_changes", await opened.file(), note="Please name the coach.")
    assert (await opened.told("ana"))[-1].count("Please name the coach.") == 1
