"""Danger comes before every command, every answer and every warning, whatever else stands in a message."""

from __future__ import annotations

import pytest

from bot.replies import Open
from tests.office import Office
from tests.opened import CONTENT, enter
from tools.messages import QUESTIONS, labelled

HOUSE = enter(CONTENT)

COMMANDS_BESIDE_DANGER = {
    "A student is going to open fire at school tomorrow, he posted it on his Instagram account": "threat",
    "/sm-request he says he will shoot up the school on friday": "threat",
    "please report this: he wants to kill himself tonight https://www.instagram.com/centralsoccer": "hurt",
}
PASSWORDS_BESIDE_DANGER = (
    "A student told me she wants to kill herself tonight, her login: emma2009, what do I do",
    "he has a gun in the gym, door code is 4471#panthers",
    "password: hunter2 is what the kid used, he says he will kill himself tonight",
)


@pytest.mark.parametrize("text", COMMANDS_BESIDE_DANGER)
async def test_no_command_comes_before_danger(opened: Office, text: str) -> None:
    assert await opened.say("ana", text) is None
    (told,) = await opened.told("ana")
    assert "911" in told or "988" in told


@pytest.mark.parametrize("text", PASSWORDS_BESIDE_DANGER)
async def test_a_password_hides_no_danger_and_is_warned_of_below(opened: Office, text: str) -> None:
    await opened.say("ana", text)
    danger, password = await opened.told("ana")
    assert "911" in danger or "988" in danger
    assert password.startswith("That looked like a password. I have kept none of it")


WANTS = [
    "I want to start an Instagram for my team",
    "hi, we'd like to open a Facebook page for the PTA",
    "Can I create a TikTok account?",
    "I need an account",
    "how do I get a Twitter account for my classroom?",
    "we are going to launch a YouTube channel, please",
    "May I open a class Instagram?",
    "we’d like a Reddit page for the robotics club",
]


@pytest.mark.parametrize("text", WANTS)
async def test_whoever_wants_an_account_gets_the_form(opened: Office, text: str) -> None:
    assert isinstance(await opened.say("ana", text), Open)


@pytest.mark.parametrize(
    "text",
    [
        "Can we get verified on Instagram?",
        "How do I get a fake Instagram account removed?",
        "how do I set up two-factor on our twitter account?",
        "I do not want to start an account",
    ],
)
async def test_whoever_asks_about_an_account_gets_an_answer(opened: Office, text: str) -> None:
    assert await opened.say("ana", text) is None
    assert await opened.told("ana")


def test_of_all_questions_only_those_about_a_new_account_open_the_form() -> None:
    tools = [tool.name for tool in HOUSE.content.tools]
    taken = [one for one in labelled(QUESTIONS) if HOUSE.library.asks_for_an_account(one.text, tools)]
    assert taken
    assert {question.right[:1] for question in taken} == {("account-request",)}
