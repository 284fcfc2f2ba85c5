"""Files that were sent: kept to the byte and encrypted, or refused with a clear sentence, whatever happens."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from cryptography.fernet import Fernet
from sqlalchemy.exc import OperationalError

from bot.evidence.vault import FileKey, Locked, Vault
from bot.exhibits import lock_anew, whole
from bot.house import House
from bot.intake import GIVEN_UP_AFTER, MOST_TRIES, Intake
from bot.platforms.base import FileLost, Throttled, Unclear
from bot.store import evidence, outbox
from bot.store.database import Database, Transaction
from bot.store.evidence import CLAIM
from bot.ui import Element, Text, literal
from bot.workflow import Case
from tests.evidence_office import HANGING, KEY, Reports, evidence_office, picture
from tests.evidence_office import reports as reports

SCREENSHOT = picture()
LARGE = picture("PNG", (1_000, 700))
"""About 2 MB, which is several pieces."""


async def key_of(reports: Reports, file: int, vault: Vault) -> FileKey:
    async with reports.office.building.database.reading() as connection:
        return vault.unlock(await evidence.locked_key(connection, file), file)


async def stored(reports: Reports, file: int, vault: Vault | None = None) -> bytes:
    return await whole(reports.office.building.database, file, await key_of(reports, file, vault or Vault([KEY])))


def another_worker(reports: Reports, **more: Any) -> Intake:
    """A worker as a second process would have it."""
    first = reports.office.building.intake
    parts = {name: getattr(first, name) for name in ("database", "house", "platforms", "vault", "clock", "told")}
    return Intake(**{**parts, "one_picture": asyncio.Lock(), **more})


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
    assert await lock_anew(reports.office.building.database, Vault([new, KEY])) == 2
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


async def claimed(reports: Reports) -> tuple[evidence.Wanted, ...]:
    async with reports.office.building.database.transaction() as transaction:
        return await evidence.claim(transaction, reports.office.clock(), 20)


# --- Refused --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("a.png", b"", "arrived with nothing in it"),
        ("a.png", b"MZ\x90\0" + b"\0" * 99, "is not what its name says"),
        ("a.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>", "is a kind of file that is not taken here"),
        ("a.png", SCREENSHOT[:-300], "arrived damaged"),
        ("a.mov", b"\0" * (30 * 1024**2), "is larger than 20 MB"),
        ("a.png", FileLost("gone"), "was no longer there"),
        ("a.png", FileLost("forbidden"), "did not let me read"),
        ("a.png", FileLost("elsewhere"), "lies on another site"),
        ("a.png", FileLost("no_file"), "sent a sign-in page instead"),
    ],
)
async def test_what_is_not_taken_leaves_nothing_and_its_sender_hears_why(
    name: str, content: object, says: str, reports: Reports
) -> None:
    reports.drawer.holds[name] = content
    await reports.send(name)
    await reports.office.settle()
    assert says in (await reports.lines())[-1]
    assert name in (await reports.lines())[-1]
    assert [file.status for file in await reports.files()] == ["refused"]
    assert await reports.pieces() == 0
    assert reports.drawer.closed == [name]


async def test_what_a_chat_says_is_too_big_is_not_even_fetched(reports: Reports) -> None:
    await reports.send("film.mov", sizes={"film.mov": 30 * 1024**2})
    await reports.office.settle()
    assert "is larger than 20 MB" in (await reports.lines())[-1]
    assert reports.drawer.fetched == []


async def test_one_that_is_not_taken_costs_no_other(reports: Reports) -> None:
    said = await reports.take(a__png=SCREENSHOT, b__png=b"MZ", c__png=FileLost("gone"))
    kept, disguised, gone = said[-1].splitlines()
    assert kept.startswith("a.png is kept")
    assert disguised.startswith("b.png is not what its name says")
    assert gone.startswith("c.png was no longer there")


async def test_a_case_has_room_for_ten(reports: Reports) -> None:
    names = [f"{number}.png" for number in range(1, 13)]
    reports.drawer.holds |= dict.fromkeys(names, SCREENSHOT)
    assert await reports.send(*names) == 10
    assert await reports.send("late.png") == 0
    await reports.office.settle()
    assert [file.why for file in await reports.files()] == [""] * 10 + ["too_many"] * 3
    assert sorted(reports.drawer.fetched) == sorted(names[:10])
    late, first = (await reports.lines())[-2:]
    assert "A report has room for 10 files, so 1 more were not taken." in late
    assert first.splitlines()[0].startswith("10 files are kept")
    assert "so 2 more were not taken" in first


async def test_what_was_refused_takes_no_room(reports: Reports) -> None:
    reports.drawer.holds |= {"bad.png": b"MZ", "good.png": SCREENSHOT}
    for _ in range(3):
        await reports.send(*["bad.png"] * 5)
        await reports.office.settle()
    assert await reports.send(*["good.png"] * 10) == 10


async def test_without_keys_nothing_is_taken_and_nothing_fetched(address: str) -> None:
    async with evidence_office(address) as reports:
        reports.office.building.intake.vault = None
        said = await reports.take(a__png=SCREENSHOT)
        assert "your district has not set up encryption for files yet" in said[-1]
        assert reports.drawer.fetched == []


async def test_a_name_is_shown_to_the_letter_and_not_at_any_length(reports: Reports) -> None:
    name = "**bold** [x](https://evil.example) \u202egnp" + "x" * 500 + ".png"
    reports.drawer.holds[name] = SCREENSHOT
    await reports.send(name)
    await reports.office.settle()
    (file,) = await reports.files()
    assert len(file.name) == 100
    assert file.name.endswith("….png")
    assert (await reports.lines())[-1].startswith("**bold** [x](https://evil.example) gnpxxx")


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
    assert "could not be fetched, however often it was tried" in (await reports.lines())[-1]
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


# --- Workers --------------------------------------------------------------------------------------------------------


async def test_two_workers_fetch_nothing_twice_and_say_nothing_twice(reports: Reports) -> None:
    names = [f"{number}.png" for number in range(10)]
    reports.drawer.holds |= dict.fromkeys(names, SCREENSHOT)
    await reports.send(*names)
    await asyncio.gather(reports.office.building.intake.take(), another_worker(reports).take())
    await reports.office.settle()
    assert sorted(reports.drawer.fetched) == names
    assert len([said for said in await reports.lines() if "10 files are kept" in said]) == 1


async def test_a_claim_that_ran_out_is_taken_over_and_its_pieces_are_thrown_away(reports: Reports) -> None:
    """The first worker was only slow: it stores nothing more, and breaks nothing."""
    going_on = asyncio.Event()

    class Slow:
        async def fetch(self, _file: object) -> AsyncIterator[bytes]:
            yield LARGE[:600_000]
            await going_on.wait()
            yield LARGE[600_000:]

    reports.drawer.holds["a.png"] = SCREENSHOT
    await reports.send("a.png")
    slow = asyncio.create_task(another_worker(reports, platforms={"web": Slow()}).take())
    async with asyncio.timeout(5):
        while await reports.pieces() < 2:  # noqa: ASYNC110 - the table tells nobody
            await asyncio.sleep(0.01)
    reports.office.clock.move(seconds=CLAIM.total_seconds() + 1)
    await reports.office.settle()
    going_on.set()
    await slow
    (file,) = await reports.files()
    assert (file.status, await stored(reports, file.id)) == ("kept", SCREENSHOT)
    assert await reports.pieces() == 1 + len(SCREENSHOT) // (256 * 1024)


async def test_pieces_prolong_the_claim(reports: Reports) -> None:
    """A long file over a thin line stays with whoever fetches it."""

    class Thin:
        async def fetch(self, _file: object) -> AsyncIterator[bytes]:
            for start in range(0, len(LARGE), 256 * 1024):
                reports.office.clock.move(seconds=60)
                yield LARGE[start : start + 256 * 1024]
                assert not await claimed(reports)

    reports.office.building.intake.platforms = {"web": Thin()}
    await reports.send("a.png")
    await reports.office.settle()
    (file,) = await reports.files()
    assert (file.status, await stored(reports, file.id)) == ("kept", LARGE)


class FullDatabase(Database):
    """A database whose disk is full for everything after so many transactions."""

    def __init__(self, url: str, room: int) -> None:
        super().__init__(url)
        self.room = room

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[Transaction]:
        async with super().transaction() as transaction:
            yield transaction
            self.room -= 1
            if self.room < 0:
                raise OperationalError("", {}, OSError("database or disk is full"))


@pytest.mark.parametrize("room", range(8))
async def test_a_full_disk_loses_nothing_that_was_sent(room: int, address: str) -> None:
    async with evidence_office(address) as reports:
        reports.drawer.holds["a.png"] = LARGE
        await reports.send("a.png")
        full = FullDatabase(address, room)
        worker = another_worker(reports, database=full)
        try:
            await worker.take()
        except OperationalError:
            assert room == 0
        finally:
            await full.close()
        assert [file.status for file in await reports.files()] in (["wanted"], ["taking"])
        reports.office.clock.move(seconds=CLAIM.total_seconds() + 1)
        await reports.office.settle()
        (file,) = await reports.files()
        assert (file.status, await stored(reports, file.id)) == ("kept", LARGE)


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
        await outbox.shown(transaction, first, *place, case.version, office.clock())
    assert first.id in [row.id for row in await claim_cards(reports)]


async def claim_cards(reports: Reports) -> tuple[outbox.Claimed, ...]:
    async with reports.office.building.database.transaction() as transaction:
        return await outbox.claim(transaction, reports.office.clock(), 20)
