"""Files that are not taken: nothing of them stays, and whoever sent them hears why."""

from __future__ import annotations

import pytest

from bot.kept_files import KeptFiles
from bot.platforms.base import FileLost
from tests.evidence_office import SCREENSHOT, Reports, evidence_office, picture
from tests.evidence_office import reports as reports
from tests.files import bomb

BOMB = bomb(20_000)


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("a.png", b"", "arrived with nothing in it"),
        ("a.png", b"MZ\x90\0" + b"\0" * 99, "is not what its name says"),
        ("a.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>", "is a kind of file that is not taken here"),
        ("a.html", b"<!doctype html><title>a</title>", "is a kind of file that is not taken here"),
        ("a.png", b"<!doctype html><title>a</title>", "is not what its name says"),
        ("a.zip", b"PK\x03\x04" + bytes(60), "is a kind of file that is not taken here"),
        ("a.png", BOMB, "is a very large picture, too large to be opened safely"),
        ("a.jpg", picture("JPEG")[:-300], "arrived damaged"),
        ("a.mp4", b"\x00\x00\x00\x18ftypmp42" + bytes(64), "for a video, send its link and one still"),
        ("a.png", SCREENSHOT[:-300], "arrived damaged"),
        ("a.mov", b"\0" * (30 * 1024**2), "is larger than 20 MB"),
        ("a.png", FileLost("gone"), "was no longer there"),
        ("a.png", FileLost("forbidden"), "did not let me read"),
        ("a.png", FileLost("elsewhere"), "is stored on another site"),
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
        intake = reports.office.building.intake
        intake.kept = KeptFiles(intake.database, None)
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
