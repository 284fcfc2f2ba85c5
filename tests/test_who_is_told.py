"""Whom a decision concerns, and only they, hear of it; and nobody is told that they did what somebody else did."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.changed_content import changed, changed_further
from tests.office import ON_THE_WEB, Office, office
from tests.reports import report
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


async def test_the_deputy_hears_of_a_report_as_it_comes_in_and_may_take_it(opened: Office) -> None:
    case = await report(opened)
    (said,) = await opened.told("devon")
    assert said == (
        f"{case.ref} has come in about Central High School. Someone else was asked first, and you may take it too."
        f" Type {case.ref} to read it."
    )
    assert (await opened.move("devon", "take", case)).data["taken_by"] == "devon@example.org"


async def test_an_administrator_who_is_not_involved_hears_of_the_conduct_of_staff_with_human_resources(
    opened: Office,
) -> None:
    case = await report(opened, "hollis", "staff_conduct")
    assert f"{case.ref} has come in" in "".join(await opened.told("robin"))
    assert [await opened.told(name) for name in ("casey", "devon", "pat", "drew")] == [[], [], [], []]


async def test_the_whole_threat_team_and_everybody_on_call_read_that_a_threat_is_urgent(
    address: str, tmp_path: Path
) -> None:
    changed(tmp_path, "district.yaml", "threat_team: [toni@", "threat_team: [toni@example.org, sam@")
    content = changed_further(tmp_path, "district.yaml", "on_call: [toni@", "on_call: [ira@")
    async with office(address, {**ON_THE_WEB, "CONTENT_DIR": str(content)}) as opened:
        case = await report(opened, "kim", "threat")
        assert "Urgent." in "".join(await opened.told("toni"))
        for name in ("sam", "ira", "casey"):
            assert f"Urgent. {case.ref} has come in about Central High School" in "".join(await opened.told(name))


async def test_the_others_who_may_handle_what_a_report_grew_into_hear_of_it(opened: Office) -> None:
    case = await report(opened)
    await opened.move("casey", "recategorise", case, category="staff_conduct", harmed="school")
    assert f"{case.ref} about Central High School was looked at more closely" in "".join(await opened.told("robin"))


@pytest.mark.parametrize(("category", "who"), [("impersonates_student", "harper"), ("sexual_harassment", "tracy")])
async def test_what_a_handler_finds_out_brings_in_whom_the_rules_name(opened: Office, category: str, who: str) -> None:
    case = await report(opened)
    assert await opened.told(who) == []
    await opened.move("casey", "recategorise", case, category=category, harmed="school")
    assert f"{case.ref} about Central High School was looked at more closely" in "".join(await opened.told(who))


async def test_a_later_report_brings_in_the_whole_threat_team(address: str, tmp_path: Path) -> None:
    content = changed(tmp_path, "district.yaml", "threat_team: [toni@", "threat_team: [toni@example.org, sam@")
    async with office(address, {**ON_THE_WEB, "CONTENT_DIR": str(content)}) as opened:
        case = await report(opened)
        assert await opened.told("sam") == []
        assert (await report(opened, "lee", danger="unsure")).ref == case.ref
        assert f"Another report of {case.ref} about Central High School says more." in "".join(await opened.told("sam"))
