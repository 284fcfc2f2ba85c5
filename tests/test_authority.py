"""Who may do what, when: an explicit table, tried by everybody, in every state, with every button and every form.

What the table does not name is refused, and changes nothing. Below it: nobody decides on their own request, by any
route, and whoever is to decide is asked, also after a start with new content.
"""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from itertools import count
from pathlib import Path

import pytest

from bot.events import Clicked, Filled, Person, Standing
from bot.replies import Fix, Open, Sorry, Swap
from bot.store import cases
from bot.ui import plain
from bot.workflow import Case
from handlers.account_request import CONVERSATION, WORKFLOW
from tests.office import ANSWERS, ON_THE_WEB, Office, office
from tests.stage import CONTENT

KIND = "account_request"
PEOPLE = ("ana", "kim", "pat", "drew", "casey", "devon", "robin", "lee", "jordan")
"""The requester and manager, the second manager, the principal and the stand-in, the Director and the deputy, the
superintendent; a teacher and the principal of another school."""

DECIDING = {"approve", "approve_with_conditions", "ask_for_changes", "decline"}
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
        "casey": DECIDING | {"reassign"},
        "devon": DECIDING | {"reassign"},
    },
    "changes_wanted": {"ana": {"refile", "withdraw"}},
    "setting_up": {"ana": {"accept_charter", "report_set_up", "withdraw"}, "kim": {"accept_charter"}},
    "custody_check": {
        "ana": {"accept_charter", "withdraw"},
        "kim": {"accept_charter"},
        "casey": {"send_back"},
        "devon": {"send_back"},
    },
    "accepted": {"ana": {"withdraw"}, "casey": {"activate", "send_back"}, "devon": {"activate", "send_back"}},
    "done": {},
    "declined": {"casey": {"reopen"}, "devon": {"reopen"}},
    "withdrawn": {},
}
"""By situation (`accepted` is custody_check once both have accepted the charter), who may do what to Ana's request."""

MOVES = sorted({move.name for move in WORKFLOW.moves})
QUESTIONS = ("start", "audience", "message", "tool", "link", "managers", "review")
FORMS = {screen.name for screen in CONVERSATION.screens} | {
    f"{KIND}.{move.name}" for move in WORKFLOW.moves if move.asks
}


# --- How a request comes into each situation ------------------------------------------------------------------------


async def drafted(opened: Office) -> Case:
    return await opened.case((await opened.review("ana")).value.partition(".")[0])


async def approved(opened: Office, *names: str) -> Case:
    case = await opened.file()
    for name in names:
        case = await opened.move(name, "approve", case)
    return case


async def changing(opened: Office) -> Case:
    return await opened.move("pat", "ask_for_changes", await opened.file())


async def set_up(opened: Office) -> Case:
    case = await approved(opened, "pat", "casey")
    return await opened.move("ana", "report_set_up", case)


async def official(opened: Office) -> Case:
    case = await opened.set_up()
    return await opened.move("casey", "activate", case)


async def declined(opened: Office) -> Case:
    return await opened.move("pat", "decline", await opened.file())


async def withdrawn(opened: Office) -> Case:
    return await opened.move("ana", "withdraw", await opened.file())


SITUATIONS: dict[str, Callable[[Office], Awaitable[Case]]] = {
    "draft": drafted,
    "with_principal": approved,
    "with_director": lambda opened: approved(opened, "pat"),
    "changes_wanted": changing,
    "setting_up": lambda opened: approved(opened, "pat", "casey"),
    "custody_check": set_up,
    "accepted": Office.set_up,
    "done": official,
    "declined": declined,
    "withdrawn": withdrawn,
}


@pytest.fixture
async def opened(tmp_path: Path) -> AsyncIterator[Office]:
    async with office(address(tmp_path)) as opened:
        yield opened


def address(folder: Path, name: str = "authority") -> str:
    return f"sqlite+aiosqlite:///{folder}/{name}.db"


@asynccontextmanager
async def reopened(folder: Path, content: Path = CONTENT, database: str = "authority") -> AsyncIterator[Office]:
    """The office after another start; what people do from now on has keys that were not used before."""
    async with office(address(folder, database), {**ON_THE_WEB, "CONTENT_DIR": str(content)}) as opened:
        yield replace(opened, _numbers=count(1_000))


async def everything(opened: Office) -> list[tuple[Case, int]]:
    """All cases, and how long the history of each is."""
    async with opened.building.database.reading() as connection:
        found = await cases.everything(connection)
    return [(case, len(await opened.history(case))) for case in found]


# --- The table ------------------------------------------------------------------------------------------------------


def test_the_table_knows_every_state_and_every_move() -> None:
    assert set(MAY) == set(WORKFLOW.states) | {"accepted"}
    named = {move for people in MAY.values() for moves in people.values() for move in moves}
    assert named | {"name_second_manager"} == set(MOVES)


@pytest.mark.parametrize("situation", MAY)
async def test_what_the_table_does_not_allow_changes_nothing(opened: Office, situation: str) -> None:
    case = await SITUATIONS[situation](opened)
    before = await everything(opened)
    for name in PEOPLE:
        for move in set(MOVES) - MAY[situation].get(name, set()):
            now = await opened.press(name, move, case)
            assert not isinstance(now, Open | Fix | Sorry), (name, move)
    assert await everything(opened) == before


@pytest.mark.parametrize("situation", MAY)
async def test_no_form_changes_what_its_move_may_not(opened: Office, situation: str) -> None:
    """Every form, sent with good answers and without ever having been shown."""
    case = await SITUATIONS[situation](opened)
    before = await everything(opened)
    for name in PEOPLE:
        for form in FORMS - {f"{KIND}.{form}" for form in allowed_forms(situation, name)}:
            for pressed in ("", f"{KIND}.back"):
                answers = {**ANSWERS, "link": ANSWERS["address"], "manager": "ana@example.org", "to": "lee@example.org"}
                sent = Filled(**opened.whence(name), form=form, value=case.stamp, pressed=pressed, answers=answers)
                assert isinstance(await opened.receive(sent), Swap), (name, form)
    assert await everything(opened) == before


def allowed_forms(situation: str, name: str) -> set[str]:
    moves = MAY[situation].get(name, set())
    return {
        *moves,
        *(QUESTIONS if moves & {"file", "refile"} else ()),
        *(["set_up"] if "report_set_up" in moves else []),
    }


@pytest.mark.parametrize(
    ("situation", "name"), [(situation, name) for situation, people in MAY.items() for name in people]
)
async def test_what_the_table_allows_can_be_done(situation: str, name: str, tmp_path: Path) -> None:
    """Each move from the same situation: the database is put back before each."""
    async with office(address(tmp_path, "before")) as opened:
        case = await SITUATIONS[situation](opened)
    for move in MAY[situation][name]:
        shutil.copy(tmp_path / "before.db", tmp_path / f"{move}.db")
        async with reopened(tmp_path, database=move) as again:
            moved = await again.move(name, move, case, to="jordan@example.org")
            assert (moved.last_move, moved.last_by) == (move, f"{name}@example.org")


@pytest.mark.parametrize("situation", MAY)
async def test_each_sees_the_buttons_of_what_they_may_do(opened: Office, situation: str) -> None:
    case = await SITUATIONS[situation](opened)
    district = opened.building.house.district
    for name in PEOPLE:
        offered = {move.name for move in WORKFLOW.choices(case, f"{name}@example.org", district)}
        assert offered == MAY[situation].get(name, set()), name


@pytest.mark.parametrize("standing", ["guest", "outside", "bot", "gone"])
@pytest.mark.parametrize("situation", MAY)
async def test_whoever_is_not_staff_can_do_nothing(opened: Office, situation: str, standing: Standing) -> None:
    """Even with the Director's or the requester's address."""
    case = await SITUATIONS[situation](opened)
    before = await everything(opened)
    for name in ("casey", "ana", "pat"):
        stranger = opened.whence(name) | {"person": Person(f"{name}@example.org", "Somebody", standing)}
        for move in MOVES:
            pressed = Clicked(**stranger | {"key": move}, action=f"{KIND}.{move}", value=case.stamp)
            assert isinstance(await opened.receive(pressed), Sorry)
        for form in sorted(FORMS):
            sent = Filled(**stranger | {"key": form}, form=form, value=case.stamp, answers=dict(ANSWERS))
            assert isinstance(await opened.receive(sent), Sorry)
    assert await everything(opened) == before


async def test_nobody_can_press_anything_on_an_account(opened: Office) -> None:
    await official(opened)
    before = await everything(opened)
    for name in PEOPLE:
        for move in MOVES:
            for kind in (KIND, "account"):
                pressed = Clicked(**opened.whence(name), action=f"{kind}.{move}", value="A-1001.1")
                assert not isinstance(await opened.receive(pressed), Open | Fix | Sorry), (name, move)
    assert await everything(opened) == before


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
    shown = "\n".join(await told(opened, name))
    assert ("A-1001 · Facebook" in shown) is sees
    assert ("I do not find A-1001" in shown) is not sees


async def told(opened: Office, name: str) -> list[str]:
    await opened.settle()
    return await opened.chat(name)


# --- Nobody decides on their own ------------------------------------------------------------------------------------


@asynccontextmanager
async def office_with(folder: Path, old: str, new: str) -> AsyncIterator[Office]:
    """The office on the same database, after a start with another district.yaml."""
    content = folder / f"content-{abs(hash(new))}"
    shutil.copytree(CONTENT, content, dirs_exist_ok=True)
    district = (content / "district.yaml").read_text(encoding="utf-8")
    assert old in district
    (content / "district.yaml").write_text(district.replace(old, new), encoding="utf-8")
    async with reopened(folder, content) as opened:
        yield opened


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


@pytest.mark.parametrize("to", ["ana", "kim"])
async def test_a_request_is_given_neither_to_its_writer_nor_to_its_managers(opened: Office, to: str) -> None:
    case = await opened.file()
    form = await opened.press("casey", "reassign", case)
    assert isinstance(form, Open)
    now = await opened.send("casey", form.form, {"to": f"{to}@example.org", "note": "You know it best."})
    assert isinstance(now, Fix)
    assert (
        now.errors["to"] == "This person made the request or will manage the account. Somebody else has to decide it."
    )
    assert await opened.case(case.ref) == case


async def test_whoever_was_given_the_decision_does_not_confirm_the_access(opened: Office) -> None:
    """Procedure 4007P gives administrator rights to the Communications Director."""
    case = await opened.move("casey", "reassign", await approved(opened, "pat"), to="jordan@example.org")
    await opened.settle()
    case = await opened.move("jordan", "approve", case)
    case = await opened.move("ana", "report_set_up", case)
    for name in ("ana", "kim"):
        case = await opened.move(name, "accept_charter", case)
    await opened.press("jordan", "activate", case)
    assert await opened.case(case.ref) == case
    assert "[The Director checks access]" in (await told(opened, "jordan"))[-2]
    assert (await opened.move("devon", "activate", case)).state == "done"


async def test_the_only_director_asks_the_superintendent(tmp_path: Path) -> None:
    async with office_with(tmp_path, OFFICE, ALONE) as opened:
        case = await opened.file("casey", school="cedar-es")
        await opened.say("robin", "approvals")
        assert "Waiting for you\n- R-1001" in "\n".join(await told(opened, "robin"))
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
    assert "[Approve]" in (await told(opened, "jordan"))[-1]


# --- Whoever is to decide is asked ----------------------------------------------------------------------------------


async def test_a_new_principal_is_asked_after_the_next_start(opened: Office, tmp_path: Path) -> None:
    case = await opened.file()
    await opened.settle()
    async with office_with(tmp_path, "principal: pat@example.org", "principal: quinn@example.org") as later:
        for _ in range(2):
            await later.building.catch_up()
        asked = [said for said in await told(later, "quinn") if "[Approve]" in said]
        assert len(asked) == 1
        assert "R-1001 from Ana Reyes waits for you now." in asked[0]
        await later.press("pat", "approve", case)
        assert (await told(later, "pat"))[-1] == "I do not find R-1001 among what you can see."
        assert (await later.move("quinn", "approve", case)).state == "with_director"


@pytest.mark.parametrize("situation", MAY)
async def test_a_start_with_the_same_content_asks_nobody_again(opened: Office, situation: str) -> None:
    await SITUATIONS[situation](opened)
    before = {name: await told(opened, name) for name in PEOPLE}
    await opened.building.catch_up()
    assert {name: await told(opened, name) for name in PEOPLE} == before


async def test_a_request_that_was_given_to_somebody_is_in_their_list(opened: Office) -> None:
    await opened.move("casey", "reassign", await approved(opened, "pat"), to="jordan@example.org")
    await opened.say("jordan", "approvals")
    assert (await told(opened, "jordan"))[-1].startswith("Waiting for you\n- R-1001")


async def test_a_request_that_was_given_away_reminds_whom_it_was_given_to(opened: Office) -> None:
    await opened.move("casey", "reassign", await approved(opened, "pat"), to="jordan@example.org")
    await opened.settle()
    seen = len(await opened.chat("casey"))
    opened.clock.moment = opened.building.house.calendar.after(opened.clock.moment, 2)
    assert "R-1001 from Ana Reyes has waited for you since" in (await told(opened, "jordan"))[-1]
    assert len(await opened.chat("casey")) == seen


async def test_older_requests_that_wait_for_others_hide_none_of_mine(opened: Office) -> None:
    for _ in range(45):
        await opened.move("casey", "override", await opened.file())
        case = await opened.case(f"R-{1000 + len(await everything(opened))}")
        await opened.move("casey", "ask_for_changes", case)
    await approved(opened, "pat")
    await opened.say("casey", "approvals")
    assert (await told(opened, "casey"))[-1].startswith("Waiting for you\n- R-1046")


async def test_a_second_tap_under_the_charter_is_no_offence(opened: Office) -> None:
    case = await opened.move("kim", "accept_charter", await approved(opened, "pat", "casey"))
    await opened.press("kim", "accept_charter", case)
    assert (await told(opened, "kim"))[
        -1
    ] == "You have accepted the charter of R-1001 already. Nothing more to do here."


async def test_whoever_is_reminded_of_nothing_puts_nothing_off(opened: Office) -> None:
    """Else they would read tomorrow that a finished request still waits."""
    await official(opened)
    await opened.receive(Clicked(**opened.whence("casey"), action=f"{KIND}.snooze", value="R-1001.1"))
    opened.clock.move(days=7)
    assert not [said for said in await told(opened, "casey") if "still waits" in said or "not be reminded" in said]


async def test_a_manager_whom_somebody_else_named_is_asked_to_accept_the_charter(opened: Office) -> None:
    """Without their yes the account never becomes official."""
    case = await opened.file(manager="lee@example.org")
    for name in ("pat", "casey"):
        case = await opened.move(name, "approve", case)
    asked = (await told(opened, "lee"))[-1]
    assert "Ana Reyes named you as manager of an account for Central High School, and it is approved." in asked
    assert "[I accept the charter]" in asked
    assert "[I accept the charter]" not in (await told(opened, "ana"))[-1]


async def test_whoever_wished_for_changes_hears_that_the_request_was_withdrawn(opened: Office) -> None:
    """The Director, who was never asked, does not."""
    case = await opened.move("pat", "ask_for_changes", await opened.file())
    await opened.move("ana", "withdraw", case)
    assert (await told(opened, "pat"))[
        -1
    ] == "Ana Reyes withdrew R-1001. There is nothing to decide any more.\n> A reason."
    assert not await told(opened, "casey")
