"""A principal takes an approval back as long as the Director has not decided; whichever of the two comes first
counts."""

from __future__ import annotations

import asyncio

import pytest

from bot.events import Clicked
from bot.replies import Swap
from bot.ui import plain
from bot.workflow import Case
from tests.office import Office

TAKE_BACK = "[Take the approval back]"
TOLD = "Pat Okafor took back the approval of R-1001 before the Communications Director decided."
DECIDES = {"approve": "setting_up", "ask_for_changes": "changes_wanted", "decline": "declined"}
"""What the Director may decide, and where the request is then."""


async def approved(opened: Office, by: str = "pat", move: str = "approve") -> Case:
    case = await opened.move(by, move, await opened.file())
    await opened.settle()
    return case


async def card(opened: Office, name: str) -> str:
    """Somebody's newest card."""
    await opened.say(name, "R-1001")
    return (await opened.told(name))[-1]


async def pressed(opened: Office, name: str, move: str, case: Case) -> str:
    now = await opened.press(name, move, case)
    assert isinstance(now, Swap), now
    return plain(now.card)


async def test_it_is_the_principals_to_decide_again(open_office: Office) -> None:
    shown = await pressed(open_office, "pat", "take_back", await approved(open_office))
    assert "[With the principal]" in shown
    assert "[Approve] [Approve with conditions] [Ask for changes] [Decline]" in shown
    assert TAKE_BACK not in shown
    case = await open_office.case("R-1001")
    assert (await open_office.move("pat", "decline", case)).state == "declined"


async def test_the_directors_card_changes_and_the_requester_hears_one_line(opened: Office) -> None:
    case = await approved(opened)
    before = {name: await opened.told(name) for name in ("casey", "ana")}
    assert "[Approve]" in before["casey"][-1]
    await opened.press("pat", "take_back", case)
    directors = await opened.told("casey")
    assert len(directors) == len(before["casey"])
    assert "[With the principal]" in directors[-1]
    assert "[Approve]" not in directors[-1]
    assert "Pat Okafor took the approval back" in directors[-1]
    assert (await opened.told("ana"))[len(before["ana"]) :] == [f"{TOLD} It is with the principal again."]


async def test_the_director_is_reminded_no_more_and_the_principal_anew(opened: Office) -> None:
    await opened.press("pat", "take_back", await approved(opened))
    counts = {name: len(await opened.told(name)) for name in ("casey", "pat")}
    opened.clock.move(days=4)
    assert len(await opened.told("casey")) == counts["casey"]
    assert len(await opened.told("pat")) > counts["pat"]


async def test_their_conditions_go_with_it(opened: Office) -> None:
    case = await approved(opened, move="approve_with_conditions")
    assert "Pat Okafor approved on these conditions:" in await card(opened, "ana")
    await opened.press("pat", "take_back", case)
    assert "approved on these conditions:" not in await card(opened, "ana")
    case = await opened.move("pat", "approve", await opened.case(case.ref))
    assert await opened.move("casey", "approve", case)
    assert "approved on these conditions:" not in await card(opened, "ana")


async def test_the_history_keeps_both(opened: Office) -> None:
    await opened.press("pat", "take_back", await approved(opened))
    history = await opened.history(await opened.case("R-1001"))
    assert [(step.move, step.by) for step in history[1:]] == [
        ("approve", "pat@example.org"),
        ("take_back", "pat@example.org"),
    ]


async def test_a_stand_in_takes_back_what_they_approved_and_nobody_else_does(opened: Office) -> None:
    case = await approved(opened, "drew")
    assert TAKE_BACK in await card(opened, "drew")
    for name in ("pat", "casey", "devon", "ana", "kim"):
        assert TAKE_BACK not in await card(opened, name)
        await opened.press(name, "take_back", case)
        assert await opened.case(case.ref) == case
    await opened.press("drew", "take_back", case)
    assert (await opened.case(case.ref)).state == "with_principal"
    assert "[Approve]" in await card(opened, "pat")


@pytest.mark.parametrize("decides", DECIDES)
async def test_once_the_director_has_decided_it_is_too_late_and_says_so(open_office: Office, decides: str) -> None:
    case = await approved(open_office)
    await open_office.move("casey", decides, case)
    assert TAKE_BACK not in "".join(await open_office.told("pat"))
    await open_office.press("pat", "take_back", case)
    assert (await open_office.case(case.ref)).state == DECIDES[decides]
    assert any("Casey Lindqvist acted on R-1001 first" in said for said in await open_office.told("pat"))


@pytest.mark.parametrize("decides", ["approve_with_conditions", "ask_for_changes", "decline"])
async def test_a_director_who_sends_a_form_too_late_reads_who_was_first(open_office: Office, decides: str) -> None:
    case = await approved(open_office)
    form = await open_office.press("casey", decides, case)
    await open_office.press("pat", "take_back", case)
    last = await open_office.finish("casey", form)
    assert isinstance(last, Swap)
    assert "Pat Okafor acted on R-1001 first" in plain(last.card)
    assert "It is now: With the principal." in plain(last.card)
    assert (await open_office.case(case.ref)).state == "with_principal"


async def test_an_old_card_of_the_directors_decides_nothing_any_more(open_office: Office) -> None:
    case = await approved(open_office)
    await open_office.press("pat", "take_back", case)
    await open_office.press("casey", "approve", case)
    assert (await open_office.case(case.ref)).state == "with_principal"
    assert any("Pat Okafor acted on R-1001 first" in said for said in await open_office.told("casey"))


async def test_of_both_at_the_same_moment_one_counts_and_the_other_hears_so(open_office: Office) -> None:
    for number in range(1001, 1006):
        case = await open_office.move("pat", "approve", await open_office.file())
        assert case.ref == f"R-{number}"
        await asyncio.gather(open_office.press("casey", "approve", case), open_office.press("pat", "take_back", case))
        after = await open_office.case(case.ref)
        moves = [step.move for step in await open_office.history(case)]
        assert after.version == case.version + 1
        won, lost = ("casey", "pat") if after.state == "setting_up" else ("pat", "casey")
        assert moves == ["file", "approve", "approve" if won == "casey" else "take_back"]
        name = open_office.building.house.name(f"{won}@example.org")
        said = [said for said in await open_office.told(lost) if f"acted on {case.ref} first" in said]
        assert [one.partition(" acted")[0] for one in said] == [name]


async def test_twenty_presses_take_it_back_once(open_office: Office) -> None:
    case = await approved(open_office)
    await asyncio.gather(*(open_office.press("pat", "take_back", case) for _ in range(20)))
    assert [step.move for step in await open_office.history(case)] == ["file", "approve", "take_back"]
    assert [said for said in await open_office.told("ana") if TOLD in said] == [
        f"{TOLD} It is with the principal again."
    ]


async def test_it_can_be_taken_back_from_whoever_was_given_the_decision(opened: Office) -> None:
    case = await opened.move("casey", "reassign", await approved(opened), to="lee@example.org")
    assert TAKE_BACK in await card(opened, "pat")
    await opened.press("pat", "take_back", case)
    assert (await opened.case(case.ref)).state == "with_principal"


async def test_a_yes_to_what_was_changed_since_is_nobodys(opened: Office) -> None:
    case = await opened.move("casey", "ask_for_changes", await approved(opened))
    case = await opened.move("ana", "refile", case)
    assert case.state == "with_director"
    assert TAKE_BACK not in await card(opened, "pat")
    await opened.press("pat", "take_back", case)
    assert (await opened.case(case.ref)).state == "with_director"


async def test_who_took_the_decision_over_gave_no_yes_of_the_schools(opened: Office) -> None:
    case = await opened.move("casey", "override", await opened.file())
    for name in ("pat", "casey"):
        assert TAKE_BACK not in await card(opened, name)
        await opened.press(name, "take_back", case)
    assert (await opened.case(case.ref)).state == "with_director"


async def test_what_the_director_declined_and_reopened_is_the_directors(opened: Office) -> None:
    case = await opened.move("casey", "decline", await approved(opened))
    await opened.move("casey", "reopen", case)
    assert TAKE_BACK not in await card(opened, "pat")


async def test_after_a_second_yes_the_director_decides_as_ever(opened: Office) -> None:
    await opened.press("pat", "take_back", await approved(opened))
    case = await opened.move("pat", "approve", await opened.case("R-1001"))
    assert "[Approve]" in (await opened.told("casey"))[-1]
    assert (await opened.move("casey", "approve", case)).state == "setting_up"


async def test_the_button_says_what_the_card_calls_it(opened: Office) -> None:
    await approved(opened)
    await opened.say("pat", "R-1001")
    await opened.settle()
    (button,) = [one for one in (await opened.cards("pat"))[-1].buttons if one.action == "account_request.take_back"]
    await opened.receive(Clicked(**opened.whence("pat"), action=button.action, value=button.value))
    assert (await opened.case("R-1001")).state == "with_principal"
