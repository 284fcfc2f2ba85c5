"""Teams takes a late answer for a lost one and delivers the same again: whatever it was, it counts once."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest

from bot.replies import Open
from tests.drive_teams import TeamsPerson
from tests.platforms.teams_cards import FORM
from tests.platforms.teams_house import house
from tests.stage import Stage, stage
from tests.teams_double import Fault


@pytest.fixture
async def opened(address: str) -> AsyncIterator[Stage]:
    async with stage("teams", address) as opened:
        yield opened


async def ana(opened: Stage) -> TeamsPerson:
    person = await opened.person("ana")
    assert isinstance(person, TeamsPerson)
    return person


async def test_a_form_that_a_button_opened_is_not_posted_again(opened: Stage) -> None:
    person = await ana(opened)
    await person.press("Request an account")
    assert person.forms() == 1
    await person.deliver_again()
    assert person.forms() == 1


async def test_a_form_that_words_opened_is_not_posted_again(opened: Stage) -> None:
    person = await ana(opened)
    await person.say("sm-request")
    await person.deliver_again()
    assert person.forms() == 1


async def test_a_form_that_was_sent_meanwhile_stays_as_it_is(opened: Stage) -> None:
    person = await ana(opened)
    await person.say("sm-request")
    await person.fill({"Which team, club, class or office is it for?": "Girls Soccer"})
    await person.send()
    after = person.form()
    await person.deliver_again()
    assert (person.forms(), person.form()) == (1, after)


async def test_what_comes_again_while_the_form_is_on_its_way_brings_no_other() -> None:
    async with house() as bot:
        person = bot.person()
        bot.double.faults.append(Fault("POST", 0, seconds=1))
        bot.machine.answers += [Open(FORM), Open(FORM)]
        first = asyncio.create_task(person.say("sm-request"))
        while not bot.machine.heard:  # noqa: ASYNC110 - the machine tells nobody
            await asyncio.sleep(0.01)
        await person.deliver_again()
        await first
        assert person.forms() == 1
        assert bot.machine.shown_for == [bot.machine.heard[0].key]
