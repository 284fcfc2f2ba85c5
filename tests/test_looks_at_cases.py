"""Whoever asks to see something of a case is entered into the log; who is sent a card, or decides, is in it already."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from bot.store.tables import deeds
from bot.workflow import Case
from tests.office import Office
from tests.reports import report


async def looked(opened: Office) -> list[tuple[str, str, str]]:
    """Who asked for what of which case, oldest first."""
    seen = select(deeds.c.by, deeds.c.ref, deeds.c.details).where(deeds.c.deed == "viewed").order_by(deeds.c.id)
    async with opened.building.database.reading() as connection:
        rows = (await connection.execute(seen)).all()
    return [(by.partition("@")[0], ref, details["what"]) for by, ref, details in rows]


async def test_a_request_that_is_decided_on_says_nothing_of_looks(opened: Office) -> None:
    await opened.move("casey", "approve", await opened.move("pat", "approve", await opened.file()))
    await opened.settle()
    assert await looked(opened) == []


@pytest.mark.parametrize(
    ("words", "what"),
    [("R-1001", "card"), ("Where is R-1001?", "card"), ("history R-1001", "history")],
)
async def test_whoever_asks_for_a_case_by_its_reference(opened: Office, words: str, what: str) -> None:
    await opened.file()
    await opened.say("pat", words)
    await opened.say("ana", words)
    assert await looked(opened) == [("pat", "R-1001", what), ("ana", "R-1001", what)]


async def test_whoever_opens_a_case_from_a_list(opened: Office) -> None:
    await opened.press("pat", "show", await opened.file())
    assert await looked(opened) == [("pat", "R-1001", "card")]


async def test_whoever_asks_where_their_request_is(opened: Office) -> None:
    await opened.file()
    await opened.say("ana", "where is my request?")
    assert await looked(opened) == [("ana", "R-1001", "card")]


async def test_a_draft_of_ones_own_is_nobodys_news(opened: Office) -> None:
    await opened.review("ana")
    for words in ("R-1001", "history R-1001", "where is my request?"):
        await opened.say("ana", words)
    assert await looked(opened) == []


async def test_who_may_not_see_a_case_has_not_seen_it(opened: Office) -> None:
    await opened.file()
    await opened.say("dana", "R-1001")
    assert await looked(opened) == []


@pytest.fixture
async def reported(opened: Office) -> Case:
    return await report(opened)


@pytest.mark.parametrize(("button", "what"), [("playbook", "playbook"), ("evidence", "files")])
async def test_whoever_handles_a_report_and_asks_for_more(
    opened: Office, reported: Case, button: str, what: str
) -> None:
    await opened.press("casey", button, reported)
    await opened.press("kim", button, reported)
    assert await looked(opened) == [("casey", reported.ref, what)]


async def test_an_event_that_comes_twice_is_one_look(opened: Office) -> None:
    case = await opened.file()
    for _ in range(2):
        await opened.press("pat", "show", case, key="the same")
    assert await looked(opened) == [("pat", "R-1001", "card")]
