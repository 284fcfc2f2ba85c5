"""Words about a file that was sent for a report which is closed: which one that is, and how to say more."""

from __future__ import annotations

import pytest

from bot.ui import plain
from bot.workflow import Case
from tests.evidence_office import sends
from tests.office import Office
from tests.reports import ANSWERS, LINK, report, taken
from tests.sent_files import PAGE
from tests.sent_files import drawer as drawer
from tests.sent_files import opened as opened

CLOSED = "You sent a file for {}, which is closed."
WRONG_PAGE = "the picture I sent you shows the wrong page"


async def over(opened: Office, name: str = "kim", link: str = LINK) -> Case:
    """A report with a file of its reporter's, which Casey has closed."""
    case = await taken(opened, name=name, link=link)
    await sends(opened, name, case.ref, PAGE)
    return await opened.move("casey", "close", await opened.case(case.ref), **ANSWERS)


async def said(opened: Office, name: str, words: str) -> list[str]:
    """What somebody newly reads after these words."""
    before = len(await opened.told(name))
    await opened.say(name, words)
    await opened.settle()
    return [plain(card) for card in (await opened.cards(name))[before:]]


@pytest.mark.parametrize(
    "words", [WRONG_PAGE, "can you delete the screenshot that I sent", "I attached the old one by mistake"]
)
async def test_it_is_said_which_report_that_was_and_that_it_is_closed(opened: Office, words: str) -> None:
    case = await over(opened)
    told = "\n".join(await said(opened, "kim", words))
    assert CLOSED.format(case.ref) in told
    assert f"start a new report and name {case.ref}" in told
    assert "[Start a report]" in told
    assert "I do not have an answer to that" not in told


async def test_a_sexual_image_is_answered_first(opened: Office) -> None:
    case = await over(opened)
    warning, past = (await said(opened, "kim", "oh no, the picture I sent you shows a nude student"))[:2]
    assert "Call" in warning or "police" in warning
    assert past.startswith(CLOSED.format(case.ref))


async def test_the_one_that_is_named_is_meant(opened: Office) -> None:
    first, second = await over(opened), await over(opened, link=f"{LINK}2")
    assert CLOSED.format(first.ref) in "\n".join(await said(opened, "kim", f"the photo I sent for {first.ref} is old"))
    assert CLOSED.format(second.ref) in "\n".join(await said(opened, "kim", WRONG_PAGE))


async def test_while_a_report_with_a_file_of_theirs_is_open_none_that_is_closed_is_meant(opened: Office) -> None:
    await over(opened)
    other = await report(opened, link=f"{LINK}2")
    await sends(opened, "kim", other.ref, PAGE)
    assert "which is closed" not in "\n".join(await said(opened, "kim", WRONG_PAGE))


async def test_nothing_is_said_to_whoever_sent_nothing(opened: Office) -> None:
    await over(opened)
    assert "which is closed" not in "\n".join(await said(opened, "lee", WRONG_PAGE))
    await opened.move("casey", "close", await taken(opened, name="lee", link=f"{LINK}2"), **ANSWERS)
    assert "which is closed" not in "\n".join(await said(opened, "lee", WRONG_PAGE))


async def test_a_question_about_pictures_is_answered_as_ever(opened: Office) -> None:
    await over(opened)
    (told,) = await said(opened, "kim", "Can we post the team photo when one player is opted out?")
    assert "[It helped]" in told


async def test_what_was_sent_for_a_part_of_it_is_meant_too(opened: Office) -> None:
    case = await taken(opened)
    await sends(opened, "kim", case.ref, PAGE)
    main = await report(opened, "lee", link=f"{LINK}2")
    await opened.move("casey", "link", await opened.case(case.ref), main=main.ref)
    await opened.move("casey", "close", await opened.move("casey", "take", await opened.case(main.ref)), **ANSWERS)
    assert CLOSED.format(main.ref) in "\n".join(await said(opened, "kim", WRONG_PAGE))
