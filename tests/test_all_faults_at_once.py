"""Whoever sends a screen off reads everything that is wrong on it at once, and not one thing after the other."""

from __future__ import annotations

from bot.replies import Fix, Open
from bot.ui import Answer
from bot.workflow import Case
from tests.disposition_office import a_question, drawn_up
from tests.office import ANSWERS, Office
from tests.reports import CALM, LINK, closed, filed, report, taken

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


# --- Forms behind a button --------------------------------------------------------------------------------------------


async def faults(opened: Office, name: str, move: str, case: Case, **answers: Answer) -> dict[str, str]:
    """What somebody is told at each field of the form behind a button, with all else in it left empty."""
    now = await opened.press(name, move, case)
    assert isinstance(now, Open), now
    fixed = await opened.send(name, now.form, {**{field.name: "" for field in now.form.fields}, **answers})
    assert isinstance(fixed, Fix), fixed
    return fixed.errors


async def approved(opened: Office) -> Case:
    case = await opened.move("casey", "approve", await opened.move("pat", "approve", await opened.file()))
    return await opened.move("kim", "accept_charter", await opened.move("ana", "accept_charter", case))


async def test_of_an_account_that_is_set_up_the_address_and_the_mailbox_are_named_at_once(opened: Office) -> None:
    given = {**ANSWERS, "address": "https://www.instagram.com/other", "email": "soccer@gmail.com"}
    case = await approved(opened)
    found = await faults(opened, "ana", "report_set_up", case, **given)
    assert found["address"].startswith("This is not a link to Facebook.")
    assert found["email"].startswith("Please use a district address (example.org).")
    found = await faults(opened, "ana", "report_set_up", case, email="soccer@gmail.com")
    assert {"address", "comments", "rights", "where", "page", "notice", "second_admin"} < set(found)
    assert found["address"] == "Please paste the link to the account."
    assert found["email"].startswith("Please use a district address")


async def test_who_cannot_decide_is_named_beside_a_missing_reason(opened: Office) -> None:
    case = await opened.move("pat", "approve", await opened.file())
    found = await faults(opened, "casey", "reassign", case, to="ana@example.org")
    assert found["to"].startswith("This person made the request or will manage the account.")
    assert found["note"] == "Please write something here."
    assert (await faults(opened, "casey", "reassign", case))["to"] == "Please choose a person."


async def test_who_cannot_manage_is_named_beside_a_choice_that_is_still_open(opened: Office) -> None:
    found = await faults(opened, "ana", "replace_manager", await approved(opened), joins="kim@example.org")
    assert found["joins"].startswith("This person is already a manager of the account.")
    assert found["leaves"] == EMPTY


async def test_what_is_not_on_a_list_is_named_beside_a_missing_reason(opened: Office) -> None:
    await a_question(opened)
    listed = await drawn_up(opened)
    found = await faults(opened, "rene", "keep_off", listed, refs="Q-9999")
    assert found == {"refs": "Not on this list: Q-9999.", "reason": "Please write something here."}
    assert (await faults(opened, "rene", "keep_off", listed))["refs"].startswith("Please write at least one reference")


async def test_a_filing_on_a_day_to_come_is_named_beside_an_open_choice(opened: Office) -> None:
    found = await faults(opened, "casey", "file", await taken(opened, name="kim"), filed_on="2026-12-24")
    assert found["filed_on"].startswith("This day is still to come.")
    assert found["route"] == EMPTY


async def test_a_new_handle_that_is_missing_is_named_beside_what_is_too_long(opened: Office) -> None:
    case = await filed(opened, name="kim")
    found = await faults(opened, "casey", "log_outcome", case, filing="1", outcome="renamed", answer="x" * 1_001)
    assert found["new_handle"].startswith("Please write the new handle")
    assert found["answer"].startswith("Please keep this to 1,000 characters")


async def test_a_role_that_nobody_holds_is_named_beside_a_missing_reason(opened: Office) -> None:
    found = await faults(opened, "casey", "escalate", await taken(opened, name="kim"), to="counsel")
    assert found["to"].startswith("Nobody holds this role right now")
    assert found["why"] == "Please write something here."


async def test_that_a_link_is_open_elsewhere_is_said_before_anybody_writes_why_it_is_reopened(opened: Office) -> None:
    case = await closed(opened, name="kim")
    other = await report(opened, "lee")
    found = await faults(opened, "casey", "reopen", case)
    assert found == {
        "reason": f"The same link is open in {other.ref} now, so this one stays closed. Please go on there."
    }
    assert (await opened.case(case.ref)) == case


async def test_where_it_is_open_nowhere_else_only_the_reason_is_missing_and_then_it_is_reopened(opened: Office) -> None:
    case = await closed(opened, name="kim")
    assert await faults(opened, "casey", "reopen", case) == {"reason": "Please write something here."}
    assert (await opened.move("casey", "reopen", case, reason="It is back.")).state == "taken"
