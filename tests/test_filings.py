"""What was filed with a platform: who did and when, as it was, since counsel may have to rely on it; and what came of
it, one thing after the other."""

from __future__ import annotations

from datetime import timedelta

from bot.replies import Fix, Open, Swap
from bot.ui import ChoiceField, plain
from bot.workflow import Case
from tests.office import Office
from tests.reports import ANSWERS, filed, taken


async def card(opened: Office, case: Case) -> str:
    """The card of a case as the Director reads it."""
    await opened.say("casey", case.ref)
    return (await opened.told("casey"))[-1]


def day_before(opened: Office, days: int = 1) -> str:
    return opened.building.house.calendar.day(opened.clock() - timedelta(days=days)).isoformat()


async def test_what_a_family_filed_is_not_said_to_be_filed_by_whoever_notes_it(opened: Office) -> None:
    family = {"route": "take_it_down", "filer": "family", "filed_on": day_before(opened), "reference": "77"}
    said = await card(opened, await opened.move("casey", "file", await taken(opened), **family))
    filing = "November 8, 2026 · The student or a parent (noted by Casey Lindqvist, Mon, Nov 9, 9:00 AM) · 77"
    assert f"1. Request under the TAKE IT DOWN Act: {filing} · no answer yet" in said
    assert "Casey Lindqvist recorded a filing\n> Request under the TAKE IT DOWN Act · The student or a parent" in said


async def test_the_hours_count_from_the_end_of_the_day_on_which_it_was_filed(opened: Office) -> None:
    """Filed on Sunday: Monday and Tuesday are the 48 hours."""
    yesterday = {"route": "take_it_down", "filer": "family", "filed_on": day_before(opened)}
    await opened.move("casey", "file", await taken(opened), **yesterday)
    opened.clock.move(hours=38)
    assert "Has there been an answer?" not in "\n".join(await opened.told("casey"))
    opened.clock.move(hours=1)
    assert "Has there been an answer?" in "\n".join(await opened.told("casey"))


async def test_what_is_long_past_its_time_is_asked_about_at_once(opened: Office) -> None:
    long_ago = {"route": "appeal", "filer": "somebody_else", "filed_on": day_before(opened, 20)}
    await opened.move("casey", "file", await taken(opened), **long_ago)
    assert "Has there been an answer?" in "\n".join(await opened.told("casey"))


async def test_who_filed_is_asked_and_not_taken_for_granted(opened: Office) -> None:
    now = await opened.press("casey", "file", await taken(opened))
    assert isinstance(now, Open)
    asked = next(field for field in now.form.fields if field.name == "filer")
    assert isinstance(asked, ChoiceField)
    assert not asked.value
    assert [option.label for option in asked.options][:2] == ["I did", "The communications office"]


async def test_a_way_of_filing_is_called_as_the_playbook_calls_it_and_is_offered_once(opened: Office) -> None:
    now = await opened.press("casey", "file", await taken(opened))
    assert isinstance(now, Open)
    asked = next(field for field in now.form.fields if field.name == "route")
    assert isinstance(asked, ChoiceField)
    labels = [option.label for option in asked.options]
    routes = ["Impersonation form", "Report through the School Partnership Program", "Report the logo or the picture"]
    assert labels[:3] == routes
    assert len(set(labels)) == len(labels)


async def test_who_filed_by_a_route_is_not_offered_the_rung_of_its_name_again(opened: Office) -> None:
    case = await opened.move("casey", "file", await taken(opened), route="partner_program", filer="by-me")
    form = await opened.press("casey", "log_outcome", case)
    assert isinstance(form, Open)
    now = await opened.send("casey", form.form, {**ANSWERS, "outcome": "refused"})
    assert isinstance(now, Swap)
    assert "Appeal the refusal." in plain(now.card)
    assert "School Partnership" not in plain(now.card)


async def test_nothing_was_filed_on_a_day_to_come(opened: Office) -> None:
    now = await opened.press("casey", "file", case := await taken(opened))
    assert isinstance(now, Open)
    answer = await opened.send("casey", now.form, {**ANSWERS, "filed_on": day_before(opened, -1)})
    assert isinstance(answer, Fix)
    assert answer.errors["filed_on"].startswith("This day is still to come.")
    assert not (await opened.case(case.ref)).data.get("filings")


# --- What came of it ------------------------------------------------------------------------------------------------


async def answer(opened: Office, case: Case, outcome: str, **answers: str) -> Case:
    return await opened.move("casey", "log_outcome", case, **{**ANSWERS, "outcome": outcome, **answers})


async def test_what_the_platform_did_at_last_stands_behind_what_it_did_before(opened: Office) -> None:
    case = await answer(opened, await filed(opened), "no_answer")
    assert "[Record the answer]" in await card(opened, case)
    case = await answer(opened, await answer(opened, case, "removed"), "came_back")
    assert "No answer → Removed → Removed, and came back" in await card(opened, case)
    assert case.data["filings"][0]["outcome"] == "came_back"


async def test_what_came_back_opens_the_ways_that_were_not_tried_yet(opened: Office) -> None:
    case = await answer(opened, await filed(opened), "removed")
    now = await opened.press("casey", "log_outcome", case)
    assert isinstance(now, Open)
    shown = await opened.send("casey", now.form, {**ANSWERS, "outcome": "came_back"})
    assert isinstance(shown, Swap)
    assert "What can be tried next:\n• Appeal the refusal." in plain(shown.card)


async def test_a_filing_that_waits_is_offered_before_one_that_was_answered(opened: Office) -> None:
    case = await opened.move("casey", "file", await answer(opened, await filed(opened), "refused"), **ANSWERS)
    now = await opened.press("casey", "log_outcome", case)
    assert isinstance(now, Open)
    asked = next(field for field in now.form.fields if field.name == "filing")
    assert isinstance(asked, ChoiceField)
    assert ([option.value for option in asked.options], asked.value) == (["2", "1"], ("2",))


async def test_the_new_name_of_an_account_stays_on_the_card(opened: Office) -> None:
    case = await answer(opened, await filed(opened), "renamed", new_handle="@central.hs.other")
    assert "@central.hs.other" in await card(opened, await answer(opened, case, "removed"))


async def test_nothing_can_have_come_of_what_was_never_filed(opened: Office) -> None:
    assert "[Record the answer]" not in await card(opened, await taken(opened))
