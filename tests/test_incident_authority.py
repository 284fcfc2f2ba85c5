"""Who hears of an incident, who reads all of it, and who may do what: explicit tables, tried by everybody."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from itertools import product

import pytest

from bot.events import Clicked, Filled, Person
from bot.replies import Fix, Open, Sorry, Swap
from bot.ui import plain
from bot.workflow import Case
from handlers.incident import CONVERSATION, WORKFLOW
from handlers.incident_safety import HEARD
from tests.office import Office
from tests.reports import ANSWERS, CALM, closed, filed, last_screen, receipt, report, taken
from tests.situations import NO_STAFF

KIND = "incident"
PEOPLE = ("kim", "lee", "ana", "pat", "casey", "devon", "harper", "hollis", "toni", "robin", "tracy")
"""The reporter and another one; a colleague and the principal; the Director and the deputy; the contact for bullying,
human resources, the threat team and on call, the superintendent, the Title IX coordinator."""

HANDLING = {"note", "escalate", "recategorise", "link"}
WORKING = HANDLING | {"file", "close"}
MAY: dict[str, dict[str, set[str]]] = {
    "draft": {"kim": {"report"}},
    "new": {"kim": {"add"}, "casey": HANDLING | {"take"}, "devon": HANDLING | {"take"}},
    "taken": {"kim": {"add"}, "casey": WORKING, "devon": WORKING | {"take_over"}},
    "filed": {
        "kim": {"add"},
        "casey": WORKING | {"log_outcome"},
        "devon": WORKING | {"log_outcome", "take_over"},
    },
    "closed": {"casey": {"reopen"}, "devon": {"reopen"}},
}
"""By state, who may do what to Kim's report of a page that pretends to be the school's."""

OPENS_THE_SAME = {("draft", "kim"): {"complete"}}
"""A report is its reporter's alone: both buttons lead to the first screen that is not finished."""

MOVES = sorted({move.name for move in WORKFLOW.moves})
BUTTONS = sorted({*MOVES, "playbook", "evidence", "files_done"})
FORMS = {screen.name for screen in CONVERSATION.screens} | {
    f"{KIND}.{move.name}" for move in WORKFLOW.moves if move.asks
}


async def drafted(opened: Office) -> Case:
    return await opened.case((await last_screen(opened, "kim")).form.value.partition(".")[0])


SITUATIONS: dict[str, Callable[[Office], Awaitable[Case]]] = {
    "draft": drafted,
    "new": report,
    "taken": taken,
    "filed": filed,
    "closed": closed,
}


# --- What may be done -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("situation", MAY)
async def test_what_the_table_does_not_allow_changes_nothing(opened: Office, situation: str) -> None:
    case = await SITUATIONS[situation](opened)
    before = await opened.everything()
    for name in PEOPLE:
        for button in set(BUTTONS) - MAY[situation].get(name, set()) - OPENS_THE_SAME.get((situation, name), set()):
            now = await opened.press(name, button, case)
            assert not isinstance(now, Open | Fix | Sorry), (name, button)
    assert await opened.everything() == before


@pytest.mark.parametrize("situation", MAY)
async def test_no_form_changes_what_its_move_may_not(opened: Office, situation: str) -> None:
    """Every form, sent with good answers and without ever having been shown."""
    case = await SITUATIONS[situation](opened)
    before = await opened.everything()
    for name in PEOPLE:
        moves = MAY[situation].get(name, set())
        allowed = {f"{KIND}.{move}" for move in moves}
        if "report" in moves:
            allowed |= {f"{KIND}.{screen}" for screen in ("safety", "texts", "what", "details", "send")}
        for form in sorted(FORMS - allowed):
            sent = Filled(**opened.whence(name), form=form, value=case.stamp, answers={**ANSWERS, **CALM})
            assert isinstance(await opened.receive(sent), Swap), (name, form)
    # All these answers together sound like a sexual image: each of these people has a draft of their own then.
    assert [one for one in await opened.everything() if one[0].data.get("screens") != [HEARD]] == before


@pytest.mark.parametrize("situation", MAY)
async def test_each_sees_the_buttons_of_what_they_may_do(opened: Office, situation: str) -> None:
    case = await SITUATIONS[situation](opened)
    for name in PEOPLE:
        chosen = WORKFLOW.choices(case, f"{name}@example.org", opened.building.house.district)
        assert {move.name for move in chosen if not move.hidden} == MAY[situation].get(name, set()), name


async def test_whoever_is_not_staff_can_do_nothing(opened: Office) -> None:
    """Even with the Director's or the reporter's address."""
    case = await taken(opened)
    before = await opened.everything()
    for standing, name in product(NO_STAFF, ("casey", "kim")):
        stranger = {"person": Person(f"{name}@example.org", "Somebody", standing)}
        for button in BUTTONS:
            pressed = Clicked(**opened.whence(name) | stranger, action=f"{KIND}.{button}", value=case.stamp)
            assert isinstance(await opened.receive(pressed), Sorry), (standing, name, button)
    assert await opened.everything() == before


# --- Who hears of it, and who reads what ----------------------------------------------------------------------------

HEARS: dict[str, tuple[dict[str, str], set[str]]] = {
    "a fake page of the school": ({"category": "impersonates_district"}, {"casey"}),
    "a student is bullied": ({"category": "bullying", "harmed": "student"}, {"casey", "harper"}),
    "the conduct of staff": ({"category": "staff_conduct", "harmed": "student"}, {"hollis", "harper"}),
    "a threat": ({"category": "threat"}, {"toni"}),
}
"""Of a report of Kim's: how it is answered, and who of the others hears of it at least."""

NEVER: dict[str, set[str]] = {"the conduct of staff": {"casey", "devon", "pat", "drew"}}


@pytest.mark.parametrize("matter", HEARS)
async def test_who_hears_of_it(opened: Office, matter: str) -> None:
    answers, hear = HEARS[matter]
    case = await report(opened, **answers)
    await opened.settle()
    heard = {name for name in (*PEOPLE, "drew") if any(case.ref in said for said in await opened.chat(name))}
    assert hear | {"kim"} <= heard
    assert not heard & ({"ana", "lee"} | NEVER.get(matter, set()))


@pytest.mark.parametrize("matter", NEVER)
async def test_whoever_must_not_know_finds_nothing(opened: Office, matter: str) -> None:
    """By its reference, in no list, by no button, and in no line that others cause."""
    answers, _ = HEARS[matter]
    case = await report(opened, **answers)
    for name in NEVER[matter]:
        for words in (case.ref, f"history {case.ref}", "reports", "my reports", "home"):
            await opened.say(name, words)
        for button in BUTTONS:
            await opened.press(name, button, case)
    await opened.move("hollis", "note", await opened.move("hollis", "take", case), **ANSWERS)
    await opened.settle()
    for name in NEVER[matter]:
        said = [said for said in await opened.chat(name) if case.ref in said and "I cannot find" not in said]
        assert said == [], name
        assert not any("central.hs.fake" in said for said in await opened.chat(name))


async def test_whoever_the_reporter_leaves_out_hears_nothing_and_the_next_handles_it(opened: Office) -> None:
    now = await last_screen(opened, "kim")
    details = await opened.receive(
        Filled(**opened.whence("kim"), form=now.form.name, value=now.form.value, pressed=f"{KIND}.details",
               answers={"note": ""})
    )  # fmt: skip
    assert isinstance(details, Open)
    again = await opened.send("kim", details.form, {"excluded": "casey@example.org"})
    assert isinstance(again, Open)
    await opened.send("kim", again.form, ANSWERS)
    case = await opened.case(now.form.value.partition(".")[0])
    await opened.press("casey", "take", case)
    assert await opened.case(case.ref) == case
    await opened.settle()
    assert not any(case.ref in said and "I cannot find" not in said for said in await opened.chat("casey"))
    assert (await opened.move("devon", "take", case)).state == "taken"


async def test_a_reporter_reads_what_they_said_and_nothing_that_others_did(opened: Office) -> None:
    case = await report(opened, "kim", note="It began last week.")
    assert (await report(opened, "lee", note="My class knows of it.")).ref == case.ref
    await opened.settle()
    case = await opened.move(
        "casey", "note", await opened.move("casey", "take", await opened.case(case.ref)), note="Hm."
    )
    await opened.settle()
    for name, other in (("kim", "Lee Abara"), ("lee", "Kim Tanaka")):
        said = "\n".join(await opened.chat(name))
        assert case.ref in said
        assert other not in said
        assert "Hm." not in said
    handlers = "\n".join(await opened.chat("casey"))
    assert "Reported by: Kim Tanaka, Lee Abara" in handlers
    assert "> My class knows of it." in handlers
    assert "My class knows of it." not in "\n".join(await opened.chat("kim"))


# --- One incident, many reporters -----------------------------------------------------------------------------------


async def test_later_reporters_hear_that_it_is_known(opened: Office) -> None:
    case = await report(opened, "kim")
    assert (await report(opened, "lee", link="instagram.com/Central.HS.fake/?igsh=1")).ref == case.ref
    joined = await opened.case(case.ref)
    assert joined.data["reporters"] == ["lee@example.org"]


@pytest.mark.parametrize("category", ["staff_conduct", "threat"])
async def test_of_what_is_nobodys_business_a_later_reporter_hears_no_more_than_any(
    opened: Office, category: str
) -> None:
    first = await last_screen(opened, "kim", category)
    second = await last_screen(opened, "lee", category)
    said = [await opened.send(name, now.form, ANSWERS) for name, now in (("kim", first), ("lee", second))]
    read = [plain(now.card).replace(receipt(now), "REF") for now in said if isinstance(now, Swap)]
    assert read[0] == read[1]
    assert [receipt(now) for now in said] == ["I-1001", "I-1002"]


async def test_another_matter_about_the_same_link_stays_apart_where_one_is_nobodys_business(opened: Office) -> None:
    case = await report(opened, "kim")
    other = await report(opened, "lee", "staff_conduct")
    assert other.ref != case.ref
    assert (await opened.case(case.ref)).data.get("reporters") is None


async def test_what_was_closed_is_recognized_when_it_comes_back(opened: Office) -> None:
    before = await closed(opened)
    case = await report(opened, "lee")
    assert (case.ref != before.ref, case.data["came_back"]) == (True, before.ref)
