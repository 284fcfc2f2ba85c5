"""An injury, a fire or a missing child, of which somebody writes in a report about something else."""

from __future__ import annotations

from bot.workflow import Case
from tests.office import Office
from tests.reports import report, taken
from tests.test_danger_in_forms import ALERT, THREAT
from tests.test_danger_said_later import MAY_BE, said, warnings
from tests.test_what_was_added import shown

EMERGENCY = "a student is not breathing in the gym"
ANSWERS_IT = "[I am on it]"


async def later(opened: Office, case: Case) -> Case:
    """The report, once somebody on call has answered and some days have passed."""
    await opened.press("toni", "acknowledge", await opened.case(case.ref))
    opened.clock.move(days=3)
    return await opened.case(case.ref)


async def test_an_alert_about_the_threat_that_was_reported_does_not_answer_for_it(opened: Office) -> None:
    case = await report(opened, "kim", "threat", danger="yes", harmed="school")
    case = await opened.move("casey", "take", await opened.case(case.ref))
    await said(opened, "add", EMERGENCY, await later(opened, case), "kim")
    assert await warnings(opened, "kim") == 1
    read = await shown(opened)
    assert MAY_BE in read
    assert ALERT in read


async def test_neither_does_an_alert_about_words_of_a_threat(opened: Office) -> None:
    case = await taken(opened)
    await said(opened, "add", THREAT, case, "kim")
    await opened.press("casey", "raise_alarm", await opened.case(case.ref))
    await said(opened, "add", EMERGENCY, await later(opened, case), "kim")
    assert MAY_BE in await shown(opened)
    assert ANSWERS_IT not in await shown(opened, "toni")
    await opened.press("casey", "raise_alarm", await opened.case(case.ref))
    assert ANSWERS_IT in await shown(opened, "toni")
    assert MAY_BE not in await shown(opened)
