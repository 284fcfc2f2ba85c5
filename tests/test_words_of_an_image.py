"""Words in the chat that speak of a sexual image: they begin a report of their own, and close the chat for files."""

from __future__ import annotations

import pytest

from bot.events import Clicked
from bot.replies import Open
from tests.evidence_office import Drawer, sends
from tests.office import Office
from tests.reports import ANSWERS, CALM, report, taken
from tests.sent_files import PAGE
from tests.sent_files import drawer as drawer
from tests.sent_files import opened as opened
from tests.test_danger_in_forms import THREAT

NAMED = "A student sent me this nude of Anna Smith"
TOLD = "A student just showed me a nude photo of a classmate"
BEHIND_ANOTHER = (
    "She wants to kill herself because a nude picture of her is going around in grade 9",
    "students pass around a nude picture of a girl in grade 9 and he says he will bring a gun to school tomorrow",
)
NOT_TAKEN = "This chat still holds your file"


async def test_they_are_kept_with_no_other_report_and_nobody_else_reads_them(opened: Office) -> None:
    other = await taken(opened)
    said = await sends(opened, "kim", NAMED, PAGE)
    assert NOT_TAKEN in said
    assert f"Your words are kept with {other.ref}." not in said
    assert "Your words are kept with I-1002." in said
    assert "Anna Smith" not in "\n".join(await opened.told("casey"))


async def test_the_next_picture_is_not_taken_either(opened: Office, drawer: Drawer) -> None:
    await taken(opened)
    await sends(opened, "kim", NAMED, PAGE)
    assert NOT_TAKEN in await sends(opened, "kim", file=PAGE)
    assert drawer.fetched == []


async def test_a_picture_that_comes_after_words_alone_is_not_taken(opened: Office, drawer: Drawer) -> None:
    await taken(opened)
    await opened.say("kim", TOLD)
    assert NOT_TAKEN in await sends(opened, "kim", file=PAGE)
    assert drawer.fetched == []


@pytest.mark.parametrize("file", ["", PAGE])
@pytest.mark.parametrize("words", BEHIND_ANOTHER)
async def test_an_image_behind_a_more_urgent_danger_closes_the_chat_as_well(
    opened: Office, drawer: Drawer, words: str, file: str
) -> None:
    await taken(opened)
    told = await sends(opened, "kim", words, file) if file else await _says(opened, words)
    assert "911" in told
    assert NOT_TAKEN in await sends(opened, "kim", file=PAGE)
    assert drawer.fetched == []


async def test_in_a_report_that_they_name_it_closes_that_one(opened: Office, drawer: Drawer) -> None:
    await taken(opened)
    await opened.say("casey", f"About I-1001: {BEHIND_ANOTHER[1]}")
    assert "I-1001 takes no files from now on" in "".join(await opened.told("casey"))
    assert NOT_TAKEN in await sends(opened, "kim", file=PAGE)
    assert drawer.fetched == []


async def test_another_danger_by_itself_does_not(opened: Office) -> None:
    case = await taken(opened)
    await _says(opened, THREAT)
    assert f"{PAGE} is kept with {case.ref}" in await sends(opened, "kim", file=PAGE)


async def _says(opened: Office, words: str) -> str:
    await opened.say("kim", words)
    await opened.settle()
    return (await opened.told("kim"))[-1]


async def test_of_words_alone_nothing_is_kept_and_the_day_after_files_are_taken_again(opened: Office) -> None:
    other = await taken(opened)
    await opened.say("kim", TOLD)
    assert "classmate" not in str([case.data for case, _ in await opened.everything()])
    opened.clock.move(days=1, minutes=1)
    assert f"{PAGE} is kept with {other.ref}" in await sends(opened, "kim", file=PAGE)


async def test_who_says_that_there_is_no_such_image_sends_files_again(opened: Office) -> None:
    await sends(opened, "kim", NAMED, PAGE)
    (card,) = [one for one in await opened.cards("kim") if one.title == "I did not take your file"]
    now = await opened.press("kim", "report", await opened.case("I-1001"))
    assert "Continue your report" in [button.label for button in card.buttons]
    assert isinstance(now, Open)
    await opened.send("kim", now.form, CALM)
    assert f"{PAGE} is kept with I-1001" in await sends(opened, "kim", file=PAGE)


async def test_the_button_below_the_words_goes_on_with_the_report_that_they_began(opened: Office) -> None:
    await opened.say("kim", TOLD)
    await opened.settle()
    (button,) = [one for card in await opened.cards("kim") for one in card.buttons if one.action == "incident.report"]
    assert button.value.startswith("I-1001.")


async def test_an_alert_from_them_is_about_that_report(opened: Office) -> None:
    await opened.say("kim", TOLD)
    await opened.settle()
    (alert,) = [one for card in await opened.cards("kim") for one in card.buttons if one.action == "danger.alert"]
    await opened.receive(Clicked(**opened.whence("kim"), action=alert.action, value=alert.value))
    assert [case.ref for case, _ in await opened.everything() if case.data.get("alarm")] == ["I-1001"]


async def test_they_go_to_the_report_of_an_image_that_is_open(opened: Office) -> None:
    image = await report(opened, "kim", sexual_image="unsure")
    await report(opened, "kim", link=f"{ANSWERS['link']}2")
    assert f"Your words are kept with {image.ref}." in await sends(opened, "kim", NAMED, PAGE)
