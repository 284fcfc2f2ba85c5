"""The platform's mark on an account (requirement 5.4): what was tried, what came of it, and how schools get it now."""

from __future__ import annotations

import pytest

from bot.replies import Fix, Now, Open, Swap
from bot.ui import ChoiceField, plain, plain_body
from bot.workflow import Case
from handlers.verification import NEEDS_A_REASON, STATES
from tests.office import Office

REASON = "Not notable enough."
LABELS = dict(zip(STATES, ("Not tried", "Applied for", "Refused", "Verified", "Lost"), strict=True))


async def registered(opened: Office) -> Case:
    """An account of a school's, in the register."""
    await opened.move("casey", "activate", await opened.set_up())
    return await opened.case("A-1001")


async def asked(opened: Office) -> Open:
    now = await opened.press("casey", "log_verification", await opened.case("A-1001"))
    assert isinstance(now, Open), now
    return now


async def recorded(opened: Office, state: str, reason: str = "") -> Now | None:
    return await opened.send("casey", (await asked(opened)).form, {"state": state, "reason": reason})


async def card(opened: Office) -> str:
    await opened.say("casey", "A-1001")
    return (await opened.told("casey"))[-1]


async def test_the_form_says_how_schools_get_it_there_and_how_far_that_can_be_trusted(opened: Office) -> None:
    case = await registered(opened)
    known = opened.building.house.content.tools.verification(case.data["tool"])
    assert known
    said = plain_body((await asked(opened)).form.body)
    assert known.say in said
    assert known.standing in said


@pytest.mark.parametrize(("state", "label"), list(LABELS.items()))
async def test_each_step_stands_on_the_account_with_its_day_and_its_reason(
    opened: Office, state: str, label: str
) -> None:
    await registered(opened)
    assert "Verification: Not tried\n" in await card(opened)
    now = await recorded(opened, state, REASON)
    assert isinstance(now, Swap)
    assert "You recorded where the verification stands" in plain(now.card)
    shown = await card(opened)
    assert f"Verification: {label}, Mon, Nov 9, 9:00 AM" in shown
    assert f"> {REASON}" in shown


@pytest.mark.parametrize("state", STATES)
async def test_a_refusal_and_a_loss_need_a_reason(opened: Office, state: str) -> None:
    await registered(opened)
    now = await recorded(opened, state)
    assert isinstance(now, Fix) is (state in NEEDS_A_REASON)
    if isinstance(now, Fix):
        assert now.errors["reason"].startswith("Please write down the reason.")
        (field,) = [one for one in now.form.fields if isinstance(one, ChoiceField)]
        assert field.value == (state,)


async def test_what_it_was_before_stays_in_the_history(opened: Office) -> None:
    case = await registered(opened)
    for state in ("applied", "refused"):
        await recorded(opened, state, REASON)
    steps = [one.changes["verification"] for one in await opened.history(case) if one.move == "log_verification"]
    assert [tuple(step) for step in steps] == [("not_tried", "applied"), ("applied", "refused")]


@pytest.mark.parametrize("name", ["ana", "pat", "kim", "jordan"])
async def test_the_directors_office_alone_records_it(opened: Office, name: str) -> None:
    case = await registered(opened)
    assert not isinstance(await opened.press(name, "log_verification", case), Open)
    assert await opened.case("A-1001") == case
