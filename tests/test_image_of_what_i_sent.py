"""Whoever writes of a sexual image in what they sent, without naming the report, closes the reports that hold it."""

from __future__ import annotations

import pytest

from bot.ui import plain
from bot.workflow import Case
from tests.evidence_office import Drawer, sends
from tests.office import Office
from tests.reports import report, taken
from tests.sent_files import PAGE, REDACTED
from tests.sent_files import drawer as drawer
from tests.sent_files import opened as opened
from tests.test_danger_said_later import card
from tests.test_image_of_a_report import NOT_TAKEN, OTHER, drafts, writes

WHAT_I_SENT = "oh no, the picture I sent you shows a nude student"


async def with_a_file(opened: Office) -> Case:
    """A report that Casey has taken, with a file of its reporter's."""
    case = await taken(opened)
    assert f"{PAGE} is kept with {case.ref}" in await sends(opened, "kim", file=PAGE)
    return case


async def test_a_reporter_who_speaks_of_what_they_sent_closes_its_report_to_files(
    opened: Office, drawer: Drawer
) -> None:
    case = await with_a_file(opened)
    assert "A report of yours takes words only now" in await writes(opened, "kim", WHAT_I_SENT)
    assert "nobody can open" in plain(await card(opened))
    drawer.fetched.clear()
    for name in ("kim", "casey"):
        assert NOT_TAKEN in await sends(opened, name, f"for {case.ref}", REDACTED)
    assert drawer.fetched == []


@pytest.mark.parametrize(
    "words",
    [
        "There’s a nude student in the screenshots that I’ve sent",
        "my screenshot is a naked picture of a 14 year old student",
        "I attached a nude photo of a student, sorry",
        "la foto que te mandé es de una alumna desnuda, nudes",
        "la foto que te mande es de una alumna desnuda, nudes",
        "the pics ive sent are nudes of a student",
    ],
)
async def test_however_they_say_that_they_sent_it(opened: Office, words: str) -> None:
    await with_a_file(opened)
    await writes(opened, "kim", words)
    assert (await opened.case("I-1001")).data["image_said"] is True


async def test_what_others_sent_elsewhere_closes_no_report(opened: Office) -> None:
    case = await with_a_file(opened)
    before = await opened.case(case.ref)
    await writes(opened, "kim", "A boy says “I sent her nudes”, and the picture goes round in a group chat.")
    assert await opened.case(case.ref) == before


@pytest.mark.parametrize(
    "words",
    [
        'a girl in my class got a message from an older boy: "the photos I sent you are nudes, now send me yours"',
        "he wrote i sent you a nude",
        "a parent says her daughter's nude picture is in a group chat, my report card comments are late too",
    ],
)
async def test_words_of_somebody_else_close_no_report(opened: Office, words: str) -> None:
    case = await with_a_file(opened)
    before = await opened.case(case.ref)
    await writes(opened, "kim", words)
    assert await opened.case(case.ref) == before


async def test_words_beside_a_new_file_speak_of_that_and_of_no_earlier_one(opened: Office, drawer: Drawer) -> None:
    case = await with_a_file(opened)
    before = await opened.case(case.ref)
    drawer.fetched.clear()
    assert NOT_TAKEN in await sends(opened, "kim", "I attached a nude photo of a student", REDACTED)
    assert await opened.case(case.ref) == before
    assert drawer.fetched == []
    assert await drafts(opened) == ["kim@example.org"]


async def test_a_report_of_what_else_they_saw_begins_all_the_same(opened: Office) -> None:
    await with_a_file(opened)
    await writes(opened, "kim", WHAT_I_SENT)
    assert await drafts(opened) == ["kim@example.org"]


async def test_everyday_words_of_what_they_sent_close_no_report(opened: Office) -> None:
    case = await with_a_file(opened)
    before = await opened.case(case.ref)
    await writes(opened, "kim", "the picture I sent you shows the wrong page")
    assert await opened.case(case.ref) == before


async def test_a_report_without_a_file_of_theirs_takes_files(opened: Office) -> None:
    await with_a_file(opened)
    other = await report(opened, "lee", link=OTHER)
    before = await opened.case(other.ref)
    await writes(opened, "lee", WHAT_I_SENT)
    assert await opened.case(other.ref) == before


async def test_what_they_sent_for_a_report_that_became_part_of_another_is_meant_too(opened: Office) -> None:
    await with_a_file(opened)
    await opened.move("casey", "link", await opened.case("I-1001"), main=(await report(opened, "lee", link=OTHER)).ref)
    await writes(opened, "kim", WHAT_I_SENT)
    assert (await opened.case("I-1002")).data["image_said"] is True
