"""Files that were sent: kept to the byte and encrypted, and tried again when something passes in the way."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest
from cryptography.fernet import Fernet

from bot.evidence.vault import Locked, Vault
from bot.house import House
from bot.intake import GIVEN_UP_AFTER, MOST_TRIES
from bot.kept_files import lock_anew
from bot.platforms.base import Throttled, Unclear
from bot.store import sending
from bot.store.evidence import CLAIM
from bot.ui import Element, Text, literal
from bot.workflow import Case
from tests.evidence_office import (
    HANGING,
    KEY,
    LARGE,
    SCREENSHOT,
    Reports,
    claimed,
    evidence_office,
    picture,
    stored,
)
from tests.evidence_office import reports as reports

# --- Kept -----------------------------------------------------------------------------------------------------------


async def test_a_file_is_kept_to_the_byte(reports: Reports) -> None:
    said = await reports.take(fake_page__png=LARGE)
    (file,) = await reports.files()
    assert await stored(reports, file.id) == LARGE
    assert (file.status, file.size, file.sha256) == ("kept", len(LARGE), sha256(LARGE).hexdigest())
    assert (file.media_type, file.sender, file.sent_at) == ("image/png", "ana@example.org", reports.office.clock())
    assert said[-1] == f"fake_page.png is kept with {reports.case.ref}, unchanged and encrypted."


async def test_several_files_get_one_line(reports: Reports) -> None:
    said = await reports.take(a__png=SCREENSHOT, b__jpg=picture("JPEG"), c__pdf=b"%PDF-1.7")
    assert said[-1] == f"3 files are kept with {reports.case.ref}, unchanged and encrypted."


async def test_nothing_readable_lies_in_the_database(tmp_path: Path) -> None:
    secret = b"%PDF-1.7 " + b"what nobody should read " * 20_000
    async with evidence_office(f"sqlite+aiosqlite:///{tmp_path}/test.db") as reports:
        await reports.take(a__pdf=secret)
        assert (await reports.files())[0].status == "kept"
    content = everything_in(tmp_path)
    assert len(content) > len(secret)
    assert b"nobody should read" not in content


def everything_in(folder: Path) -> bytes:
    return b"".join(file.read_bytes() for file in folder.iterdir())


async def test_the_keys_of_the_district_change(reports: Reports) -> None:
    await reports.take(a__png=SCREENSHOT, b__png=LARGE)
    new = Fernet.generate_key().decode()
    assert await lock_anew(reports.office.building.database, Vault([new, KEY])) == (2, 0)
    first, second = await reports.files()
    assert await stored(reports, first.id, Vault([new])) == SCREENSHOT
    assert await stored(reports, second.id, Vault([new])) == LARGE
    with pytest.raises(Locked):
        await stored(reports, first.id)


async def test_the_address_that_a_file_came_from_is_not_kept(reports: Reports) -> None:
    reports.drawer.holds["a.png"] = SCREENSHOT
    await reports.send("a.png")
    (wanted,) = await claimed(reports)
    assert wanted.source == {"id": "a.png"}
    reports.office.clock.move(seconds=CLAIM.total_seconds() + 1)
    await reports.office.settle()
    async with reports.office.building.database.reading() as connection:
        assert (await connection.exec_driver_sql("SELECT source FROM evidence")).scalar() in ("{}", {})


# --- What passes ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("trouble", [Throttled(30), Unclear("500"), OSError("the line broke"), HANGING])
async def test_what_may_pass_is_tried_again(trouble: object, reports: Reports) -> None:
    reports.office.building.intake.patience = 0.05
    reports.drawer.holds["a.png"] = trouble
    await reports.send("a.png")
    await reports.office.settle()
    assert [file.status for file in await reports.files()] == ["wanted"]
    assert reports.drawer.closed == ["a.png"]
    reports.drawer.holds["a.png"] = SCREENSHOT
    reports.office.clock.move(minutes=1)
    await reports.office.settle()
    assert [file.status for file in await reports.files()] == ["kept"]


async def test_too_fast_waits_as_long_as_it_is_told(reports: Reports) -> None:
    reports.drawer.holds["a.png"] = Throttled(600)
    await reports.send("a.png")
    await reports.office.settle()
    reports.office.clock.move(minutes=9)
    await reports.office.settle()
    assert reports.drawer.fetched == ["a.png"]


async def test_after_a_day_it_is_given_up_with_a_word(reports: Reports) -> None:
    reports.drawer.holds["a.png"] = Unclear("500")
    await reports.send("a.png")
    for _ in range(30):
        await reports.office.settle()
        reports.office.clock.move(seconds=GIVEN_UP_AFTER.total_seconds() / 24)
    assert "could not be fetched, even after several tries" in (await reports.lines())[-1]
    assert 20 < len(reports.drawer.fetched) < 30


async def test_a_file_that_takes_its_worker_down_is_given_up(reports: Reports) -> None:
    reports.drawer.holds["a.png"] = SCREENSHOT
    await reports.send("a.png")
    for _ in range(MOST_TRIES):
        assert len(await claimed(reports)) == 1
        reports.office.clock.move(seconds=CLAIM.total_seconds() + 1)
    await reports.office.settle()
    assert "could not be fetched" in (await reports.lines())[-1]
    assert reports.drawer.fetched == []


async def test_one_hanging_file_keeps_no_other_waiting(reports: Reports) -> None:
    reports.drawer.holds |= {"hangs.png": HANGING, "a.png": SCREENSHOT}
    await reports.send("hangs.png")
    worker = asyncio.create_task(reports.office.building.intake.run())
    async with asyncio.timeout(5):
        while "hangs.png" not in reports.drawer.fetched:  # noqa: ASYNC110 - the drawer tells nobody
            await asyncio.sleep(0.01)
        await reports.send("a.png")
        while "kept" not in [file.status for file in await reports.files()]:  # noqa: ASYNC110 - nor does the table
            await asyncio.sleep(0.05)
    worker.cancel()
    with pytest.raises(asyncio.CancelledError):
        await worker
    assert [file.status for file in await reports.files()] == ["taking", "kept"]
    assert "hangs.png" in reports.drawer.closed


# --- What a card shows ----------------------------------------------------------------------------------------------


async def test_every_card_of_the_case_shows_what_became_of_a_file(reports: Reports) -> None:
    faces = reports.office.building.menu.faces
    faces["account_request"] = replace(faces["account_request"], shows_evidence=True, body=names_and_states)
    reports.drawer.holds |= {"a.png": SCREENSHOT, "b.png": b"MZ"}
    await reports.send("a.png", "b.png")
    await reports.office.settle()
    (card,) = [said for said in await reports.office.chat("pat") if said.startswith("R-1001 ·")]
    assert "a.png: kept" in card
    assert "b.png: refused" in card


def names_and_states(case: Case, _viewer: str, _house: House) -> tuple[Element, ...]:
    return tuple(Text(literal(f"{file.name}: {file.status}")) for file in case.evidence)


async def test_a_card_that_is_being_drawn_is_drawn_once_more(reports: Reports) -> None:
    """A file may be settled between a card's drawing and its record, and no version of the case says so."""
    office = reports.office
    case = await office.case(reports.case.ref)
    async with office.building.database.transaction() as transaction:
        await reports.desk(None, transaction).refresh(case)
    (first, *_) = await claim_cards(reports)
    await reports.take(a__png=SCREENSHOT)
    async with office.building.database.transaction() as transaction:
        place = (first.platform, first.conversation, first.message)
        await sending.record_shown(transaction, first, *place, case.version, office.clock())
    assert first.id in [row.id for row in await claim_cards(reports)]


async def claim_cards(reports: Reports) -> tuple[sending.Claimed, ...]:
    async with reports.office.building.database.transaction() as transaction:
        return await sending.claim(transaction, reports.office.clock(), 20)
