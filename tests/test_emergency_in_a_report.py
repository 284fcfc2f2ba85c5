"""An injury, a fire or a missing child, of which somebody writes in a report about something else; and alerts that
answer for nothing any more."""

from __future__ import annotations

from sqlalchemy import update

from bot.store.tables import cases
from bot.workflow import Case
from tests.office import Office
from tests.reports import ANSWERS, filed, report, taken
from tests.test_danger_in_forms import ALERT, OTHER_LINK, SELF_HARM, THREAT
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


async def test_an_alert_from_before_alerts_kept_what_they_were_about_answers_for_nothing(opened: Office) -> None:
    case = await taken(opened)
    await said(opened, "add", THREAT, case, "kim")
    await opened.press("casey", "raise_alarm", await opened.case(case.ref))
    case = await opened.case(case.ref)
    alarm = {name: value for name, value in case.data["alarm"].items() if name != "about"}
    async with opened.building.database.transaction() as transaction:
        earlier = update(cases).where(cases.c.ref == case.ref).values(data={**case.data, "alarm": alarm})
        await transaction.execute(earlier)
    read = await shown(opened)
    assert MAY_BE in read
    assert f"[{ALERT}]" in read


async def test_an_alert_from_before_a_report_was_reopened_alerts_nobody_again_by_a_merge(opened: Office) -> None:
    case = await filed(opened)
    await said(opened, "add", SELF_HARM, case, "kim")
    await opened.press("casey", "raise_alarm", await opened.case(case.ref))
    case = await later(opened, case)
    await opened.move("casey", "close", case, **ANSWERS)
    await said(opened, "reopen", "It is there again.", await opened.case(case.ref), "casey")
    main = await report(opened, "lee", link=OTHER_LINK)
    before = await opened.told("toni")
    await opened.move("casey", "link", await opened.case(case.ref), main=main.ref)
    assert len(await opened.told("toni")) == len(before)
