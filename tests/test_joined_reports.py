"""Reports of one matter that become one case: nothing that was said is lost, and nothing becomes milder."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from bot.events import Clicked, Filled, SentFile, SentFiles
from bot.replies import Open, Swap
from bot.workflow import Case
from tests.evidence_office import Drawer
from tests.files import content
from tests.office import Office, office
from tests.reports import ANSWERS, last_screen, receipt, report

OTHER_LINK = "https://www.instagram.com/central.hs.copy"
PICTURE = "page.png"
NOT_TAKEN = "I did not take your file"


@pytest.fixture
async def opened(address: str) -> AsyncIterator[Office]:
    async with office(address) as opened:
        opened.building.intake.platforms = {"web": Drawer({PICTURE: content(PICTURE)})}
        yield opened


async def another(opened: Office, name: str = "kim", **answers: str) -> Case:
    """A report of another link, which nothing but a handler makes one with the first."""
    return await report(opened, name, **{"link": OTHER_LINK, **answers})


async def made_one(opened: Office, case: Case, main: Case) -> Case:
    """The main case, after Casey has said that the other is the same; all is told."""
    await opened.move("casey", "link", case, main=main.ref)
    await opened.settle()
    return await opened.case(main.ref)


async def shows(opened: Office, name: str, case: Case) -> str:
    """What somebody reads who asks for a case."""
    before = len(await opened.told(name))
    await opened.say(name, case.ref)
    return "\n".join((await opened.told(name))[before:])


async def sends_a_picture(opened: Office, name: str) -> str:
    """What somebody is answered who sends a picture into the chat."""
    before = len(await opened.told(name))
    await opened.receive(SentFiles(**opened.whence(name), files=(SentFile(PICTURE, source={"id": PICTURE}),)))
    return "\n".join((await opened.told(name))[before:])


# --- Joined by hand -------------------------------------------------------------------------------------------------


async def test_a_sexual_image_stays_one_in_the_case_that_it_becomes_part_of(opened: Office) -> None:
    calm = await report(opened, "lee")
    main = await made_one(opened, await another(opened, sexual_image="unsure"), calm)
    assert "Nude or sexual image" in await shows(opened, "casey", main)
    assert NOT_TAKEN in await sends_a_picture(opened, "kim")
    assert "1 kept" not in await shows(opened, "casey", main)


async def test_what_a_handler_found_to_be_a_sexual_image_stays_one(opened: Office) -> None:
    calm = await report(opened, "lee")
    found = await opened.move("casey", "recategorise", await another(opened), category="sexual_image")
    main = await made_one(opened, found, calm)
    assert "Category: Sexual image" in await shows(opened, "casey", main)
    assert NOT_TAKEN in await sends_a_picture(opened, "kim")


async def test_two_grave_categories_both_count(opened: Office) -> None:
    """The case is called what it was called first, and still no picture is taken for it."""
    threat = await report(opened, "lee", "threat")
    found = await opened.move("casey", "recategorise", await another(opened), category="sexual_image")
    main = await made_one(opened, found, threat)
    assert "Category: Threat" in await shows(opened, "casey", main)
    assert NOT_TAKEN in await sends_a_picture(opened, "kim")


async def test_what_was_never_asked_is_no_no(opened: Office) -> None:
    """An alarm out of the chat asks nothing of pictures: none is taken for it, nor for what it becomes part of."""
    calm = await report(opened, "lee")
    await made_one(opened, await alarm_from_the_chat(opened, "kim"), calm)
    assert NOT_TAKEN in await sends_a_picture(opened, "kim")


async def alarm_from_the_chat(opened: Office, name: str) -> Case:
    """The case of an alarm that somebody raised from the fixed text, without a form."""
    alert = Clicked(**opened.whence(name), action="danger.alert", value="safety-threat")
    assert isinstance(await opened.receive(alert), Swap)
    return next(case for case, _ in await opened.everything() if case.opened_by == f"{name}@example.org")


async def test_whoever_is_left_out_of_either_is_left_out(opened: Office) -> None:
    calm = await report(opened, "lee")
    main = await made_one(opened, await without(opened, "kim", "ana"), calm)
    assert "Not shown to: Ana" in await shows(opened, "casey", main)


async def without(opened: Office, name: str, left_out: str, **answers: str) -> Case:
    """A report of somebody's that leaves somebody out."""
    given = {**ANSWERS, "link": OTHER_LINK, **answers}
    form = (await last_screen(opened, name, **{"link": OTHER_LINK, **answers})).form
    to_details = Filled(
        **opened.whence(name), form=form.name, value=form.value, pressed="incident.details", answers={"note": ""}
    )
    details = await opened.receive(to_details)
    assert isinstance(details, Open)
    again = await opened.send(name, details.form, {"excluded": f"{left_out}@example.org"})
    assert isinstance(again, Open)
    return await opened.case(receipt(await opened.send(name, again.form, given)))


async def test_the_words_of_both_are_read(opened: Office) -> None:
    calm = await report(opened, "lee", note="Since Monday.")
    main = await made_one(opened, await another(opened, note="My class knows of it."), calm)
    said = await shows(opened, "casey", main)
    assert "Kim Tanaka reported it as well:" in said
    assert "> My class knows of it." in said


async def test_each_reporter_reads_only_what_they_answered_themself(opened: Office) -> None:
    calm = await report(opened, "lee")
    main = await made_one(opened, await another(opened, sexual_image="unsure"), calm)
    assert "A sexual image of" not in await shows(opened, "lee", main)
    assert "A sexual image of" in await shows(opened, "kim", main)
