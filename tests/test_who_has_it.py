"""Whoever waits for a decision on their request reads on its card who has it now, and what comes next."""

from __future__ import annotations

import pytest

from tests.office import Office

SCHOOL = (
    "Next: Pat Okafor, or whoever stands in, decides for the school. Then the Communications Director has the final "
    "word. You will hear here at each step."
)
FINAL = "or whoever stands in, has the final word. After a yes, both managers accept the charter"
CHECK = "checks that the office has administrator access and that the notice is shown. Then the account is official."
ANY = "or whoever stands in,"


async def card(opened: Office, name: str = "ana") -> str:
    """Somebody's newest card."""
    await opened.say(name, "R-1001")
    return (await opened.told(name))[-1]


async def test_a_requester_reads_who_has_it_and_what_comes_next_at_each_step(opened: Office) -> None:
    case = await opened.file()
    assert SCHOOL in await card(opened)
    case = await opened.move("pat", "approve", case)
    shown = await card(opened)
    assert f"Next: Casey Lindqvist, {FINAL}" in shown
    assert SCHOOL not in shown


async def test_at_the_last_check_they_read_who_makes_it_and_then_no_more(opened: Office) -> None:
    case = await opened.set_up()
    shown = await card(opened)
    assert "Next: Casey Lindqvist, or whoever stands in, checks" in shown
    assert CHECK in shown
    await opened.move("casey", "activate", case)
    assert ANY not in await card(opened)


async def test_whoever_was_given_the_decision_is_named(opened: Office) -> None:
    await opened.move("casey", "reassign", await opened.file(), to="lee@example.org")
    assert "Next: Lee" in await card(opened)


async def test_of_a_principals_own_request_the_director_is_named(opened: Office) -> None:
    await opened.file("pat")
    assert f"Next: Casey Lindqvist, {FINAL}" in await card(opened, "pat")


async def test_of_the_directors_own_the_deputy_is(opened: Office) -> None:
    case = await opened.file("casey")
    await opened.move("pat", "approve", case)
    shown = await card(opened, "casey")
    assert "Next: Devon" in shown
    assert "Next: Casey" not in shown


@pytest.mark.parametrize("name", ["pat", "drew", "casey"])
async def test_nobody_else_reads_it(opened: Office, name: str) -> None:
    await opened.file()
    assert ANY not in await card(opened, name)


async def test_where_it_is_the_requesters_turn_nobody_else_has_it(opened: Office) -> None:
    case = await opened.move("pat", "ask_for_changes", await opened.file())
    assert ANY not in await card(opened)
    await opened.move("ana", "withdraw", case)
    assert ANY not in await card(opened)
