"""An account whose request came to nothing is in the Director's list until the Director notes that it is gone."""

from __future__ import annotations

import asyncio

import pytest

from bot.replies import Open
from bot.workflow import Case
from handlers.account import MOST_EXISTING
from tests.forged import click
from tests.office import Office
from tests.store.samples import a_case

LINK = "https://www.facebook.com/centralband"
NONE_LEFT = "No existing account is waiting to give the district administrator rights."
BUTTON = "[The account is gone]"


async def declined(opened: Office, name: str = "ana") -> Case:
    return await opened.move("pat", "decline", await opened.file(name, kind="existing", link=LINK))


async def listed(opened: Office) -> str:
    await click(opened, "casey", "account.without_administrator", "")
    return (await opened.told("casey"))[-1]


@pytest.mark.parametrize(("name", "ending"), [("pat", "decline"), ("ana", "withdraw")])
async def test_the_director_notes_that_it_is_gone_and_why(open_office: Office, name: str, ending: str) -> None:
    case = await open_office.move(name, ending, await open_office.file(kind="existing", link=LINK))
    assert "R-1001" in await listed(open_office)
    await open_office.say("casey", case.ref)
    assert BUTTON in (await open_office.told("casey"))[-1]
    case = await open_office.move("casey", "mark_gone", case, note="The band deleted it on Friday.")
    assert await listed(open_office) == NONE_LEFT
    assert (await open_office.told("ana"))[-1] == (
        "Casey Lindqvist noted that the account of R-1001 is gone:\n> The band deleted it on Friday."
    )
    await open_office.say("devon", case.ref)
    card = (await open_office.told("devon"))[-1]
    assert "Casey Lindqvist noted that the account is gone\n> The band deleted it on Friday." in card
    assert BUTTON not in card


async def test_one_note_is_enough_for_an_account_that_was_asked_for_twice(opened: Office) -> None:
    await declined(opened)
    second = await declined(opened, "lee")
    await opened.move("casey", "mark_gone", second)
    assert await listed(opened) == NONE_LEFT


async def test_an_account_that_is_asked_for_again_is_listed_again(opened: Office) -> None:
    case = await opened.move("casey", "mark_gone", await declined(opened))
    await declined(opened, "lee")
    assert "R-1002" in await listed(opened)
    assert "R-1001" not in await listed(opened)
    await opened.move("casey", "mark_gone", await opened.case("R-1002"))
    await opened.move("casey", "reopen", case)
    assert "R-1001" in await listed(opened)


async def test_where_no_account_was_there_before_there_is_nothing_to_note(opened: Office) -> None:
    case = await opened.move("pat", "decline", await opened.file())
    await opened.say("casey", case.ref)
    assert BUTTON not in (await opened.told("casey"))[-1]


async def test_what_was_called_off_while_it_was_set_up_counts_as_there_until_it_is_noted_as_gone(
    opened: Office,
) -> None:
    case = await opened.move("casey", "call_off", await opened.set_up())
    filed_under = opened.building.menu.faces[case.kind].filed_under
    assert filed_under(case) == "request_account"
    await opened.say("casey", case.ref)
    assert BUTTON in (await opened.told("casey"))[-1]
    assert await listed(opened) == NONE_LEFT
    assert filed_under(await opened.move("casey", "mark_gone", case)) == "request_ended"


@pytest.mark.parametrize("name", ["ana", "kim", "pat", "lee"])
async def test_nobody_else_notes_it(opened: Office, name: str) -> None:
    case = await declined(opened)
    await opened.press(name, "mark_gone", case)
    assert await opened.case(case.ref) == case


async def test_of_a_note_and_a_reopening_at_the_same_moment_one_counts(open_office: Office) -> None:
    case = await declined(open_office)
    forms = {"casey": await open_office.press("casey", "mark_gone", case)}
    forms["devon"] = await open_office.press("devon", "reopen", case)
    await asyncio.gather(
        *(open_office.send(name, now.form, {"note": name}) for name, now in forms.items() if isinstance(now, Open))
    )
    after = await open_office.case(case.ref)
    assert after.version == case.version + 1
    assert (after.state, after.last_move) in (("declined", "mark_gone"), ("with_director", "reopen"))
    assert ("R-1001" in await listed(open_office)) == (after.last_move == "reopen")


async def test_a_long_list_begins_with_what_is_on_its_way_and_says_how_much_it_leaves_out(opened: Office) -> None:
    async with opened.building.database.transaction() as transaction:
        for number in range(MOST_EXISTING):
            answers = {"kind": "existing", "tool": "facebook", "handle": f"band{number}", "link": LINK + str(number)}
            told = {"answers": answers, "school": "central-hs"}
            await a_case(transaction, f"R-{2000 + number}", state="declined", data=told)
    await opened.file(kind="existing", link=LINK)
    await click(opened, "casey", "account.without_administrator", "")
    told_now = await opened.told("casey")
    assert told_now[-1] == "These are the first 100 of 101. The others follow once these are settled."
    listed_now = "\n".join(told_now)
    assert "R-1001" in listed_now
    assert "R-2099" not in listed_now
