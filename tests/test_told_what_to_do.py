"""Who is told what to do in which danger: every danger in the words counts, everybody who writes of one is told, and
nobody who handles a report is told of the same at each of their notes."""

from __future__ import annotations

import asyncio

import pytest

from bot.replies import Open, Swap
from bot.ui import plain
from tests.office import Office, office
from tests.reports import report, taken
from tests.test_danger_in_forms import ABUSE, ALERT, IMAGE, SELF_HARM, THREAT
from tests.test_danger_said_later import HELD_BACK, MAY_BE, card, said, warnings

BOTH = "He says he will shoot up the school tomorrow and then kill himself"
OF_A_COLLEAGUE = "coach says he will bring a gun and texts one of the girls late at night"
NOBODY = "Nobody at the district has been alerted by your message."


async def test_every_danger_in_the_words_is_with_the_report(opened: Office) -> None:
    case = await report(opened, "kim", "threat", danger="yes", harmed="school")
    case = await opened.move("toni", "take", case)
    await said(opened, "note", BOTH, case, "toni")
    assert (await opened.case(case.ref)).data["spoken_of"] == ["safety-threat", "safety-self-harm"]
    assert MAY_BE in plain(await card(opened, "toni", case.ref))


async def test_they_are_told_of_the_first_of_which_they_were_not(opened: Office) -> None:
    case = await report(opened, "kim", "threat", danger="yes", harmed="school")
    await said(opened, "add", BOTH, case, "kim")
    (told,) = [one for one in await opened.told("kim") if "The on-call team has not been alerted by your words" in one]
    assert "988" in told


async def test_where_one_of_them_belongs_in_no_report_nothing_is_kept(opened: Office) -> None:
    case = await taken(opened)
    now = await said(opened, "add", OF_A_COLLEAGUE, case, "kim")
    assert HELD_BACK in now
    assert "human resources" in now
    assert "Call 911 now" in (await opened.told("kim"))[-1]
    assert await opened.case(case.ref) == case


async def test_whoever_was_told_is_not_told_at_the_next_note_and_another_handler_is(opened: Office) -> None:
    case = await taken(opened)
    await said(opened, "add", SELF_HARM, case, "kim")
    for name in ("casey", "devon"):
        for words in (SELF_HARM, f"Once more: {SELF_HARM}"):
            await said(opened, "note", words, await opened.case(case.ref), name)
            assert await warnings(opened, name) == 1


async def test_of_another_danger_they_are_told_anew(opened: Office) -> None:
    case = await taken(opened)
    for times, words in enumerate((SELF_HARM, THREAT, IMAGE), start=1):
        await said(opened, "note", words, await opened.case(case.ref))
        assert await warnings(opened) == times


async def test_in_a_report_of_suspected_abuse_it_can_be_noted_that_it_was_reported(opened: Office) -> None:
    case = await report(opened, "harper", "bullying", harmed="student", abuse="yes")
    case = await opened.move("casey", "take", case)
    words = "I reported the suspected abuse to DCYF on Friday at 3 pm."
    assert opened.building.house.library.danger(words)
    assert HELD_BACK not in await said(opened, "note", words, case)
    assert words in plain(await card(opened, ref=case.ref))


@pytest.mark.parametrize("words", [SELF_HARM, THREAT, IMAGE, ABUSE])
async def test_of_a_report_that_is_out_of_their_sight_by_now_they_are_told_all_the_same(
    opened: Office, words: str
) -> None:
    case = await taken(opened)
    form = await opened.press("casey", "note", case)
    assert isinstance(form, Open)
    await opened.move("devon", "recategorise", case, category="staff_conduct", harmed="student")
    for _ in range(2):
        assert isinstance(await opened.send("casey", form.form, {"note": words}), Swap)
    await opened.settle()
    (told,) = [one for one in await opened.told("casey") if NOBODY in one]
    assert f"[{ALERT}]" in told
    assert case.ref not in told


async def test_everyday_words_in_such_a_form_are_only_refused(opened: Office) -> None:
    case = await taken(opened)
    form = await opened.press("casey", "note", case)
    assert isinstance(form, Open)
    await opened.move("devon", "recategorise", case, category="staff_conduct", harmed="student")
    await opened.send("casey", form.form, {"note": "They will shoot the team photo on Friday."})
    await opened.settle()
    assert not [one for one in await opened.told("casey") if NOBODY in one]


async def test_of_two_who_write_of_it_at_once_both_are_told_and_what_was_taken_is_with_the_report(address: str) -> None:
    async with office(address) as opened:
        case = await taken(opened)
        forms = {
            name: await opened.press(name, "note" if name == "casey" else "add", case) for name in ("casey", "kim")
        }
        sent = [
            opened.send(name, form.form, {"note": f"{name}: {SELF_HARM}"})
            for name, form in forms.items()
            if isinstance(form, Open)
        ]
        assert all(isinstance(now, Swap) for now in await asyncio.gather(*sent))
        assert [await warnings(opened, name) for name in forms] == [1, 1]
        after = await opened.case(case.ref)
        assert after.data["spoken_of"] == ["safety-self-harm"]
        assert 1 <= sum(SELF_HARM in step.note for step in await opened.history(after)) <= len(sent)


async def test_a_form_that_comes_again_does_not_take_back_that_nothing_was_kept(opened: Office) -> None:
    case = await taken(opened)
    form = await opened.press("casey", "note", case)
    assert isinstance(form, Open)
    first = await opened.send("casey", form.form, {"note": ABUSE}, key="once")
    assert HELD_BACK in plain(first.card)  # type: ignore[union-attr]
    assert await opened.send("casey", form.form, {"note": ABUSE}, key="once") is None
    kept = await opened.send("casey", form.form, {"note": "Called them."}, key="another")
    assert isinstance(kept, Swap)
    assert isinstance(await opened.send("casey", form.form, {"note": "Called them."}, key="another"), Swap)
