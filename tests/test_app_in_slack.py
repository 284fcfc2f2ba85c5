"""The app in Slack is installed anew, or is another one: what was to be told meanwhile is told."""

from __future__ import annotations

import pytest

from bot.watching.readiness import Readiness, summary, works
from tests.reports import report
from tests.slack_office import Workspace, with_buttons

CALLED = ("auth.test", "users.info", "users.lookupByEmail", "conversations.open", "chat.postMessage", "chat.update")


def refuse(slack: Workspace, error: str, times: int = 1_000) -> None:
    """Slack refuses the app itself, whatever it asks."""
    for method in CALLED:
        slack.double.fail(method, error, times=times)


def accept(slack: Workspace) -> None:
    """The operator has mended it."""
    refuse(slack, "", times=0)


@pytest.mark.parametrize("error", ["token_revoked", "account_inactive", "missing_scope", "invalid_auth"])
async def test_nobody_is_given_up_for_a_token_that_slack_refuses(slack: Workspace, error: str) -> None:
    refuse(slack, error)
    await slack.office.file()
    await slack.deliver()
    await slack.deliver(minutes=10)
    assert [slack.reads(name) for name in ("ana", "pat", "drew", "casey")] == [[], [], [], []]
    accept(slack)
    await slack.deliver(minutes=10)
    assert (len(with_buttons(slack.reads("pat"))), with_buttons(slack.reads("drew"))) == (1, [])
    assert (len(slack.reads("ana")), slack.reads("casey")) == (1, [])


async def test_a_report_made_meanwhile_reaches_the_director_and_its_reporter(slack: Workspace) -> None:
    refuse(slack, "token_revoked")
    case = await report(slack.office)
    await slack.deliver()
    accept(slack)
    await slack.deliver(minutes=10)
    assert [any(case.ref in said for said in slack.reads(name)) for name in ("casey", "kim")] == [True, True]


async def test_an_app_that_was_made_anew_reaches_everybody_in_a_conversation_of_its_own(slack: Workspace) -> None:
    await slack.office.file()
    await slack.deliver()
    slack.double.app = "NEW"
    assert slack.reads("pat") == []
    await slack.office.file(on_behalf="Chess Club")
    await slack.deliver()
    assert (len(with_buttons(slack.reads("pat"))), slack.reads("casey")) == (1, [])
    assert len(slack.reads("ana")) == 1


async def test_a_card_of_the_app_before_stands_with_the_new_one_once_its_case_moves(slack: Workspace) -> None:
    case = await slack.office.file()
    await slack.deliver()
    slack.double.app = "NEW"
    await slack.office.move("pat", "approve", case)
    await slack.deliver()
    assert [said for said in slack.reads("ana") if "[With the Communications Director]" in said]


async def readiness(slack: Workspace) -> str:
    building = slack.office.building
    return summary(await Readiness(building.database, building.platforms).details())


async def test_a_token_that_slack_refuses_is_said_for_as_long_as_it_does(slack: Workspace) -> None:
    assert await readiness(slack) == "ready"
    refuse(slack, "token_revoked")
    await slack.owe()
    await slack.deliver()
    said = await readiness(slack)
    assert (said, works(said)) == ("degraded: Slack refuses the bot's token: token_revoked", True)
    accept(slack)
    await slack.deliver(minutes=10)
    assert await readiness(slack) == "ready"


async def test_what_slack_says_of_one_message_says_nothing_of_the_token(slack: Workspace) -> None:
    slack.double.fail("chat.postMessage", "invalid_blocks")
    await slack.owe()
    await slack.deliver()
    assert await readiness(slack) == "ready"
