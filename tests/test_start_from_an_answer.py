"""An answer about harmful accounts and posts begins a report with one tap; any other answer does not."""

from __future__ import annotations

from bot.events import Clicked
from bot.replies import Open
from tests.office import Office

BULLYING = "A page is bullying one of our students. What do I do?"
START = "[Start a report]"


async def test_one_tap_opens_the_form(opened: Office) -> None:
    await opened.say("kim", BULLYING)
    assert START in (await opened.told("kim"))[-1]
    (begin,) = [one for one in (await opened.cards("kim"))[-1].buttons if one.action == "incident.start"]
    now = await opened.receive(Clicked(**opened.whence("kim"), action=begin.action, value=begin.value))
    assert isinstance(now, Open)
    assert now.form.title == "Safety first"


async def test_it_stays_once_the_answer_was_rated(opened: Office) -> None:
    await opened.say("kim", BULLYING)
    await opened.told("kim")
    (helped,) = [one for one in (await opened.cards("kim"))[-1].buttons if one.action == "question.helped"]
    await opened.receive(Clicked(**opened.whence("kim"), action=helped.action, value=helped.value))
    assert START in (await opened.told("kim"))[-1]


async def test_an_answer_about_something_else_has_no_such_button(opened: Office) -> None:
    await opened.say("kim", "How long do we keep posts?")
    said = (await opened.told("kim"))[-1]
    assert "[Ask a person]" in said
    assert START not in said
