"""What was withdrawn or ended by a slip goes on where it was: no answer is typed and no approval given again."""

from __future__ import annotations

import asyncio

import pytest

from bot.replies import Fix, Open
from bot.store import cases
from tests.office import Office
from tests.situations import SITUATIONS, approved, drafted

EVERY_STAGE = ("with_principal", "with_director", "changes_wanted", "setting_up", "custody_check")


@pytest.mark.parametrize(
    ("situation", "asked", "says"),
    [
        ("with_principal", "pat", "Ana Reyes reopened R-1001 for Central High School. It is ready for your decision"),
        ("with_director", "casey", "Ana Reyes reopened R-1001. It waits for the final decision"),
        ("changes_wanted", "ana", "R-1001 is open again. Change what is needed, and send it."),
        ("setting_up", "kim", "Ana Reyes reopened R-1001 for Central High School, and it is still approved."),
        ("custody_check", "casey", "Ana Reyes reopened R-1001. Its account is ready for your check again."),
    ],
)
async def test_whoever_withdrew_by_a_slip_opens_it_again_where_it_was(
    opened: Office, situation: str, asked: str, says: str
) -> None:
    case = await opened.move("ana", "withdraw", await SITUATIONS[situation](opened))
    assert "[Reopen]" in "".join(await opened.told("ana"))
    case = await opened.move("ana", "reopen", case, note="I pressed the wrong button.")
    assert case.state == situation
    card = (await opened.told(asked))[-1]
    assert says in card
    assert "> I pressed the wrong button." in card
    await opened.say("casey", f"history {case.ref}")
    assert "Ana Reyes reopened it\n> I pressed the wrong button." in (await opened.told("casey"))[-1]


@pytest.mark.parametrize("situation", EVERY_STAGE)
async def test_the_director_opens_again_what_was_withdrawn(opened: Office, situation: str) -> None:
    case = await opened.move("ana", "withdraw", await SITUATIONS[situation](opened))
    case = await opened.move("casey", "reopen", case, note="They need it after all.")
    assert case.state == situation
    assert "They need it after all." in "".join(await opened.told("ana"))


async def test_what_the_director_ended_is_for_the_director_to_open_again(opened: Office) -> None:
    case = await opened.move("casey", "call_off", await SITUATIONS["setting_up"](opened))
    assert "[Reopen]" not in "".join(await opened.told("ana"))
    await opened.press("ana", "reopen", case)
    assert await opened.case(case.ref) == case
    assert (await opened.move("devon", "reopen", case)).state == "setting_up"
    assert "[I accept the charter]" in (await opened.told("kim"))[-1]


async def test_a_reopened_request_goes_its_way_to_the_end(open_office: Office) -> None:
    case = await open_office.move("ana", "withdraw", await SITUATIONS["accepted"](open_office))
    case = await open_office.move("ana", "reopen", case)
    case = await open_office.move("ana", "report_set_up", case)
    assert (await open_office.move("casey", "activate", case)).state == "done"


async def test_a_draft_that_was_thrown_away_stays_so(opened: Office) -> None:
    case = await opened.move("ana", "withdraw", await drafted(opened))
    await opened.say("ana", case.ref)
    assert "[Reopen]" not in (await opened.told("ana"))[-1]
    for name in ("ana", "casey"):
        await opened.press(name, "reopen", case)
    assert await opened.case(case.ref) == case


@pytest.mark.parametrize(
    ("wanted_by", "approved_by", "state"), [("pat", (), "with_principal"), ("casey", ("pat",), "with_director")]
)
async def test_changes_go_back_to_whoever_asked_for_them_however_often_the_request_was_withdrawn(
    open_office: Office, wanted_by: str, approved_by: tuple[str, ...], state: str
) -> None:
    case = await open_office.move(wanted_by, "ask_for_changes", await approved(open_office, *approved_by))
    for name in ("ana", "casey"):
        case = await open_office.move("ana", "withdraw", case)
        assert "Ana Reyes withdrew R-1001" in (await open_office.told(wanted_by))[-1]
        case = await open_office.move(name, "reopen", case)
    assert (await open_office.move("ana", "refile", case)).state == state


async def test_what_was_reopened_before_that_was_noted_goes_to_the_principal(opened: Office) -> None:
    case = await opened.move("casey", "ask_for_changes", await approved(opened, "pat"))
    case = await opened.move("ana", "reopen", await opened.move("ana", "withdraw", case))
    async with opened.building.database.transaction() as transaction:
        data = {name: kept for name, kept in case.data.items() if name != "wanted_in"}
        kept = await cases.save(transaction, case, ("changes_wanted",), data, case.school, opened.clock())
    assert kept
    assert (await opened.move("ana", "refile", kept)).state == "with_principal"


async def test_who_was_asked_is_reminded_from_the_reopening_on(opened: Office) -> None:
    case = await opened.move("ana", "withdraw", await opened.file())
    opened.clock.moment = opened.building.house.calendar.after(opened.clock(), 3)
    await opened.move("ana", "reopen", case)
    opened.clock.moment = opened.building.house.calendar.after(opened.clock(), 1)
    assert "Reminder:" not in "".join(await opened.told("pat"))
    opened.clock.moment = opened.building.house.calendar.after(opened.clock(), 1)
    assert "Reminder: R-1001 from Ana Reyes is ready for your decision." in (await opened.told("pat"))[-1]


async def test_it_stays_ended_while_somebody_else_asks_for_the_same_account(open_office: Office) -> None:
    link = "https://www.facebook.com/centralband"
    case = await open_office.move("ana", "withdraw", await open_office.file(kind="existing", link=link))
    await open_office.file("lee", kind="existing", link=link)
    now = await open_office.press("ana", "reopen", case)
    assert isinstance(now, Open)
    told = await open_office.send("ana", now.form, {"note": "A slip."})
    assert isinstance(told, Fix)
    assert told.errors["note"].startswith("Lee Abara has asked for this account in the meantime, as R-1002")
    assert (await open_office.case(case.ref)).state == "withdrawn"


async def test_of_two_who_reopen_at_the_same_moment_one_does(open_office: Office) -> None:
    case = await open_office.move("ana", "withdraw", await open_office.file())
    forms = {name: await open_office.press(name, "reopen", case) for name in ("ana", "casey")}
    await asyncio.gather(
        *(open_office.send(name, now.form, {"note": name}) for name, now in forms.items() if isinstance(now, Open))
    )
    after = await open_office.case(case.ref)
    assert (after.state, after.version) == ("with_principal", case.version + 1)
