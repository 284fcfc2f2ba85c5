"""What a command writes has its name once it is whole, and what cannot be written is named: never the database."""

from __future__ import annotations

import asyncio
import os
import resource
from argparse import Namespace
from collections.abc import Callable, Iterator
from contextlib import contextmanager, redirect_stdout
from pathlib import Path

import pytest

from bot.commands import CannotGoOn
from bot.commands.audit import audit
from bot.commands.halves import HalfFile, HalfFolder
from bot.commands.packing import export
from bot.commands.printing import standard_output
from bot.dates import utc_now
from bot.store import deeds
from bot.store.database import Database
from bot.store.deeds import Deed
from tests.commands import complaint, database, run_into
from tests.stage import CONTENT
from tests.test_packet_command import entered, given
from tests.test_packet_command import folder as folder

FULL = Path("/dev/full")
"""Takes nothing (Linux, full(4))."""


# --- A file -----------------------------------------------------------------------------------------------------------


def held_in(folder: Path) -> dict[str, str]:
    return {file.name: file.read_text() for file in folder.iterdir()}


def no_second_name(_path: Path, _to: Path) -> None:
    raise OSError(1, "Operation not permitted")


@contextmanager
def a_full_disk(size: int) -> Iterator[None]:
    """No file of this process grows beyond this many bytes."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


async def written(to: Path, *data: bytes) -> None:
    with HalfFile(to) as half:
        for some in data:
            await half.give(some)
        half.settle()
        half.take_name()


@pytest.mark.parametrize("name", [os.link, no_second_name])
async def test_a_name_that_is_taken_meanwhile_is_not_taken_away(tmp_path: Path, name: Callable[..., None]) -> None:
    to = tmp_path / "one.zip"

    async def taken() -> None:
        with HalfFile(to, name=name) as half:
            await half.give(b"mine")
            to.write_text("theirs")
            half.take_name()

    with pytest.raises(CannotGoOn, match=r"one\.zip"):
        await taken()
    assert held_in(tmp_path) == {"one.zip": "theirs"}


async def test_a_disk_without_second_names_takes_it_as_well(tmp_path: Path) -> None:
    with HalfFile(tmp_path / "one.zip", name=no_second_name) as half:
        await half.give(b"mine")
        half.take_name()
    assert held_in(tmp_path) == {"one.zip": "mine"}
    assert (tmp_path / "one.zip").stat().st_mode & 0o777 == 0o600


async def test_two_at_once_and_a_file_of_somebody_else_stay_apart(tmp_path: Path) -> None:
    to, theirs = tmp_path / "one.zip", tmp_path / "one.zip.part"
    theirs.write_text("theirs")
    with HalfFile(to) as first:
        await first.give(b"first")
        await written(to, b"second")
    assert held_in(tmp_path) == {"one.zip": "second", "one.zip.part": "theirs"}


@pytest.mark.parametrize("size", [1000, 100_000])
async def test_a_full_disk_is_named_and_nothing_stays(tmp_path: Path, size: int) -> None:
    to = tmp_path / "one.zip"
    with a_full_disk(500), pytest.raises(OSError, match="File too large") as said:
        await written(to, b"x" * size)
    assert said.value.filename == str(to)
    assert held_in(tmp_path) == {}


# --- A folder ---------------------------------------------------------------------------------------------------------


def written_to(to: Path, size: int) -> None:
    """A folder with one file of so many bytes."""
    with HalfFolder(to) as half:
        with half.volume.file("one") as write:
            write(b"x" * size)
        half.volume.end()
        half.take_name()


@pytest.mark.parametrize("size", [1_000, 100_000])
def test_a_full_disk_is_named_by_its_file_and_nothing_of_the_folder_stays(tmp_path: Path, size: int) -> None:
    with a_full_disk(500), pytest.raises(OSError, match="File too large") as said:
        written_to(tmp_path / "out", size)
    assert said.value.filename == str(tmp_path / "out.part" / "one")
    assert [*tmp_path.iterdir()] == []


def test_a_manifest_that_does_not_fit_is_named(tmp_path: Path) -> None:
    with a_full_disk(10), pytest.raises(OSError, match="File too large") as said:
        written_to(tmp_path / "out", 1)
    assert said.value.filename == str(tmp_path / "out.part" / "manifest.txt")
    assert [*tmp_path.iterdir()] == []


def test_a_folder_that_came_there_meanwhile_stays(tmp_path: Path) -> None:
    to = tmp_path / "out"
    with HalfFolder(to) as half:
        to.mkdir()
        (to / "theirs").touch()
        with pytest.raises(CannotGoOn, match="out is there already"):
            half.take_name()
    assert [file.name for file in tmp_path.rglob("*")] == ["out", "theirs"]


async def test_an_export_onto_a_full_disk_leaves_nothing_and_claims_nothing(folder: Path) -> None:
    """The file of evidence is of 2 MB."""
    environment = {"DATABASE_URL": database(folder), "CONTENT_DIR": str(CONTENT)}
    wanted = Namespace(folder=folder / "out", reason="")
    with a_full_disk(500_000), pytest.raises(OSError, match="File too large") as said:
        await asyncio.to_thread(export, wanted, environment)
    assert said.value.filename == str(folder / "out.part" / "evidence" / "1.sealed")
    assert not {"out", "out.part"}.intersection(await asyncio.to_thread(os.listdir, folder))
    assert not await entered(folder)


@pytest.mark.skipif(not Path("/sys").is_dir(), reason="only Linux has a folder that not even root may write into")
@pytest.mark.parametrize(
    ("words", "named"),
    [(("export", "/sys/out"), "/sys/out.part: "), (("packet", "R-1001", "--to", "/sys/one.zip"), "/sys/one.zip: ")],
)
def test_a_folder_that_takes_no_files_is_named(folder: Path, words: tuple[str, ...], named: str) -> None:
    said = complaint(folder, *words, **given(folder))
    assert said.startswith(named)
    assert "database" not in said.lower()


# --- Standard output --------------------------------------------------------------------------------------------------


@pytest.mark.skipif(not FULL.exists(), reason="only Linux has a disk that is always full")
@pytest.mark.parametrize("words", [("audit", "log"), ("audit", "log", "--json"), ("audit", "verify"), ("cases",)])
def test_what_standard_output_does_not_take_is_said_of_it(folder: Path, words: tuple[str, ...]) -> None:
    done = run_into(FULL, folder, *words, DATABASE_URL=database(folder))
    assert (done.returncode, done.stderr) == (1, "Standard output: No space left on device.\n")


async def a_long_log(folder: Path, rows: int = 500) -> None:
    """Longer than what Python writes at once."""
    async with Database(f"sqlite+aiosqlite:///{folder}/here.db") as opened, opened.transaction() as transaction:
        for _ in range(rows):
            await deeds.enter(transaction, Deed("viewed", "rene@example.org", utc_now(), "R-1001"))


async def test_so_is_what_it_took_only_the_beginning_of(folder: Path) -> None:
    await a_long_log(folder)
    done = await asyncio.to_thread(run_into, FULL, folder, "audit", "log", DATABASE_URL=database(folder))
    assert (done.returncode, done.stderr) == (1, "Standard output: No space left on device.\n")


async def test_a_log_that_goes_into_a_file_leaves_nothing_on_a_full_disk(folder: Path) -> None:
    """What it holds is above the limit, and what the database writes meanwhile is below."""
    await a_long_log(folder, 5_000)
    wanted = Namespace(what="log", ref="", seal="", to=str(folder / "out" / "log.txt"), json=True)
    (folder / "out").mkdir()
    with a_full_disk(500_000), pytest.raises(OSError, match="File too large") as said:
        await asyncio.to_thread(audit, wanted, {"DATABASE_URL": database(folder)})
    assert said.value.filename == wanted.to
    assert not await asyncio.to_thread(os.listdir, folder / "out")


def test_whoever_reads_along_may_stop() -> None:
    """`audit log | head -1`: nothing is left in the buffer that would be tried again at the end."""
    reader, writer = os.pipe()
    os.close(reader)
    with os.fdopen(writer, "w") as out, redirect_stdout(out):
        with pytest.raises(BrokenPipeError), standard_output():
            print("a line")
        print("another")
