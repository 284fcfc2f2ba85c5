"""A report of suspected abuse: that it was reported elsewhere, and when, and nothing of what it is about."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.events import Filled, Flagged, SentFile, SentFiles
from bot.replies import Open, Swap
from bot.ui import FilesField, Form, plain
from tests.evidence_office import Drawer, office_with, sends
from tests.files import content
from tests.office import Office
from tests.reports import ANSWERS, CALM, last_screen, receipt, report

PAGE = "page.png"
ABUSE = {"abuse": "yes"}


@pytest.fixture
async def drawer() -> Drawer:
    return Drawer({PAGE: content(PAGE)})


@pytest.fixture
async def opened(tmp_path: Path, drawer: Drawer) -> AsyncIterator[Office]:
    async with office_with(drawer, tmp_path) as opened:
        yield opened


def labels(form: Form) -> list[str]:
    return [field.label for field in form.fields]


async def test_no_link_is_needed_and_no_screenshots_are_asked_for(opened: Office) -> None:
    form = (await last_screen(opened, "kim", link="", **ABUSE)).form
    assert not any(isinstance(field, FilesField) for field in form.fields)
    assert labels(form) == ["When did you report it, and to whom?"]
    now = await opened.send("kim", form, ANSWERS | {"note": "DCYF, this morning."})
    assert isinstance(now, Swap)
    assert "I keep only that it was reported, and when." in plain(now.card)
    assert "Screenshots?" not in plain(now.card)


async def test_when_it_was_reported_is_kept_on_the_way_back_to_the_safety_questions(opened: Office) -> None:
    form = (await last_screen(opened, "kim", **ABUSE)).form
    for given in ANSWERS | {"note": "DCYF, this morning."}, ANSWERS:
        answers = {field.name: given[field.name] for field in form.fields if field.name in given}
        whence = opened.whence("kim")
        back = Filled(**whence, form=form.name, value=form.value, pressed="incident.back", answers=answers)
        now = await opened.receive(back)
        assert isinstance(now, Open)
        form = now.form
    assert form.name == "incident.safety"
    while form.name != "incident.send":
        now = await opened.send("kim", form, {**ANSWERS, **CALM, **ABUSE, "what": "other"})
        assert isinstance(now, Open)
        form = now.form
    assert "DCYF, this morning." in str(form)


async def test_the_details_ask_only_who_should_not_see_it(opened: Office) -> None:
    form = (await last_screen(opened, "kim", **ABUSE)).form
    whence = opened.whence("kim")
    pressed = Filled(**whence, form=form.name, value=form.value, pressed="incident.details", answers={"note": ""})
    details = await opened.receive(pressed)
    assert isinstance(details, Open)
    assert labels(details.form) == ["Who should not see this report?"]


async def test_a_picture_that_comes_into_the_chat_is_not_touched(opened: Office, drawer: Drawer) -> None:
    form = (await last_screen(opened, "kim", **ABUSE)).form
    await opened.send("kim", form)
    await opened.receive(SentFiles(**opened.whence("kim"), files=(SentFile(PAGE, source={"id": PAGE}),)))
    assert "Please send no files here." in (await opened.told("kim"))[-1]
    assert drawer.fetched == []


async def test_a_picture_after_a_report_of_abuse_goes_into_no_earlier_report(opened: Office, drawer: Drawer) -> None:
    earlier = await report(opened, "kim", "bullying")
    await report(opened, "kim", link="", **ABUSE)
    await opened.receive(SentFiles(**opened.whence("kim"), files=(SentFile(PAGE, source={"id": PAGE}),)))
    while await opened.building.intake.take():
        pass
    assert "Please send no files here." in (await opened.told("kim"))[-1]
    assert drawer.fetched == []
    await opened.say("casey", earlier.ref)
    assert "kept" not in (await opened.told("casey"))[-1]


async def test_a_picture_for_a_report_that_came_later_is_taken(opened: Office) -> None:
    await report(opened, "kim", link="", **ABUSE)
    later = await report(opened, "kim", "bullying")
    await opened.receive(SentFiles(**opened.whence("kim"), files=(SentFile(PAGE, source={"id": PAGE}),)))
    assert f"is kept with {later.ref}" in (await opened.told("kim"))[-1]


async def test_the_words_of_a_message_that_was_reported_are_not_kept(opened: Office) -> None:
    now = await opened.receive(Flagged(**opened.whence("kim"), text="He said what his uncle does to him."))
    while isinstance(now, Open):
        shown, last = str(now.form), now
        now = await opened.send("kim", now.form, {**ANSWERS, **CALM, **ABUSE, "what": "other", "note": "", "link": ""})
    assert last.form.name == "incident.send"
    assert "uncle" not in shown
    assert "uncle" not in str((await opened.case(receipt(now))).data)


async def test_with_an_image_as_well_no_text_asks_for_words_on_it(opened: Office) -> None:
    now = await opened.say("kim", "/report-account")
    assert isinstance(now, Open)
    shown = await opened.send("kim", now.form, {**CALM, **ABUSE, "sexual_image": "yes_minor", "self_harm": "yes"})
    assert isinstance(shown, Open)
    read = str(shown.form.body)
    assert "Leave the device as it is" in read
    assert "Write here only that you reported it, and when." in read
    for asked in ("Write words only", "what others need in order to help"):
        assert asked not in read, asked


# --- What is added later --------------------------------------------------------------------------------------------

WORDS = "her stepfather hits her"


async def test_words_of_it_beside_a_file_are_kept_with_no_report_that_says_so_either(opened: Office) -> None:
    case = await report(opened, "kim", "bullying", sexual_image="unsure", **ABUSE)
    said = await sends(opened, "kim", WORDS, PAGE)
    assert "I have not kept your words" in said
    assert WORDS not in repr(await opened.history(case))


async def test_whoever_adds_to_it_is_asked_only_when_it_was_reported(opened: Office) -> None:
    case = await report(opened, "kim", "bullying", sexual_image="unsure", **ABUSE)
    now = await opened.press("kim", "add", case)
    assert isinstance(now, Open)
    assert labels(now.form) == ["When did you report it, and to whom?"]
    await opened.send("kim", now.form, {"note": "Reported to DCYF on Monday at 9."})
    assert "Reported to DCYF on Monday at 9." in repr(await opened.history(await opened.case(case.ref)))


async def test_whoever_reported_it_later_without_suspecting_abuse_is_asked_as_ever(opened: Office) -> None:
    await report(opened, "kim", "bullying", **ABUSE)
    case = await report(opened, "lee", "bullying")
    now = await opened.press("lee", "add", case)
    assert isinstance(now, Open)
    assert labels(now.form) == ["What would you like to add?"]
