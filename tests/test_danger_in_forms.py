"""Danger typed into a form is answered like danger in the chat, and goes to nobody who should not read it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.events import Clicked
from bot.replies import Fix, Now, Open, Swap
from bot.ui import Card, plain
from bot.workflow import Case
from tests.office import Office
from tests.reports import report

SELF_HARM = "She just texted me that she is going to kill herself tonight"
THREAT = "he says he will bring a gun to school tomorrow"
ABUSE = "A student told me her stepfather hits her, her name is Emma Watkins, grade 4. What do I do?"
CONDUCT = "I think Casey, our communications director, is texting one of my students late at night"
IMAGE = "students pass around a nude picture of a girl in grade 9"
GRAVE = (SELF_HARM, THREAT, ABUSE, CONDUCT, IMAGE)
OTHER_LINK = "https://www.instagram.com/another.fake"
ALERT = "Alert the on-call team"


async def typed_into(opened: Office, move: str, case: Case, words: str, name: str = "kim") -> Now | None:
    """Somebody presses a case's button and sends the form that it opens."""
    now = await opened.press(name, move, case)
    assert isinstance(now, Open), now
    return await opened.send(name, now.form, {"note": words})


async def asked(opened: Office, words: str) -> Now | None:
    now = await opened.say("kim", "ask a person")
    assert isinstance(now, Open)
    return await opened.send("kim", now.form, {"words": words})


async def answered(opened: Office) -> Case:
    """A question of Kim's that the office has answered."""
    await asked(opened, "May we repost this?")
    return await opened.move("casey", "answer", await opened.case("Q-1001"))


async def newest(opened: Office, name: str) -> Card:
    await opened.settle()
    return (await opened.cards(name))[-1]


async def stored(opened: Office) -> str:
    """All that the database holds of every case, its history too."""
    everything = [(case, await opened.history(case)) for case, _ in await opened.everything()]
    return repr(everything)


# --- A question for the office ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("words", GRAVE)
async def test_words_of_danger_go_to_nobody_and_whoever_wrote_them_reads_whom_to_call(
    opened: Office, words: str
) -> None:
    now = await asked(opened, words)
    assert isinstance(now, Swap)
    assert "police" in plain(now.card) or "911" in plain(now.card)
    assert "I sent your words to nobody and kept none." in plain(now.card)
    told = plain(await newest(opened, "kim"))
    assert "police" in told or "911" in told
    assert "Nobody at the district has been alerted by your message." in told
    assert "[Report it]" in told
    assert await opened.told("casey") == []
    assert words not in await stored(opened)
    assert (await opened.case("Q-1001")).state == "draft"


@pytest.mark.parametrize("words", [SELF_HARM, THREAT])
async def test_where_a_life_is_in_danger_one_button_alerts_the_on_call_team(opened: Office, words: str) -> None:
    await asked(opened, words)
    button = next(button for button in (await newest(opened, "kim")).buttons if button.label == ALERT)
    pressed = Clicked(**opened.whence("kim"), action=button.action, value=button.value)
    assert isinstance(await opened.receive(pressed), Swap)
    assert "Kim Tanaka alerted the on-call team" in (await opened.told("toni"))[-1]


async def test_a_colleagues_conduct_goes_neither_to_the_director_nor_to_those_on_call(opened: Office) -> None:
    await asked(opened, CONDUCT)
    told = await newest(opened, "kim")
    assert "human resources" in plain(told)
    assert [button.label for button in told.buttons] == ["Report it"]
    assert await opened.told("casey") == []
    assert await opened.told("toni") == []


@pytest.mark.parametrize("words", GRAVE)
async def test_danger_in_what_is_asked_again_goes_to_nobody(opened: Office, words: str) -> None:
    case = await answered(opened)
    before = await opened.told("casey")
    now = await typed_into(opened, "ask_again", case, words)
    assert isinstance(now, Swap)
    assert "I sent your words to nobody" in plain(now.card)
    assert "Nobody at the district has been alerted" in plain(await newest(opened, "kim"))
    assert await opened.told("casey") == before
    assert words not in await stored(opened)


async def test_everyday_words_are_sent_and_asked_again(opened: Office) -> None:
    case = await answered(opened)
    await typed_into(opened, "ask_again", case, "Can we shoot the team photo on Friday?")
    assert (await opened.case("Q-1001")).state == "asked"
    assert "Can we shoot the team photo on Friday?" in (await opened.told("casey"))[-1]


async def test_a_password_beside_danger_hides_it_in_no_form(opened: Office) -> None:
    now = await asked(opened, f"{SELF_HARM}, her login: emma2009")
    assert isinstance(now, Swap)
    assert "988" in plain(now.card)
    assert "emma2009" not in await stored(opened)


async def test_what_was_meant_otherwise_is_asked_in_other_words(opened: Office) -> None:
    await asked(opened, ABUSE)
    await asked(opened, "May we repost this?")
    assert (await opened.case("Q-1001")).state == "asked"


async def test_whoever_wrote_in_spanish_reads_in_spanish_to_call_911(opened: Office) -> None:
    now = await asked(opened, "un alumno trae una pistola mañana a la escuela")
    assert isinstance(now, Swap)
    called = "Si alguien puede estar en peligro, llame ahora al 911."
    assert called in plain(now.card)
    assert called in plain(await newest(opened, "kim"))


# --- An addition to a report ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("words", [SELF_HARM, THREAT, IMAGE])
async def test_a_new_danger_in_an_addition_is_answered_at_once_and_goes_to_whoever_handles_it(
    opened: Office, words: str
) -> None:
    case = await opened.move("casey", "take", await report(opened))
    await typed_into(opened, "add", case, words)
    told = plain(await newest(opened, "kim"))
    assert "police" in told or "911" in told
    assert f"The on-call team has not been alerted by your words, and {case.ref} may not be read in time." in told
    assert f"[{ALERT}]" in told
    assert words in "".join(await opened.told("casey"))


async def filed_under(opened: Office, ref: str) -> str:
    """The class of a report by which it would be kept once it is closed."""
    case = replace(await opened.case(ref), state="closed")
    return opened.building.menu.faces[case.kind].filed_under(case)


@pytest.mark.parametrize("words", [SELF_HARM, THREAT, IMAGE])
async def test_a_report_to_which_danger_was_added_is_kept_as_one_of_danger(opened: Office, words: str) -> None:
    case = await report(opened)
    await typed_into(opened, "add", case, "It has two more posts.")
    assert await filed_under(opened, case.ref) == "incident_district"
    await typed_into(opened, "add", await opened.case(case.ref), words)
    assert await filed_under(opened, case.ref) == "incident_grave"


async def test_what_takes_such_a_report_in_is_kept_as_one_of_danger_too(opened: Office) -> None:
    main, case = await report(opened), await report(opened, "lee", link=OTHER_LINK)
    await typed_into(opened, "add", case, THREAT, "lee")
    await opened.move("casey", "link", await opened.case(case.ref), main=main.ref)
    assert [await filed_under(opened, one.ref) for one in (main, case)] == ["incident_grave", "incident_grave"]


@pytest.mark.parametrize("words", [ABUSE, CONDUCT])
async def test_suspected_abuse_and_a_colleagues_conduct_are_not_added_to_a_report_of_something_else(
    opened: Office, words: str
) -> None:
    case = await report(opened)
    now = await typed_into(opened, "add", case, words)
    assert isinstance(now, Swap)
    assert "I sent your words to nobody and kept none." in plain(now.card)
    assert "1-866-363-4276" in plain(await newest(opened, "kim"))
    assert words not in await stored(opened)


async def test_who_reported_that_danger_adds_to_it_without_another_warning(opened: Office) -> None:
    case = await report(opened, danger="yes")
    before = await opened.told("kim")
    await typed_into(opened, "add", case, THREAT)
    assert len(await opened.told("kim")) == len(before)
    assert THREAT in await stored(opened)


async def test_a_report_of_a_colleagues_conduct_takes_more_of_it(opened: Office) -> None:
    case = await report(opened, category="staff_conduct")
    await typed_into(opened, "add", case, CONDUCT)
    assert CONDUCT in await stored(opened)


async def test_danger_is_answered_even_where_the_addition_comes_too_late(opened: Office) -> None:
    case = await report(opened)
    now = await opened.press("kim", "add", case)
    assert isinstance(now, Open)
    await opened.move("casey", "take", case)
    late = await opened.send("kim", now.form, {"note": SELF_HARM})
    assert not isinstance(late, Fix)
    assert any("988" in told for told in await opened.told("kim"))
