"""The alert below a text about danger, where the words were about a report: it reaches the on-call team whatever became
of the words and of the report, once for each danger, and what stands there says what to do and what has happened."""

from __future__ import annotations

import asyncio

import pytest

from bot.events import Clicked
from bot.replies import Open, Swap
from bot.ui import Card, plain
from bot.workflow import Case
from tests.office import Office
from tests.reports import ANSWERS, CALM, alarm_from_the_chat, closed, filed, report, taken
from tests.test_danger_in_forms import ALERT, IMAGE, SELF_HARM, THREAT
from tests.test_danger_said_later import MAY_BE, NOT_ALERTED, NOT_BY_WORDS, card, said, told_of_alert, warnings

RAISED = "An alert to the on-call team about I-1001 has been raised."
NO_NEW = "No new alert was sent. The on-call team was alerted on"
ON_SOMETHING_ELSE = "That alert was about something else."
ANOTHER = "https://www.instagram.com/another.fake"


async def the_alert(opened: Office, name: str = "casey") -> Clicked:
    """The button under the last text that somebody read about danger in a report."""
    await opened.settle()
    warned = [one for one in await opened.cards(name) if NOT_BY_WORDS in plain(one)][-1]
    (alert,) = [button for button in warned.buttons if button.label == ALERT]
    return Clicked(**opened.whence(name), action=alert.action, value=alert.value)


async def alerted(opened: Office, name: str = "casey") -> str:
    """What stands in the place of that text once it is pressed."""
    now = await opened.receive(await the_alert(opened, name))
    assert isinstance(now, Swap), now
    return plain(now.card)


async def alarms(opened: Office) -> list[str]:
    return [case.ref for case, _ in await opened.everything() if case.data.get("alarm")]


async def too_late(opened: Office, case: Case, words: str = THREAT) -> None:
    """Casey's words come after somebody else moved the case: they are not kept."""
    form = await opened.press("casey", "note", case)
    assert isinstance(form, Open)
    await opened.move("devon", "note", case)
    await opened.send("casey", form.form, {"note": words})
    assert words not in "".join(step.note for step in await opened.history(case))


# --- What stands there ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("move", "name"), [("note", "casey"), ("add", "kim")])
async def test_the_text_stays_with_what_has_happened(opened: Office, move: str, name: str) -> None:
    await said(opened, move, THREAT, await taken(opened), name)
    shown = await alerted(opened, name)
    assert "Call 911 now" in shown
    assert RAISED in shown
    assert "Please call 360-555-0111; do not wait for an answer here." in shown
    assert f"[{ALERT}]" not in shown
    assert "has not been alerted" not in shown
    assert (await opened.told(name))[-1].startswith("I-1001")


async def test_whoever_is_on_call_reads_which_report_it_is_and_answers(opened: Office) -> None:
    await said(opened, "add", THREAT, await taken(opened), "kim")
    await alerted(opened, "kim")
    assert len(await told_of_alert(opened)) == 1
    await opened.press("toni", "acknowledge", await opened.case("I-1001"))
    assert "Toni Russo acknowledged your alert about I-1001." in "\n".join(await opened.told("kim"))


# --- Whatever became of the words and of the report -------------------------------------------------------------------


async def test_it_alerts_where_the_words_came_too_late(opened: Office) -> None:
    case = await taken(opened)
    await too_late(opened, case)
    assert RAISED in await alerted(opened)
    assert len(await told_of_alert(opened)) == 1


async def test_it_alerts_where_a_field_was_missing(opened: Office) -> None:
    form = await opened.press("casey", "log_outcome", await filed(opened))
    assert isinstance(form, Open)
    await opened.send("casey", form.form, {**ANSWERS, "outcome": "renamed", "new_handle": "", "answer": SELF_HARM})
    assert RAISED in await alerted(opened)
    assert len(await told_of_alert(opened)) == 1


async def anew(opened: Office) -> None:
    """The press goes out with a report of its own: the one of which the words were takes no alert any more."""
    assert "An alert to the on-call team has been raised." in await alerted(opened)
    own = (await alarms(opened))[-1]
    assert own != "I-1001"
    assert any(told.startswith(own) for told in await opened.told("toni"))


async def test_it_alerts_where_the_case_was_closed_since(opened: Office) -> None:
    case = await taken(opened)
    await said(opened, "note", THREAT, case)
    await opened.move("casey", "close", await opened.case(case.ref), **ANSWERS)
    await anew(opened)


async def test_it_alerts_where_others_handle_the_case_since(opened: Office) -> None:
    case = await taken(opened)
    await said(opened, "note", THREAT, case)
    passed_on = {"category": "staff_conduct", "harmed": "student"}
    await opened.move("devon", "recategorise", await opened.case(case.ref), **passed_on)
    await anew(opened)


async def test_it_alerts_where_the_case_was_not_reopened(opened: Office) -> None:
    case = await closed(opened)
    await report(opened, "lee")
    form = await opened.press("casey", "reopen", case)
    assert isinstance(form, Open)
    await opened.send("casey", form.form, {"reason": THREAT})
    await anew(opened)


async def test_it_alerts_about_the_case_that_a_report_became_part_of(opened: Office) -> None:
    main = await taken(opened, "devon", name="lee", link=ANOTHER)
    case = await taken(opened)
    await said(opened, "note", THREAT, case)
    alert = [one for one in await opened.told("casey") if NOT_ALERTED.replace("I-1001", case.ref) in one]
    assert alert
    pressed = Clicked(**opened.whence("casey"), action="danger.alert", value=f"safety-threat en {case.ref}")
    await opened.move("casey", "link", await opened.case(case.ref), main=main.ref)
    assert isinstance(await opened.receive(pressed), Swap)
    assert (await opened.case(main.ref)).data["alarm"]["by"].startswith("casey")


# --- Once for each danger ---------------------------------------------------------------------------------------------


async def test_an_alert_of_the_reporter_is_one_about_the_report(opened: Office) -> None:
    await said(opened, "add", THREAT, await taken(opened), "kim")
    await alerted(opened, "kim")
    assert await alarms(opened) == ["I-1001"]
    shown = plain(await card(opened))
    assert "An alert to the on-call team was raised" in shown
    assert "has not been alerted" not in shown
    assert f"[{ALERT}]" not in shown


async def test_whoever_presses_again_sends_no_second_one_and_may_say_that_it_is_something_else(opened: Office) -> None:
    await said(opened, "add", THREAT, await taken(opened), "kim")
    await alerted(opened, "kim")
    await said(opened, "add", f"Again: {THREAT}", await opened.case("I-1001"), "kim")
    now = await opened.receive(await the_alert(opened, "kim"))
    assert isinstance(now, Swap)
    assert NO_NEW in plain(now.card)
    assert len(await told_of_alert(opened)) == 1
    (other,) = now.card.buttons
    await opened.receive(Clicked(**opened.whence("kim"), action=other.action, value=other.value))
    assert await alarms(opened) == ["I-1001", "I-1002"]


async def test_where_another_was_quicker_nobody_is_alerted_twice(opened: Office) -> None:
    case = await taken(opened)
    await said(opened, "note", THREAT, case)
    await opened.press("devon", "raise_alarm", await opened.case(case.ref))
    assert NO_NEW in await alerted(opened)
    assert len(await told_of_alert(opened)) == 1


async def test_of_two_who_press_at_once_one_alerts(open_office: Office) -> None:
    case = await taken(open_office)
    await said(open_office, "add", THREAT, case, "kim")
    case = await open_office.case(case.ref)
    both = await asyncio.gather(
        open_office.receive(await the_alert(open_office, "kim")), open_office.press("casey", "raise_alarm", case)
    )
    assert all(isinstance(now, Swap) for now in both)
    assert len(await told_of_alert(open_office)) == 1
    assert [step.move for step in await open_office.history(case)].count("raise_alarm") == 1


async def test_a_second_danger_has_an_alert_of_its_own(opened: Office) -> None:
    case = await taken(opened)
    await said(opened, "note", THREAT, case)
    await alerted(opened)
    await opened.press("toni", "acknowledge", await opened.case(case.ref))
    await said(opened, "note", SELF_HARM, await opened.case(case.ref))
    shown = plain(await card(opened))
    assert MAY_BE in shown
    assert f"[{ALERT}]" in shown
    await opened.press("devon", "raise_alarm", await opened.case(case.ref))
    assert "Devon Park alerted the on-call team about I-1001" in (await opened.told("toni"))[-1]
    shown = plain(await card(opened))
    assert MAY_BE not in shown
    assert f"[{ALERT}]" not in shown
    assert "Nobody has acknowledged it yet." in shown


async def test_in_a_merge_an_alert_goes_on_answering_for_what_it_was_about(opened: Office) -> None:
    main = await taken(opened, "devon", name="lee", link=ANOTHER)
    case = await report(opened)
    for words, one, name in ((THREAT, main, "devon"), (SELF_HARM, case, "casey")):
        await said(opened, "note", words, one, name)
        await opened.press(name, "raise_alarm", await opened.case(one.ref))
        await opened.press("toni", "acknowledge", await opened.case(one.ref))
    await opened.move("casey", "link", await opened.case(case.ref), main=main.ref)
    shown = plain(await card(opened, "devon", main.ref))
    assert MAY_BE not in shown
    assert f"[{ALERT}]" not in shown


# --- Answers that are graver than the alert ---------------------------------------------------------------------------


async def finished(opened: Office, **answers: str) -> Card:
    """Kim alerted about self-harm from the chat, Toni answered, and now Kim answers the safety questions: what the form
    says to that."""
    case = await alarm_from_the_chat(opened, "kim", "safety-self-harm en")
    await opened.press("toni", "acknowledge", case)
    form = await opened.press("kim", "complete", await opened.case(case.ref))
    assert isinstance(form, Open)
    now = await opened.send("kim", form.form, {**CALM, "self_harm": "yes", **answers})
    assert isinstance(now, Open)
    return Card(now.form.title, tuple(one for one in now.form.body if not hasattr(one, "name")), now.form.buttons)


async def test_danger_in_the_answers_alerts_again(opened: Office) -> None:
    shown = plain(await finished(opened, danger="yes"))
    assert "Nobody has acknowledged it yet." in shown
    assert f"[{ALERT}]" not in shown
    assert len(await told_of_alert(opened)) == 1
    assert "[I am on it]" in (await opened.told("toni"))[-1]


async def test_what_the_alert_was_about_alerts_nobody_again(opened: Office) -> None:
    shown = plain(await finished(opened))
    assert "Acknowledged by Toni Russo" in shown
    assert ON_SOMETHING_ELSE not in shown
    assert f"[{ALERT}]" not in shown
    assert await told_of_alert(opened) == []


async def test_another_answer_for_which_an_alert_is_offered_offers_it(opened: Office) -> None:
    shown = await finished(opened, sexual_image="unsure")
    assert ON_SOMETHING_ELSE in plain(shown)
    assert f"[{ALERT}]" in plain(shown)
    assert await told_of_alert(opened) == []


# --- Which danger -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("answered", "times"), [("yes_adult", 1), ("yes_minor", 0), ("unsure", 0)])
@pytest.mark.parametrize(("name", "move"), [("casey", "note"), ("kim", "add")])
async def test_a_picture_of_an_adult_answers_for_none_of_a_child(
    opened: Office, answered: str, times: int, name: str, move: str
) -> None:
    case = await report(opened, "kim", "bullying", harmed="student", sexual_image=answered)
    await said(opened, move, IMAGE, case, name)
    assert await warnings(opened, name) == times
    assert (MAY_BE in plain(await card(opened))) is bool(times)
