"""Whoever asks for a person, in whatever words, comes to where the button “Ask a person” leads."""

from __future__ import annotations

import pytest

from bot.events import Clicked
from bot.replies import Open
from bot.ui import plain
from tests.office import Office
from tests.test_questions import kept


@pytest.mark.parametrize(
    "words",
    [
        "talk to a person",
        "I want to speak with a human!",
        "human",
        "ask the director",
        "Could I ask the Communications Director's office instead?",
        "can we talk to somebody",
    ],
)
async def test_who_asks_for_a_person_in_their_own_words_gets_the_form(opened: Office, words: str) -> None:
    now = await opened.say("kim", words)
    assert isinstance(now, Open)
    assert now.form.name == "inquiry.ask"


@pytest.mark.parametrize(
    "words",
    ["i need to talk to someone", "can i talk to someone, i do not feel safe", "the human body", "ask a parent"],
)
async def test_other_words_of_people_open_no_form(opened: Office, words: str) -> None:
    assert await opened.say("kim", words) is None


async def test_who_has_a_question_is_invited_to_ask_it_here_or_a_person(opened: Office) -> None:
    await opened.say("kim", "I have a question")
    await opened.settle()
    card = (await opened.cards("kim"))[-1]
    assert "Please ask in a few words" in plain(card)
    (button,) = card.buttons
    press = Clicked(**opened.whence("kim"), action=button.action, value=button.value)
    assert isinstance(await opened.receive(press), Open)
    assert not await kept(opened)
