"""Whoever has begun many reports and passed them over still finds the one that counts."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from bot.events import Clicked, SentFile, SentFiles
from bot.replies import Open
from bot.workflow import Case
from tests.office import Office, office
from tests.reports import CALM, LINK, report

MANY = 12


@pytest.fixture
async def opened(address: str) -> AsyncIterator[Office]:
    async with office(address) as opened:
        yield opened


async def paste_links(opened: Office, how_many: int = MANY) -> None:
    for number in range(how_many):
        await opened.say("kim", f"{LINK}{number}")


async def test_the_report_that_was_begun_is_offered_whatever_links_were_pasted_since(opened: Office) -> None:
    begun = await opened.say("kim", "/report-account")
    assert isinstance(begun, Open)
    await opened.send("kim", begun.form, CALM)
    await paste_links(opened)
    assert await opened.say("kim", "/report-account") is None
    assert "Continue your report?" in (await opened.told("kim"))[-1]


async def test_no_file_is_touched_while_a_dangerous_report_is_open_however_long_ago_it_was_sent(opened: Office) -> None:
    await report(opened, "kim", sexual_image="unsure")
    await report(opened, "kim", link=f"{LINK}.ordinary")
    await paste_links(opened, 21)
    await opened.receive(SentFiles(**opened.whence("kim"), files=(SentFile("page.png", source={"id": "page.png"}),)))
    assert "I did not take your file" in "\n".join(await opened.told("kim"))


async def test_the_request_that_was_sent_is_shown_whatever_was_begun_since(opened: Office) -> None:
    sent = await opened.file("ana")
    for _ in range(21):
        await opened.receive(Clicked(**opened.whence("ana"), action="account_request.start_afresh", value=""))
    await opened.say("ana", "where is my request?")
    assert f"{sent.ref} ·" in (await opened.told("ana"))[-2]


# --- Offers that nobody took up -------------------------------------------------------------------------------------


async def drafts(opened: Office) -> list[Case]:
    return [case for case, _ in await opened.everything() if case.state == "draft"]


@pytest.mark.parametrize("words", [LINK, f"report {LINK}"])
async def test_the_same_link_finds_the_offer_that_was_passed_over(opened: Office, words: str) -> None:
    for said in (words, words, LINK):
        await opened.say("kim", said)
        assert "Something on our side" not in "\n".join(await opened.told("kim"))
    assert len(await drafts(opened)) == 1


async def test_another_link_and_another_person_have_an_offer_of_their_own(opened: Office) -> None:
    for name, link in (("kim", LINK), ("kim", f"{LINK}.other"), ("lee", LINK)):
        await opened.say(name, link)
    assert len(await drafts(opened)) == 3


async def test_the_same_link_does_not_touch_a_report_that_was_begun(opened: Office) -> None:
    begun = await opened.say("kim", f"report {LINK}")
    assert isinstance(begun, Open)
    await opened.send("kim", begun.form, CALM)
    await opened.say("kim", LINK)
    assert len(await drafts(opened)) == 2


async def test_an_offer_goes_away_in_time_and_what_was_begun_stays(opened: Office) -> None:
    begun = await opened.say("kim", "/report-account")
    assert isinstance(begun, Open)
    await opened.send("kim", begun.form, CALM)
    sent = await opened.file("ana")
    await paste_links(opened)
    before = {case.ref for case, _ in await opened.everything()}
    opened.clock.move(days=29)
    await opened.building.upkeep.round()
    assert {case.ref for case, _ in await opened.everything()} == before
    opened.clock.move(days=2)
    await opened.building.upkeep.round()
    assert {case.ref for case, _ in await opened.everything()} == {begun.form.value.partition(".")[0], sent.ref}
