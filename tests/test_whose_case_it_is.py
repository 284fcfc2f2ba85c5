"""Who gets a case that its handlers give on: by another category, by an alarm, or because somebody is drawn in."""

from __future__ import annotations

import re

from bot.replies import Fix, Open
from bot.workflow import Case
from tests.office import Office
from tests.reports import alarm_from_the_chat, closed, filed, report, report_without

OUTCOME = {"filing": "1", "outcome": "removed", "answer": "", "new_handle": ""}

# --- Another category -----------------------------------------------------------------------------------------------


async def test_an_alarm_that_was_never_finished_is_given_to_those_who_handle_such_cases(opened: Office) -> None:
    case = await alarm_from_the_chat(opened, "kim")
    now = await opened.move("toni", "recategorise", case, category="staff_conduct", harmed="staff")
    assert "passed I-1001 (Central High School) on to you" in "\n".join(await opened.told("hollis"))
    assert (await opened.move("hollis", "take", now)).state == "taken"


async def test_whom_a_joined_report_harms_still_counts_under_another_category(opened: Office) -> None:
    case = await report(opened, "lee")
    await report(opened, "kim", harmed="student")
    await opened.move("casey", "recategorise", await opened.case(case.ref), category="hate", harmed="staff")
    await opened.say("harper", case.ref)
    assert "Also reported as: Hate · A student" in "\n".join(await opened.told("harper"))


# --- Drawn in -------------------------------------------------------------------------------------------------------


async def test_a_step_to_a_role_that_nobody_holds_is_not_made(opened: Office) -> None:
    case = await report(opened, "lee")
    said = await refused(opened, "casey", case, "counsel")
    assert said.startswith("Nobody holds this role right now")
    assert (await opened.case(case.ref)).data.get("escalated") is None


async def test_a_step_to_somebody_who_may_not_know_is_not_made(opened: Office) -> None:
    """Lee leaves out Hollis, who is all of human resources."""
    case = await report_without(opened, "lee", "hollis")
    said = await refused(opened, "casey", case, "human_resources")
    assert said.startswith("Nobody who holds this role may know about the case")
    assert not any(case.ref in said for said in await opened.told("hollis"))


async def refused(opened: Office, name: str, case: Case, to: str) -> str:
    """What stands at the field of somebody who escalates a case."""
    now = await opened.press(name, "escalate", case)
    assert isinstance(now, Open)
    answer = await opened.send(name, now.form, {"to": to, "why": "It goes on."})
    assert isinstance(answer, Fix)
    return answer.errors["to"]


# --- Their lists ----------------------------------------------------------------------------------------------------


async def waiting(opened: Office, name: str) -> str:
    """What somebody reads who asks which reports wait."""
    before = len(await opened.told(name))
    await opened.say(name, "reports")
    return "\n".join((await opened.told(name))[before:])


async def test_a_case_that_was_passed_on_is_among_the_reports_that_wait_for_its_new_handler(opened: Office) -> None:
    case = await report(opened, "lee")
    await opened.move("casey", "recategorise", case, category="threat", harmed="school")
    assert case.ref in await waiting(opened, "toni")


async def test_an_alarm_is_among_the_reports_that_wait_for_whoever_was_alarmed(opened: Office) -> None:
    case = await alarm_from_the_chat(opened, "kim")
    assert case.ref in await waiting(opened, "toni")


async def test_a_case_that_an_alarm_was_brought_into_by_hand_waits_for_whoever_was_alarmed(opened: Office) -> None:
    main = await report(opened, "lee")
    await opened.move("casey", "link", await alarm_from_the_chat(opened, "kim"), main=main.ref)
    assert main.ref in await waiting(opened, "toni")


# --- Filings that wait ----------------------------------------------------------------------------------------------


async def test_what_came_of_a_filing_is_written_down_after_the_case_was_reopened(opened: Office) -> None:
    case = await opened.move("casey", "reopen", await closed(opened), reason="It is back.")
    await opened.say("casey", case.ref)
    assert "[Record the answer]" in (await opened.told("casey"))[-1]
    now = await opened.move("casey", "log_outcome", case, **OUTCOME)
    assert (now.state, now.data["filings"][0]["outcome"]) == ("taken", "removed")


async def asked_in_time(opened: Office) -> dict[str, list[str]]:
    """Who is asked what came of a filing once that is due, and in which words."""
    for _ in range(7):
        opened.clock.move(days=1)
        await opened.settle()
    chats = {name: "\n".join(await opened.chat(name)) for name in ("casey", "devon", "toni")}
    asked = {name: re.findall(r"On I-\d+, .* noted|On I-\d+ you noted", chat) for name, chat in chats.items()}
    return {name: found for name, found in asked.items() if found}


async def test_whoever_filed_is_asked_for_the_answer(opened: Office) -> None:
    case = await filed(opened)
    assert await asked_in_time(opened) == {"casey": [f"On {case.ref} you noted"]}


async def test_whoever_took_the_case_over_is_asked_for_the_answer(opened: Office) -> None:
    case = await opened.move("devon", "take_over", await filed(opened))
    assert await asked_in_time(opened) == {"devon": [f"On {case.ref}, Casey Lindqvist noted"]}


async def test_whoever_a_case_was_passed_on_to_is_asked_whether_they_have_taken_it_or_not(opened: Office) -> None:
    case = await opened.move("casey", "recategorise", await filed(opened), category="threat", harmed="school")
    assert case.state == "new"
    assert await asked_in_time(opened) == {"toni": [f"On {case.ref}, Casey Lindqvist noted"]}


async def test_whoever_gets_it_back_is_asked_again_in_their_own_words(opened: Office) -> None:
    case = await opened.move("devon", "take_over", await filed(opened))
    await opened.move("casey", "take_over", case)
    assert await asked_in_time(opened) == {"casey": [f"On {case.ref} you noted"]}


async def test_who_was_asked_already_is_not_asked_once_more_by_the_one_who_takes_over(opened: Office) -> None:
    case = await filed(opened)
    opened.clock.move(days=8)
    await opened.settle()
    await opened.move("devon", "take_over", case)
    assert await asked_in_time(opened) == {"casey": [f"On {case.ref} you noted"]}


async def test_nobody_is_asked_what_came_of_it_once_a_case_is_closed(opened: Office) -> None:
    case = await closed(opened)
    opened.clock.move(days=8)
    assert f"On {case.ref} you noted" not in "\n".join(await opened.told("casey"))


# --- Looked at again ------------------------------------------------------------------------------------------------


async def test_why_a_case_is_reopened_stays_between_those_who_handle_it(opened: Office) -> None:
    """Who reported it learns that it is looked at again, and nothing of personnel (requirement 4.4)."""
    reason = "Human resources suspended somebody."
    case = await opened.move("casey", "reopen", await closed(opened), reason=reason)
    for name in ("kim", "casey"):
        await opened.say(name, f"history {case.ref}")
    reporter, handler = ["\n".join(await opened.told(name)) for name in ("kim", "casey")]
    assert f"{case.ref} is being looked at again." in reporter
    assert reason not in reporter
    assert reason in handler
