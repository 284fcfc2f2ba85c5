"""An answer that sends somebody to another office, titles to choose from, and no answer at all may each meet an
emergency of which no sign speaks: whom to call then stands beside them, and beside no other answer."""

from __future__ import annotations

import pytest

from bot.ui import Card, Text, plain
from tests.office import Office

EMERGENCY = "In an emergency, call 911. Nobody watches this chat."
NO_ANSWER = "I do not have an answer to that."
UNSURE = "I am not sure which of these you mean."


async def answer(opened: Office, words: str) -> Card:
    await opened.say("kim", words)
    await opened.settle()
    return (await opened.cards("kim"))[-1]


async def test_every_entry_that_only_points_to_somebody_does(open_office: Office) -> None:
    knowledge = open_office.building.house.library.knowledge
    pointing = [entry for entry in knowledge.entries if entry.redirect]
    assert pointing
    for entry in pointing:
        shown = plain(await answer(open_office, entry.ask[0]))
        assert EMERGENCY in shown or "call 911" in shown, entry.slug


@pytest.mark.parametrize(
    "words",
    [
        "smoke in the science room",
        "what about comments",
        "are there rules for memes",
    ],
)
async def test_so_does_no_answer_and_so_do_titles_to_choose_from(open_office: Office, words: str) -> None:
    shown = plain(await answer(open_office, words))
    assert NO_ANSWER in shown or UNSURE in shown
    assert shown.count(EMERGENCY) == 1


async def test_an_answer_of_ours_does_not(open_office: Office) -> None:
    shown = await answer(open_office, "May I post a class photo when one student is opted out?")
    assert shown.title
    assert EMERGENCY not in plain(shown)


async def test_it_is_small_and_fits_one_line_of_a_card(open_office: Office) -> None:
    shown = await answer(open_office, "The Wi-Fi is down in my room.")
    assert plain(shown).count(EMERGENCY) == 1
    (line,) = [one for one in shown.body if isinstance(one, Text) and "emergency" in one.text]
    assert line.quiet
    assert len(EMERGENCY) <= 60
