"""Two at the same moment over one incident: one counts, the other hears so, and nothing is entered twice."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest

from bot.replies import Open, Sorry, Swap
from bot.store import cases
from bot.ui import plain
from bot.workflow import Case
from tests.office import Office, office
from tests.reports import ANSWERS, CALM, filed, last_screen, receipt, report, what_for


@pytest.fixture
async def opened(address: str) -> AsyncIterator[Office]:
    async with office(address) as opened:
        yield opened


async def test_an_outcome_that_two_handlers_write_down_is_entered_once(opened: Office) -> None:
    case = await filed(opened)
    forms = [await opened.press(name, "log_outcome", case) for name in ("casey", "devon")]
    given = (ANSWERS | {"outcome": "removed"}, ANSWERS | {"outcome": "refused"})
    sent = [
        opened.send(name, now.form, answers)
        for name, now, answers in zip(("casey", "devon"), forms, given, strict=True)
        if isinstance(now, Open)
    ]
    assert len(sent) == 2
    answers = [plain(now.card) for now in await asyncio.gather(*sent) if isinstance(now, Swap)]
    after = await opened.case(case.ref)
    assert after.version == case.version + 1
    assert [step.move for step in await opened.history(after)].count("log_outcome") == 1
    assert sorted("You recorded the answer" in said for said in answers) == [False, True]
    assert sum("acted on" in said or "has changed since" in said for said in answers) == 1


@pytest.mark.parametrize("many", [2, 5])
async def test_of_reports_of_one_link_that_come_at_once_all_are_one_incident(opened: Office, many: int) -> None:
    names = ("kim", "lee", "ana", "jordan", "sam")[:many]
    forms = [await last_screen(opened, name) for name in names]
    sent = [opened.send(name, now.form, ANSWERS) for name, now in zip(names, forms, strict=True)]
    refs = {receipt(now) for now in await asyncio.gather(*sent)}
    assert len(refs) == 1
    (ref,) = refs
    case = await opened.case(ref)
    emails = {f"{name}@example.org" for name in names}
    assert {case.opened_by, *case.data["reporters"]} == emails
    assert len(case.data["reporters"]) == many - 1
    async with opened.building.database.reading() as connection:
        states = sorted(each.state for each in await cases.everything(connection))
    assert states == ["joined"] * (many - 1) + ["new"]


# --- A report that an alert has sent off unfinished -------------------------------------------------------------------

ROUNDS = 5
"""Two at the same moment seldom meet in the same instant; in five rounds they do."""


async def second_screen(opened: Office, name: str) -> Open:
    """Of somebody who has answered that there is danger; the alert is out."""
    now = await opened.say(name, "/report-account")
    for screen in ("incident.safety", "incident.texts"):
        assert isinstance(now, Open)
        assert now.form.name == screen
        now = await opened.send(name, now.form, {**CALM, "danger": "yes"})
    assert isinstance(now, Open)
    return now


async def test_an_answer_to_the_alert_and_a_screen_of_the_report_are_both_kept(opened: Office) -> None:
    given = {**ANSWERS, "what": what_for(opened, "threat")}
    for name in ("kim", "lee", "ana", "jordan", "sam")[:ROUNDS]:
        form = (await second_screen(opened, name)).form
        case = await opened.case(form.value.partition(".")[0])
        _, screen = await asyncio.gather(opened.press("toni", "acknowledge", case), opened.send(name, form, given))
        assert isinstance(screen, Open), screen
        after = await opened.case(case.ref)
        assert after.data["answers"]["what"] == given["what"]
        assert list(after.data["alarm"]["acknowledged"]) == ["toni@example.org"]


async def last_screen_in_danger(opened: Office, name: str, link: str) -> Open:
    """The last screen of a report that an alert has sent off unfinished."""
    now = await second_screen(opened, name)
    given = {**ANSWERS, "what": what_for(opened, "impersonates_district"), "link": link}
    last = await opened.send(name, now.form, given)
    assert isinstance(last, Open)
    assert last.form.name == "incident.send"
    return last


async def test_who_sends_a_report_and_who_merges_it_never_wait_for_each_other(opened: Office) -> None:
    """Both need both cases; on PostgreSQL two orders of holding them would end in a deadlock."""
    for number, name in enumerate(("kim", "lee", "ana", "jordan", "sam")[:ROUNDS]):
        link = f"https://www.instagram.com/central.fake{number}"
        main = await report(opened, "drew", link=link)
        form = (await last_screen_in_danger(opened, name, link)).form
        merge = await opened.press("casey", "link", await opened.case(form.value.partition(".")[0]))
        assert isinstance(merge, Open)
        sent = opened.send(name, form, ANSWERS), opened.send("casey", merge.form, {"main": main.ref})
        assert [type(now) for now in await asyncio.gather(*sent)] == [Swap, Swap]


async def test_who_reopens_a_case_and_who_records_its_new_name_elsewhere_both_get_an_answer(opened: Office) -> None:
    """Either needs what the other one holds: the one is known by both names, and the other learns of the first."""
    for number in range(ROUNDS):
        names = [f"central_{name}{number}" for name in ("old", "new")]
        links = [f"https://www.instagram.com/{name}" for name in names]
        past = await renamed(opened, await filed(opened, link=links[0]), names[1])
        past = await opened.move("casey", "close", past, **ANSWERS)
        case = await filed(opened, link=links[1])
        reopening, recording = (
            await opened.press("devon", "reopen", past),
            await opened.press("casey", "log_outcome", case),
        )
        assert isinstance(reopening, Open)
        assert isinstance(recording, Open)
        given = ANSWERS | {"outcome": "renamed", "new_handle": names[0]}
        answers = await asyncio.gather(
            opened.send("devon", reopening.form, {"reason": "It is back."}),
            opened.send("casey", recording.form, given),
        )
        assert not [now for now in answers if isinstance(now, Sorry)]


async def renamed(opened: Office, case: Case, name: str) -> Case:
    """A case whose account was renamed, as the platform answered."""
    return await opened.move("casey", "log_outcome", case, outcome="renamed", new_handle=name)
