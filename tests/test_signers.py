"""Who may sign and read a disposition list, and hear of what was on it: roles pass on, and what must be kept from
somebody is kept from them for good."""

from __future__ import annotations

import itertools
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as some

from bot.commands.retention import gather
from bot.content.district import load_district
from bot.disposition import became, rows
from bot.drawing import Drawing
from bot.store import cases, deeds, disposal, outbox, sending
from bot.store.outbox import Notice
from bot.store.tables import cases as cases_table
from bot.ui import Card, Text, pack
from bot.withheld import Withheld
from bot.workflow import Case
from tests.disposition_office import a_question, a_round, carried_out, drawn_up, is_there, lists, signed
from tests.edited_content import content as content
from tests.office import ON_THE_WEB, Office, office
from tests.reports import ANSWERS, LINK, closed, report, report_without
from tests.stage import CONTENT


def edit(content: Path, file: str, before: str, after: str) -> None:
    """Somebody edits a file of the content while the house is closed."""
    text = (content / file).read_text(encoding="utf-8")
    assert text.count(before) == 1, before
    (content / file).write_text(text.replace(before, after), encoding="utf-8")


def timed(content: Path) -> None:
    """The records officer has set a time for reports on the conduct of staff."""
    before, line, after = (content / "records.yaml").read_text(encoding="utf-8").partition("class: incident_conduct\n")
    changed = after.replace("keep: until set", "keep: 6 years", 1)
    (content / "records.yaml").write_text(before + line + changed, encoding="utf-8")


def held_by(content: Path, role: str, before: str, after: str) -> None:
    edit(content, "district.yaml", f"  {role}: [{before}]", f"  {role}: [{after}]")


@asynccontextmanager
async def restarted(address: str, content: Path, last: Office) -> AsyncIterator[Office]:
    """The same database after a start with the content as it is by now."""
    async with office(address, ON_THE_WEB, content=content) as opened:
        opened.clock.moment = last.clock.moment
        opened._numbers = itertools.count(1_000)
        yield opened


async def a_report_on_conduct(opened: Office) -> Case:
    """Closed; its route keeps it from the Director's office."""
    case = await report(opened, "kim", category="staff_conduct", harmed="student")
    return await opened.move("hollis", "close", await opened.move("hollis", "take", case), **ANSWERS)


DIRECTORS = "casey@example.org, devon@example.org"


@pytest.fixture
def conduct(content: Path) -> Path:
    """A district without a records officer, in which reports on conduct come to be due."""
    timed(content)
    held_by(content, "records_officer", "rene@example.org", "")
    return content


# --- Whoever comes into an office later -------------------------------------------------------------------------------


async def test_a_new_director_neither_reads_nor_signs_a_list_that_is_kept_from_the_office(
    address: str, conduct: Path
) -> None:
    async with office(address, ON_THE_WEB, content=conduct) as before:
        case = await a_report_on_conduct(before)
        listed = await drawn_up(before, years=7)
        assert [row.ref for row in rows(listed)] == [case.ref]
    held_by(conduct, "communications_director", DIRECTORS, "ana@example.org")
    async with restarted(address, conduct, before) as opened:
        await opened.say("ana", "lists")
        assert "There is no disposition list for you." in (await opened.told("ana"))[-1]
        await opened.press("ana", "read", listed)
        assert case.ref not in "\n".join(await opened.told("ana"))
        await opened.press("ana", "sign", listed)
        assert (await opened.case(listed.ref)).state == "listed"


async def test_nor_does_a_later_director_read_it_once_it_was_carried_out_or_hear_of_what_was_on_it(
    address: str, conduct: Path
) -> None:
    async with office(address, ON_THE_WEB, content=conduct) as before:
        case = await a_report_on_conduct(before)
        done = await carried_out(before, await signed(before, await drawn_up(before, years=7), by="robin"))
        assert became(done) == {case.ref: "destroyed"}
        await before.say("casey", case.ref)
        assert f"I cannot find {case.ref} among the cases you can see." in (await before.told("casey"))[-1]
    held_by(conduct, "communications_director", DIRECTORS, "ana@example.org")
    async with restarted(address, conduct, before) as opened:
        await opened.say("ana", "lists")
        assert "There is no disposition list for you." in (await opened.told("ana"))[-1]
        await opened.press("ana", "read", done)
        assert case.ref not in "\n".join(await opened.told("ana"))
        for asked in (case.ref, f"hold {case.ref}: a lawsuit"):
            await opened.say("ana", asked)
            assert "was destroyed" not in (await opened.told("ana"))[-1]


async def test_whom_a_report_was_kept_from_by_name_never_learns_that_it_was_there(address: str, content: Path) -> None:
    timed(content)
    async with office(address, ON_THE_WEB, content=content) as before:
        case = await report_without(before, "kim", "lee", harmed="staff", link=LINK)
        taken = await before.move("casey", "take", case)
        case = await before.move("casey", "close", taken, **ANSWERS)
        done = await carried_out(before, await signed(before, await drawn_up(before, years=7)))
        assert became(done) == {case.ref: "destroyed"}
        async with before.building.database.reading() as connection:
            deed = await deeds.destruction(connection, case.ref)
        assert deed
        assert "lee" not in str(deed.details)
        assert "lee" not in str(done.data)
    held_by(content, "records_officer", "rene@example.org", "lee@example.org")
    async with restarted(address, content, before) as opened:
        await opened.press("lee", "read", done)
        await opened.say("lee", f"hold {case.ref}: a lawsuit")
        assert f"I know of no case {case.ref}." in (await opened.told("lee"))[-1]
        await opened.say("lee", "lists")
        assert "There is no disposition list for you." in (await opened.told("lee"))[-1]
        await opened.say("lee", case.ref)
        assert f"I cannot find {case.ref} among the cases you can see." in (await opened.told("lee"))[-1]


async def test_what_whoever_signed_must_not_sign_for_any_more_stays(address: str, conduct: Path) -> None:
    """The superintendent signs, and is the Director by the time that it is carried out."""
    async with office(address, ON_THE_WEB, content=conduct) as before:
        case = await a_report_on_conduct(before)
        listed = await signed(before, await drawn_up(before, years=7), by="robin")
    held_by(conduct, "communications_director", DIRECTORS, "robin@example.org")
    async with restarted(address, conduct, before) as opened:
        assert became(await carried_out(opened, listed)) == {case.ref: "not_theirs"}
        assert await is_there(opened, case.ref)


NAMES = some.frozensets(some.sampled_from(["casey@example.org", "lee@example.org", "robin@example.org"]))
HELD = some.frozensets(
    some.sampled_from([("communications_director", ""), ("superintendent", ""), ("principal", "central-hs")])
)


@given(NAMES, HELD, some.sampled_from(["casey@example.org", "lee@example.org", "robin@example.org", "kim@example.org"]))
def test_what_is_noted_keeps_out_just_those_whom_the_case_did(
    people: frozenset[str], roles: frozenset[tuple[str, str]], email: str
) -> None:
    kept_out = people.union(*(DISTRICT.behind(*role) for role in roles))
    noted = json.loads(json.dumps(Withheld.of(people, roles).noted()))
    assert Withheld.read(noted).keeps_out(email, DISTRICT) == (email in kept_out)


DISTRICT = load_district(CONTENT / "district.yaml")


# --- Where nobody may sign --------------------------------------------------------------------------------------------


async def test_a_list_that_nobody_may_sign_any_more_is_closed_told_and_in_nobodys_way(
    address: str, content: Path
) -> None:
    held_by(content, "superintendent", "robin@example.org", "")
    held_by(content, "communications_director", DIRECTORS, "casey@example.org, devon@example.org, robin@example.org")
    async with office(address, ON_THE_WEB, content=content) as before:
        own = await a_question(before, "rene")
        listed = await drawn_up(before)
        async with before.building.database.transaction() as transaction:
            barred = {**listed.data["barred"], "roles": [["communications_director", ""]]}
            changed = cases_table.update().where(cases_table.c.ref == listed.ref)
            await transaction.execute(changed.values(data={**listed.data, "barred": barred}))
        other = await a_question(before)
    async with restarted(address, content, before) as opened:
        fresh = await drawn_up(opened)
        assert (await opened.case(listed.ref)).state == "lapsed"
        told = "\n".join(await opened.told("casey"))
        assert f"Nobody is left who may sign the disposition list {listed.ref}" in told
        on_lists = {row.ref for one in await lists(opened) if one.state == "listed" for row in rows(one)}
        assert on_lists == {own.ref, other.ref}
        assert fresh.state == "listed"


async def test_an_open_list_is_in_the_way_of_its_own_signer_alone(opened: Office) -> None:
    await a_question(opened)
    await drawn_up(opened)
    own, _other = await a_question(opened, "rene"), await a_question(opened)
    await drawn_up(opened)
    first, second = await lists(opened)
    assert first.state == "listed"
    assert [row.ref for row in rows(second)] == [own.ref]


async def test_where_nobody_else_may_sign_a_deputy_does(address: str, content: Path) -> None:
    held_by(content, "records_officer", "rene@example.org", "casey@example.org")
    held_by(content, "superintendent", "robin@example.org", "casey@example.org")
    async with office(address, ON_THE_WEB, content=content) as opened:
        case = await a_report_of_caseys(opened)
        listed = await drawn_up(opened, years=7)
        assert [row.ref for row in rows(listed)] == [case.ref]
        assert (await signed(opened, listed, by="devon")).state == "signed"


async def test_how_many_nobody_may_sign_for_is_told_once_a_month(address: str, conduct: Path) -> None:
    held_by(conduct, "superintendent", "robin@example.org", "")
    async with office(address, ON_THE_WEB, content=conduct) as opened:
        case = await a_report_on_conduct(opened)
        opened.clock.move(days=7 * 366)
        opened.clock.moment = opened.building.house.calendar.next_working_moment(opened.clock.moment)
        for _ in range(2):
            await a_round(opened)
        assert await lists(opened) == []
        told = [said for said in await opened.chat("casey") if "nobody may sign" in said]
        assert len(told) == 1
        assert "nobody may sign: 1." in told[0]
        assert case.ref not in told[0]
        async with opened.building.database.reading() as connection:
            (one,) = (await gather(connection, opened.building.house, opened.clock())).due
        assert one.stays == "nobody may sign"


async def a_report_of_caseys(opened: Office) -> Case:
    """One that the Director reported, and a deputy closed."""
    case = await report(opened, "casey", link=LINK)
    return await opened.move("devon", "close", await opened.move("devon", "take", case), **ANSWERS)


# --- What was still to be said ----------------------------------------------------------------------------------------


async def test_of_a_case_that_was_destroyed_nothing_is_said_any_more(open_office: Office) -> None:
    """A worker has taken a line from the outbox, and its case goes before it is drawn."""
    case, building = await closed(open_office), open_office.building
    drawing = Drawing(building.house, building.menu.faces)
    await open_office.settle()
    line = Notice(
        "k1", "line", "casey@example.org", pack(Card(body=(Text("Of a case."),))), open_office.clock(), case.id
    )
    async with building.database.transaction() as transaction:
        await outbox.put(transaction, [line], open_office.clock())
        (row,) = await sending.claim(transaction, open_office.clock(), 1)
    async with building.database.reading() as connection:
        assert (await drawing.draw(connection, row))[0] is not None
    async with building.database.transaction() as transaction:
        held = await cases.held_to_end(transaction, case.ref)
        assert held
        await disposal.destroy(transaction, held)
    async with building.database.reading() as connection:
        assert await drawing.draw(connection, row) == (None, 0)
