"""A signed list is carried out: everything of a case goes, what must stay stays, and no crash changes either."""

from __future__ import annotations

import asyncio
import signal

import pytest
from sqlalchemy import func, select

from bot.audit.examining import Audit
from bot.disposition import became
from bot.retention.destroying import Destroying
from bot.store import cases, deeds, disposal, holds
from bot.store.database import Database
from bot.store.deeds import Deed
from bot.store.holds import Hold
from bot.store.tables import cases as cases_table
from bot.store.tables import metadata, seals
from bot.workflow import AddressTaken, Case
from tests.clock import MONDAY_MORNING
from tests.destroying_server import carry_out
from tests.disposition_office import a_question, a_round, carried_out, drawn_up, is_there, signed
from tests.edited_content import content as content
from tests.edited_content import district as district
from tests.evidence_office import SCREENSHOT, WITH_EVIDENCE, Drawer
from tests.forks import FORKS
from tests.intake_server import Point
from tests.office import ON_THE_WEB, Office, office
from tests.postgres import has_let_go
from tests.reports import ANSWERS, LINK, report
from tests.stage import CONTENT
from tests.store.samples import a_case
from tests.test_same_file import reported_with

OF_A_CASE = {"cases.id", "evidence.id"}
"""What refers to a case, or to a file of one, goes with it."""


def test_no_table_that_refers_to_a_case_is_left_out() -> None:
    """Whoever adds one adds it to the places as well."""
    named = {table.name for table in disposal.PLACES}
    refers = {
        table.name
        for table in metadata.sorted_tables
        for column in table.columns
        for key in column.foreign_keys
        if key.target_fullname in OF_A_CASE
    }
    assert refers | {"cases"} == named


async def counted(opened: Office) -> dict[str, int]:
    """How many rows each table has."""
    async with opened.building.database.reading() as connection:
        return {
            table.name: (await connection.execute(select(func.count()).select_from(table))).scalar_one()
            for table in metadata.sorted_tables
        }


async def a_closed_report(opened: Office) -> tuple[Case, Case]:
    """A report with a file, and one that became part of it, closed."""
    opened.building.intake.platforms = {"web": Drawer({"a.png": SCREENSHOT})}
    main = await reported_with(opened, "kim", "a.png", link=LINK)
    await report(opened, "lee", link=LINK)
    await opened.settle()
    taken = await opened.move("casey", "take", await opened.case(main.ref))
    await opened.press("casey", "evidence", taken)
    await opened.settle()
    closed = await opened.move("casey", "close", await opened.case(main.ref), **ANSWERS)
    (part,) = [case for case, _ in await opened.everything() if case.state == "joined"]
    return closed, part


async def test_every_row_of_a_case_and_of_its_parts_goes_and_the_seals_stay(address: str) -> None:
    async with office(address, WITH_EVIDENCE) as opened:
        main, part = await a_closed_report(opened)
        await opened.building.sealer.round()
        other = await opened.file()
        before = await counted(opened)
        assert before["evidence_pieces"]
        assert before["evidence"]
        assert before["traces"]
        listed = await drawn_up(opened, years=7)
        done = await carried_out(opened, await signed(opened, listed))
        assert became(done) == {main.ref: "destroyed"}
        after = await counted(opened)
        gone = ("evidence_pieces", "evidence", "evidence_views", "traces")
        assert {after[table] for table in (*gone, "shut_files")} == {0}
        assert await is_there(opened, other.ref)
        assert not await is_there(opened, part.ref)
        assert not await is_there(opened, main.ref)
        async with opened.building.database.reading() as connection:
            for ref in (main.ref, part.ref):
                deed = await deeds.destruction(connection, ref)
                assert deed
                assert deed.details == {
                    "list": "D-1001",
                    "class": "incident_district",
                    "series": "",
                    "signer": "rene@example.org",
                    "with": main.ref,
                }
            left = (await connection.execute(select(seals.c.ref).where(seals.c.ref == main.ref))).all()
            audit = Audit(connection, opened.clock())
            faults = [fault async for fault in audit.faults()]
        assert left
        assert faults == []
        assert audit.destroyed


async def test_the_address_of_an_account_is_free_again(database: Database) -> None:
    async with database.transaction() as transaction:
        account = await a_case(transaction, "A-1001", kind="account", address="facebook:soccer")
        with pytest.raises(AddressTaken):
            await a_case(transaction, "A-1002", kind="account", address="facebook:soccer")
        held = await cases.held_to_end(transaction, account.ref)
        assert held
        await disposal.destroy(transaction, held)
        assert await a_case(transaction, "A-1003", kind="account", address="facebook:soccer")


# --- What keeps a case between its listing and its end ----------------------------------------------------------------


async def hold(opened: Office, ref: str) -> None:
    async with opened.building.database.transaction() as transaction:
        await cases.held(transaction, ref)
        assert await holds.place(transaction, Hold(ref, "rene@example.org", opened.clock(), "A lawsuit."))


async def test_a_hold_after_the_signature_keeps_the_case_and_is_said(open_office: Office) -> None:
    kept, goes = await a_question(open_office), await a_question(open_office)
    listed = await signed(open_office, await drawn_up(open_office))
    await hold(open_office, kept.ref)
    done = await carried_out(open_office, listed)
    assert became(done) == {kept.ref: "on_hold", goes.ref: "destroyed"}
    assert await is_there(open_office, kept.ref)
    await open_office.press("rene", "read", done)
    assert "kept: it is on hold" in (await open_office.told("rene"))[-1]


async def hold_by_words(opened: Office, ref: str) -> str:
    """What the records officer reads who places a hold."""
    before = len(await opened.chat("rene"))
    await opened.say("rene", f"hold {ref}: a lawsuit")
    await opened.settle()
    return "\n".join((await opened.chat("rene"))[before:])


async def test_a_hold_and_the_end_of_a_case_do_not_pass_each_other(open_office: Office) -> None:
    """What is being destroyed at this moment is not said to be on hold, and nothing remembers that it was."""
    case = await a_question(open_office)
    async with open_office.building.database.transaction() as transaction:
        held = await cases.held_to_end(transaction, case.ref)
        assert held
        await disposal.destroy(transaction, held)
        said = asyncio.create_task(hold_by_words(open_office, case.ref))
        await asyncio.sleep(0.2)
        assert not said.done()
        end = Deed("destroyed", "", open_office.clock(), case.ref, {"list": "D-1001"})
        await deeds.enter(transaction, end)
    assert f"{case.ref} was destroyed on November 9, 2026, as signed for in D-1001." in await said
    async with open_office.building.database.reading() as connection:
        assert not await holds.everything(connection)


async def test_what_is_put_on_hold_while_its_list_is_carried_out_is_kept_or_gone(open_office: Office) -> None:
    case = await a_question(open_office)
    listed = await signed(open_office, await drawn_up(open_office))
    done, said = await asyncio.gather(carried_out(open_office, listed), hold_by_words(open_office, case.ref))
    kept = await is_there(open_office, case.ref)
    assert became(done) == {case.ref: "on_hold" if kept else "destroyed"}
    assert ("is on hold now" in said) is kept


async def test_what_is_on_hold_comes_on_no_list(opened: Office) -> None:
    kept, goes = await a_question(opened), await a_question(opened)
    await hold(opened, kept.ref)
    assert [row["ref"] for row in (await drawn_up(opened)).data["rows"]] == [goes.ref]


async def test_what_was_reopened_after_the_signature_stays(open_office: Office) -> None:
    question = await a_question(open_office)
    listed = await signed(open_office, await drawn_up(open_office))
    await open_office.move("kim", "ask_again", await open_office.case(question.ref), note="And on paper?")
    assert became(await carried_out(open_office, listed)) == {question.ref: "changed"}
    assert await is_there(open_office, question.ref)


async def test_a_part_that_changed_keeps_the_whole(address: str) -> None:
    async with office(address, WITH_EVIDENCE) as opened:
        main, part = await a_closed_report(opened)
        listed = await signed(opened, await drawn_up(opened, years=7))
        async with opened.building.database.transaction() as transaction:
            raised = cases_table.update().where(cases_table.c.ref == part.ref)
            await transaction.execute(raised.values(version=cases_table.c.version + 1))
        assert became(await carried_out(opened, listed)) == {main.ref: "changed"}


async def test_while_the_whole_district_is_on_hold_a_list_rests(district: Office, content: object) -> None:
    question = await a_question(district)
    listed = await signed(district, await drawn_up(district))
    file = district.building.house.library.folder / "district.yaml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("hold: false", "hold: true"), encoding="utf-8")
    assert (await carried_out(district, listed)).state == "signed"
    assert await is_there(district, question.ref)
    file.write_text(text, encoding="utf-8")
    assert (await carried_out(district, listed)).state == "carried_out"


async def test_while_the_whole_district_is_on_hold_no_list_is_drawn_up(district: Office) -> None:
    await a_question(district)
    file = district.building.house.library.folder / "district.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("hold: false", "hold: true"), encoding="utf-8")
    district.clock.move(days=1_200)
    await a_round(district)
    assert (await counted(district))["cases"] == 1


async def test_what_the_log_has_not_sealed_yet_waits(opened: Office) -> None:
    question = await a_question(opened)
    opened.clock.move(days=1_200)
    opened.clock.moment = opened.building.house.calendar.next_working_moment(opened.clock.moment)
    await opened.building.upkeep.round()
    listed = await signed(opened, next(case for case, _ in await opened.everything() if case.ref == "D-1001"))
    opened.clock.moment = opened.building.house.calendar.after(opened.clock.moment, 1)
    await opened.building.upkeep.round()
    assert (await opened.case(listed.ref)).state == "under_way"
    assert await is_there(opened, question.ref)
    await a_round(opened)
    assert (await opened.case(listed.ref)).state == "carried_out"


async def test_a_case_that_something_else_took_away_is_said(opened: Office) -> None:
    question = await a_question(opened)
    listed = await signed(opened, await drawn_up(opened))
    async with opened.building.database.transaction() as transaction:
        await disposal.destroy(transaction, question)
        await deeds.enter(transaction, Deed("destroyed", "", MONDAY_MORNING, question.ref, {"list": "D-0999"}))
    assert became(await carried_out(opened, listed)) == {question.ref: "gone"}


# --- The power goes ---------------------------------------------------------------------------------------------------

COMMITS = 1 + 3 + 1
"""That it began, each case, and what became of them."""
POINTS = [Point(commit, moment) for commit in range(1, COMMITS + 1) for moment in ("before", "after")]


@pytest.mark.parametrize("point", POINTS, ids=str)
async def test_a_list_is_carried_out_once_though_its_worker_died(point: Point, address: str) -> None:
    async with office(address) as opened:
        questions = [await a_question(opened) for _ in range(3)]
        listed = await signed(opened, await drawn_up(opened))
        await opened.building.sealer.round()
        opened.clock.moment = opened.building.house.calendar.after(opened.clock.moment, 1)
        environment = {**ON_THE_WEB, "DATABASE_URL": address, "CONTENT_DIR": str(CONTENT)}
        process = FORKS.Process(target=carry_out, args=(environment, opened.clock(), point), daemon=True)
        process.start()
        await asyncio.to_thread(process.join, 60)
        assert process.exitcode == -signal.SIGKILL, f"the point was not reached: {point}"
        await has_let_go(address)
        opened.clock.move(seconds=60)  # the clock of the other process ran on
        await a_round(opened)
        done = await opened.case(listed.ref)
        assert done.state == "carried_out"
        assert became(done) == {one.ref: "destroyed" for one in questions}
        async with opened.building.database.reading() as connection:
            entered = select(func.count()).select_from(metadata.tables["deeds"])
            destroyed = entered.where(metadata.tables["deeds"].c.deed == "destroyed")
            assert (await connection.execute(destroyed)).scalar_one() == 3
        assert len([said for said in await opened.chat("rene") if "that you signed was carried out" in said]) == 1


async def test_two_workers_destroy_each_case_once(open_office: Office) -> None:
    questions = [await a_question(open_office) for _ in range(4)]
    listed = await signed(open_office, await drawn_up(open_office))
    await open_office.building.sealer.round()
    open_office.clock.moment = open_office.building.house.calendar.after(open_office.clock.moment, 1)
    building = open_office.building
    workers = [Destroying(building.database, building.house, building.menu.faces, open_office.clock) for _ in range(2)]
    await asyncio.gather(*(worker.round() for worker in workers))
    await workers[0].round()
    done = await open_office.case(listed.ref)
    assert became(done) == {one.ref: "destroyed" for one in questions}
    assert (await counted(open_office))["deeds"] >= 4
