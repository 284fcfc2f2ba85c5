""" "Where is my request?": the one that was sent, by its name or without."""

from __future__ import annotations

import pytest

from tests.office import Office


@pytest.mark.parametrize(
    "words",
    [
        "R-1001",
        "r-1001?",
        "Where is my request R-1001?",
        "where's R-1001",
        "Where is R-1001?!",
        "show me request r-1001",
    ],
)
async def test_a_request_is_found_by_its_reference(opened: Office, words: str) -> None:
    await opened.file()
    await opened.file(on_behalf="Chess Club")
    await opened.say("ana", words)
    assert (await opened.told("ana"))[-1].startswith("R-1001 · Facebook for Girls Soccer\n[With the principal]")


async def test_a_draft_does_not_hide_what_was_sent(opened: Office) -> None:
    await opened.file()
    await opened.say("ana", "/sm-request")
    before = len(await opened.told("ana"))
    await opened.say("ana", "Where is my request?")
    assert (await opened.told("ana"))[before].startswith("R-1001 · Facebook for Girls Soccer\n[With the principal]")


async def test_a_draft_is_shown_where_nothing_was_sent(opened: Office) -> None:
    await opened.say("ana", "/sm-request")
    await opened.say("ana", "Where is my request?")
    assert "[Not sent yet]" in (await opened.told("ana"))[-1]
