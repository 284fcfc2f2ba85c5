"""A full export: every row, every file as it is stored, the content; the same bytes from either database."""

from __future__ import annotations

import getpass
import json
import re
import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from hashlib import sha256
from pathlib import Path

import pytest
from sqlalchemy import insert, select

from bot.evidence.vault import Vault
from bot.records.archive import manifest_of
from bot.records.export import Export
from bot.records.leaving import Order
from bot.records.volume import Volume
from bot.store.copying import copy
from bot.store.database import Database
from bot.store.rows import every_table
from bot.store.tables import deeds, metadata, people
from tests.clock import MONDAY_MORNING
from tests.commands import ROOT, complaint, database, run
from tests.evidence_office import KEY, LARGE, SCREENSHOT, evidence_office
from tests.postgres import fresh_database
from tests.reports import report
from tests.stage import CONTENT

ORDER = Order("operator:rene", MONDAY_MORNING, "")
HERE = "sqlite+aiosqlite:///{}/here.db"
NAMES = ("Émile", "emile", "Zoe", "a-b", "a_b", "aB", "ab", "ä", "Z z", "z")
"""In an order of their bytes that no language has."""


@pytest.fixture
async def folder(tmp_path: Path) -> Path:
    """A folder with the database of a district at work."""
    async with evidence_office(HERE.format(tmp_path)) as reports:
        await reports.take(page__png=SCREENSHOT, large__png=LARGE)
        await report(reports.office, "kim", note="Ünïcode \u2028 and “quotes”.")
        await reports.office.settle()
        await reports.office.building.sealer.round()
        async with reports.office.building.database.transaction() as transaction:
            rows = [
                {"email": f"{name}@example.org", "name": name, "platform": "web", "seen_at": MONDAY_MORNING}
                for name in NAMES
            ]
            await transaction.execute(insert(people), rows)
    return tmp_path


def is_whole(folder: Path) -> bool:
    """Whether every file is in the manifest with its hash, and no other."""
    lines = (folder / "manifest.txt").read_text(encoding="utf-8").splitlines()
    hashes = {name: digest for digest, name in (line.split("  ", 1) for line in lines)}
    files = {file.relative_to(folder).as_posix(): file for file in folder.rglob("*") if file.is_file()}
    same = all(sha256(files[name].read_bytes()).hexdigest() == digest for name, digest in hashes.items())
    return same and hashes.keys() == files.keys() - {"manifest.txt"}


def rows(folder: Path, table: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in (folder / "tables" / f"{table}.jsonl").read_text("utf-8").splitlines()]


def exported(folder: Path, name: str = "out") -> Path:
    done = run(folder, "export", name, "--reason", "We move", DATABASE_URL=database(folder))
    assert (done.returncode, done.stdout, done.stderr) == (0, f"{name}\n", "")
    return folder / name


# --- What it holds --------------------------------------------------------------------------------------------------


def test_every_table_every_file_and_the_content_are_there(folder: Path) -> None:
    out = exported(folder)
    assert is_whole(out)
    assert {file.stem for file in (out / "tables").iterdir()} == {*metadata.tables} == {*every_table()}
    assert {case["ref"] for case in rows(out, "cases")} == {"R-1001", "I-1001"}
    assert {file.relative_to(out / "content") for file in (out / "content").rglob("*.yaml")} == {
        file.relative_to(CONTENT) for file in CONTENT.rglob("*.yaml")
    }
    about = json.loads((out / "about.json").read_text("utf-8"))
    assert about["rows"] == {table: len(rows(out, table)) for table in every_table()}
    assert about["reason"] == "We move"


def test_moments_are_in_utc_and_lines_in_plain_letters(folder: Path) -> None:
    out = exported(folder)
    assert rows(out, "cases")[0]["opened_at"] == "2026-11-09T17:00:00+00:00"
    assert all(file.read_bytes().isascii() for file in (out / "tables").iterdir())


def test_the_files_open_with_the_keys_that_were_kept_apart(folder: Path) -> None:
    """As docs/operate.md says it; without the keys nothing of them is there."""
    out = exported(folder)
    content: dict[int, bytes] = {}
    keys = {file["id"]: str(file["key"]) for file in rows(out, "evidence")}
    for piece in rows(out, "evidence_pieces"):
        number, offset, length = (int(str(piece[name])) for name in ("evidence_id", "offset", "bytes"))
        sealed = (out / str(piece["file"])).read_bytes()[offset : offset + length]
        opened = Vault([KEY]).unlock(keys[number], number).open(int(str(piece["position"])), sealed)
        content[number] = content.get(number, b"") + opened
    assert [*content.values()] == [SCREENSHOT, LARGE]
    assert not any(SCREENSHOT[:100] in file.read_bytes() for file in out.rglob("*") if file.is_file())


async def _export(address: str, folder: Path) -> Path:
    async with Database(address) as opened:
        await Export(opened, CONTENT, ORDER).write(Volume(folder))
    return folder


@pytest.fixture
async def postgres() -> AsyncIterator[str]:
    async with fresh_database() as address:
        yield address


async def test_the_same_rows_are_the_same_bytes_from_either_database(folder: Path, postgres: str) -> None:
    async with Database(HERE.format(folder)) as here, Database(postgres) as there:
        await copy(here, there)
    first = await _export(HERE.format(folder), folder / "sqlite")
    second = await _export(postgres, folder / "postgresql")
    assert _read(first) == _read(second)


def _read(folder: Path) -> dict[str, bytes]:
    """Everything but when it was made, which is the same here, and the hashes of all of it with it."""
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


async def test_it_is_of_one_moment_and_hinders_nobody(folder: Path) -> None:
    """Whoever writes meanwhile goes on, and nothing of it is in the export."""
    async with Database(HERE.format(folder)) as reading, Database(HERE.format(folder)) as writing:
        async with reading.snapshot() as before:
            count = len((await before.execute(select(people))).all())
            async with writing.transaction() as transaction:
                row = {"email": "new@example.org", "name": "New", "platform": "web", "seen_at": MONDAY_MORNING}
                await transaction.execute(insert(people), [row])
            assert len((await before.execute(select(people))).all()) == count
        async with reading.snapshot() as after:
            assert len((await after.execute(select(people))).all()) == count + 1


# --- The command ----------------------------------------------------------------------------------------------------


async def test_it_is_entered_with_the_name_of_the_operator(folder: Path) -> None:
    out = exported(folder)
    async with Database(HERE.format(folder)) as opened, opened.reading() as connection:
        exports = select(deeds).where(deeds.c.deed == "exported").order_by(deeds.c.id)
        begun, given = (await connection.execute(exports)).mappings().all()
    assert (begun["by"], begun["ref"]) == (given["by"], given["ref"]) == (f"operator:{getpass.getuser()}", "")
    manifest = sha256(_manifest(out)).hexdigest()
    what = {"what": "everything", "came": "begun"}
    assert begun["details"] == {**what, "reason": "We move", "manifest": manifest}
    assert given["details"] == {**what, "came": "given"}


def _manifest(out: Path) -> bytes:
    return (out / "manifest.txt").read_bytes()


def test_nobody_else_reads_it(folder: Path) -> None:
    assert exported(folder).stat().st_mode & 0o777 == 0o700


@pytest.mark.parametrize("name", ["out", "out.part"])
def test_what_is_there_already_stays(folder: Path, name: str) -> None:
    (folder / name).mkdir()
    (folder / name / "mine").write_text("mine")
    said = complaint(folder, "export", "out", DATABASE_URL=database(folder))
    assert said == f"{name} is there already.\n"
    assert (folder / name / "mine").read_text() == "mine"


def test_half_an_export_leaves_nothing(folder: Path) -> None:
    """The last table cannot be read, once all others are written."""
    with closing(sqlite3.connect(folder / "here.db")) as connection:
        connection.execute("DROP TABLE written_proposals")
    assert "The database does not answer" in complaint(folder, "export", "out", DATABASE_URL=database(folder))
    assert not [file.name for file in folder.iterdir() if file.name.startswith("out")]


def test_a_database_of_another_version_is_not_exported(tmp_path: Path) -> None:
    said = complaint(tmp_path, "export", "out", DATABASE_URL=database(tmp_path))
    assert said == "The database is not of this version. Run `migrate` first.\n"


# --- The manifest, and what the guide says --------------------------------------------------------------------------


def test_a_name_with_an_end_of_a_line_cannot_forge_a_line_of_the_manifest() -> None:
    """GNU coreutils, "md5sum invocation": the line of such a name begins with a backslash."""
    assert manifest_of([("a\nb\\c", "00")]) == "\\00  a\\nb\\\\c\n"


def test_the_guide_says_what_each_table_is() -> None:
    guide = (ROOT / "docs" / "operate.md").read_text(encoding="utf-8").partition("## Records: an export")[2]
    assert {*re.findall(r"`(\w+)`", guide.partition("\n## ")[0])} >= {*every_table()}
