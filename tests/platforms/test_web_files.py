"""Files in the playground: in a form and in the chat, kept over a mistake, and never where somebody else may look."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from aiohttp import FormData

from bot.events import Filled, SentFile, SentFiles
from bot.platforms.base import FileLost
from bot.platforms.web.parking import LARGEST_FILE, NotOurs, Parking
from bot.replies import Fix, Open, Swap
from bot.ui import Card, FilesField, Form, TextField
from tests.drive_web import WebPerson
from tests.files import content
from tests.platforms.web_double import ANA, PAT, Playground, playground

REPORT = Form("send", "Send it", (FilesField("files", "Screenshots"), TextField("note", "Note")), "Send", value="I-1.1")
WORDS = Form("words", "Only words", (TextField("note", "Note"),), "Send", value="I-1.1")
WRONG = Fix({"note": "Please write something here."}, REPORT)


async def at_the_form(place: Playground, form: Form = REPORT, email: str = ANA.email) -> WebPerson:
    person = WebPerson(place.session, place.url, email)
    place.machine.answers = [Open(form)]
    await person.say("report")
    await person.look()
    return person


def sent(place: Playground) -> Filled:
    """The form that came last."""
    return next(event for event in reversed(place.machine.heard) if isinstance(event, Filled))


async def test_the_files_of_a_form_come_with_it_and_are_one_of_its_answers(tmp_path: Path) -> None:
    async with playground(folder=tmp_path / "parked") as place:
        ana = await at_the_form(place)
        await ana.add_files("Screenshots", ["page.png", "notes.pdf"])
        await ana.send()
        filled = sent(place)
        assert [file.name for file in filled.files] == ["page.png", "notes.pdf"]
        assert filled.answers["files"] == tuple(file.source["parked"] for file in filled.files)
        pieces = [piece async for piece in place.chat.fetch(filled.files[0])]
        assert b"".join(pieces) == content("page.png")


async def test_an_empty_field_for_files_is_an_empty_answer(tmp_path: Path) -> None:
    async with playground(folder=tmp_path / "parked") as place:
        ana = await at_the_form(place)
        await ana.send()
        assert sent(place).answers == {"files": (), "note": ""}


async def test_a_mistake_at_another_field_loses_no_file_and_one_may_be_taken_out(tmp_path: Path) -> None:
    async with playground(folder=tmp_path / "parked") as place:
        ana = await at_the_form(place)
        place.machine.answers = [WRONG]
        await ana.add_files("Screenshots", ["page.png", "other.png"])
        await ana.send()
        assert "Screenshots (optional): page.png, other.png" in (ana.form() or "")
        await ana.take_out("other.png")
        await ana.add_files("Screenshots", ["third.png"])
        await ana.send()
        assert [file.name for file in sent(place).files] == ["page.png", "third.png"]


async def test_the_way_to_another_screen_and_back_loses_none_and_the_end_forgets_them(tmp_path: Path) -> None:
    async with playground(folder=tmp_path / "parked") as place:
        ana = await at_the_form(place)
        later = Form("send", "Send it", REPORT.body, "Send", value="I-1.2")
        place.machine.answers = [Open(WORDS), Open(later), Swap(Card("It is with us")), Open(later)]
        await ana.add_files("Screenshots", ["page.png"])
        await ana.send()
        await ana.send()
        assert "Screenshots (optional): page.png" in (ana.form() or "")
        await ana.send()
        assert [file.name for file in sent(place).files] == ["page.png"]
        await ana.say("report")
        await ana.look()
        assert "page.png" not in (ana.form() or "")


async def test_nobody_sends_what_another_has_chosen(tmp_path: Path) -> None:
    async with playground(folder=tmp_path / "parked") as place:
        ana = await at_the_form(place)
        place.machine.answers = [WRONG]
        await ana.add_files("Screenshots", ["page.png"])
        await ana.send()
        parked = sent(place).files[0].source["parked"]
        await at_the_form(place, email=PAT.email)
        panel = place.chat.panels.of(PAT.email)
        assert panel
        form = {"who": PAT.email, "panel": panel.name, "key": "0b6b1f0e-0000-4000-8000-000000000001", "kept": parked}
        async with place.session.post(f"{place.url}/playground/fill", data=form) as answer:
            answer.raise_for_status()
        assert (sent(place).person, sent(place).files) == (PAT, ())


async def test_a_form_that_asks_for_no_files_takes_none(tmp_path: Path) -> None:
    async with playground(folder=tmp_path / "parked") as place:
        await at_the_form(place, WORDS)
        panel = place.chat.panels.of(ANA.email)
        assert panel
        body = FormData(default_to_multipart=True)
        for name, value in {"who": ANA.email, "panel": panel.name, "key": str(panel.name)}.items():
            body.add_field(name, value)
        body.add_field("files", content("page.png"), filename="page.png")
        async with place.session.post(f"{place.url}/playground/fill", data=body) as answer:
            answer.raise_for_status()
        assert sent(place).files == ()
        assert list((tmp_path / "parked").iterdir()) == []


async def test_of_a_file_that_is_far_too_large_only_the_size_is_kept(tmp_path: Path) -> None:
    async def mile() -> AsyncIterator[bytes]:
        for _ in range(LARGEST_FILE // 2**20 + 1):
            yield bytes(2**20)

    parking = Parking(tmp_path / "parked")
    file = await parking.park("film.mov", "video/quicktime", mile())
    assert file.size > LARGEST_FILE
    assert list((tmp_path / "parked").iterdir()) == []
    with pytest.raises(FileLost, match="gone"):
        await anext(parking.fetch(file))


async def test_a_folder_that_others_made_or_may_read_takes_nothing(tmp_path: Path) -> None:
    async def nothing() -> AsyncIterator[bytes]:
        yield b""

    open_to_all, elsewhere = tmp_path / "open", tmp_path / "link"
    open_to_all.mkdir(mode=0o755)
    (tmp_path / "target").mkdir(mode=0o700)
    elsewhere.symlink_to(tmp_path / "target")
    for folder in (open_to_all, elsewhere):
        with pytest.raises(NotOurs):
            await Parking(folder).park("page.png", "image/png", nothing())


async def test_where_files_cannot_be_parked_the_page_hears_it_and_nothing_arrives(tmp_path: Path) -> None:
    (tmp_path / "parked").mkdir(mode=0o755)
    async with playground(folder=tmp_path / "parked") as place:
        body = FormData(default_to_multipart=True)
        body.add_field("who", ANA.email)
        body.add_field("files", content("page.png"), filename="page.png")
        async with place.session.post(f"{place.url}/playground/say", data=body) as answer:
            assert answer.status == 507
        assert not any(isinstance(event, SentFiles) for event in place.machine.heard)


async def test_files_in_the_chat_keep_the_words_beside_them(tmp_path: Path) -> None:
    async with playground(folder=tmp_path / "parked") as place:
        ana = WebPerson(place.session, place.url, ANA.email)
        await ana.send_files(["page.png"], text="It began last week.")
        event = next(event for event in place.machine.heard if isinstance(event, SentFiles))
        assert event.text == "It began last week."
        assert isinstance(event.files[0], SentFile)
