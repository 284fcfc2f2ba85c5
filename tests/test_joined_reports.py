"""Reports of one matter that become one case: nothing that was said is lost, and nothing becomes milder."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from bot.events import SentFile, SentFiles
from bot.replies import Open, Swap
from bot.ui import plain
from bot.workflow import Case
from tests.evidence_office import Drawer
from tests.files import content
from tests.office import Office, office
from tests.reports import alarm_from_the_chat, closed, report, report_without, taken

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


# --- Which case it is now ---------------------------------------------------------------------------------------------


async def test_whoever_handles_it_reads_into_which_case_it_went(opened: Office) -> None:
    main, case = await report(opened), await another(opened, "ana")
    form = await opened.press("casey", "link", case)
    assert isinstance(form, Open)
    now = await opened.send("casey", form.form, {"main": main.ref})
    assert isinstance(now, Swap)
    assert plain(now.card) == f"Done. {case.ref} continues as {main.ref}."
    card = await shows(opened, "casey", case)
    assert f"- It continues in {main.ref}: Received · Mon, Nov 9, 9:00 AM [Show]" in card
    assert f"Merged into it: {case.ref}" in await shows(opened, "casey", main)


# --- Files ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("fetched", ["before", "after"])
async def test_what_was_sent_into_a_report_goes_with_it(opened: Office, fetched: str) -> None:
    """Whether it is kept already when the two become one, or still on its way."""
    main, second = await report(opened, "lee"), await another(opened)
    await sends_a_picture(opened, "kim")
    if fetched == "before":
        await opened.settle()
        while await opened.building.intake.take():
            pass
    whole = await made_one(opened, second, main)
    while await opened.building.intake.take():
        pass
    await opened.settle()
    assert "1 kept" in await shows(opened, "casey", whole)


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


async def test_whoever_is_left_out_of_either_is_left_out(opened: Office) -> None:
    calm = await report(opened, "lee")
    main = await made_one(opened, await report_without(opened, "kim", "ana", link=OTHER_LINK), calm)
    assert "Not shown to: Ana" in await shows(opened, "casey", main)


async def test_the_words_of_both_are_read(opened: Office) -> None:
    calm = await report(opened, "lee", note="Since Monday.")
    main = await made_one(opened, await another(opened, note="My class knows of it."), calm)
    said = await shows(opened, "casey", main)
    assert "Kim Tanaka · My class knows of it." in said


async def test_each_reporter_reads_only_what_they_answered_themself(opened: Office) -> None:
    calm = await report(opened, "lee")
    main = await made_one(opened, await another(opened, sexual_image="unsure"), calm)
    assert "A sexual image of" not in await shows(opened, "lee", main)
    assert "A sexual image of" in await shows(opened, "kim", main)


# --- Who hears of it ------------------------------------------------------------------------------------------------


async def test_a_second_report_that_names_a_student_reaches_the_contact_for_bullying_once(opened: Office) -> None:
    main = await report(opened, "lee")
    assert not await opened.told("harper")
    assert (await report(opened, "kim", harmed="student")).ref == main.ref
    (told,) = await opened.told("harper")
    assert f"Another report of {main.ref}" in told
    assert "Also reported as: Impersonates the district or a school · A student" in await shows(opened, "harper", main)
    before = len(await opened.told("harper"))
    await report(opened, "ana", harmed="student")
    assert len(await opened.told("harper")) == before


async def test_whom_a_graver_report_brings_in_is_asked_and_takes_the_case_anew(opened: Office) -> None:
    main = await made_one(opened, await another(opened, category="threat"), await taken(opened, name="lee"))
    assert (
        f"{main.ref} (Central High School) is more serious than it first looked, and it now belongs to you"
        in "\n".join(await opened.told("toni"))
    )
    assert (await opened.move("toni", "take", main)).state == "taken"


async def test_danger_brings_the_threat_team_in_with_the_alarm(opened: Office) -> None:
    main = await taken(opened, name="lee")
    await report(opened, "kim", danger="unsure")
    assert "[I am on it] [Take this case]" in await shows(opened, "toni", main)


async def test_whoever_has_a_case_hears_that_it_grew_graver(opened: Office) -> None:
    main = await taken(opened, name="lee")
    await report(opened, "ana")
    assert "is more serious than it first looked" not in "\n".join(await opened.told("casey"))
    await report(opened, "kim", self_harm="yes")
    assert f"{main.ref} (Central High School) is more serious than it first looked" in "\n".join(
        await opened.told("casey")
    )
    assert (await opened.case(main.ref)).state == "taken"


# --- Alarms ---------------------------------------------------------------------------------------------------------


async def test_an_alarm_goes_with_its_report_into_the_open_case(opened: Office) -> None:
    main, part = await joined_with_an_alarm(opened)
    assert f"An alert about {main.ref}" in "\n".join(await opened.told("toni"))
    for name, case in (("lee", main), ("kim", main), ("kim", part), ("toni", main)):
        assert "An alert to the on-call team was raised on" in await shows(opened, name, case)


@pytest.mark.parametrize("pressed", ["main", "part"])
async def test_i_am_on_it_counts_on_both_cards_whichever_is_pressed(opened: Office, pressed: str) -> None:
    main, part = await joined_with_an_alarm(opened)
    now = await opened.press("toni", "acknowledge", main if pressed == "main" else part)
    assert isinstance(now, Swap)
    assert plain(now.card).startswith(main.ref)
    for name, case in (("lee", main), ("kim", part)):
        assert "Acknowledged by Toni" in await shows(opened, name, case)
    assert any(f"acknowledged your alert about {part.ref}" in said for said in await opened.chat("kim"))


async def test_an_alarm_goes_with_its_report_when_a_handler_makes_them_one(opened: Office) -> None:
    calm = await report(opened, "lee")
    main = await made_one(opened, await another(opened, danger="yes"), calm)
    assert f"An alert about {main.ref}" in "\n".join(await opened.told("toni"))
    assert "An alert to the on-call team was raised on" in await shows(opened, "lee", main)


async def test_an_alarm_that_nobody_has_answered_is_not_hidden_by_one_that_was(opened: Office) -> None:
    first = await opened.move("toni", "acknowledge", await report(opened, "lee", danger="yes"))
    assert "Acknowledged by Toni" in await shows(opened, "lee", first)
    opened.clock.move(hours=3)
    assert (await report(opened, "kim", danger="yes")).ref == first.ref
    assert "Nobody has acknowledged it yet" in await shows(opened, "kim", first)


async def test_a_later_report_says_what_the_case_says_of_the_alarm(opened: Office) -> None:
    main = await report(opened, "lee", self_harm="unsure")
    await report(opened, "kim", self_harm="unsure")
    part = (await opened.everything())[-1][0]
    assert "The on-call team has not been alerted." in await shows(opened, "kim", part)
    await opened.press("lee", "raise_alarm", main)
    assert "An alert to the on-call team was raised on" in await shows(opened, "kim", part)


async def test_a_report_stays_apart_where_its_alarm_would_be_lost(opened: Office) -> None:
    """Toni was alerted by Kim's report, and must not know of Lee's."""
    main = await report_without(opened, "lee", "toni", link=OTHER_LINK)
    assert (await another(opened, danger="yes")).ref != main.ref


async def test_whoever_takes_a_case_does_not_stop_its_alarm(opened: Office) -> None:
    case = await alarm_from_the_chat(opened, "kim")
    await opened.move("casey", "take", case)
    assert "Kim Tanaka alerted the on-call team" in "\n".join(await opened.told("toni"))


async def joined_with_an_alarm(opened: Office) -> tuple[Case, Case]:
    """Lee's calm report, and Kim's of the same link, which raised an alarm before it joined it."""
    calm = await report(opened, "lee")
    assert (await report(opened, "kim", danger="yes")).ref == calm.ref
    await opened.settle()
    part = next(case for case, _ in await opened.everything() if case.opened_by == "kim@example.org")
    assert part.state == "joined"
    return await opened.case(calm.ref), part


# --- Seen before ----------------------------------------------------------------------------------------------------


async def test_that_it_was_closed_before_is_shown_to_those_who_read_that_case(opened: Office) -> None:
    before = await closed(opened)
    assert f"{before.ref} was about the same link" in await shows(opened, "casey", await report(opened, "lee"))


async def test_a_closed_case_is_not_named_to_somebody_from_whom_it_is_kept(opened: Office) -> None:
    before = await closed(opened, "hollis", category="staff_conduct")
    again = await report(opened, "lee")
    said = await shows(opened, "casey", again)
    assert again.ref in said
    assert before.ref not in said


async def test_a_threat_joined_by_hand_may_still_raise_the_alarm(opened: Office) -> None:
    """By its category alone, whatever was answered to the safety questions."""
    calm = await report(opened, "lee")
    main = await made_one(opened, await another(opened, category="threat"), calm)
    assert "[Alert the on-call team]" in await shows(opened, "kim", main)
