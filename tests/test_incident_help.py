"""Whoever is asked for help with a case, or gets it from others, finds it; what lies outside the district is not said
to be done; and what was written about a case can be read as long as it lasts."""

from __future__ import annotations

import pytest

from bot.conversation import LONGEST_NOTE
from bot.replies import Open, Swap
from bot.ui import plain
from bot.workflow import Case
from tests.office import Office
from tests.reports import ANSWERS, alarm_from_the_chat, closed, last_screen, report, taken
from tests.slack_office import Workspace

OTHER_LINK = "https://www.instagram.com/central.hs.copy"


async def escalated(opened: Office, case: Case, to: str) -> str:
    """What Casey reads at once who escalates a case."""
    form = await opened.press("casey", "escalate", case)
    assert isinstance(form, Open)
    now = await opened.send("casey", form.form, {**ANSWERS, "to": to})
    assert isinstance(now, Swap)
    return plain(now.card)


async def test_an_alert_says_where_it_is_and_whom_to_call(opened: Office) -> None:
    await alarm_from_the_chat(opened, "kim")
    alert = (await opened.told("toni"))[-1]
    assert alert.startswith("I-1001 · ALERT · Central High School\nKim Tanaka alerted the on-call team.")
    assert "then call Kim Tanaka now" in alert
    assert "911" in alert


async def test_the_duty_to_report_stands_before_what_happens_next(opened: Office) -> None:
    form = (await last_screen(opened, "kim", "staff_conduct")).form
    now = await opened.send("kim", form, ANSWERS)
    assert isinstance(now, Swap)
    said = plain(now.card)
    assert said.index("you must also report it yourself") < said.index("You will get a message")
    assert "to human resources" not in said


@pytest.mark.parametrize(("category", "goes_along"), [("bullying", True), ("threat", False)])
async def test_who_was_asked_for_help_reads_no_restricted_case_that_takes_the_report_in(
    opened: Office, *, category: str, goes_along: bool
) -> None:
    main, case = await report(opened, "ana", category), await report(opened, "kim", "bullying", link=OTHER_LINK)
    await escalated(opened, case, "title_ix")
    await opened.move("casey", "link", await opened.case(case.ref), main=main.ref)
    part = await asks(opened, "tracy", case.ref)
    assert f"{case.ref} ·" in part
    assert (f"It continues in {main.ref}" in part) is goes_along
    assert goes_along or main.ref not in part
    assert (f"{main.ref} ·" in await asks(opened, "tracy", main.ref)) is goes_along
    assert "Tracy Hale" in await asks(opened, "casey", main.ref)


async def asks(opened: Office, name: str, words: str) -> str:
    """What somebody reads who types words."""
    before = len(await opened.told(name))
    await opened.say(name, words)
    return "\n".join((await opened.told(name))[before:])


async def test_a_step_to_the_police_says_that_nobody_was_contacted_and_whom_to_call(opened: Office) -> None:
    said = await escalated(opened, await taken(opened), "police")
    assert "I contacted nobody" in said
    assert "360-555-0115" in said
    card = await asks(opened, "casey", "I-1001")
    assert "Outside the district (noted only): Police or school resource officer" in card
    assert "Escalated to" not in card


async def test_a_step_to_a_rights_owner_says_that_nobody_was_contacted(opened: Office) -> None:
    assert "I contacted nobody" in await escalated(opened, await taken(opened), "rights_owner")


async def test_whoever_is_asked_for_help_has_the_case_and_can_answer(opened: Office) -> None:
    await escalated(opened, await taken(opened), "human_resources")
    asked = (await opened.told("hollis"))[-1]
    assert asked.startswith("I-1001")
    assert "Casey Lindqvist asks for your help with I-1001, Central High School:\n> It goes on." in asked
    assert "I-1001" in await asks(opened, "hollis", "reports")
    await opened.move("hollis", "note", await opened.case("I-1001"), note="I know the person.")
    assert "added a note to I-1001:\n> I know the person." in (await opened.told("casey"))[-1]
    assert "I-1001" not in await asks(opened, "hollis", "reports")
    assert "I-1001" in await asks(opened, "hollis", "I-1001")
    assert "Escalated to: Human resources (Hollis" in await asks(opened, "casey", "I-1001")


@pytest.mark.parametrize("known", ["before", "only when it is told"])
async def test_what_is_asked_of_one_who_cannot_be_reached_is_asked_of_nobody_who_was_asked_before(
    slack: Workspace, known: str
) -> None:
    office, case = slack.office, await taken(slack.office)
    case = await office.move("casey", "escalate", case, to="title_ix", why="A question about Title IX.")
    await slack.deliver()
    slack.user("hollis")["deleted"] = True
    if known == "before":
        case = await office.move("casey", "escalate", case, to="human_resources", why="Where does Lee work now?")
        await slack.deliver()
    await office.move("casey", "escalate", case, to="human_resources", why="For human resources alone.")
    await slack.deliver()
    asked = "Casey Lindqvist asks for your help with I-1001, Central High School:\n> "
    assert f"{asked}A question about Title IX." in "".join(slack.reads("tracy"))
    assert f"{asked}For human resources alone." not in "".join(slack.reads("tracy"))
    assert "Hollis Grant could not be reached about I-1001" in slack.reads("casey")[-1]


async def test_whoever_a_case_is_passed_on_to_has_it_in_their_list(opened: Office) -> None:
    await opened.move("casey", "recategorise", await taken(opened), category="threat", harmed="school")
    assert "I-1001" in await asks(opened, "toni", "reports")


async def test_a_closed_case_says_how_it_ended_and_what_time_it_took(opened: Office) -> None:
    await closed(opened)
    card = await asks(opened, "casey", "I-1001")
    assert "How it ended: It is gone" in card
    assert "Time spent: Less than 15 minutes" in card


async def test_every_note_of_a_reporter_can_be_read_in_the_history(opened: Office) -> None:
    await report(opened, "lee")
    for number, name in enumerate(("kim", "ana", "pat")):
        await report(opened, name, note=f"Note {number}.")
    case = await opened.move("casey", "take", await opened.case("I-1001"))
    for _ in range(6):
        case = await opened.move("casey", "note", case)
    card = await asks(opened, "casey", "I-1001")
    assert "Note 0." not in card
    assert "Earlier steps are not shown here. Type history I-1001 to read them all." in card
    history = await asks(opened, "casey", "history I-1001")
    assert all(f"> Note {number}." in history for number in range(3))


async def test_what_was_written_in_a_report_that_is_merged_by_hand_is_in_the_history_too(opened: Office) -> None:
    await report(opened, "lee")
    await opened.move("casey", "link", await report(opened, link=OTHER_LINK, note="My class knows."), main="I-1001")
    history = await asks(opened, "casey", "history I-1001")
    assert "merged another report into it" in history
    assert "> I-1002 · Kim Tanaka · My class knows." in history
    assert "Merged into it: I-1002" in await asks(opened, "casey", "I-1001")


async def test_a_history_of_the_longest_notes_can_be_read(opened: Office) -> None:
    case = await taken(opened)
    for _ in range(8):
        case = await opened.move("casey", "note", case, note=("x\n" * LONGEST_NOTE)[: LONGEST_NOTE - 1])
    assert (await asks(opened, "casey", "history I-1001")).count("Casey Lindqvist added a note") == 8
