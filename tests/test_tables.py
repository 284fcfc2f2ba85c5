"""A table that does not hold together stops the start, by name and place; who may read a case follows from its rows."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from bot.workflow import HOUSE, BadWorkflow, Case, Move, Remind, Role, Workflow
from tests.clock import MONDAY_MORNING
from tests.test_workflow import ANA, KIM, LEE, SAMPLE

WHO = Role("who", lambda _case, _district: (ANA,))
OTHER = Role("other", lambda _case, _district: (KIM,))
GO = Move("go", when="begun", to="over", by=WHO)


def table(*moves: Move, **more: Any) -> Workflow:
    usual: dict[str, Any] = {"states": {"begun": "neutral", "over": "good"}, "ends": ("over",)}
    return Workflow("loan", "L", "begun", moves=moves, **(usual | more))


@pytest.mark.parametrize(
    ("moves", "more", "place"),
    [
        ((GO, Move("lose", "begun", "lost", WHO)), {}, "loan: a row names the state 'lost'"),
        ((GO, Move("find", "lost", "over", WHO)), {}, "loan: a row names the state 'lost'"),
        ((GO,), {"reminders": (Remind("gone", "first", WHO),)}, "loan: a row names the state 'gone'"),
        ((GO,), {"states": {"begun": "good", "over": "good", "late": "bad"}}, "loan: no row leads to the state 'late'"),
        ((GO,), {"ends": ()}, "loan: no row leads out of 'over'"),
        ((GO, Move("stay", "over", "over", WHO)), {"ends": ()}, "loan: no row leads out of 'over'"),
        ((GO, replace(GO, form="a_form")), {}, "loan: the rows of 'go' do not open the same form"),
    ],
)
def test_a_broken_table_is_refused_by_name_and_place(moves: tuple[Move, ...], more: dict[str, Any], place: str) -> None:
    with pytest.raises(BadWorkflow, match=place):
        table(*moves, **more)


def test_a_table_that_holds_together_is_taken() -> None:
    assert table(GO).kind == "loan"


@pytest.mark.parametrize(
    "named",
    [
        {"moves": (replace(GO, by=OTHER),)},
        {"moves": (replace(GO, ask=(OTHER,)),)},
        {"moves": (replace(GO, tell=(OTHER,)),)},
        {"reminders": (Remind("begun", "first", OTHER),)},
        {"also_sees": (OTHER,)},
    ],
)
def test_whoever_the_table_names_may_read_a_case_and_nobody_else(named: dict[str, Any]) -> None:
    loan = table(*named.pop("moves", (GO, replace(GO, name="return", by=HOUSE))), **named)
    case = Case(1, "L-1001", "loan", "begun", 1, "central-hs", ANA, MONDAY_MORNING, MONDAY_MORNING)
    assert loan.may_see(case, KIM, SAMPLE)
    assert not loan.may_see(case, LEE, SAMPLE)
    assert loan.role("other") is OTHER


@pytest.mark.parametrize(("role", "still"), [("who", True), ("other", False), ("a role of an earlier version", False)])
def test_what_was_asked_is_asked_still_of_whoever_holds_the_role(role: str, *, still: bool) -> None:
    loan = table(replace(GO, tell=(OTHER,)))
    case = Case(1, "L-1001", "loan", "begun", 1, "central-hs", ANA, MONDAY_MORNING, MONDAY_MORNING)
    assert loan.asks(role, case, ANA, SAMPLE) is still
