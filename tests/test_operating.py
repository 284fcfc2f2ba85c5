"""What an operator does: sees what reached nobody, copies, restores, moves to PostgreSQL, and changes keys."""

from __future__ import annotations

import asyncio
import getpass
import json
import os
import shutil
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from cryptography.fernet import Fernet
from sqlalchemy import select

from bot.commands.databases import NEW
from bot.evidence.vault import Vault
from bot.store import evidence, views
from bot.store.copying import CannotCopy, Inventory, copy, inventory
from bot.store.database import Database
from bot.store.migrate import migrate
from bot.store.tables import deeds
from tests.commands import ROOT, complaint, database, run
from tests.evidence_office import KEY, evidence_office, picture
from tests.office import office
from tests.postgres import fresh_database, whole_database
from tests.reports import report
from tests.store.samples import line, put


def file_in(folder: Path) -> str:
    return f"sqlite+aiosqlite:///{folder}/here.db"


@asynccontextmanager
async def opened(address: str) -> AsyncIterator[Database]:
    made = Database(address)
    yield made
    await made.close()


async def held(address: str) -> Inventory:
    async with opened(address) as made, made.transaction() as transaction:
        return await inventory(transaction)


async def a_district_at_work(folder: Path) -> Inventory:
    """A database with cases, notices, and evidence of several pieces; what it holds."""
    async with evidence_office(file_in(folder)) as reports:
        await reports.take(page__png=picture("PNG", (1_000, 700)))
        await reports.office.file()
        await reports.office.settle()
    return await held(file_in(folder))


# --- What reached nobody --------------------------------------------------------------------------------------------


async def test_what_reached_nobody_is_listed_with_why(tmp_path: Path) -> None:
    async with office(file_in(tmp_path)) as at_work:
        await put(at_work.building.database, line("for nobody", recipient="nobody@example.org"))
        await at_work.settle()
    listed = await asyncio.to_thread(run, tmp_path, "undelivered", "--json", DATABASE_URL=database(tmp_path))
    (found,) = json.loads(listed.stdout)
    assert (found["recipient"], found["case"]) == ("nobody@example.org", "")
    assert found["why"].startswith("unknown")
    plain = await asyncio.to_thread(run, tmp_path, "undelivered", DATABASE_URL=database(tmp_path))
    assert plain.stdout.split("\t")[1] == "nobody@example.org"


# --- Who looked -----------------------------------------------------------------------------------------------------


async def test_whoever_was_given_a_file_is_listed_with_the_time(tmp_path: Path) -> None:
    async with evidence_office(file_in(tmp_path)) as reports:
        await reports.take(page__png=picture("PNG", (10, 10)))
        now = reports.office.clock.moment
        async with reports.office.building.database.transaction() as transaction:
            await views.enter(transaction, 1, "pat@example.org", "viewed", now)
    plain = await asyncio.to_thread(run, tmp_path, "looks", "r-1001", DATABASE_URL=database(tmp_path))
    assert plain.stdout == f"{now:%Y-%m-%d %H:%M} UTC\tpat@example.org\tpage.png\tviewed\n"
    listed = await asyncio.to_thread(run, tmp_path, "looks", "R-1001", "--json", DATABASE_URL=database(tmp_path))
    (look,) = json.loads(listed.stdout)
    assert (look["viewer"], look["file"], look["what"]) == ("pat@example.org", "page.png", "viewed")


async def test_a_report_that_joined_another_lists_what_that_one_lists(tmp_path: Path) -> None:
    async with evidence_office(file_in(tmp_path)) as reports:
        main = await report(reports.office, "kim")
        await report(reports.office, "lee")
        await replace(reports, case=main).take(page__png=picture("PNG", (10, 10)))
        async with reports.office.building.database.transaction() as transaction:
            await views.enter(transaction, 1, "casey@example.org", "viewed", reports.office.clock.moment)
    first, joined = [
        await asyncio.to_thread(run, tmp_path, "looks", ref, DATABASE_URL=database(tmp_path))
        for ref in ("I-1001", "I-1002")
    ]
    assert joined.stdout == first.stdout
    assert "casey@example.org" in joined.stdout


async def test_a_reference_that_no_case_has_is_told_from_files_that_nobody_saw(tmp_path: Path) -> None:
    async with office(file_in(tmp_path)) as at_work:
        await at_work.file()
    nobody = await asyncio.to_thread(run, tmp_path, "looks", "R-1001", DATABASE_URL=database(tmp_path))
    assert (nobody.returncode, nobody.stdout) == (0, "")
    mistyped = await asyncio.to_thread(complaint, tmp_path, "looks", "R-1010", DATABASE_URL=database(tmp_path))
    assert mistyped == "There is no case R-1010. Compare the reference with the one on its card.\n"


# --- Backup and restore ---------------------------------------------------------------------------------------------


async def test_a_file_is_copied_while_it_is_in_use_and_restored_by_being_put_back(tmp_path: Path) -> None:
    before = await a_district_at_work(tmp_path)
    async with opened(file_in(tmp_path)) as in_use, in_use.reading():
        done = await asyncio.to_thread(run, tmp_path, "backup", "copy.db", DATABASE_URL=database(tmp_path))
    assert done.stdout == "copy.db\n"
    assert await asyncio.to_thread(lambda: (tmp_path / "copy.db").stat().st_mode & 0o777) == 0o600
    async with opened(file_in(tmp_path)) as spoilt, spoilt.transaction() as transaction:
        await transaction.exec_driver_sql("DELETE FROM evidence_pieces")
    assert await held(file_in(tmp_path)) != before
    restore(tmp_path)
    assert await held(file_in(tmp_path)) == before


def restore(folder: Path) -> None:
    for part in folder.glob("here.db*"):
        part.unlink()
    shutil.copy(folder / "copy.db", folder / "here.db")


async def test_no_copy_is_written_over(tmp_path: Path) -> None:
    run(tmp_path, "migrate", DATABASE_URL=database(tmp_path))
    (tmp_path / "copy.db").touch()
    assert complaint(tmp_path, "backup", "copy.db", DATABASE_URL=database(tmp_path)) == "copy.db is there already.\n"
    assert "There is no database at" in complaint(tmp_path, "backup", "b.db", DATABASE_URL="sqlite:///none.db")
    assert "take pg_dump" in complaint(tmp_path, "backup", "b.db", DATABASE_URL="postgresql://db/name")


def test_a_copy_that_cannot_be_written_leaves_nothing_that_looks_like_one(tmp_path: Path) -> None:
    run(tmp_path, "migrate", DATABASE_URL=database(tmp_path))
    told = complaint(tmp_path, "backup", "nowhere/copy.db", DATABASE_URL=database(tmp_path))
    assert told == "nowhere/copy.db: No such file or directory.\n"
    (tmp_path / "full").mkdir()
    limit = f"ulimit -f 8; {sys.executable} -m bot backup full/copy.db"
    done = subprocess.run(
        ["sh", "-c", limit],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT), "DATABASE_URL": database(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode != 0
    assert "Traceback" not in done.stderr
    assert [*(tmp_path / "full").iterdir()] == []


async def test_postgresql_is_restored_from_its_own_tools(tmp_path: Path) -> None:
    """The two commands of docs/operate.md."""
    before = await a_district_at_work(tmp_path)
    async with whole_database() as first, whole_database() as second:
        async with opened(file_in(tmp_path)) as source, opened(first) as target:
            await copy(source, target)
        dump = str(tmp_path / "guard.dump")
        await shell("pg_dump", "--format=custom", f"--file={dump}", plain(first))
        await shell("pg_restore", "--no-owner", f"--dbname={plain(second)}", dump)
        assert await held(second) == before


def plain(address: str) -> str:
    return urlsplit(address)._replace(scheme="postgresql").geturl()


async def shell(*command: str) -> None:
    program = await asyncio.create_subprocess_exec(*command)
    assert await program.wait() == 0


# --- Moving ---------------------------------------------------------------------------------------------------------


async def test_everything_moves_to_postgresql_and_work_goes_on_there(tmp_path: Path) -> None:
    before = await a_district_at_work(tmp_path)
    async with fresh_database() as address:
        given = {"DATABASE_URL": database(tmp_path), NEW: address}
        done = await asyncio.to_thread(run, tmp_path, "move-database", **given)
        assert (done.returncode, done.stderr) == (0, "")
        assert f"cases\t{before['cases'].rows}\n" in done.stdout
        assert await held(address) == before == await held(file_in(tmp_path))
        async with office(address) as there:
            assert (await there.file("lee")).ref == "R-1003"


async def test_nothing_is_copied_to_a_database_that_holds_something(tmp_path: Path) -> None:
    await a_district_at_work(tmp_path)
    full = f"sqlite:///{tmp_path}/full.db"
    run(tmp_path, "backup", "full.db", DATABASE_URL=database(tmp_path))
    told = complaint(tmp_path, "move-database", DATABASE_URL=database(tmp_path), **{NEW: full})
    assert told.startswith("The database to copy to holds rows in")
    assert "NEW_DATABASE_URL is missing" in complaint(tmp_path, "move-database", DATABASE_URL=database(tmp_path))


SPOILING = "CREATE TRIGGER spoil AFTER INSERT ON cases BEGIN UPDATE cases SET state = 'lost'; END"


async def test_a_copy_that_differs_is_not_kept(tmp_path: Path) -> None:
    await a_district_at_work(tmp_path)
    async with opened(file_in(tmp_path)) as source, opened(f"sqlite+aiosqlite:///{tmp_path}/new.db") as target:
        await migrate(target)
        async with target.transaction() as transaction:
            await transaction.exec_driver_sql(SPOILING)
        with pytest.raises(CannotCopy, match="The copy differs in cases, so it was not kept"):
            await copy(source, target)
    assert {contents.rows for contents in (await held(f"sqlite+aiosqlite:///{tmp_path}/new.db")).values()} == {0}


# --- Keys -----------------------------------------------------------------------------------------------------------


async def test_an_old_key_is_given_up_after_the_change(tmp_path: Path) -> None:
    await a_district_at_work(tmp_path)
    new = Fernet.generate_key().decode()
    at = {"DATABASE_URL": database(tmp_path)}
    shut = await asyncio.to_thread(run, tmp_path, "rotate-keys", EVIDENCE_KEYS=new, **at)
    assert (shut.returncode, shut.stdout) == (1, "Files locked with the newest key: 0.\n")
    assert shut.stderr.startswith("Files that open with none of the keys: 1.")
    done = await asyncio.to_thread(run, tmp_path, "rotate-keys", EVIDENCE_KEYS=f"{new},{KEY}", **at)
    assert done.stdout == "Files locked with the newest key: 1.\n"
    looked = await asyncio.to_thread(run, tmp_path, "doctor", EVIDENCE_KEYS=new, **at)
    assert "Evidence keys: They open every file." in looked.stdout
    listed = await asyncio.to_thread(run, tmp_path, "audit", "log", **at)
    whose = [line.split("\t")[1] for line in listed.stdout.splitlines() if "\tset: rotate-keys\t" in line]
    assert whose == [f"operator:{getpass.getuser()}"] * 2
    async with opened(file_in(tmp_path)) as made, made.reading() as connection:
        details = (await connection.execute(select(deeds.c.details).where(deeds.c.deed == "set"))).scalars().all()
    assert [entered["files"] for entered in details] == [0, 1]
    assert not [key for key in (new, KEY) if key in str(details)]


async def test_a_key_that_is_given_up_too_early_is_missed(tmp_path: Path) -> None:
    new, at = Fernet.generate_key().decode(), {"DATABASE_URL": database(tmp_path)}
    async with evidence_office(file_in(tmp_path)) as reports:
        await reports.take(one__png=picture(), another__png=picture(size=(60, 60)))
    async with opened(file_in(tmp_path)) as half_way, half_way.transaction() as transaction:
        file, lock = (await evidence.locks(transaction)).popitem()
        await evidence.exchange_key(transaction, file, lock, Vault([new, KEY]).lock_anew(lock))
    looked = await asyncio.to_thread(run, tmp_path, "doctor", EVIDENCE_KEYS=new, **at)
    assert "Evidence keys: 1 of 2 files open with none of them." in looked.stdout
