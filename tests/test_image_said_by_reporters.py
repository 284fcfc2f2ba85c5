"""Once a reporter says that what they sent may be a sexual image, that report takes words only: nobody opens what was
kept, and no file comes into it, until somebody who handles it says what it is."""

from __future__ import annotations

import pytest

from bot.replies import Open
from bot.ui import plain
from tests.evidence_office import Drawer, sends
from tests.office import Office
from tests.reports import report, taken
from tests.sent_files import PAGE
from tests.sent_files import drawer as drawer
from tests.sent_files import opened as opened
from tests.test_danger_in_forms import THREAT
from tests.test_danger_said_later import card, said
from tests.test_image_of_a_report import NOT_TAKEN, ON_ITS_CARD, OTHER, drafts, writes

SENT = "the picture I sent shows a nude girl in grade 9"
SAYS_IT = {
    "in a form": lambda opened: _adds(opened, SENT),
    "in the chat": lambda opened: writes(opened, "kim", f"About I-1001: {SENT}."),
}
LOCKED = "Files that were sent before this was known are locked, and nobody can open them here."


async def _adds(opened: Office, words: str) -> str:
    return await said(opened, "add", words, await opened.case("I-1001"), "kim")


async def _pages(opened: Office) -> str:
    """What Casey is shown of the files of the report."""
    await opened.press("casey", "evidence", await opened.case("I-1001"))
    await opened.settle()
    return (await opened.told("casey"))[-1]


@pytest.mark.parametrize("way", SAYS_IT)
async def test_once_its_reporter_says_what_they_sent_nobody_opens_it(opened: Office, way: str) -> None:
    await taken(opened)
    assert f"{PAGE} is kept" in await sends(opened, "kim", file=PAGE)
    assert "[Open]" in await _pages(opened)
    await SAYS_IT[way](opened)
    assert LOCKED in plain(await card(opened))
    assert ON_ITS_CARD in plain(await card(opened))
    shown = await _pages(opened)
    assert LOCKED in shown
    assert "[Open]" not in shown


async def test_who_takes_it_reads_who_said_so_and_no_second_report_is_begun(opened: Office) -> None:
    await taken(opened)
    await SAYS_IT["in the chat"](opened)
    assert "Please ask Kim" in (await opened.told("casey"))[-1]
    assert await drafts(opened) == []


@pytest.mark.parametrize("way", SAYS_IT)
async def test_no_file_comes_into_it_from_then_on(opened: Office, drawer: Drawer, way: str) -> None:
    await taken(opened)
    await SAYS_IT[way](opened)
    await report(opened, "lee")
    for name in ("kim", "lee", "casey"):
        assert NOT_TAKEN in await sends(opened, name, file=PAGE)
    assert drawer.fetched == []


async def test_whoever_sent_a_file_before_hears_what_to_do_with_it_and_so_does_whoever_took_it(opened: Office) -> None:
    await taken(opened)
    await report(opened, "lee")
    assert "is kept" in await sends(opened, "lee", file=PAGE)
    await _adds(opened, SENT)
    await opened.settle()
    assert "don't open, forward or delete it" in (await opened.told("lee"))[-1]
    assert any("The files of I-1001 are locked now" in told for told in await opened.told("casey"))


async def test_the_words_of_its_reporter_close_it_though_the_form_came_too_late(opened: Office) -> None:
    case = await taken(opened)
    await sends(opened, "kim", file=PAGE)
    form = await opened.press("kim", "add", case)
    assert isinstance(form, Open)
    await opened.move("casey", "note", await opened.case(case.ref))
    await opened.send("kim", form.form, {"note": SENT})
    assert LOCKED in await _pages(opened)


async def test_of_anything_else_that_they_add_it_stays_open(opened: Office) -> None:
    await taken(opened)
    await sends(opened, "kim", file=PAGE)
    for words in ("They posted it again on Friday.", THREAT):
        await _adds(opened, words)
        assert "[Open]" in await _pages(opened)


async def test_a_handler_who_says_that_it_is_none_opens_it_again(opened: Office) -> None:
    await taken(opened)
    await sends(opened, "kim", file=PAGE)
    await _adds(opened, SENT)
    case = await opened.case("I-1001")
    await opened.move("casey", "recategorise", case, category="bullying", harmed="school")
    assert "[Open]" in await _pages(opened)
    assert f"{PAGE} is kept" in await sends(opened, "casey", file=PAGE)


async def test_what_takes_it_in_is_closed_as_well(opened: Office) -> None:
    main, case = await report(opened, "lee", link=OTHER), await taken(opened)
    await sends(opened, "lee", file=PAGE)
    await said(opened, "add", SENT, case, "kim")
    await opened.move("casey", "link", await opened.case(case.ref), main=main.ref)
    assert LOCKED in plain(await card(opened, ref=main.ref))
