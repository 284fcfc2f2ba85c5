"""A slip in a manager's address is noticed where it is typed, in a chat that knows everybody in it."""

from __future__ import annotations

import pytest

from bot.replies import Fix, Open
from tests.office import ANSWERS, Office
from tests.situations import SITUATIONS
from tests.slack_office import Workspace
from tests.two_chats import two_chats

UNKNOWN = "I cannot find anyone with this address. Please check it."


async def managers_screen(opened: Office) -> Open:
    now = await opened.say("ana", "/sm-request")
    while isinstance(now, Open) and now.form.name != "account_request.managers":
        now = await opened.send("ana", now.form)
    assert isinstance(now, Open)
    return now


async def said_of(opened: Office, email: str) -> dict[str, str]:
    now = await managers_screen(opened)
    answer = await opened.send("ana", now.form, {**ANSWERS, "manager": email})
    return dict(answer.errors) if isinstance(answer, Fix) else {}


async def test_an_address_that_nobody_has_is_refused_at_its_field(slack: Workspace) -> None:
    assert await said_of(slack.office, "kmi@example.org") == {"manager": UNKNOWN}


async def test_whoever_never_met_the_bot_is_found_in_the_chat(slack: Workspace) -> None:
    assert await said_of(slack.office, "Lee@Example.org") == {}


async def test_an_account_that_is_closed_is_called_that(slack: Workspace) -> None:
    slack.user("lee")["deleted"] = True
    assert await said_of(slack.office, "lee@example.org") == {
        "manager": "This person's account is closed. Please choose someone who works here now."
    }


@pytest.mark.parametrize(
    ("sign", "said"),
    [
        ("is_restricted", "This is a guest account. Managers are district staff."),
        ("is_bot", "This is a program. Managers are people."),
        ("is_stranger", UNKNOWN),
    ],
)
async def test_whoever_never_met_the_bot_and_is_no_colleague_is_called_what_they_are(
    sign: str, said: str, slack: Workspace
) -> None:
    slack.user("lee")[sign] = True
    assert await said_of(slack.office, "lee@example.org") == {"manager": said}


async def test_a_chat_that_does_not_answer_leaves_it_open(slack: Workspace) -> None:
    slack.double.fail("users.lookupByEmail", "internal_error", status=500, times=9)
    assert await said_of(slack.office, "kmi@example.org") == {}


async def test_where_another_chat_knows_nobody_by_an_address_it_is_left_open(address: str) -> None:
    async with two_chats(address) as chats:
        assert await said_of(Office(chats.building, chats.clock, "slack"), "kmi@example.org") == {}


async def test_a_manager_who_is_named_later_is_looked_up_as_well(opened: Office) -> None:
    form = await opened.press("casey", "replace_manager", await SITUATIONS["setting_up"](opened))
    assert isinstance(form, Open)
    now = await opened.send("casey", form.form, {"leaves": "manager", "joins": "kmi@example.org"})
    assert isinstance(now, Fix)
    assert now.errors == {"joins": UNKNOWN}
