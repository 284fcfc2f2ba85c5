"""How a case ends: as soon as what was noted says how, its card closes it in one tap, with the time that it took."""

from __future__ import annotations

import asyncio

import pytest

from bot.replies import Now, Open, Swap
from bot.ui import Buttons, Card, plain
from bot.workflow import Case
from handlers.incident_ending import SPANS
from tests.office import Office
from tests.reports import ANSWERS, LINK, filed, report
from tests.test_danger_in_forms import IMAGE

TAPS = {
    "under_15": "Close · Less than 15 minutes",
    "15_to_60": "Close · 15 to 60 minutes",
    "over_60": "Close · More than an hour",
}
RUNGS = ("appeal", "rights_owner", "partner_program", "other_category")
"""Of the ladder for a fake school on Instagram, what is filed; the police and counsel come after it."""


async def answered(opened: Office, case: Case, outcome: str, filing: int = 1) -> Case:
    handle = "@central.hs.new" if outcome == "renamed" else ""
    given = {"filing": str(filing), "outcome": outcome, "new_handle": handle}
    return await opened.move("casey", "log_outcome", case, **{**ANSWERS, **given})


async def removed(opened: Office) -> Case:
    return await answered(opened, await filed(opened), "removed")


async def refused_everywhere(opened: Office) -> Case:
    """Every rung that is filed was, and each was refused."""
    case = await answered(opened, await filed(opened), "refused")
    for number, rung in enumerate(RUNGS, 2):
        case = await opened.move("casey", "file", case, **{**ANSWERS, "route": rung})
        case = await answered(opened, case, "refused", number)
    return case


async def card(opened: Office, case: Case, viewer: str = "casey") -> Card:
    """The card of a case as somebody is shown it who asks."""
    await opened.say(viewer, case.ref)
    await opened.settle()
    return (await opened.cards(viewer))[-1]


def taps_on(card: Card) -> list[str]:
    return [button.label for part in card.body if isinstance(part, Buttons) for button in part.items]


def said(now: Now | None) -> str:
    assert isinstance(now, Swap), now
    return plain(now.card)


# --- When it is offered -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("outcome", "ending"),
    [("removed", "It is gone."), ("gone", "It is gone."), ("restricted", "It is restricted or labeled.")],
)
async def test_what_came_of_a_filing_closes_the_case_in_one_tap(opened: Office, outcome: str, ending: str) -> None:
    shown = await card(opened, await answered(opened, await filed(opened), outcome))
    assert f"According to the notes: {ending} To close the case, press the total staff time spent on it:" in plain(
        shown
    )
    assert taps_on(shown) == list(TAPS.values())
    assert "[Close the case]" in plain(shown)


@pytest.mark.parametrize("outcome", ["refused", "no_answer", "renamed", "withdrawn", "came_back"])
async def test_what_leaves_something_to_try_or_says_too_little_offers_nothing(opened: Office, outcome: str) -> None:
    assert not taps_on(await card(opened, await answered(opened, await filed(opened), outcome)))


async def test_nothing_is_offered_before_a_platform_has_answered(opened: Office) -> None:
    assert not taps_on(await card(opened, await filed(opened)))


async def test_once_the_ladder_is_at_its_end_it_stays_up(opened: Office) -> None:
    case = await refused_everywhere(opened)
    assert not taps_on(await card(opened, case))
    case = await opened.move("casey", "escalate", case, to="police", why="As agreed.")
    assert not taps_on(await card(opened, case))
    case = await opened.move("casey", "file", case, **{**ANSWERS, "route": "counsel"})
    case = await answered(opened, case, "refused", 6)
    shown = await card(opened, case)
    assert "According to the notes: It stays up; nothing is left to try." in plain(shown)
    assert taps_on(shown) == list(TAPS.values())


async def test_a_filing_that_waits_keeps_a_refusal_from_being_the_end(opened: Office) -> None:
    case = await refused_everywhere(opened)
    for route in ("police", "counsel"):
        case = await opened.move("casey", "file", case, **{**ANSWERS, "route": route})
    case = await answered(opened, case, "no_answer", 6)
    assert not taps_on(await card(opened, case))
    assert taps_on(await card(opened, await answered(opened, case, "no_answer", 7)))


async def test_what_one_platform_removed_and_another_left_is_for_a_person_to_say(opened: Office) -> None:
    case = await refused_everywhere(opened)
    for route in ("police", "counsel"):
        case = await opened.move("casey", "file", case, **{**ANSWERS, "route": route})
    opened.clock.move(hours=1)
    case = await answered(opened, case, "removed", 6)
    assert "It is gone." in plain(await card(opened, case))
    opened.clock.move(hours=1)
    assert not taps_on(await card(opened, await answered(opened, case, "no_answer", 7)))


async def test_whoever_was_asked_for_help_is_waited_for(opened: Office) -> None:
    case = await refused_everywhere(opened)
    for route in ("police", "counsel"):
        case = await opened.move("casey", "file", case, **{**ANSWERS, "route": route})
    case = await answered(opened, await answered(opened, case, "refused", 6), "refused", 7)
    assert taps_on(await card(opened, case))
    case = await opened.move("casey", "escalate", case, to="title_ix", why="Please look.")
    assert not taps_on(await card(opened, case))
    (name,) = [step["email"].partition("@")[0] for step in case.data["escalated"]]
    assert taps_on(await card(opened, await opened.move(name, "note", case, note="I looked.")))


async def test_an_image_that_was_spoken_of_is_judged_first(opened: Office) -> None:
    case = await filed(opened)
    await opened.say("casey", f"About {case.ref}: {IMAGE}.")
    case = await answered(opened, await opened.case(case.ref), "removed")
    assert taps_on(await card(opened, case)) == []


async def test_the_last_refusal_says_that_nothing_is_left_to_try(opened: Office) -> None:
    case = await refused_everywhere(opened)
    for route in ("police", "counsel"):
        case = await opened.move("casey", "file", case, **{**ANSWERS, "route": route})
    case = await answered(opened, case, "no_answer", 6)
    form = await opened.press("casey", "log_outcome", case)
    assert isinstance(form, Open)
    told = said(await opened.send("casey", form.form, {**ANSWERS, "filing": "7", "outcome": "refused"}))
    assert "When nothing is left to do, close the case with its outcome." in told
    assert "What can be tried next" not in told


async def test_what_waits_beside_a_removal_does_not_hold_it_up_and_what_is_filed_after_it_does(opened: Office) -> None:
    case = await opened.move("casey", "file", await filed(opened), **{**ANSWERS, "route": "appeal"})
    opened.clock.move(hours=1)
    case = await answered(opened, case, "removed")
    assert taps_on(await card(opened, case))
    opened.clock.move(hours=1)
    case = await opened.move("casey", "file", case, **{**ANSWERS, "route": "other_category"})
    assert not taps_on(await card(opened, case))


async def test_only_who_may_close_it_is_offered_that(opened: Office) -> None:
    """Who is drawn in reads the whole of it; the counselor reported it."""
    case = await opened.move("casey", "escalate", await removed(opened), to="title_ix", why="As agreed.")
    (drawn_in,) = [step["email"].partition("@")[0] for step in case.data["escalated"]]
    case = await opened.move(drawn_in, "note", case)
    for name, offered in {"casey": True, "devon": True, drawn_in: False, "kim": False}.items():
        shown = await card(opened, case, name)
        assert bool(taps_on(shown)) is offered, name
        assert ("According to the notes" in plain(shown)) is offered, name


async def test_what_is_closed_offers_nothing(opened: Office) -> None:
    assert not taps_on(await card(opened, await opened.move("casey", "close", await removed(opened), **ANSWERS)))


async def test_what_is_opened_again_waits_for_another_answer(opened: Office) -> None:
    case = await opened.move("casey", "close.under_15", await removed(opened))
    case = await opened.move("casey", "reopen", case, reason="It is back.")
    opened.clock.move(hours=1)
    assert not taps_on(await card(opened, case))
    assert taps_on(await card(opened, await answered(opened, case, "removed")))


# --- What it does -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("span", SPANS)
async def test_a_tap_closes_it_as_the_form_would(opened: Office, span: str) -> None:
    case = await removed(opened)
    shown = said(await opened.press("casey", f"close.{span}", case))
    minutes = TAPS[span].removeprefix("Close · ")
    assert "[Closed]\n" in shown
    assert f"How it ended: It is gone\nTime spent: {minutes}" in shown
    closed = await opened.case(case.ref)
    assert (closed.state, closed.data["closing"], closed.data["minutes"]) == ("closed", "removed", span)
    assert f"{case.ref} is closed. Thank you for reporting it." in "\n".join(await opened.told("kim"))
    assert (await report(opened, "lee", link=LINK)).ref != case.ref


async def test_a_tap_that_is_delivered_again_closes_it_once(opened: Office) -> None:
    case = await removed(opened)
    first, second = [await opened.press("casey", "close.over_60", case, key="once") for _ in range(2)]
    assert said(first) == said(second)
    assert [step.move for step in await opened.history(case)].count("close") == 1


async def test_of_two_who_tap_at_the_same_moment_one_closes_it_and_the_other_hears_so(open_office: Office) -> None:
    opened = open_office
    case = await removed(opened)
    both = [
        opened.press(name, f"close.{span}", case) for name, span in {"casey": "under_15", "devon": "over_60"}.items()
    ]
    shown = [said(now) for now in await asyncio.gather(*both)]
    closed = await opened.case(case.ref)
    assert closed.version == case.version + 1
    assert [step.move for step in await opened.history(closed)].count("close") == 1
    time = TAPS[closed.data["minutes"]].removeprefix("Close · ")
    assert all(f"Time spent: {time}" in each for each in shown)


async def test_a_tap_that_comes_too_late_says_what_is_the_case(opened: Office) -> None:
    """The account came back meanwhile."""
    case = await removed(opened)
    after = await answered(opened, case, "came_back")
    said(await opened.press("devon", "close.under_15", case))
    assert await opened.case(case.ref) == after


async def test_a_tap_that_the_card_does_not_offer_changes_nothing(opened: Office) -> None:
    case = await filed(opened)
    said(await opened.press("casey", "close.under_15", case))
    assert await opened.case(case.ref) == case


async def test_a_tap_of_anybody_who_does_not_handle_it_changes_nothing(opened: Office) -> None:
    case = await removed(opened)
    for email in opened.building.house.district.people():
        if (name := email.partition("@")[0]) not in ("casey", "devon"):
            assert not isinstance(await opened.press(name, "close.under_15", case), Open)
            assert await opened.case(case.ref) == case, name
