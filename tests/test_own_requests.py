"""Nobody decides on their own request, by any route."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.events import Filled
from bot.replies import Fix, Open, Swap
from bot.ui import plain
from tests.office import ANSWERS, Office
from tests.situations import KIND, approved, office_with, reopened

OFFICE = "communications_director: [casey@example.org, devon@example.org]"
ALONE = "communications_director: [casey@example.org]"


@pytest.mark.parametrize(("name", "state"), [("pat", "with_director"), ("drew", "with_principal")])
async def test_a_principal_and_a_stand_in_leave_their_own_to_others(opened: Office, name: str, state: str) -> None:
    case = await opened.file(name)
    assert case.state == state
    await opened.press(name, "approve", case)
    assert await opened.case(case.ref) == case


async def test_nobody_becomes_the_decider_of_their_own_by_being_named_principal_meanwhile(
    opened: Office, tmp_path: Path
) -> None:
    case = await opened.file()
    async with office_with(tmp_path, "principal: pat@example.org", "principal: ana@example.org") as later:
        await later.press("ana", "approve", case)
        assert await later.case(case.ref) == case


@pytest.mark.parametrize(
    ("second", "school", "decider", "says"),
    [
        ("pat", "central-hs", "drew", "Drew Castillo reads it first in the principal's place"),
        ("jordan", "maple-es", "casey", "The Communications Director reads it and decides."),
        ("casey", "cedar-es", "devon", "Devon Park reads it and decides in the Communications Director's place."),
    ],
)
async def test_who_will_manage_an_account_does_not_approve_it(
    opened: Office, second: str, school: str, decider: str, says: str
) -> None:
    now = await opened.send("ana", await opened.review("ana", second_manager=f"{second}@example.org", school=school))
    assert isinstance(now, Swap)
    assert says in plain(now.card)
    case = await opened.case("R-1001")
    await opened.press(second, "approve", case)
    assert await opened.case(case.ref) == case
    assert "[Approve]" in (await opened.told(decider))[-1]
    await opened.move(decider, "approve", case)


@pytest.mark.parametrize("to", ["ana", "kim"])
async def test_a_request_is_given_neither_to_its_writer_nor_to_its_managers(opened: Office, to: str) -> None:
    case = await opened.file()
    form = await opened.press("casey", "reassign", case)
    assert isinstance(form, Open)
    now = await opened.send("casey", form.form, {"to": f"{to}@example.org", "note": "You know it best."})
    assert isinstance(now, Fix)
    assert now.errors["to"] == "This person made the request or will manage the account. Please choose someone else."
    assert await opened.case(case.ref) == case


async def test_whoever_was_given_the_decision_does_not_confirm_the_access(opened: Office) -> None:
    """Procedure 4007P gives administrator rights to the Communications Director."""
    case = await opened.move("casey", "reassign", await approved(opened, "pat"), to="jordan@example.org")
    await opened.settle()
    case = await opened.move("jordan", "approve", case)
    for name in ("ana", "kim"):
        case = await opened.move(name, "accept_charter", case)
    case = await opened.move("ana", "report_set_up", case)
    await opened.press("jordan", "activate", case)
    assert await opened.case(case.ref) == case
    assert "[Waiting for the access check]" in (await opened.told("jordan"))[-2]
    assert (await opened.move("devon", "activate", case)).state == "done"


async def test_the_only_director_asks_the_superintendent(tmp_path: Path) -> None:
    async with office_with(tmp_path, OFFICE, ALONE) as opened:
        case = await opened.file("casey", school="cedar-es")
        await opened.say("robin", "approvals")
        assert "Waiting for you\n- R-1001" in "\n".join(await opened.told("robin"))
        assert (await opened.move("robin", "approve", case)).state == "setting_up"


async def test_where_nobody_could_decide_a_request_is_not_sent(tmp_path: Path) -> None:
    """Nobody is told that it is on its way when it is on its way to nobody."""
    async with office_with(tmp_path, f"{OFFICE}", ALONE) as opened:
        content = opened.building.house.district.sheet.document.file
        text = content.read_text(encoding="utf-8").replace("superintendent: [robin@example.org]", "superintendent: []")
        content.write_text(text, encoding="utf-8")
    async with reopened(tmp_path, content.parent) as alone:
        form = await alone.review("casey", school="cedar-es")
        now = await alone.send("casey", form)
        assert isinstance(now, Swap)
        assert plain(now.card).startswith("Nobody else may decide R-1001, so it stays where it is.")
        assert (await alone.case("R-1001")).state == "draft"
        notes = [note.sentence for note in alone.building.house.district.notes()]
        assert "Nobody could decide on a request of casey@example.org. Add a deputy, or a superintendent." in notes


async def test_a_school_that_was_not_asked_yet_is_asked_after_changes(opened: Office) -> None:
    """Else the Director's wish for changes would be a way around the principal."""
    case = await opened.move("casey", "ask_for_changes", await approved(opened, "pat"))
    form = await opened.press("ana", "refile", case)
    assert isinstance(form, Open)
    changing = Filled(
        **opened.whence("ana"), form=form.form.name, value=form.form.value, pressed=f"{KIND}.change_start"
    )
    now = await opened.receive(changing)
    await opened.finish("ana", now, {**ANSWERS, "school": "maple-es"})
    case = await opened.case(case.ref)
    assert (case.state, case.school) == ("with_principal", "maple-es")
    assert "[Approve]" in (await opened.told("jordan"))[-1]


async def test_the_advice_is_for_who_decides_since_the_requester_read_it_before_sending(opened: Office) -> None:
    await opened.file()
    assert "Worth knowing." in (await opened.told("pat"))[-1]
    assert not any("Worth knowing." in said for said in await opened.told("ana"))
