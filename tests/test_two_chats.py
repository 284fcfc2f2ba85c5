"""One request in two chats: whoever asks and whoever decides may sit in different ones, or in none."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from tests.stage import Client
from tests.teams_double import Fault
from tests.transcript import play
from tests.two_chats import TwoChats, two_chats

FILED = """\
ana types: /sm-request
ana answers: Which team, club, class or office is it for? = Girls Soccer
ana sends
ana answers: Who should it reach? = + Families; How old are they? = + Adults
ana sends
ana answers: What topics will it cover? = + News and events; In your own words = Schedules and scores.
ana sends
ana answers: Tool = Facebook
ana sends
ana answers: Second manager = kim@example.org
ana sends
ana answers: Please confirm = yes
ana sends
"""

STAFF = ("ana", "kim", "drew", "casey", "devon")
"""All of them sit in Slack; where Pat, the principal, sits is what each test is about."""


@pytest.fixture
async def chats(address: str) -> AsyncIterator[TwoChats]:
    async with two_chats(address) as opened:
        yield opened


def staff(chats: TwoChats) -> dict[str, Client]:
    return {name: chats.in_slack(name) for name in STAFF}


def decidable(client: Client) -> list[str]:
    """The cards in somebody's chat that can be decided."""
    return [said for said in client.messages() if "[Approve]" in said]


def read(client: Client, words: str) -> bool:
    return any(words in said for said in client.messages())


async def test_a_principal_in_teams_decides_what_somebody_in_slack_asked(chats: TwoChats) -> None:
    people, pat = staff(chats), chats.in_teams("pat")
    stage = chats.stage(**people, pat=pat)
    await play(stage, f"pat arrives\n{FILED}pat presses: Approve\n")
    assert decidable(pat) == []
    assert read(pat, "[With the Communications Director]")
    assert read(people["ana"], "Pat Okafor approved R-1001. It is now with the Communications Director, who decides.")
    await play(stage, "casey arrives\ncasey presses: Approve\n")
    assert read(pat, "[Approved, being set up]")
    assert read(people["ana"], "R-1001 is approved.")


async def test_who_decides_too_late_in_the_other_chat_hears_who_was_quicker(chats: TwoChats) -> None:
    people, pat = staff(chats), chats.in_teams("pat")
    stage = chats.stage(**people, pat=pat)
    await play(
        stage, f"pat arrives\n{FILED}pat holds: Approve\n4 school days pass\ndrew presses: Approve\npat lets go\n"
    )
    assert decidable(pat) == decidable(people["drew"]) == []
    assert read(pat, "Drew Castillo acted on R-1001 first")


@pytest.mark.parametrize("last", ["slack", "teams"])
async def test_cards_come_to_the_chat_that_was_used_last(chats: TwoChats, last: str) -> None:
    pats: dict[str, Client] = {"slack": chats.in_slack("pat"), "teams": chats.in_teams("pat")}
    for client in (*pats.values(), pats[last]):
        await client.say("hello")
    await play(chats.stage(**staff(chats)), FILED)
    assert {chat: len(decidable(client)) for chat, client in pats.items()} == {"slack": 0, "teams": 0} | {last: 1}


async def test_a_command_from_anywhere_does_not_make_the_bot_forget_somebodys_chat(chats: TwoChats) -> None:
    await play(chats.stage(**staff(chats)), f"ana types: hello\n{FILED}")
    ana = chats.slack.user_by_email("ana@example.org")
    looked_for = [given["users"] for method, given in chats.slack.calls if method == "conversations.open"]
    assert looked_for
    assert ana not in looked_for


# --- Nobody there ---------------------------------------------------------------------------------------------------

STOOD_IN = "Pat Okafor could not be reached about R-1001 (Central High School), so Drew Castillo was asked instead."


async def test_who_blocked_the_bot_in_teams_is_stood_in_for(chats: TwoChats) -> None:
    people, pat = staff(chats), chats.in_teams("pat")
    await pat.arrive()
    chats.teams.faults.append(Fault("POST", 403, '{"error": {"code": "MessageWritesBlocked"}}', times=9))
    await play(chats.stage(**people), FILED)
    assert len(decidable(people["drew"])) == 1
    assert read(people["casey"], STOOD_IN)


async def test_who_blocked_the_bot_and_comes_back_is_answered_and_asked_again(chats: TwoChats) -> None:
    people, pat = staff(chats), chats.in_teams("pat")
    stage = chats.stage(**people, pat=pat)
    await play(stage, "pat arrives\npat types: hello\n")
    blocked = Fault("POST", 403, '{"error": {"code": "MessageWritesBlocked"}}', times=9)
    chats.teams.faults.append(blocked)
    await play(stage, FILED)
    chats.teams.faults.remove(blocked)
    answers = len(pat.messages())
    await play(stage, "pat types: hello\n")
    assert len(pat.messages()) == answers + 1
    await play(stage, FILED)
    assert len(decidable(pat)) == 1


async def test_who_has_the_app_nowhere_is_stood_in_for(chats: TwoChats) -> None:
    people = staff(chats)
    await play(chats.stage(**people), FILED)
    assert len(decidable(people["drew"])) == 1
    assert read(people["casey"], STOOD_IN)


async def test_who_left_one_chat_is_asked_in_the_other(chats: TwoChats) -> None:
    people, in_slack, in_teams = staff(chats), chats.in_slack("pat"), chats.in_teams("pat")
    await in_teams.say("hello")
    await in_slack.say("hello")
    await chats.stage().settle()
    del chats.slack.users[in_slack.user]
    await play(chats.stage(**people), FILED)
    assert (len(decidable(in_slack)), len(decidable(in_teams))) == (0, 1)
    assert not read(people["casey"], STOOD_IN)


async def test_a_card_whose_chat_was_switched_off_comes_to_the_other(chats: TwoChats) -> None:
    """The district leaves Slack: what is decided afterwards is read in Teams."""
    people, pat = staff(chats), chats.in_teams("pat")
    stage = chats.stage(**people)
    await play(stage, FILED)
    ana = chats.in_teams("ana")
    await ana.say("hello")
    del chats.building.platforms["slack"]
    await pat.say("my approvals")
    await stage.settle()
    await pat.press("Show")
    await stage.settle()
    await pat.press("Approve")
    await stage.settle()
    assert read(ana, "[With the Communications Director]")
