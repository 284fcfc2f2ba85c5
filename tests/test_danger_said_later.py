"""Danger in what is said of a report once it is sent is answered at once, in whatever form, and whoever handles it
reads that it was said."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.events import Clicked
from bot.replies import Open, Swap
from bot.ui import Card, plain
from bot.workflow import Case
from tests.office import Office
from tests.reports import ANSWERS, closed, filed, report, taken
from tests.test_danger_in_forms import ABUSE, ALERT, CONDUCT, IMAGE, SELF_HARM, THREAT

FORMS = {
    "note": ("note", filed),
    "escalate": ("why", filed),
    "log_outcome": ("answer", filed),
    "reopen": ("reason", closed),
}
"""Each form of a handler's with room for words: the field, and how far a report is then."""
MAY_BE = "What was added may speak of danger. Please read it."
NOT_BY_WORDS = "The on-call team has not been alerted by your words"
NOT_ALERTED = "The on-call team has not been alerted by your words, and I-1001 may not be read in time."
HELD_BACK = "I sent your words to nobody and kept none."


async def said(opened: Office, move: str, words: str, case: Case, name: str = "casey") -> str:
    """Somebody writes this into a form; what stands in its place then."""
    form = await opened.press(name, move, case)
    assert isinstance(form, Open), form
    field = FORMS[move][0] if move in FORMS else "note"
    now = await opened.send(name, form.form, {**ANSWERS, "to": "title_ix", field: words})
    assert isinstance(now, Swap), now
    return plain(now.card)


async def card(opened: Office, name: str = "casey", ref: str = "I-1001") -> Card:
    await opened.say(name, ref)
    await opened.settle()
    return (await opened.cards(name))[-1]


async def warnings(opened: Office, name: str = "casey") -> int:
    """How often somebody was told what to do."""
    return sum(NOT_BY_WORDS in told for told in await opened.told(name))


async def told_of_alert(opened: Office) -> list[str]:
    return [said for said in await opened.told("toni") if "alerted the on-call team about I-1001" in said]


@pytest.mark.parametrize("words", [SELF_HARM, THREAT, IMAGE])
@pytest.mark.parametrize("move", FORMS)
async def test_a_handler_reads_what_to_do_and_the_words_are_kept(opened: Office, move: str, words: str) -> None:
    case = await FORMS[move][1](opened)
    done = await said(opened, move, words, case)
    assert HELD_BACK not in done
    warned = next(told for told in await opened.told("casey") if NOT_ALERTED in told)
    assert "police" in warned or "911" in warned
    assert f"[{ALERT}]" in warned
    assert words in "".join(step.note for step in await opened.history(case))
    shown = plain(await card(opened))
    assert MAY_BE in shown
    assert "The on-call team has not been alerted." in shown
    assert f"[{ALERT}]" in shown
    after = replace(await opened.case(case.ref), state="closed")
    assert opened.building.menu.faces[case.kind].filed_under(after) == "incident_grave"


async def test_the_alert_from_that_card_is_about_the_case_itself(opened: Office) -> None:
    case = await taken(opened)
    await said(opened, "note", THREAT, case)
    await opened.press("casey", "raise_alarm", await opened.case(case.ref))
    assert len(await told_of_alert(opened)) == 1
    assert MAY_BE not in plain(await card(opened))


async def test_its_reporter_reads_nothing_of_what_a_handler_wrote(opened: Office) -> None:
    case = await taken(opened)
    before = plain(await card(opened, "kim"))
    await said(opened, "note", THREAT, case)
    assert plain(await card(opened, "kim")) == before


async def test_what_a_reporter_adds_is_brought_before_whoever_handles_it(opened: Office) -> None:
    case = await taken(opened)
    await said(opened, "add", THREAT, case, "kim")
    assert MAY_BE in plain(await card(opened))
    assert MAY_BE not in plain(await card(opened, "kim"))


async def test_of_one_danger_a_handler_is_told_once_and_of_another_anew(opened: Office) -> None:
    case = await taken(opened)
    for words, times in {SELF_HARM: 1, f"Again: {SELF_HARM}": 1, IMAGE: 2}.items():
        await said(opened, "note", words, await opened.case(case.ref))
        assert await warnings(opened) == times


@pytest.mark.parametrize("known", [{"self_harm": "yes"}, {"self_harm": "unsure"}])
async def test_where_the_report_is_about_that_its_handlers_write_of_it_undisturbed(
    opened: Office, known: dict[str, str]
) -> None:
    case = await opened.move("casey", "take", await report(opened, **known))
    await said(opened, "note", SELF_HARM, case)
    assert await warnings(opened) == 0
    assert MAY_BE not in plain(await card(opened))


async def test_once_the_category_says_it_the_card_does_no_more(opened: Office) -> None:
    case = await taken(opened)
    await said(opened, "note", IMAGE, case)
    case = await opened.case(case.ref)
    assert MAY_BE in plain(await card(opened))
    await opened.move("casey", "recategorise", case, category="sexual_image", harmed="student")
    assert MAY_BE not in plain(await card(opened))


@pytest.mark.parametrize("move", FORMS)
async def test_of_suspected_abuse_no_form_of_a_report_keeps_a_word(opened: Office, move: str) -> None:
    case = await FORMS[move][1](opened)
    assert HELD_BACK in await said(opened, move, ABUSE, case)
    assert await opened.case(case.ref) == case
    assert any("1-866-363-4276" in told for told in await opened.told("casey"))


async def test_who_was_asked_for_help_is_answered_too(opened: Office) -> None:
    case = await opened.move("casey", "escalate", await taken(opened), to="title_ix", why="Please look.")
    (name,) = [step["email"].partition("@")[0] for step in case.data["escalated"]]
    await said(opened, "note", THREAT, case, name)
    assert await warnings(opened, name) == 1
    assert MAY_BE in plain(await card(opened))


async def test_what_takes_such_a_report_in_says_so_too(opened: Office) -> None:
    main = await report(opened, "lee", link="https://www.instagram.com/another.fake")
    case = await taken(opened)
    await said(opened, "note", THREAT, case)
    await opened.move("casey", "link", await opened.case(case.ref), main=main.ref)
    assert MAY_BE in plain(await card(opened, ref=main.ref))


@pytest.mark.parametrize("move", FORMS)
async def test_everyday_words_disturb_nobody(opened: Office, move: str) -> None:
    await said(opened, move, "They will shoot the team photo again on Friday.", await FORMS[move][1](opened))
    assert await warnings(opened) == 0
    assert MAY_BE not in plain(await card(opened))


async def test_an_alert_about_one_danger_answers_for_no_other(opened: Office) -> None:
    case = await taken(opened)
    await said(opened, "note", THREAT, case)
    await opened.press("casey", "raise_alarm", await opened.case(case.ref))
    await said(opened, "note", f"Again: {THREAT}", await opened.case(case.ref))
    assert await warnings(opened) == 1
    await said(opened, "note", SELF_HARM, await opened.case(case.ref))
    assert await warnings(opened) == 2
    assert MAY_BE in plain(await card(opened))


async def test_a_reporter_who_alerted_about_one_danger_reads_what_to_do_about_another(opened: Office) -> None:
    case = await report(opened, "harper", "bullying", harmed="student", danger="yes")
    await said(opened, "add", SELF_HARM, await opened.case(case.ref), "harper")
    assert await warnings(opened, "harper") == 1


async def test_who_only_reads_a_report_adds_no_words_about_a_colleague(opened: Office) -> None:
    case = await report(opened, "harper", "bullying", harmed="student")
    assert HELD_BACK in await said(opened, "add", CONDUCT, case, "harper")
    assert CONDUCT not in plain(await card(opened, ref=case.ref))


async def test_words_about_a_colleague_call_for_no_alert(opened: Office) -> None:
    case = await opened.move("casey", "escalate", await taken(opened), to="human_resources", why=CONDUCT)
    assert CONDUCT in "".join(step.note for step in await opened.history(case))
    shown = plain(await card(opened))
    assert "has not been alerted" not in shown
    assert f"[{ALERT}]" not in shown


async def test_the_alert_under_what_a_handler_reads_is_about_that_report(opened: Office) -> None:
    case = await taken(opened)
    await said(opened, "note", THREAT, case)
    await opened.settle()
    (warned,) = [one for one in await opened.cards("casey") if NOT_ALERTED in plain(one)]
    (alert,) = [button for button in warned.buttons if button.label == ALERT]
    await opened.receive(Clicked(**opened.whence("casey"), action=alert.action, value=alert.value))
    assert len(await told_of_alert(opened)) == 1
    assert (await opened.case(case.ref)).data["alarm"]["by"].startswith("casey")
