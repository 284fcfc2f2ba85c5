"""Words that may speak of danger, once they are with a report: its card says of which, whoever handles it decides, and
nothing ends or is forgotten before that."""

from __future__ import annotations

import asyncio

import pytest

from bot.replies import Swap
from bot.ui import Buttons, plain
from bot.workflow import Case
from tests.office import Office
from tests.reports import ANSWERS, closed, filed, report, taken
from tests.test_danger_in_forms import ALERT, SELF_HARM, THREAT
from tests.test_danger_said_later import MAY_BE, card, said, told_of_alert, warnings

NO_DANGER = "It is no danger"
CLOSE = "Close · "
SINCE = "They have not been alerted since."
CALL = "do not wait for an answer here"
ANOTHER = "https://www.instagram.com/another.fake"


async def shown(opened: Office, name: str = "casey", ref: str = "I-1001") -> str:
    return plain(await card(opened, name, ref))


async def with_words(opened: Office, words: str = THREAT, name: str = "kim", **reported: str) -> Case:
    """A report that Casey took, and to which somebody added this."""
    case = await taken(opened, **reported)
    await said(opened, "add" if name == "kim" else "note", words, case, name)
    return await opened.case(case.ref)


# --- Which danger, and who decides ------------------------------------------------------------------------------------


async def test_the_card_says_what_the_words_sound_like(opened: Office) -> None:
    case = await with_words(opened)
    assert "It sounds like this: A threat of violence." in await shown(opened)
    await said(opened, "add", SELF_HARM, case, "kim")
    assert "A threat of violence; A student may be at risk of self-harm." in await shown(opened)


async def test_whoever_is_alerted_reads_what_it_is_about(opened: Office) -> None:
    case = await with_words(opened)
    await opened.press("casey", "raise_alarm", case)
    read = await shown(opened, "toni")
    assert "The alert is about words that were added. They sound like this: A threat of violence." in read
    assert MAY_BE not in read


async def test_who_only_reads_it_is_told_of_no_button_that_they_lack(opened: Office) -> None:
    case = await with_words(opened)
    await opened.move("casey", "escalate", case, to="title_ix", why="Please look.")
    read = await shown(opened, "tracy")
    assert MAY_BE in read
    assert ALERT not in read
    assert NO_DANGER not in read


async def test_whoever_handles_it_says_that_it_is_none(opened: Office) -> None:
    case = await with_words(opened)
    (there,) = [one for one in (await card(opened)).body if isinstance(one, Buttons)]
    assert [button.label for button in there.items] == [NO_DANGER]
    before = await shown(opened, "kim")
    now = await opened.press("casey", "rule_out", case)
    assert isinstance(now, Swap)
    assert MAY_BE not in plain(now.card)
    assert "read what was added, and it is no danger" in plain(now.card)
    assert f"[{ALERT}]" not in plain(now.card)
    assert await shown(opened, "kim") == before
    assert await told_of_alert(opened) == []


async def test_later_words_of_that_kind_are_heard_anew(opened: Office) -> None:
    case = await with_words(opened, name="casey")
    await opened.press("casey", "rule_out", case)
    await said(opened, "note", f"Again: {THREAT}", await opened.case(case.ref), "devon")
    assert await warnings(opened, "devon") == 1
    assert MAY_BE in await shown(opened)


async def test_what_was_alerted_or_answered_stays(opened: Office) -> None:
    case = await with_words(opened)
    await opened.press("casey", "raise_alarm", case)
    await said(opened, "add", SELF_HARM, await opened.case(case.ref), "kim")
    await opened.press("casey", "rule_out", await opened.case(case.ref))
    assert (await opened.case(case.ref)).data["spoken_of"] == ["safety-threat"]


async def test_who_has_not_read_the_newest_words_rules_nothing_out(opened: Office) -> None:
    case = await with_words(opened)
    await said(opened, "add", SELF_HARM, case, "kim")
    await opened.press("casey", "rule_out", case)
    assert "has changed since that card was drawn" in "\n".join(await opened.told("casey"))
    assert MAY_BE in await shown(opened)


@pytest.mark.parametrize("name", ["kim", "toni"])
async def test_nobody_else_rules_it_out(opened: Office, name: str) -> None:
    case = await with_words(opened)
    await opened.press(name, "rule_out", case)
    assert MAY_BE in await shown(opened)


async def test_an_alert_counts_whoever_says_at_that_moment_that_it_is_none(open_office: Office) -> None:
    case = await with_words(open_office)
    await asyncio.gather(open_office.press("casey", "rule_out", case), open_office.press("devon", "raise_alarm", case))
    assert len(await told_of_alert(open_office)) == 1


# --- Who reads of an alert --------------------------------------------------------------------------------------------


async def test_a_reporter_who_spoke_of_no_danger_is_told_of_no_alert_of_others(opened: Office) -> None:
    case = await with_words(opened, name="casey")
    before = await shown(opened, "kim")
    await opened.press("casey", "raise_alarm", case)
    assert await shown(opened, "kim") == before


async def test_one_who_did_is_told_to_call(opened: Office) -> None:
    case = await opened.move("casey", "take", await report(opened, "kim", self_harm="yes"))
    await opened.press("casey", "raise_alarm", case)
    assert CALL in await shown(opened, "kim")


# --- Once it is opened again ------------------------------------------------------------------------------------------


async def reopened(opened: Office, reason: str = "It is there again.") -> Case:
    """A threat that was alerted, answered and closed, a month later."""
    case = await closed(opened, by="toni", danger="yes")
    opened.clock.move(days=30)
    await said(opened, "reopen", reason, case, "toni")
    return await opened.case(case.ref)


@pytest.mark.parametrize("reason", ["It is there again.", SELF_HARM, THREAT])
async def test_an_alert_of_that_time_answers_for_nothing_that_comes_later(opened: Office, reason: str) -> None:
    await reopened(opened, reason)
    for name in ("toni", "kim"):
        read = await shown(opened, name)
        assert SINCE in read
        assert CALL not in read
        assert f"[{ALERT}]" in read


async def test_then_the_team_is_alerted_anew(opened: Office) -> None:
    case = await reopened(opened)
    assert "[I am on it]" not in await shown(opened, "casey")
    await opened.press("toni", "raise_alarm", case)
    assert "Toni Russo alerted the on-call team about I-1001" in (await opened.told("casey"))[-1]
    read = await shown(opened, "kim")
    assert SINCE not in read
    assert CALL in read


async def test_what_was_never_alerted_says_nothing_of_that(opened: Office) -> None:
    case = await closed(opened)
    await said(opened, "reopen", "It is there again.", case)
    assert SINCE not in await shown(opened)


# --- In a merge -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("words", "told"), [(THREAT, 1), ("It posted again.", 0)])
async def test_whoever_has_the_other_case_is_told_of_danger_that_joins_it(
    opened: Office, words: str, told: int
) -> None:
    main = await opened.move("devon", "take", await report(opened, "lee"))
    case = await report(opened, "kim", link=ANOTHER)
    await said(opened, "add", words, case, "kim")
    await opened.move("casey", "link", await opened.case(case.ref), main=main.ref)
    graver = [one for one in await opened.told("devon") if "is more serious than it first looked" in one]
    assert len(graver) == told


# --- Before the end ---------------------------------------------------------------------------------------------------


async def removed(opened: Office, case: Case, by: str) -> str:
    """The card once the platform has removed what was reported."""
    await opened.move(by, "log_outcome", await opened.case(case.ref), **{**ANSWERS, "outcome": "removed"})
    return await shown(opened, by)


async def test_no_tap_closes_what_nobody_has_answered(opened: Office) -> None:
    case = await filed(opened, by="toni", danger="yes")
    assert CLOSE not in await removed(opened, case, "toni")
    await opened.press("casey", "acknowledge", await opened.case(case.ref))
    assert CLOSE in await shown(opened, "toni")


async def test_no_tap_closes_what_has_words_that_nobody_has_judged(opened: Office) -> None:
    case = await filed(opened)
    await said(opened, "add", THREAT, case, "kim")
    assert CLOSE not in await removed(opened, case, "casey")
    await opened.press("casey", "rule_out", await opened.case(case.ref))
    assert CLOSE in await shown(opened)


async def test_no_tap_closes_it_while_somebody_is_asked_for_help(opened: Office) -> None:
    case = await opened.move("casey", "escalate", await filed(opened), to="title_ix", why="Please see the family.")
    assert CLOSE not in await removed(opened, case, "casey")
    await said(opened, "note", "Done.", await opened.case(case.ref), "tracy")
    assert CLOSE in await shown(opened)


async def test_a_tap_on_an_older_card_closes_nothing_either(opened: Office) -> None:
    case = await filed(opened)
    await removed(opened, case, "casey")
    case = await opened.case(case.ref)
    await said(opened, "add", THREAT, case, "kim")
    await opened.press("casey", "close.under_15", await opened.case(case.ref))
    assert (await opened.case(case.ref)).state == "filed"
