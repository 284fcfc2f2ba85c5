"""What an incident is known by stays with it: when it is opened again, when it joins another, and under a new name."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from bot.replies import Fix, Now, Open, Swap
from bot.ui import plain
from bot.workflow import Case
from tests.office import Office, office
from tests.reports import ANSWERS, LINK, closed, filed, report, taken

OTHER_LINK = f"{LINK}.copy"


@pytest.fixture
async def opened(address: str) -> AsyncIterator[Office]:
    async with office(address) as opened:
        yield opened


async def filling(opened: Office, move: str, case: Case, **answers: str) -> Now | None:
    """What Casey is shown who sends the form of a move off."""
    form = await opened.press("casey", move, case)
    assert isinstance(form, Open), form
    return await opened.send("casey", form.form, ANSWERS | answers)


# --- Opened again ---------------------------------------------------------------------------------------------------


async def test_who_reports_the_link_of_a_case_that_was_opened_again_joins_it(opened: Office) -> None:
    case = await opened.move("casey", "reopen", await closed(opened), reason="It is back.")
    assert (await report(opened, "lee")).ref == case.ref


async def test_a_case_whose_link_is_open_elsewhere_stays_closed(opened: Office) -> None:
    case = await closed(opened)
    other = await report(opened, "lee")
    now = await filling(opened, "reopen", case, reason="It is back.")
    assert isinstance(now, Fix)
    assert f"open in {other.ref} now" in now.errors["reason"]
    assert (await opened.case(case.ref)).state == "closed"


# --- Made one -------------------------------------------------------------------------------------------------------


async def test_who_reports_the_link_of_a_case_that_was_merged_joins_the_main_one(opened: Office) -> None:
    main, case = await report(opened), await report(opened, "lee", link=OTHER_LINK)
    await opened.move("casey", "link", case, main=main.ref)
    assert (await report(opened, "ana", link=OTHER_LINK)).ref == main.ref


async def test_filings_go_with_their_case_and_are_asked_about_there(opened: Office) -> None:
    main, case = await filed(opened), await filed(opened, name="lee", link=OTHER_LINK)
    await opened.move("casey", "escalate", case, to="bullying_contact", why="Please look.")
    await opened.move("casey", "link", await opened.case(case.ref), main=main.ref)
    whole = await opened.case(main.ref)
    assert [filing["number"] for filing in whole.data["filings"]] == [1, 2]
    assert [step["to"] for step in whole.data["escalated"]] == ["bullying_contact"]
    opened.clock.moment += timedelta(days=8)
    asked = [text for text in await opened.told("casey") if "Has there been an answer?" in text]
    assert [text for text in asked if f"You filed {case.ref}" in text] == []
    await opened.move("casey", "log_outcome", await opened.case(main.ref), **(ANSWERS | {"filing": "2"}))


async def test_whoever_handles_the_main_case_is_asked_about_a_filing_of_somebody_who_does_not(opened: Office) -> None:
    main = await report(opened)
    case = await filed(opened, "toni", name="lee", link=OTHER_LINK, category="threat")
    await opened.move("toni", "recategorise", case, category="impersonates_district", harmed="school")
    await opened.move("casey", "link", await opened.case(case.ref), main=main.ref)
    opened.clock.moment += timedelta(days=8)
    await opened.settle()
    question = "On I-1001, Toni Russo noted: Another way. Has there been an answer?"
    assert [name for name in ("casey", "toni") if question in "".join(await opened.told(name))] == ["casey"]


@pytest.mark.parametrize("ref", ["R-1001", "I-1001", "I-1002"])
async def test_only_an_open_report_can_be_named(opened: Office, ref: str) -> None:
    """A request, a report that was closed, and one that became part of another itself."""
    await opened.file("casey")
    await closed(opened)
    part = await report(opened, "lee", link=OTHER_LINK)
    main = await report(opened, "ana", link=f"{LINK}.third")
    await opened.move("casey", "link", part, main=main.ref)
    now = await filling(opened, "link", await opened.case(main.ref), main=ref)
    assert isinstance(now, Fix)
    assert f"{ref} is not an open report." in now.errors["main"]


async def test_of_two_that_are_made_one_both_ways_one_stays(opened: Office) -> None:
    first, second = await taken(opened), await taken(opened, name="lee", link=OTHER_LINK)
    forms = [await opened.press("casey", "link", first), await opened.press("devon", "link", second)]
    given = (ANSWERS | {"main": second.ref}, ANSWERS | {"main": first.ref})
    who = ("casey", "devon")
    sent = [
        opened.send(name, form.form, one) for name, form, one in zip(who, forms, given, strict=True)
        if isinstance(form, Open)
    ]  # fmt: skip
    await asyncio.gather(*sent)
    states = [(await opened.case(case.ref)).state for case in (first, second)]
    assert sorted(states) == ["joined", "taken"]


# --- Under a new name -----------------------------------------------------------------------------------------------


async def test_a_new_name_that_another_case_has_is_said_and_the_first_link_is_kept(opened: Office) -> None:
    case, other = await filed(opened), await report(opened, "lee", link="https://www.instagram.com/central_new")
    now = await filling(opened, "log_outcome", case, outcome="renamed", new_handle="@central_new")
    assert isinstance(now, Swap)
    assert f"{other.ref} is about the account of that name." in plain(now.card)
    assert (await report(opened, "ana")).ref == case.ref
