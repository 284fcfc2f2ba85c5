"""`packet`: the ZIP has its name once it is whole and was entered, and nothing of it stays where it is not."""

from __future__ import annotations

import getpass
from pathlib import Path

import pytest
from sqlalchemy import select, update

from bot.commands import CannotGoOn
from bot.records.leaving import Order
from bot.records.leaving import entered as leaving
from bot.store.database import Database
from bot.store.tables import deeds, evidence_pieces
from tests.commands import complaint, database, run
from tests.evidence_office import KEY, LARGE, evidence_office
from tests.packets import unpacked

HERE = "sqlite+aiosqlite:///{}/here.db"


@pytest.fixture
async def folder(tmp_path: Path) -> Path:
    """A folder with a database in which R-1001 has a file of several pieces."""
    async with evidence_office(HERE.format(tmp_path)) as reports:
        await reports.take(page__png=LARGE)
    return tmp_path


async def entered(folder: Path) -> list[tuple[str, str, dict[str, object]]]:
    async with Database(HERE.format(folder)) as opened, opened.reading() as connection:
        rows = await connection.execute(
            select(deeds.c.by, deeds.c.ref, deeds.c.details).where(deeds.c.deed == "exported").order_by(deeds.c.id)
        )
        return [(row.by, row.ref, row.details) for row in rows]


def left_in(folder: Path) -> list[str]:
    return [file.name for file in folder.iterdir() if "zip" in file.name]


def given(folder: Path, **more: str) -> dict[str, str]:
    return {"DATABASE_URL": database(folder), "EVIDENCE_KEYS": KEY, **more}


async def test_an_operator_makes_a_packet_which_is_entered_with_their_name(folder: Path) -> None:
    done = run(folder, "packet", "r-1001", "--reason", "Request\n2026-14", **given(folder))
    assert (done.returncode, done.stdout, done.stderr) == (0, "records-R-1001.zip\n", "")
    packet = unpacked((folder / "records-R-1001.zip").read_bytes())
    assert packet.files["files/01.png"] == LARGE
    (by, ref, details), given_to = await entered(folder)
    assert (by, ref) == (f"operator:{getpass.getuser()}", "R-1001")
    assert (details["what"], details["came"], details["reason"]) == ("packet", "begun", "Request 2026-14")
    assert details["manifest"]
    assert given_to == (by, ref, {"what": "packet", "came": "given"})
    assert f"Made by: {by}" in packet.summary


async def test_a_packet_is_for_its_maker_alone(folder: Path) -> None:
    run(folder, "packet", "R-1001", "--to", "one.zip", **given(folder))
    assert (folder / "one.zip").stat().st_mode & 0o777 == 0o600


async def test_a_name_that_cannot_be_given_is_entered_as_failed(tmp_path: Path) -> None:
    """`--to` names what came there meanwhile: the packet was made, and nobody has it."""
    async with evidence_office(HERE.format(tmp_path)) as reports:
        database, clock = reports.office.building.database, reports.office.clock
        order = Order("operator:rene", clock(), "")
        with pytest.raises(CannotGoOn):
            async with leaving(database, clock, "R-1001", order, "00"):
                raise CannotGoOn
    came = [details["came"] for _, _, details in await entered(tmp_path)]
    assert came == ["begun", "failed"]


async def test_what_is_there_already_stays(folder: Path) -> None:
    (folder / "one.zip").write_text("mine")
    said = complaint(folder, "packet", "R-1001", "--to", "one.zip", **given(folder))
    assert said == "one.zip is there already.\n"
    assert (folder / "one.zip").read_text() == "mine"
    assert not await entered(folder)


async def test_an_unknown_reference_leaves_nothing(folder: Path) -> None:
    said = complaint(folder, "packet", "R-9999", **given(folder))
    assert said == "There is no case R-9999. Compare the reference with the one on its card.\n"
    assert not left_in(folder)


async def test_without_the_key_there_is_no_packet(folder: Path) -> None:
    said = complaint(folder, "packet", "R-1001", DATABASE_URL=database(folder))
    assert "R-1001 has files, and EVIDENCE_KEYS is empty." in said
    assert not left_in(folder)
    assert not await entered(folder)


async def test_a_file_that_was_changed_leaves_no_half_of_a_packet(folder: Path) -> None:
    async with Database(HERE.format(folder)) as opened, opened.transaction() as transaction:
        last = update(evidence_pieces).where(evidence_pieces.c.position == 2)
        await transaction.execute(last.values(sealed=b"something else"))
    said = complaint(folder, "packet", "R-1001", **given(folder))
    assert "File 1 of R-1001 is not what was kept" in said
    assert not left_in(folder)
    assert not await entered(folder)


async def test_a_folder_that_is_not_there_is_named(folder: Path) -> None:
    said = complaint(folder, "packet", "R-1001", "--to", "nowhere/one.zip", **given(folder))
    assert "nowhere/one.zip" in said
