"""A requester who has left after the approval: the first manager goes on, and the Director is told."""

from __future__ import annotations

import pytest

from bot.workflow import Case
from tests.office import Office
from tests.slack_office import Workspace

GONE = "Ana Reyes could not be reached about R-1001 (Central High School)"
BUTTON = "[It is set up]"


async def approved_for_two_others(opened: Office) -> Case:
    """Ana asks for an account that Kim and Lee will manage."""
    case = await opened.file(manager="kim@example.org", second_manager="lee@example.org")
    return await opened.move("casey", "approve", await opened.move("pat", "approve", case))


async def ana_leaves(slack: Workspace) -> None:
    """Her account is closed, and what Slack said of it a moment ago counts no more."""
    slack.user("ana")["deleted"] = True
    await slack.deliver(minutes=10)


async def test_the_first_manager_is_asked_to_go_on_and_the_director_is_told(slack: Workspace) -> None:
    case = await approved_for_two_others(slack.office)
    await slack.deliver()
    await ana_leaves(slack)
    case = await slack.office.move("kim", "accept_charter", case)
    case = await slack.office.move("lee", "accept_charter", case)
    await slack.deliver()
    assert "Lee Abara has accepted the charter of R-1001 as well." in slack.reads("kim")[-1]
    assert BUTTON in slack.reads("kim")[-1]
    assert f"{GONE}, so Kim Tanaka was asked instead." in slack.reads("casey")
    assert not any(BUTTON in said for said in slack.reads("lee"))
    case = await slack.office.move("kim", "report_set_up", case)
    await slack.deliver()
    assert "Kim Tanaka has set up the account of R-1001." in slack.reads("casey")[-1]
    case = await slack.office.move("casey", "send_back", case, note="The notice is not shown.")
    await slack.deliver()
    assert "something is missing. Please fix this first:" in slack.reads("kim")[-1]
    case = await slack.office.move("kim", "report_set_up", case)
    assert (await slack.office.move("casey", "activate", case)).state == "done"


async def test_where_the_requester_was_the_first_manager_the_director_names_another_who_goes_on(
    slack: Workspace,
) -> None:
    opened = slack.office
    case = await opened.move("casey", "approve", await opened.move("pat", "approve", await opened.file()))
    case = await opened.move("ana", "accept_charter", case)
    await slack.deliver()
    await ana_leaves(slack)
    case = await opened.move("kim", "accept_charter", case)
    await slack.deliver()
    assert any(said.startswith(f"{GONE}, and nobody stands in.") for said in slack.reads("casey"))
    case = await opened.move("casey", "replace_manager", case, leaves="manager", joins="lee@example.org")
    case = await opened.move("lee", "accept_charter", case)
    await slack.deliver()
    assert BUTTON in slack.reads("lee")[-1]
    assert (await opened.move("lee", "report_set_up", case)).state == "custody_check"


@pytest.mark.parametrize("name", ["ana", "kim"])
async def test_while_the_requester_is_there_either_of_the_two_reports_it(opened: Office, name: str) -> None:
    case = await approved_for_two_others(opened)
    for manager in ("kim", "lee"):
        case = await opened.move(manager, "accept_charter", case)
    assert BUTTON in (await opened.told("ana"))[-1]
    assert "once the account is set up, Ana Reyes or you press It is set up." in (await opened.told("kim"))[-1]
    assert "You accepted the charter. Nothing is left for you to do." in (await opened.told("lee"))[-1]
    case = await opened.move(name, "report_set_up", case)
    assert "As it was reported:" in (await opened.told("casey"))[-1]
    assert "You accepted the charter. Nothing is left for you to do." in (await opened.told("kim"))[-1]


async def test_a_requester_who_accepts_last_has_the_card_in_hand(opened: Office) -> None:
    case = await opened.move("casey", "approve", await opened.move("pat", "approve", await opened.file()))
    case = await opened.move("kim", "accept_charter", case)
    before = len(await opened.told("ana"))
    await opened.move("ana", "accept_charter", case)
    told = await opened.told("ana")
    assert BUTTON in told[-1]
    assert len(told) == before
