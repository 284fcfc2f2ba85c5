"""What waits for somebody can all be reached: from the home page, and from each list by "Show more"."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import pytest

from bot.events import Clicked
from bot.replies import Open
from tests.office import Office
from tests.reports import report

MORE = "Show more"


async def file(opened: Office, _number: int) -> None:
    """A request that goes to the Director at once, since a principal wrote it."""
    await opened.file("pat")


async def report_another(opened: Office, number: int) -> None:
    await report(opened, link=f"https://www.instagram.com/central.copy{number}")


async def ask(opened: Office, number: int) -> None:
    now = await opened.say("kim", "ask a person")
    assert isinstance(now, Open)
    await opened.send("kim", now.form, {"words": f"May we repost picture {number}?"})


async def many(opened: Office, come: Callable[[Office, int], Awaitable[None]], count: int = 11) -> None:
    for number in range(count):
        await come(opened, number)


async def press(opened: Office, name: str, label: str) -> str:
    """What somebody reads who presses a button of the newest card that they have."""
    await opened.settle()
    button = next(button for button in (await opened.cards(name))[-1].buttons if button.label == label)
    await opened.receive(Clicked(**opened.whence(name), action=button.action, value=button.value))
    return (await opened.told(name))[-1]


def refs(card: str) -> list[str]:
    return [line.removeprefix("- ").split(" ·")[0] for line in card.splitlines() if line.startswith("- ")]


@pytest.mark.parametrize(
    ("come", "word", "eleventh"),
    [
        (file, "approvals", "R-1011"),
        (report_another, "reports", "I-1011"),
        (ask, "questions", "Q-1011"),
    ],
)
async def test_the_eleventh_that_waits_is_a_button_away(
    opened: Office, come: Callable[[Office, int], Awaitable[None]], word: str, eleventh: str
) -> None:
    await many(opened, come)
    await opened.say("casey", word)
    assert refs(await press(opened, "casey", MORE)) == [eleventh]


@pytest.mark.parametrize(("come", "word", "who"), [(report_another, "my reports", "kim"), (ask, "my questions", "kim")])
async def test_the_eleventh_of_my_own_is_a_button_away(
    opened: Office, come: Callable[[Office, int], Awaitable[None]], word: str, who: str
) -> None:
    await many(opened, come)
    await opened.say(who, word)
    assert len(refs(await press(opened, who, MORE))) == 1


async def test_two_reports_of_mine_that_became_one_case_are_one_line(opened: Office) -> None:
    for _ in range(2):
        await report(opened)
    await opened.say("kim", "my reports")
    assert refs((await opened.told("kim"))[-1]) == ["I-1001"]


async def test_the_rest_of_my_own_stays_a_button_away_where_some_became_one_case(opened: Office) -> None:
    await many(opened, report_another, 12)
    await report_another(opened, 11)
    await opened.say("kim", "my reports")
    first = refs((await opened.told("kim"))[-1])
    assert sorted(first + refs(await press(opened, "kim", MORE))) == [f"I-{number}" for number in range(1001, 1013)]


async def test_the_home_page_of_somebody_with_much_to_do_shows_some_of_each_and_the_way_to_all(opened: Office) -> None:
    for come in (file, report_another, ask):
        await many(opened, come, 6)
    await opened.say("casey", "home")
    home = (await opened.told("casey"))[-1]
    assert {ref[0] for ref in refs(home)} == {"R", "I", "Q"}
    assert len(refs(home)) == 10
    assert len(refs(await press(opened, "casey", "See all waiting reports"))) == 6
    await opened.say("casey", "home")
    assert len(refs(await press(opened, "casey", "See all approvals"))) == 6


async def test_the_home_page_of_somebody_with_little_to_do_offers_no_longer_list(opened: Office) -> None:
    await file(opened, 0)
    await opened.say("casey", "home")
    home = (await opened.told("casey"))[-1]
    assert refs(home) == ["R-1001"]
    assert "See all" not in home


@pytest.mark.parametrize(
    ("word", "says"),
    [
        ("reports", "No report is waiting for you, and you sent none. Type report to begin one."),
        ("questions", "No question is waiting for you, and you asked none. Type ask a person to begin one."),
        ("my reports", "You have no reports. Type report to begin one."),
    ],
)
async def test_an_empty_list_says_what_is_not_there(opened: Office, word: str, says: str) -> None:
    await opened.say("toni", word)
    assert await opened.told("toni") == [says]


async def test_whoever_handles_nothing_reads_their_own(opened: Office) -> None:
    await report(opened, "kim")
    await opened.say("kim", "reports")
    assert (await opened.told("kim"))[-1].startswith("Your reports\n- I-1001")
