"""What nobody presses a button for: corrections, the Monday summary, forgetting; content that changes."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import event

from bot.content.knowledge import load_knowledge
from bot.content.yaml_files import Faults
from bot.knowledge.library import Library
from bot.store import outbox, people, questions
from bot.store.questions import Question
from bot.watching.readiness import Readiness, summary, works
from tests.clock import MONDAY_MORNING
from tests.edited_content import content as content
from tests.edited_content import district as district
from tests.edited_content import round_of
from tests.office import ON_THE_WEB, Office, office
from tests.opened import sample
from tests.store.samples import line

LAST_FRIDAY = (MONDAY_MORNING - timedelta(days=3)).date()
PHOTOS = Path("knowledge", "photos.yaml")
MENDED = """version: 3
    correction:
      in_version: 3
      what: It said crop, and the whole picture stays offline."""


async def edit(district: Office, content: Path, old: str, new: str) -> bool:
    """Somebody changes the file of photo answers; whether the library takes it."""
    file = content / PHOTOS
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    return await district.building.house.library.refresh()


# --- Content that changes ---------------------------------------------------------------------------------------------


async def test_a_change_is_told_without_a_restart(district: Office, content: Path) -> None:
    assert not await district.building.house.library.refresh()
    assert await edit(district, content, "Please do not post that picture.", "Please keep that picture for yourself.")
    await district.say("kim", "Can we post the team photo when one player is opted out?")
    await district.settle()
    assert "Please keep that picture for yourself." in (await district.chat("kim"))[-1]


async def test_a_broken_file_changes_nothing_and_is_said(district: Office, content: Path) -> None:
    library = district.building.house.library
    readiness = Readiness(district.building.database, {}, library)
    assert not await edit(district, content, "slug: optout-blur", "slug: [optout-blur")
    assert library.faults
    status = summary(await readiness.details())
    assert status.startswith("degraded: the knowledge base has faults")
    assert works(status)
    await district.say("kim", "Can we post the team photo when one player is opted out?")
    await district.settle()
    assert "One student in a group photo is opted out" in (await district.chat("kim"))[-1]
    assert await edit(district, content, "slug: [optout-blur", "slug: optout-blur")
    assert summary(await readiness.details()) == "ready"


async def test_what_an_editor_keeps_beside_an_open_file_is_no_content(district: Office, content: Path) -> None:
    (content / "knowledge" / ".#photos.yaml").symlink_to("somebody@a-machine.4711")
    assert await edit(district, content, "Please do not post that picture.", "Please keep that picture for yourself.")
    assert load_knowledge(content / "knowledge", content / "topics.yaml", None).entry("optout-group-photo")


async def test_one_fault_is_one_line(district: Office, content: Path) -> None:
    assert not await edit(district, content, "slug: optout-blur", "slug: [optout-blur")
    assert len(district.building.house.library.faults) == 1


async def test_a_start_with_a_broken_file_is_refused(address: str, content: Path) -> None:
    (content / PHOTOS).write_text("entries: none", encoding="utf-8")
    with pytest.raises(Faults, match=r"photos.yaml:1"):
        async with office(address, {**ON_THE_WEB, "CONTENT_DIR": str(content)}):
            raise AssertionError("it started")


async def test_a_file_that_is_gone_for_an_instant_does_not_end_the_watching(content: Path) -> None:
    loaded = sample()
    library = Library(content, loaded.district, loaded.library.shelf, pause=0.01)
    saved, away = content / PHOTOS, content / "knowledge" / "saved.yaml"
    following = asyncio.create_task(library.follow())
    away.symlink_to(content / "nowhere")  # it is listed, and there is nothing to look at
    await asyncio.sleep(0.1)
    away.unlink()
    saved.write_text(
        saved.read_text(encoding="utf-8").replace("Please do not post that picture", "Please keep that picture")
    )
    async with asyncio.timeout(20):
        while library.shelf is loaded.library.shelf:  # noqa: ASYNC110 - nobody tells when files were read
            await asyncio.sleep(0.02)
    assert "Please keep that picture" in str(library.knowledge.entry("optout-group-photo"))
    following.cancel()
    with suppress(asyncio.CancelledError):
        await following


# --- Corrections ------------------------------------------------------------------------------------------------------


async def test_whoever_read_the_old_answer_is_told_once_of_its_correction(district: Office, content: Path) -> None:
    await district.say("kim", "Can we post the team photo when one player is opted out?")
    await edit(district, content, "version: 2", MENDED)
    await round_of(district)
    await round_of(district)
    corrections = [text for text in await district.chat("kim") if "A correction to" in text]
    assert corrections == [
        "A correction to an answer that you read: One student in a group photo is opted out. "
        "It said crop, and the whole picture stays offline.\n[Read]"
    ]
    assert not any("A correction to" in text for text in await district.chat("ana"))


async def test_whoever_was_told_where_to_look_for_a_student_hears_of_its_correction(
    district: Office, content: Path
) -> None:
    await district.say("kim", "is jane doe opted out")
    after_it = "\n\n  - slug: optout-verbal"
    await edit(district, content, f"version: 1{after_it}", f"{MENDED}{after_it}")
    await round_of(district)
    (told,) = [text for text in await district.chat("kim") if "A correction to" in text]
    assert told.startswith("A correction to an answer that you read: Where to check who is opted out.")
    assert "jane" not in told.lower()


async def test_a_correction_that_stays_in_the_file_is_no_news_with_the_next_version(
    district: Office, content: Path
) -> None:
    await district.say("kim", "Can we post the team photo when one player is opted out?")
    await edit(district, content, "version: 2", MENDED)
    await district.say("ana", "Can we post the team photo when one player is opted out?")
    await round_of(district)
    await edit(district, content, MENDED, MENDED.replace("version: 3", "version: 4", 1))
    await round_of(district)
    assert len([text for text in await district.chat("kim") if "A correction to" in text]) == 1
    assert not any("A correction to" in text for text in await district.chat("ana"))


async def test_a_new_version_without_a_correction_is_nobodys_news(district: Office, content: Path) -> None:
    await district.say("kim", "Can we post the team photo when one player is opted out?")
    await edit(district, content, "version: 2", "version: 3")
    await round_of(district)
    assert not any("A correction to" in text for text in await district.chat("kim"))


async def test_after_ninety_days_a_correction_comes_too_late_to_matter(district: Office, content: Path) -> None:
    await district.say("kim", "Can we post the team photo when one player is opted out?")
    district.clock.move(days=91)
    await edit(district, content, "version: 2", MENDED)
    await round_of(district)
    assert not any("A correction to" in text for text in await district.chat("kim"))


# --- The Monday summary -----------------------------------------------------------------------------------------------


async def asked(district: Office, *several: Question) -> None:
    async with district.building.database.transaction() as transaction:
        for question in several:
            await questions.note(transaction, question)


async def test_the_director_reads_on_monday_what_was_not_answered(district: Office) -> None:
    await asked(
        district,
        Question("a1", LAST_FRIDAY, "Who feeds the class hamster?", "person"),
        Question("a2", LAST_FRIDAY, "Is blur all right?", "answered", "optout-blur", 1, helped=0),
        Question("a3", LAST_FRIDAY, "", "interrupt", "safety-threat", 1),
        Question("a4", LAST_FRIDAY, "", "read", "optout-lookup", 1, helped=0),
        Question("a5", MONDAY_MORNING.date(), "Is today of this week?", "person"),
    )
    await round_of(district)
    await round_of(district)
    summaries = [text for text in await district.chat("casey") if text.startswith("Questions since")]
    assert summaries == [
        "Questions since November 2, 2026\n"
        "3 asked. Answered at once: 1; titles offered: 0; left to a person: 1; safety texts shown: 1.\n"
        "Without an answer: 1\n"
        "> Who feeds the class hamster?\n"
        "Answered, and it did not help: 1\n"
        "> Is blur all right? (Blurring, an emoji, backs and hands)\n"
        "Did not help, and the words of the question were not kept\n"
        "- Where to check who is opted out: shown 1, helped 0, did not help 1\n"
        "Most read\n"
        "- Blurring, an emoji, backs and hands: shown 1, helped 0, did not help 1\n"
        "- Where to check who is opted out: shown 1, helped 0, did not help 1\n"
        "- A threat of violence: shown 1, helped 0, did not help 0"
    ]


async def test_a_round_that_is_not_committed_sums_up_again_at_the_next(district: Office) -> None:
    def lost(_connection: object) -> None:
        raise OSError("the line broke")

    await asked(district, Question("a1", LAST_FRIDAY, "Who feeds the class hamster?", "person"))
    engine = district.building.database.engine.sync_engine
    event.listen(engine, "commit", lost)
    with pytest.raises(OSError, match="the line broke"):
        await district.building.upkeep.round()
    event.remove(engine, "commit", lost)
    await round_of(district)
    assert any(text.startswith("Questions since") for text in await district.chat("casey"))


async def test_on_monday_the_director_hears_of_messages_that_reached_nobody(district: Office) -> None:
    for when in (3, 0):  # on Friday, and on Monday before the line is said: that one belongs to the week to come
        district.clock.moment = MONDAY_MORNING - timedelta(days=when)
        lost = line(f"for nobody {when}", recipient="nobody@example.org", due_at=district.clock())
        async with district.building.database.transaction() as transaction:
            await outbox.put(transaction, [lost], district.clock())
        await district.settle()
    told = []
    for days in (0, 0, 7, 7):
        district.clock.move(days=days)
        await round_of(district)
        told.append([text for text in await district.chat("casey") if "reached nobody" in text])
    assert [len(texts) for texts in told] == [1, 1, 2, 2]
    assert told[0][0].startswith("Messages that reached nobody last week: 1. Ask whoever looks after")


async def test_a_start_names_the_roles_that_nobody_answers_for(
    district: Office, caplog: pytest.LogCaptureFixture
) -> None:
    async with district.building.database.transaction() as transaction:
        await people.remember_missing(transaction, "robin@example.org", "unknown", district.clock())
        await people.remember_missing(transaction, "pat@example.org", "unknown", district.clock())
    await district.building.catch_up()
    named = [vars(one)["duty"] for one in caplog.records if one.message == "nobody who is asked can be reached"]
    assert named == ["superintendent"]  # Drew stands in for Pat


async def test_a_week_without_questions_is_no_news(district: Office) -> None:
    await round_of(district)
    assert not any(text.startswith("Questions since") for text in await district.chat("casey"))


# --- Forgetting -------------------------------------------------------------------------------------------------------


async def test_questions_are_forgotten_when_the_records_officer_says_so(district: Office) -> None:
    await asked(district, Question("a1", LAST_FRIDAY, "Old?", "person"))
    district.clock.move(days=90)
    await round_of(district)
    async with district.building.database.reading() as connection:
        assert await questions.by_id(connection, "a1") is None


@pytest.mark.parametrize("written", ["hold: true", "hold: perhaps"])
async def test_a_hold_keeps_them_from_the_moment_when_it_is_written(written: str, address: str, content: Path) -> None:
    file = content / "district.yaml"
    async with office(address, {**ON_THE_WEB, "CONTENT_DIR": str(content)}) as held:
        await asked(held, Question("a1", LAST_FRIDAY, "Old?", "person"))
        file.write_text(file.read_text(encoding="utf-8").replace("hold: false", written), encoding="utf-8")
        held.clock.move(days=900)
        await round_of(held)
        async with held.building.database.reading() as connection:
            assert await questions.by_id(connection, "a1")
