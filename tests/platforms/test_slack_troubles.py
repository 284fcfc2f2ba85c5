"""When something does not work in Slack, or not in time: what people read, and what is offered to them instead."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from bot.replies import Open, Sorry
from bot.ui import Button, Card
from tests.platforms.slack_world import ANA, MINIMAL, PAT, WHOLE, World, slack_world


@pytest.fixture
async def world() -> AsyncIterator[World]:
    async with slack_world() as running:
        yield running


# --- Sorry ----------------------------------------------------------------------------------------------------------

SORRY = Sorry("Something did not work. *Please* try <again>.")


async def test_a_sentence_under_a_command_and_in_the_chat(world: World) -> None:
    ana = world.person(ANA)
    world.answers(SORRY, SORRY)
    await ana.say("/sm-request")
    await ana.say("hello")
    assert [said.replace("*", "") for said in ana.messages()] == [SORRY.text.replace("*", "")] * 2


async def test_a_sentence_beside_what_is_typed(world: World) -> None:
    ana = world.person(ANA)
    world.answers(Open(MINIMAL), SORRY, SORRY)
    await ana.say("/sm-request")
    await ana.fill({"Why an account?": "Scores"})
    await ana.send()
    assert ana.errors() == {"Why an account?": SORRY.text}
    assert "Scores" in (ana.form() or "")


async def test_a_sentence_over_a_form_leaves_the_form_under_it(world: World) -> None:
    ana = world.person(ANA)
    world.answers(Open(WHOLE), SORRY)
    await ana.say("/sm-request")
    await ana.fill({"Why an account?": "Scores"})
    await ana.send("Back")
    assert ana.form() == f"Crossing Guard\n{SORRY.text}"
    assert "views.push" in dict(world.double.calls)
    await ana.close()
    assert "Why an account?: Scores" in (ana.form() or "")


async def test_a_guest_who_presses_reads_why_nothing_happens(world: World) -> None:
    pat = world.person(PAT)
    await world.chat.post(await world.chat.find(PAT), Card("R-1042", buttons=(Button("approve", "Approve"),)))
    world.answers(SORRY)
    await pat.press("Approve")
    assert pat.form() == f"Crossing Guard\n{SORRY.text}"


async def test_nothing_piles_up_for_a_guest_who_only_looks_in(world: World) -> None:
    ana = world.person(ANA)
    world.answers(SORRY, SORRY)
    await ana.arrive()
    assert (ana.messages(), ana.home()) == ([], None)
    await ana.go_home()
    assert ana.home() == SORRY.text


async def test_who_could_not_be_looked_up_is_asked_to_try_again(world: World) -> None:
    world.double.fail("users.info", "internal_error")
    ana = world.person(ANA)
    await ana.say("/sm-request")
    assert ana.messages() == ["I could not find out who you are just now. Please try again in a minute."]
    assert world.reception.events == []


# --- In time --------------------------------------------------------------------------------------------------------


async def test_a_form_that_is_ready_too_late_is_offered_in_the_chat(world: World) -> None:
    ana = world.person(ANA)
    world.reception.takes = 2.1
    world.answers(Open(MINIMAL))
    await ana.say("/sm-request")
    assert (ana.form(), world.reception.offered) == (None, [Open(MINIMAL)])


async def test_a_trigger_that_ran_out_is_offered_in_the_chat(world: World) -> None:
    world.double.fail("views.open", "expired_trigger_id")
    world.answers(Open(MINIMAL))
    await world.person(ANA).say("/sm-request")
    assert world.reception.offered == [Open(MINIMAL)]


async def test_slack_has_its_answer_in_time_and_the_work_comes_to_its_end() -> None:
    async with slack_world() as world:
        world.reception.takes = 3.2
        world.answers(Open(MINIMAL))
        await world.person(ANA).say("/sm-request")
        assert world.double.acknowledged[-1].seconds < 3
        assert world.reception.events == []
    assert world.reception.offered == [Open(MINIMAL)]


async def test_a_direct_message_has_no_trigger_so_its_form_is_offered(world: World) -> None:
    world.answers(Open(MINIMAL))
    await world.person(ANA).say("sm-request")
    assert world.reception.offered == [Open(MINIMAL)]
