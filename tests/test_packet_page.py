"""A packet from the chat: who is offered it, and that the page gives it to them alone, and enters each time."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from pathlib import Path

import pytest
from aiohttp import ClientError, web
from aiohttp.test_utils import TestServer
from sqlalchemy import select

from bot.disposition import rows
from bot.evidence.vault import Vault
from bot.kept_files import KeptFiles
from bot.store.tables import deeds
from bot.ui import Card, plain
from bot.viewing.admission import Door
from bot.viewing.endpoint import add_routes
from bot.viewing.streaming import Patience
from tests.disposition_office import a_question, drawn_up, lists
from tests.evidence_office import KEY, SCREENSHOT
from tests.office import Office
from tests.packets import packet_of, packing, unpacked
from tests.reports import ANSWERS, last_screen, report, report_without
from tests.sent_files import drawer as drawer
from tests.sent_files import opened as opened
from tests.stage import SITE, stage
from tests.test_evidence_page import Visit, a_browser, read
from tests.test_evidence_page import visit as visit
from tests.transcript import play

MAY_NOT = "goes to the records officer and to whoever handles the case"
UNKNOWN = "I cannot find {} among the cases you can see"


async def asks(opened: Office, name: str, words: str) -> Card:
    """What somebody is shown for these words."""
    await opened.say(name, words)
    await opened.settle()
    return (await opened.cards(name))[-1]


def link_on(card: Card) -> str:
    return next((button.url for button in card.buttons if button.url), "")


# --- Who is offered it ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("words", ["packet I-1001", "Records packet for i-1001.", "the packet of I-1001"])
async def test_the_records_officer_is_offered_a_link(opened: Office, words: str) -> None:
    await report(opened, "kim")
    card = await asks(opened, "rene", words)
    assert card.title == "Records packet of I-1001"
    assert "Nothing is blacked out" in plain(card)
    assert "/evidence/" in link_on(card)


async def test_whoever_handles_it_is_offered_a_link(opened: Office) -> None:
    await report(opened, "kim")
    await opened.file("ana")
    assert link_on(await asks(opened, "casey", "packet I-1001"))
    assert link_on(await asks(opened, "casey", "packet R-1001"))


async def test_whoever_only_reads_a_case_is_told_whom_to_ask(opened: Office) -> None:
    await report(opened, "kim")
    await opened.file("ana")
    for name, ref in (("kim", "I-1001"), ("ana", "R-1001"), ("pat", "R-1001")):
        card = await asks(opened, name, f"packet {ref}")
        assert MAY_NOT in plain(card)
        assert not link_on(card)


async def test_whoever_does_not_see_it_learns_nothing(opened: Office) -> None:
    await report(opened, "kim")
    for ref in ("I-1001", "I-9999"):
        assert UNKNOWN.format(ref) in plain(await asks(opened, "lee", f"packet {ref}"))


async def test_a_records_officer_who_is_left_out_learns_nothing(opened: Office) -> None:
    case = await report_without(opened, "kim", "rene")
    assert UNKNOWN.format(case.ref) in plain(await asks(opened, "rene", f"packet {case.ref}"))


async def test_a_records_officer_who_is_left_out_has_no_link_to_a_case_that_such_a_report_went_into(
    opened: Office,
) -> None:
    main = await report(opened, "lee")
    await report_without(opened, "kim", "rene")
    for ref in (main.ref, "I-1002"):
        assert not link_on(await asks(opened, "rene", f"packet {ref}")), ref
        assert link_on(await asks(opened, "casey", f"packet {ref}")), ref


async def test_a_report_that_joined_as_it_was_sent_is_a_record_as_its_case_is(opened: Office) -> None:
    await report(opened, "kim")
    await report(opened, "lee")
    assert (await opened.case("I-1002")).state == "joined"
    for name in ("rene", "casey"):
        assert link_on(await asks(opened, name, "packet I-1002")), name
    assert not link_on(await asks(opened, "lee", "packet I-1002"))


async def test_a_disposition_list_goes_to_whoever_may_sign_it_and_is_kept_from_the_others(opened: Office) -> None:
    """Rene is left out of a report that is on the second list: its rows, with the reference, are not for Rene."""
    await a_question(opened)
    case = await report_without(opened, "kim", "rene")
    case = await opened.move("casey", "close", await opened.move("casey", "take", case), **ANSWERS)
    await drawn_up(opened, years=8)
    lists_of = {row.ref: one.ref for one in await lists(opened) for row in rows(one)}
    of_questions, of_the_report = lists_of["Q-1001"], lists_of[case.ref]
    assert link_on(await asks(opened, "rene", f"packet {of_questions}"))
    assert link_on(await asks(opened, "robin", f"packet {of_the_report}"))
    for name, ref in (("rene", of_the_report), ("casey", of_questions), ("casey", of_the_report)):
        card = await asks(opened, name, f"packet {ref}")
        assert UNKNOWN.format(ref) in plain(card), (name, ref)


async def test_a_draft_is_nobodys_record(opened: Office) -> None:
    ref = (await last_screen(opened, "kim")).form.value.partition(".")[0]
    assert UNKNOWN.format(ref) in plain(await asks(opened, "rene", f"packet {ref}"))
    assert not link_on(await asks(opened, "kim", f"packet {ref}"))


WITHOUT_A_PAGE = """
kim types: ask a person
kim answers: Your question = May we link to a fundraiser?
kim sends
rene types: packet Q-1001
kim types: packet Q-1001
"""


async def test_where_no_browser_comes_in_an_operator_is_named(tmp_path: Path) -> None:
    """Slack does without a public address, and has no chat that takes a packet."""
    without = {name: value for name, value in SITE.items() if name != "PUBLIC_URL"}
    async with stage("slack", f"sqlite:///{tmp_path}/here.db", site=without) as scene:
        played = await play(scene, WITHOUT_A_PAGE)
    rene, kim = played.partition("rene types")[2].split("kim types")
    assert "I have no page of my own here. Whoever looks after Crossing Guard can make the packet of Q-1001" in rene
    assert MAY_NOT in kim


# --- The page -------------------------------------------------------------------------------------------------------


async def link_for(visit: Visit, name: str = "rene") -> str:
    return link_on(await asks(visit.reports.office, name, "packet R-1001"))


async def taken_by(visit: Visit, lines: int = 0) -> list[tuple[str, str, str]]:
    """Who took which packet, and what came of that, as soon as so many lines say so: the last is entered once a browser
    has everything."""
    for _ in range(500):
        if len(await _taken_by(visit)) >= lines:
            break
        await asyncio.sleep(0.02)
    return await _taken_by(visit)


async def _taken_by(visit: Visit) -> list[tuple[str, str, str]]:
    query = select(deeds.c.by, deeds.c.ref, deeds.c.details).where(deeds.c.deed == "exported").order_by(deeds.c.id)
    async with visit.reports.office.building.database.reading() as connection:
        return [(row.by, row.ref, row.details["came"]) for row in await connection.execute(query)]


def came(*what: str) -> list[tuple[str, str, str]]:
    return [("rene@example.org", "R-1001", one) for one in what]


async def test_scanners_find_a_button_and_not_a_word_of_the_case(visit: Visit) -> None:
    link = await link_for(visit)
    async with a_browser() as scanner:
        page = await (await read(scanner.get(visit.address(link)))).text()
    assert "<button>Go on</button>" in page
    assert "R-1001" not in page
    assert (await visit.press(link)).status == 200


async def test_each_download_is_whole_and_is_entered(visit: Visit) -> None:
    visit.reports.drawer.holds["more.png"] = SCREENSHOT
    await visit.reports.send("more.png")
    await visit.reports.office.settle()
    link = await link_for(visit)
    page = await (await visit.press(link)).text()
    assert "Records packet of R-1001" in page
    assert await taken_by(visit) == []
    answer = await visit.get(link, "/packet")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="records-R-1001.zip"'
    assert (answer.content_type, answer.headers["Cache-Control"]) == ("application/zip", "no-store")
    packet = unpacked(await answer.read())
    assert SCREENSHOT in packet.files.values()
    assert "Made by: Rene Dubois (rene@example.org)" in packet.summary
    await taken_by(visit, 2)
    await visit.get(link, "/packet")
    assert await taken_by(visit, 4) == came("begun", "given", "begun", "given")
    said = " ".join((await packet_of(visit.reports.office, "R-1001")).summary.split())
    assert "Rene Dubois (rene@example.org) began to take a packet" in said
    assert "Rene Dubois (rene@example.org) was given a packet" in said


async def test_a_link_that_was_passed_on_gives_nothing(visit: Visit) -> None:
    link = await link_for(visit)
    await visit.press(link)
    async with a_browser() as other:
        for answer in (await visit.press(link, other), await read(other.get(f"{visit.address(link)}/packet"))):
            assert answer.status == 403
            assert "opened in another browser" in await answer.text()
    assert await taken_by(visit) == []


async def test_without_the_button_there_is_no_packet(visit: Visit) -> None:
    assert (await visit.get(await link_for(visit), "/packet")).status == 403
    assert await taken_by(visit) == []


async def test_a_link_to_a_packet_shows_no_file_and_one_to_a_file_gives_no_packet(visit: Visit) -> None:
    link, (file, _) = await link_for(visit), await visit.links()
    for one in (link, file):
        await visit.press(one)
    for one, part in ((link, "/picture"), (link, "/original"), (file, "/packet")):
        assert (await visit.get(one, part)).status == 404
    assert await taken_by(visit) == []
    assert await visit.seen() == []


async def test_whoever_made_no_link_of_theirs_is_asked_again_at_the_door(visit: Visit) -> None:
    """A link of a time when they might: the question is asked anew at each look."""
    links = visit.reports.office.building.house.links
    assert links
    link = links.url("R-1001", "pat@example.org", visit.reports.office.clock())
    for name in ("pat", "rene"):
        await visit.reports.office.say(name, "hello")
    await visit.reports.office.settle()
    assert (await visit.press(link)).status == 403
    unknown = links.url("R-9999", "rene@example.org", visit.reports.office.clock())
    assert (await visit.press(unknown)).status == 404


async def test_files_that_do_not_open_are_said_before_anything_is_given(visit: Visit) -> None:
    link = await link_for(visit)
    await visit.press(link)
    kept: KeptFiles = visit.reports.office.building.intake.kept
    object.__setattr__(kept, "vault", None)
    answer = await visit.get(link, "/packet")
    assert (answer.status, answer.content_type) == (503, "text/html")
    assert await taken_by(visit, 2) == came("begun", "failed")
    object.__setattr__(kept, "vault", Vault([KEY]))
    said = " ".join((await packet_of(visit.reports.office, "R-1001")).summary.split())
    assert "Rene Dubois (rene@example.org) was not given a packet, or not all of it" in said


async def test_what_breaks_off_was_not_given(visit: Visit) -> None:
    """A browser that has no time at all: it gets the head of the answer, and nothing behind it."""
    office, link = visit.reports.office, await link_for(visit)
    building = office.building
    assert building.house.links
    door = Door(building.database, building.house, building.menu.faces, building.house.links, office.clock)
    application = web.Application()
    add_routes(application, door, packing(office).kept, packing(office), Patience(whole=timedelta(0)))
    async with TestServer(application, host="127.0.0.1") as hasty, a_browser() as browser:
        address = hasty.make_url(link.removeprefix("http://localhost"))
        await read(browser.post(address))
        with pytest.raises(ClientError):
            await read(browser.get(f"{address}/packet"))
        assert await taken_by(visit, 2) == came("begun", "failed")
