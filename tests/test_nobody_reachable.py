"""Where nobody who may decide can be reached, the requester and the superintendent hear that a request waits."""

from __future__ import annotations

from tests.slack_office import Workspace, with_buttons

AT_ALL = "could not be reached about R-1001 (Central High School), and nobody who could act instead can be reached"


def leave(slack: Workspace, *names: str) -> None:
    for name in names:
        slack.user(name)["deleted"] = True


async def approved_by_the_principal(slack: Workspace) -> None:
    await slack.office.move("pat", "approve", await slack.office.file())
    await slack.deliver()


async def test_the_requester_and_the_superintendent_hear_that_no_director_can_be_reached(slack: Workspace) -> None:
    leave(slack, "casey", "devon")
    await approved_by_the_principal(slack)
    for name in ("ana", "robin"):
        assert next(said for said in slack.reads(name) if AT_ALL in said).startswith("Devon")
    assert not with_buttons(slack.reads("robin"))
    assert not [said for said in slack.reads("pat") if AT_ALL in said]


async def test_the_deputy_hears_that_the_director_left(slack: Workspace) -> None:
    leave(slack, "casey")
    await approved_by_the_principal(slack)
    told = "Casey Lindqvist could not be reached about R-1001 (Central High School), so Devon"
    assert len(with_buttons(slack.reads("devon"))) == 1
    assert [said for said in slack.reads("devon") if said.startswith(told)]
    assert not [said for said in slack.reads("robin") if "R-1001" in said]
