"""Whom a decision concerns, and only they, hear of it; and nobody is told that they did what somebody else did."""

from __future__ import annotations

import pytest

from tests.office import Office
from tests.situations import SITUATIONS, declined


@pytest.mark.parametrize("situation", ["setting_up", "custody_check"])
async def test_the_managers_and_the_principal_hear_that_an_approved_request_is_withdrawn(
    opened: Office, situation: str
) -> None:
    await opened.move("ana", "withdraw", await SITUATIONS[situation](opened))
    for name in ("kim", "pat", "casey"):
        assert (await opened.told(name))[-1].startswith("Ana Reyes withdrew R-1001")


@pytest.mark.parametrize(
    ("situation", "move", "did"), [("with_principal", "override", "took"), ("declined", "reopen", "reopened")]
)
async def test_what_the_deputy_takes_up_the_director_reads_as_the_deputys_doing(
    opened: Office, situation: str, move: str, did: str
) -> None:
    await opened.move("devon", move, await SITUATIONS[situation](opened))
    for name, who in (("casey", "Devon Park"), ("devon", "You")):
        card = (await opened.told(name))[-1]
        assert f"{who} {did} R-1001" in card
        assert "[Approve]" in card


async def test_the_director_who_takes_it_up_is_told_once(opened: Office) -> None:
    await opened.move("casey", "override", await opened.file())
    assert "".join(await opened.told("casey")).count("took R-1001 over") == 1
    assert await opened.told("devon") == []


async def test_whoever_need_not_decide_any_more_reads_why(opened: Office) -> None:
    case = await opened.move("casey", "reassign", await opened.file(), to="lee@example.org", note="Pat is away.")
    assert "Nothing is left for you to do. The reason:\n> Pat is away." in (await opened.told("pat"))[-1]
    await opened.move("casey", "reassign", case, to="jordan@example.org", note="Lee is ill.")
    assert "Nothing is left for you to do. The reason:\n> Lee is ill." in (await opened.told("lee"))[-1]


async def test_the_director_who_may_reopen_it_hears_of_a_principals_no(opened: Office) -> None:
    await declined(opened)
    said = (await opened.told("casey"))[-1]
    assert said.startswith("Pat Okafor declined R-1001 for Central High School")
    assert "> A reason." in said
    await opened.say("casey", "R-1001")
    assert "[Reopen]" in (await opened.told("casey"))[-1]
