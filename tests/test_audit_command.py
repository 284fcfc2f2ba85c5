"""`audit`, as an operator types it; a log that was copied or moved is as well as the one that it came from."""

from __future__ import annotations

import asyncio
import json
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import Executable, delete, update

from bot.dates import utc_now
from bot.store import cases
from bot.store.copying import copy
from bot.store.database import Database
from bot.store.migrate import migrate
from bot.store.tables import evidence_views, history
from tests.clock import Clock
from tests.commands import complaint, database, run
from tests.logged import chain, destroy, happened, sealer
from tests.postgres import fresh_database
from tests.test_doctor import only, surroundings
from tests.test_operating import file_in, opened

YESTERDAY = utc_now().replace(hour=12, minute=0, second=0, microsecond=0) - timedelta(days=1)


async def sealed(folder: Path, *refs: str) -> None:
    """A file in this folder, with these cases and all of it sealed."""
    async with opened(file_in(folder)) as made:
        await migrate(made)
        await happened(made, *refs, at=YESTERDAY)
        await sealer(made, YESTERDAY + timedelta(hours=1)).round()


async def spoil(folder: Path, statement: Executable) -> None:
    async with opened(file_in(folder)) as made, made.transaction() as transaction:
        await transaction.execute(statement)


async def test_a_log_that_is_well(tmp_path: Path) -> None:
    await sealed(tmp_path, "I-1001", "I-1002")
    done = await asyncio.to_thread(run, tmp_path, "audit", "verify", DATABASE_URL=database(tmp_path))
    assert (done.returncode, done.stderr) == (0, "")
    said, _, noted = done.stdout.strip().rpartition(" ")
    newest = f"The newest seal is 8, of {YESTERDAY:%Y-%m-%d} 13:00 UTC:"
    assert said == f"The audit log is as it was sealed. Rows: 8. {newest}"
    done = await asyncio.to_thread(
        run, tmp_path, "audit", "verify", "--json", "--seal", noted.upper(), DATABASE_URL=database(tmp_path)
    )
    found = json.loads(done.stdout)
    assert (found["sealed"], found["newest"]["seal"], found["faults"]) == (8, noted, [])


async def test_what_is_wrong_is_said_and_ends_with_1(tmp_path: Path) -> None:
    await sealed(tmp_path, "I-1001", "I-1002")
    await spoil(tmp_path, update(history).where(history.c.id == 3).values(by="somebody.else@example.org"))
    done = await asyncio.to_thread(run, tmp_path, "audit", "verify", DATABASE_URL=database(tmp_path))
    assert done.returncode == 1
    assert done.stdout == (
        f"The row was changed after it was sealed.\thistory 3\tI-1002\tseal 5\t{YESTERDAY:%Y-%m-%d} 13:00 UTC\n"
    )
    assert done.stderr == "Faults: 1. Seals: 8. docs/operate.md says what to do.\n"
    done = await asyncio.to_thread(
        run, tmp_path, "audit", "verify", "--seal", "0" * 64, "--json", DATABASE_URL=database(tmp_path)
    )
    assert done.returncode == 1
    assert [fault["ref"] for fault in json.loads(done.stdout)["faults"]] == ["I-1002", ""]


async def test_an_empty_log(tmp_path: Path) -> None:
    await sealed(tmp_path)
    done = await asyncio.to_thread(run, tmp_path, "audit", "verify", DATABASE_URL=database(tmp_path))
    assert done.stdout == "Nothing is in the audit log yet that had to be sealed.\n"
    listed = await asyncio.to_thread(run, tmp_path, "audit", "log", "--json", DATABASE_URL=database(tmp_path))
    assert json.loads(listed.stdout) == []


@pytest.mark.parametrize("how", [(), ("--json",), ("i-1002",)])
async def test_a_log_in_a_file_is_the_same_and_written_over_nothing(tmp_path: Path, how: tuple[str, ...]) -> None:
    await sealed(tmp_path, "I-1001", "I-1002")
    asked, where = ("audit", "log", *how), {"DATABASE_URL": database(tmp_path)}
    shown = (await asyncio.to_thread(run, tmp_path, *asked, **where)).stdout
    done = await asyncio.to_thread(run, tmp_path, *asked, "--to", "log.txt", **where)
    assert (done.returncode, done.stdout, done.stderr) == (0, "log.txt\n", "")
    assert "take" in shown
    assert (tmp_path / "log.txt").read_text() == shown
    assert (tmp_path / "log.txt").stat().st_mode & 0o777 == 0o600
    assert complaint(tmp_path, *asked, "--to", "log.txt", **where) == "log.txt is there already.\n"
    assert (tmp_path / "log.txt").read_text() == shown


async def test_what_is_asked_for_has_to_be_known(tmp_path: Path) -> None:
    told = complaint(tmp_path, "audit", "verify", DATABASE_URL=f"sqlite:///{tmp_path}/nowhere/here.db")
    assert "The database cannot be opened" in told


@pytest.mark.parametrize(
    ("asked", "called", "where"),
    [
        (("verify", "--to", "log.txt"), "--to", "log"),
        (("verify", "I-1001"), "A reference", "log"),
        (("log", "--seal", "0" * 64), "--seal", "verify"),
    ],
)
async def test_what_belongs_to_the_other_of_the_two_is_not_passed_over(
    tmp_path: Path, asked: tuple[str, ...], called: str, where: str
) -> None:
    told = complaint(tmp_path, "audit", *asked, DATABASE_URL=database(tmp_path))
    assert told == f"{called} belongs to `audit {where}`. Leave it out, or run that.\n"
    assert not (tmp_path / "log.txt").exists()


async def test_the_log_of_a_case_names_who_did_what_and_no_words_of_theirs(tmp_path: Path) -> None:
    await sealed(tmp_path, "I-1001", "I-1002")
    listed = await asyncio.to_thread(run, tmp_path, "audit", "log", "i-1002", DATABASE_URL=database(tmp_path))
    day = f"{YESTERDAY:%Y-%m-%d}"
    assert listed.stdout.splitlines() == [
        f"{day} 12:09 UTC\tpat@example.org\ttake: new -> taken\tI-1002\t5",
        f"{day} 12:10 UTC\tpat@example.org\tclose: taken -> closed\tI-1002\t6",
        f"{day} 12:12 UTC\tcasey@example.org\tviewed: file 2\tI-1002\t7",
        f"{day} 12:13 UTC\tcasey@example.org\tviewed: card\tI-1002\t8",
    ]


async def test_the_whole_log_also_of_what_was_destroyed_and_of_what_bears_no_seal(tmp_path: Path) -> None:
    await sealed(tmp_path, "I-1001")
    async with opened(file_in(tmp_path)) as made, made.transaction() as transaction:
        case = await cases.by_ref(transaction, "I-1001")
        assert case
        await destroy(transaction, case)
    listed = await asyncio.to_thread(run, tmp_path, "audit", "log", "--json", DATABASE_URL=database(tmp_path))
    said = [(entry["seal"], entry["by"], entry["what"]) for entry in json.loads(listed.stdout)]
    gone = "(gone with its case)"
    assert said == [
        *((number, "(program)", gone) for number in (1, 2, 3)),
        (4, "casey@example.org", "viewed: card"),
        (None, "(program)", "destroyed: D-1001"),
    ]


async def test_a_copy_and_a_moved_log_are_as_well(tmp_path: Path) -> None:
    await sealed(tmp_path, "I-1001")
    given = {"DATABASE_URL": database(tmp_path)}
    run(tmp_path, "backup", "copied.db", **given)
    copied = run(tmp_path, "audit", "verify", DATABASE_URL=f"sqlite:///{tmp_path}/copied.db")
    assert "The audit log is as it was sealed. Rows: 4." in copied.stdout
    async with fresh_database() as address:
        moved = await asyncio.to_thread(run, tmp_path, "move-database", **given, NEW_DATABASE_URL=address)
        assert moved.returncode == 0
        there = await asyncio.to_thread(run, tmp_path, "audit", "verify", DATABASE_URL=address)
        assert there.stdout == copied.stdout


async def test_a_moved_log_gives_no_number_again_that_a_seal_has(address: str, tmp_path: Path) -> None:
    await sealed(tmp_path, "I-1001")
    await spoil(tmp_path, delete(evidence_views))
    async with opened(file_in(tmp_path)) as source, opened(address) as target:
        await copy(source, target)
        await _goes_on(target)


async def _goes_on(target: Database) -> None:
    await happened(target, "I-1002", at=YESTERDAY)
    await sealer(target, YESTERDAY).round()
    assert [seal.row for seal in await chain(target) if seal.record == "evidence_views"] == [1, 2]


async def test_to_the_doctor_a_log_that_is_not_sealed_is_a_fault_after_an_hour(tmp_path: Path) -> None:
    given = surroundings(tmp_path)
    await sealed(tmp_path)
    assert (await only(given, "Audit log")).result == "well"
    async with opened(file_in(tmp_path)) as made:
        await happened(made, "I-1001", at=YESTERDAY)
        assert (await only(given, "Audit log", Clock(YESTERDAY + timedelta(minutes=59)))).result == "well"
        found = await only(given, "Audit log", Clock(YESTERDAY + timedelta(minutes=61)))
        since = f"Since {YESTERDAY:%Y-%m-%d} 12:00 UTC nothing of it is sealed, or a row was left out."
        assert (found.result, found.found) == ("fault", since)
        await sealer(made).round()
    assert (await only(given, "Audit log")).found == "Every row of it is sealed."
