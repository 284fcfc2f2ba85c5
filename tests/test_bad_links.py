"""A link in a report that cannot be one is named at its field, and nothing else of the report is lost."""

from __future__ import annotations

import pytest

from bot.replies import Fix, Open
from bot.ui import ChoiceField, TextField
from tests.office import Office
from tests.reports import ANSWERS, CALM, LINK, receipt, what_for

GIVEN = {"harmed": "student", "school": "maple-es"}
"""What else stands on the screen of the link."""


async def second_screen(opened: Office) -> Open:
    first = await opened.say("kim", "/report-account")
    assert isinstance(first, Open)
    second = await opened.send("kim", first.form, CALM)
    assert isinstance(second, Open)
    return second


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("", "Please paste the link, or write the handle"),
        ("they post mean things", "I do not see a link here."),
        ("https://kim@www.instagram.com/central", "This link has a name or password in front of the address."),
        ("http://192.168.0.9/photo", "This address is on a private network"),
        ("http://localhost:3000/page", "This address is on a private network"),
        ("javascript:alert(document.cookie)", "This does not look like a web address."),
        ("data:text/html,<b>", "This does not look like a web address."),
        ("https://www.instagram.com/", "I do not see an account here."),
        ("@central", "This looks like a handle."),
    ],
)
async def test_it_says_why_and_the_report_goes_on_once_it_is_mended(opened: Office, typed: str, says: str) -> None:
    second = await second_screen(opened)
    given = {**ANSWERS, **GIVEN, "what": what_for(opened, "bullying")}
    now = await opened.send("kim", second.form, {**given, "link": typed})
    assert isinstance(now, Fix)
    assert list(now.errors) == ["link"]
    assert now.errors["link"].startswith(says)
    assert {**GIVEN, "link": typed}.items() <= held(now).items()
    last = await opened.send("kim", now.form, {**given, "link": LINK})
    assert isinstance(last, Open)
    case = await opened.case(receipt(await opened.send("kim", last.form, ANSWERS)))
    assert {**GIVEN, "link": LINK}.items() <= case.data["answers"].items()
    assert case.data["category"] == "bullying"


async def test_a_link_with_a_password_is_not_given_back(opened: Office) -> None:
    second = await second_screen(opened)
    now = await opened.send("kim", second.form, {**GIVEN, "link": "https://kim:hush@www.instagram.com/central"})
    assert isinstance(now, Fix)
    assert now.errors["link"].startswith("This looks like a password, so it was not kept.")
    assert held(now)["link"] == ""
    assert GIVEN.items() <= held(now).items()


def held(now: Fix) -> dict[str, str]:
    """What stands in each field."""
    texts = {field.name: field.value for field in now.form.fields if isinstance(field, TextField)}
    return texts | {field.name: "".join(field.value) for field in now.form.fields if isinstance(field, ChoiceField)}
