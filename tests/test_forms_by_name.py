"""A form says what sending it does, and a decision that is taken over is not made yet."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.replies import Open, Swap
from bot.ui import plain
from tests.office import Office
from tests.situations import SITUATIONS, office_with


@pytest.mark.parametrize(
    ("situation", "name", "move", "title", "submit"),
    [
        ("with_principal", "pat", "decline", "Decline this request", "Decline"),
        ("with_principal", "casey", "override", "Take over the decision", "Take over"),
        ("declined", "casey", "reopen", "Reopen this request", "Reopen"),
        ("setting_up", "casey", "call_off", "End this request", "End it"),
    ],
)
async def test_a_form_is_named_by_what_it_does(
    opened: Office, situation: str, name: str, move: str, title: str, submit: str
) -> None:
    now = await opened.press(name, move, await SITUATIONS[situation](opened))
    assert isinstance(now, Open)
    assert (now.form.title, now.form.submit) == (title, submit)


async def test_what_was_taken_over_is_still_to_be_decided(opened: Office) -> None:
    case = await opened.move("casey", "override", await opened.file(), note="Pat is out sick.")
    assert (
        "You took R-1001 over from the principal. It waits for your decision now." in (await opened.told("casey"))[-1]
    )
    assert "[Approve]" in (await opened.chat("casey"))[-1]
    taken = "Casey Lindqvist is taking the decision on R-1001, so that it does not have to wait. The reason:"
    assert taken in (await opened.chat("pat"))[-1]
    assert case.state == "with_director"


async def test_a_decline_says_what_to_do_next(opened: Office) -> None:
    await opened.move("pat", "decline", await opened.file(), note="The club has a page.")
    said = (await opened.told("ana"))[-1]
    assert said.startswith("Pat Okafor declined R-1001. If something changes, type sm-request for a new request.")
    assert said.endswith("> The club has a page.")


async def test_an_approver_is_asked_for_a_second_manager_where_none_is_named(opened: Office) -> None:
    case = await opened.file(second_manager="", find_second=True)
    asks = "Can you suggest a second manager? Write it under Approve with conditions, or tell Ana Reyes."
    assert asks in (await opened.told("pat"))[-1]
    assert "Second manager: Not named yet (help wanted)" in (await opened.chat("pat"))[-1]
    await opened.move("pat", "approve", case)
    assert asks in (await opened.told("casey"))[-1]
    assert asks not in "".join(await opened.chat("ana"))


@pytest.mark.parametrize(
    ("setting", "says"),
    [
        ("usual_days: 4", "Usually about 4 school days. We cannot promise a date."),
        ("usual_days: 9", "Usually about 9 school days. We cannot promise a date."),
        ("", "We cannot promise a date. Approvers are reminded."),
    ],
)
async def test_the_usual_time_is_the_districts_own(tmp_path: Path, setting: str, says: str) -> None:
    async with office_with(tmp_path, "usual_days: 4", setting) as opened:
        now = await opened.send("ana", await opened.review("ana"))
        assert isinstance(now, Swap)
        assert f"What to expect: {says}" in plain(now.card)
