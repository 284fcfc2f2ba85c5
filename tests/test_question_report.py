"""What was asked in a week, on the Director's card, in pages and on paper: all of it, and in which order."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from datetime import date, timedelta

import pytest

from bot import question_report
from bot.events import Clicked
from bot.question_report import Report
from bot.store import questions
from bot.store.questions import Days, Question, Tally
from bot.ui import Card, plain
from tests.clock import MONDAY_MORNING
from tests.edited_content import round_of
from tests.office import Office, office
from tests.opened import sample

MONDAY = date(2026, 11, 9)
LAST_WEEK = MONDAY_MORNING.date() - timedelta(days=7)


@pytest.fixture
async def district(address: str) -> AsyncIterator[Office]:
    async with office(address) as running:
        yield running


def unanswered(*asked: tuple[str, int]) -> Report:
    """The report of questions without an answer, each asked some days after Monday."""
    found = (
        Question(str(at), MONDAY + timedelta(days=days), words, "person") for at, (words, days) in enumerate(asked)
    )
    return Report(Days(MONDAY), {"person": len(asked)}, tuple(found), (), ())


def many() -> Report:
    """More than any card has room for."""
    asked = tuple(Question(str(number), MONDAY, f"What about {number}? {'x' * 250}", "person") for number in range(60))
    entries = tuple(Tally(f"entry-{number}", 1, 60 - number, 0, 0) for number in range(40))
    return Report(Days(MONDAY), {"person": 60}, asked, (), entries)


def test_the_report_on_paper_has_all_that_a_card_has_no_room_for() -> None:
    told = question_report.on_paper(many(), sample())
    assert "> What about 59?" in told
    assert "- entry-39: shown 21, helped 0, did not help 0" in told
    assert question_report.card(many(), sample())


def test_a_report_of_nothing_is_a_report() -> None:
    told = question_report.on_paper(Report(Days(MONDAY), {}, (), (), ()), sample())
    assert told.startswith("Questions since November 9, 2026\n0 asked.")


def test_what_was_asked_most_comes_first_and_of_that_the_newest() -> None:
    report = unanswered(("Old?", 0), ("Twice?", 1), ("New?", 3), ("twice", 2), ("Newer?", 4))
    quoted = re.findall(r"> (.*)", question_report.on_paper(report, sample()))
    assert quoted == ["twice (asked 2 times)", "Newer?", "New?", "Old?"]


def test_the_versions_of_an_entry_are_counted_together() -> None:
    entries = (
        Tally("optout-blur", 1, 4, 1, 2),
        Tally("optout-events", 1, 5, 0, 0),
        Tally("optout-blur", 2, 3, 2, 1),
    )
    told = question_report.on_paper(Report(Days(MONDAY), {"answered": 12}, (), (), entries), sample())
    most_read = told.partition("Most read\n")[2].splitlines()
    assert most_read[0] == "- Blurring, an emoji, backs and hands: shown 7, helped 3, did not help 3"
    assert len(most_read) == 2


def test_the_pages_have_every_line_once_in_the_order_of_the_paper() -> None:
    told, skip = list[str](), 0
    while True:
        page = question_report.page(many(), sample(), skip)
        told += [line for line in plain(page).splitlines() if line.startswith((">", "-"))]
        if not page.buttons:
            break
        skip += 10
    paper = question_report.on_paper(many(), sample()).splitlines()
    assert told == [line for line in paper if line.startswith((">", "-"))]


def test_a_card_that_shows_everything_has_no_way_to_more() -> None:
    assert not question_report.card(unanswered(*((f"{number}?", 0) for number in range(5))), sample()).buttons
    assert question_report.card(unanswered(*((f"{number}?", 0) for number in range(6))), sample()).buttons


# --- In the chat ------------------------------------------------------------------------------------------------------


async def on_monday(district: Office) -> Card:
    """The card that the Director has on Monday, after a week of twelve questions without an answer."""
    async with district.building.database.transaction() as transaction:
        for number in range(12):
            question = Question(f"a{number}", LAST_WEEK, f"What about {number:02}?", "person")
            await questions.note(transaction, question)
    await round_of(district)
    return next(card for card in await district.cards("casey") if card.title.startswith("Questions since"))


async def press(district: Office, name: str, value: str) -> Card:
    """The button of that card, in somebody's chat; the newest card there afterwards."""
    await district.receive(Clicked(**district.whence(name), action=question_report.MORE, value=value))
    await district.settle()
    return (await district.cards(name))[-1]


async def test_the_director_reads_the_whole_list_in_the_chat(district: Office) -> None:
    (whole,) = (await on_monday(district)).buttons
    assert whole.label == "See the whole list"
    first = await press(district, "casey", whole.value)
    assert [line for line in plain(first).splitlines() if line.startswith(">")] == [
        f"> What about {number:02}?" for number in range(10)
    ]
    (more,) = first.buttons
    assert more.label == "Show more"
    assert plain(await press(district, "casey", more.value)) == (
        "Questions since November 2, 2026\nWithout an answer: 12\n> What about 10?\n> What about 11?"
    )


async def test_nobody_else_reads_it_with_that_button(district: Office) -> None:
    (whole,) = (await on_monday(district)).buttons
    assert "That button no longer works" in plain(await press(district, "kim", whole.value))


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("", "That button no longer works"),
        ("soon/0", "That button no longer works"),
        ("2026-11-02/many", "> What about 00?"),
        ("2026-11-02/99", "There is nothing more on this list."),
        ("9999-12-31/0", "There is nothing more on this list."),
        ("0001-01-01/0", "There is nothing more on this list."),
    ],
)
async def test_a_button_that_was_made_up_breaks_nothing(district: Office, value: str, said: str) -> None:
    await on_monday(district)
    assert said in plain(await press(district, "casey", value))
