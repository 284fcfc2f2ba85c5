"""Who may do what, when: an explicit table, tried by everybody, in every state, with every button and every form.

What the table does not name is refused, and changes nothing.
"""

from __future__ import annotations

import shutil
from itertools import product
from pathlib import Path

import pytest

from bot.events import Clicked, Filled, Person
from bot.replies import Fix, Open, Sorry, Swap
from handlers.account_request import CONVERSATION, WORKFLOW
from tests.office import ANSWERS, Office, office
from tests.situations import KIND, NO_STAFF, PEOPLE, SITUATIONS, address, official, reopened

DECIDING = {"approve", "approve_with_conditions", "ask_for_changes", "decline"}
STOPPING = {"replace_manager", "call_off"}
MAY: dict[str, dict[str, set[str]]] = {
    "draft": {"ana": {"file", "withdraw"}},
    "with_principal": {
        "ana": {"withdraw"},
        "pat": DECIDING,
        "drew": DECIDING,
        "casey": {"override", "reassign"},
        "devon": {"override", "reassign"},
    },
    "with_director": {
        "ana": {"withdraw"},
        "pat": {"take_back"},
        "casey": DECIDING | {"reassign"},
        "devon": DECIDING | {"reassign"},
    },
    "changes_wanted": {"ana": {"refile", "withdraw"}, "casey": {"call_off"}, "devon": {"call_off"}},
    "setting_up": {
        "ana": {"accept_charter", "replace_manager", "withdraw"},
        "kim": {"accept_charter", "cannot_manage"},
        "casey": STOPPING,
        "devon": STOPPING,
    },
    "accepted": {
        "ana": {"report_set_up", "replace_manager", "withdraw"},
        "casey": STOPPING,
        "devon": STOPPING,
    },
    "custody_check": {
        "ana": {"replace_manager", "withdraw"},
        "casey": {"activate", "send_back"} | STOPPING,
        "devon": {"activate", "send_back"} | STOPPING,
    },
    "done": {},
    "declined": {"casey": {"reopen"}, "devon": {"reopen"}},
    "withdrawn": {"ana": {"reopen"}, "casey": {"reopen"}, "devon": {"reopen"}},
}
"""By situation (`accepted` is setting_up once both have accepted the charter), who may do what to Ana's request."""

MOVES = sorted({move.name for move in WORKFLOW.moves})
QUESTIONS = ("start", "audience", "message", "tool", "link", "managers", "review")
FORMS = {screen.name for screen in CONVERSATION.screens} | {
    f"{KIND}.{move.name}" for move in WORKFLOW.moves if move.asks
}


def test_the_table_knows_every_state_and_every_move() -> None:
    assert set(MAY) == set(WORKFLOW.states) | {"accepted"}
    named = {move for people in MAY.values() for moves in people.values() for move in moves}
    assert named | {"name_manager", "name_second_manager", "mark_gone"} == set(MOVES)


@pytest.mark.parametrize("situation", MAY)
async def test_what_the_table_does_not_allow_changes_nothing(opened: Office, situation: str) -> None:
    case = await SITUATIONS[situation](opened)
    before = await opened.everything()
    for name in PEOPLE:
        for move in set(MOVES) - MAY[situation].get(name, set()):
            now = await opened.press(name, move, case)
            assert not isinstance(now, Open | Fix | Sorry), (name, move)
    assert await opened.everything() == before


@pytest.mark.parametrize("situation", MAY)
async def test_no_form_changes_what_its_move_may_not(opened: Office, situation: str) -> None:
    """Every form, sent with good answers and without ever having been shown."""
    case = await SITUATIONS[situation](opened)
    before = await opened.everything()
    for name in PEOPLE:
        for form in FORMS - {f"{KIND}.{form}" for form in allowed_forms(situation, name)}:
            for pressed in ("", f"{KIND}.back"):
                answers = {**ANSWERS, "link": ANSWERS["address"], "manager": "ana@example.org", "to": "lee@example.org"}
                sent = Filled(**opened.whence(name), form=form, value=case.stamp, pressed=pressed, answers=answers)
                assert isinstance(await opened.receive(sent), Swap), (name, form)
    assert await opened.everything() == before


def allowed_forms(situation: str, name: str) -> set[str]:
    moves = MAY[situation].get(name, set())
    return {
        *moves,
        *(QUESTIONS if moves & {"file", "refile"} else ()),
        *(["set_up"] if "report_set_up" in moves else []),
        *(["another_manager"] if "replace_manager" in moves else []),
    }


@pytest.mark.parametrize("situation", [situation for situation, people in MAY.items() if people])
async def test_what_the_table_allows_can_be_done(situation: str, tmp_path: Path) -> None:
    """Each move from the same situation: the database is put back before each."""
    async with office(address(tmp_path, "before")) as opened:
        case = await SITUATIONS[situation](opened)
    for name, move in ((name, move) for name, moves in MAY[situation].items() for move in moves):
        shutil.copy(tmp_path / "before.db", tmp_path / f"{name}-{move}.db")
        async with reopened(tmp_path, database=f"{name}-{move}") as again:
            moved = await again.move(name, move, case, to="jordan@example.org")
            assert (moved.last_move, moved.last_by) == (move, f"{name}@example.org")


@pytest.mark.parametrize("situation", MAY)
async def test_each_sees_the_buttons_of_what_they_may_do(opened: Office, situation: str) -> None:
    case = await SITUATIONS[situation](opened)
    district = opened.building.house.district
    for name in PEOPLE:
        offered = {move.name for move in WORKFLOW.choices(case, f"{name}@example.org", district)}
        assert offered == MAY[situation].get(name, set()), name


@pytest.mark.parametrize("situation", MAY)
async def test_whoever_is_not_staff_can_do_nothing(opened: Office, situation: str) -> None:
    """Even with the Director's or the requester's address."""
    case = await SITUATIONS[situation](opened)
    before = await opened.everything()
    for standing, name in product(NO_STAFF, ("casey", "ana", "pat")):
        stranger = {"person": Person(f"{name}@example.org", "Somebody", standing)}
        for move in MOVES:
            pressed = Clicked(**opened.whence(name) | stranger, action=f"{KIND}.{move}", value=case.stamp)
            assert isinstance(await opened.receive(pressed), Sorry), (standing, name, move)
        for form in sorted(FORMS):
            sent = Filled(**opened.whence(name) | stranger, form=form, value=case.stamp, answers=dict(ANSWERS))
            assert isinstance(await opened.receive(sent), Sorry), (standing, name, form)
    assert await opened.everything() == before


async def test_nobody_can_press_anything_on_an_account(opened: Office) -> None:
    await official(opened)
    before = await opened.everything()
    for name in PEOPLE:
        for move in MOVES:
            for kind in (KIND, "account"):
                pressed = Clicked(**opened.whence(name), action=f"{kind}.{move}", value="A-1001.1")
                assert not isinstance(await opened.receive(pressed), Open | Fix | Sorry), (name, move)
    assert await opened.everything() == before


@pytest.mark.parametrize(
    ("name", "sees"),
    [("ana", True), ("kim", True), ("pat", True), ("drew", True), ("casey", True), ("lee", False), ("jordan", False)],
)
async def test_an_account_is_seen_by_its_managers_its_school_and_the_office(
    opened: Office,
    name: str,
    sees: bool,  # noqa: FBT001 - a row of the table
) -> None:
    await official(opened)
    await opened.receive(Clicked(**opened.whence(name), action="account.show", value="A-1001.1"))
    shown = "\n".join(await opened.told(name))
    assert ("A-1001 · Facebook" in shown) is sees
    assert ("I cannot find A-1001" in shown) is not sees
