"""A request that moves to another school while it is changed: who is asked then, and who is told."""

from __future__ import annotations

import pytest

from bot.events import Filled
from bot.replies import Now, Open
from bot.workflow import Case
from tests.office import ANSWERS, Office
from tests.situations import KIND


async def changing_school(opened: Office, case: Case) -> Now | None:
    """Ana is on the first screen of a request that was sent back."""
    form = await opened.press("ana", "refile", case)
    assert isinstance(form, Open)
    whence = opened.whence("ana")
    change = Filled(**whence, form=form.form.name, value=form.form.value, pressed=f"{KIND}.change_start")
    return await opened.receive(change)


async def given_to_lee(opened: Office) -> Case:
    case = await opened.move("casey", "reassign", await opened.file(), to="lee@example.org")
    return await opened.move("lee", "ask_for_changes", case)


@pytest.mark.parametrize(
    ("school", "state", "asked"), [("maple-es", "with_principal", "jordan"), ("cedar-es", "with_director", "casey")]
)
async def test_who_was_given_the_decision_at_one_school_has_it_at_no_other(
    opened: Office, school: str, state: str, asked: str
) -> None:
    case = await given_to_lee(opened)
    await opened.finish("ana", await changing_school(opened, case), {**ANSWERS, "school": school})
    case = await opened.case(case.ref)
    assert (case.state, case.school) == (state, school)
    assert "[Approve]" in (await opened.told(asked))[-1]
    await opened.press("lee", "approve", case)
    assert await opened.case(case.ref) == case


async def test_whoever_asked_for_changes_hears_of_the_withdrawal_and_no_stranger(opened: Office) -> None:
    case = await opened.move("pat", "ask_for_changes", await opened.file())
    screen = await changing_school(opened, case)
    assert isinstance(screen, Open)
    await opened.send("ana", screen.form, {**ANSWERS, "school": "maple-es"})
    await opened.move("ana", "withdraw", await opened.case(case.ref))
    assert "Ana Reyes withdrew R-1001." in (await opened.told("pat"))[-1]
    assert await opened.told("jordan") == []


async def test_who_was_given_the_decision_keeps_it_at_the_same_school(opened: Office) -> None:
    case = await given_to_lee(opened)
    await opened.finish("ana", await opened.press("ana", "refile", case))
    assert (await opened.move("lee", "approve", await opened.case(case.ref))).state == "with_director"
