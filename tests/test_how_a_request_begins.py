"""Whoever names a tool when they ask for an account finds it filled in, and can still choose another."""

from __future__ import annotations

import pytest

from bot.replies import Open
from bot.ui import ChoiceField
from tests.office import ANSWERS, Office


async def tool_screen(opened: Office, words: str) -> ChoiceField:
    """The question about the tool, as it stands when somebody comes to it."""
    now = await opened.say("ana", words)
    while isinstance(now, Open) and now.form.name != "account_request.tool":
        now = await opened.send("ana", now.form)
    assert isinstance(now, Open), now
    (field,) = (field for field in now.form.fields if isinstance(field, ChoiceField))
    return field


@pytest.mark.parametrize(
    ("words", "tool"),
    [
        ("I want to start an Instagram for my team", "instagram"),
        ("We would like a TikTok for the choir", "tiktok"),
        ("sm-request: a YouTube channel, please", "youtube"),
        ("/sm-request twitter", "x"),
    ],
)
async def test_the_tool_that_was_named_is_filled_in(opened: Office, words: str, tool: str) -> None:
    assert (await tool_screen(opened, words)).value == (tool,)


@pytest.mark.parametrize("words", ["/sm-request", "/sm-request x", "/sm-request Facebook or Instagram"])
async def test_where_none_or_several_were_named_none_is(opened: Office, words: str) -> None:
    assert (await tool_screen(opened, words)).value == ()


async def test_another_one_can_be_chosen(opened: Office) -> None:
    assert ANSWERS["tool"] == "facebook"
    await opened.finish("ana", await opened.say("ana", "I want to start an Instagram for my team"))
    assert (await opened.told("pat"))[-1].startswith("R-1001 · Facebook for Girls Soccer")


async def test_the_same_words_twice_begin_one_request(opened: Office) -> None:
    for _ in range(2):
        assert isinstance(await opened.say("ana", "I want to start an Instagram for my team"), Open)
    assert [case.ref for case, _ in await opened.everything()] == ["R-1001"]
