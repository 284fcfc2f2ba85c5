"""Whoever sends a screen off reads everything that is wrong on it at once, and not one thing after the other."""

from __future__ import annotations

from bot.replies import Fix, Open
from bot.ui import Answer
from tests.office import Office
from tests.reports import CALM, LINK

EMPTY = "Please choose one."
NO_LINK = "Please paste the link, or write the handle and choose its platform."


async def second_screen(opened: Office, **answers: Answer) -> dict[str, str]:
    """What Kim is told at each field of the second screen of a report."""
    first = await opened.say("kim", "/report-account")
    assert isinstance(first, Open)
    second = await opened.send("kim", first.form, CALM)
    assert isinstance(second, Open)
    now = await opened.send("kim", second.form, {"link": "", "school": "", **answers})
    assert isinstance(now, Fix)
    return now.errors


async def test_a_link_that_leads_nowhere_is_named_with_what_is_still_empty(opened: Office) -> None:
    found = await second_screen(opened, link="the page of the club")
    assert found.pop("link").startswith("I do not see a link here.")
    assert found == {"what": EMPTY, "harmed": EMPTY, "school": EMPTY}


async def test_a_good_link_is_not_named(opened: Office) -> None:
    assert set(await second_screen(opened, link=LINK)) == {"what", "harmed", "school"}


async def test_an_empty_link_says_what_to_write_there(opened: Office) -> None:
    assert (await second_screen(opened))["link"] == NO_LINK


async def test_an_empty_link_alone_says_the_same(opened: Office) -> None:
    assert await second_screen(opened, school="central-hs", what="threat", harmed="school") == {"link": NO_LINK}


async def test_a_password_in_place_of_a_link_is_a_password_first(opened: Office) -> None:
    assert (await second_screen(opened, link="password: Tigers2024!"))["link"].startswith("This looks like a password")


async def test_of_a_request_two_managers_who_cannot_be_are_named_with_an_empty_field(opened: Office) -> None:
    now: object = await opened.say("ana", "sm-request")
    assert isinstance(now, Open)
    while now.form.name != "account_request.managers":
        now = await opened.send("ana", now.form)
        assert isinstance(now, Open), now
    found = await opened.send("ana", now.form, {"manager": "", "second_manager": "x@elsewhere.org"})
    assert isinstance(found, Fix)
    assert found.errors["manager"] == "Please choose a person."
    assert found.errors["second_manager"].startswith("Please give a district email address")
