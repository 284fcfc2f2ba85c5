"""Who is let in: what a profile says, and what the district calls its own, count from the moment they change."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.events import Person, Standing
from bot.platforms.base import Met, Seat
from tests.changed_content import changed
from tests.drive_slack import SlackPerson
from tests.office import ON_THE_WEB, office
from tests.opened import CONTENT
from tests.two_chats import TwoChats, two_chats

SERVED = "Hello, I am Crossing Guard"


@pytest.fixture
async def chats(address: str) -> AsyncIterator[TwoChats]:
    async with two_chats(address) as opened:
        yield opened


async def says_hello(chats: TwoChats, person: SlackPerson) -> str:
    """What somebody reads last, once they have written."""
    await person.say("hello")
    while await chats.building.delivery.deliver():
        pass
    return person.messages()[-1]


async def test_who_mends_their_profile_is_served_at_their_next_word(chats: TwoChats) -> None:
    kim = chats.in_slack("kim")
    profile = chats.slack.users[kim.user]["profile"]
    profile["email"] = "kim@mail.example"
    refused = await says_hello(chats, kim)
    profile["email"] = "kim@example.org"
    served = await says_hello(chats, kim)
    assert (SERVED in refused, SERVED in served) == (False, True)


async def test_who_is_made_a_guest_is_turned_away_within_minutes(chats: TwoChats) -> None:
    kim = chats.in_slack("kim")
    assert SERVED in await says_hello(chats, kim)
    chats.slack.users[kim.user]["is_restricted"] = True
    chats.clock.move(minutes=6)
    assert SERVED not in await says_hello(chats, kim)


async def test_whoever_works_on_is_not_asked_about_again_and_is_served_while_slack_does_not_say(
    chats: TwoChats,
) -> None:
    kim = chats.in_slack("kim")
    await says_hello(chats, kim)
    asked = looked_up(chats)
    assert SERVED in await says_hello(chats, kim)
    assert looked_up(chats) == asked
    chats.slack.fail("users.info", "internal_error")
    chats.clock.move(minutes=6)
    before = len(kim.messages())
    assert SERVED in await says_hello(chats, kim)
    assert (len(kim.messages()) - before, looked_up(chats) > asked) == (1, True)


def looked_up(chats: TwoChats) -> int:
    return [method for method, _ in chats.slack.calls].count("users.info")


# --- The district's domains ---------------------------------------------------------------------------------------

NARROW, WIDE = "email_domains: [example.org]", "email_domains: [example.org, schools.example.net]"


async def standing(address: str, content: Path) -> Standing:
    """What somebody of the other domain is, after a start with this content."""

    async def look_up() -> Met:
        return Met(Person("nora@schools.example.net", "Nora Field"), Seat("U-NORA", "D-NORA"))

    async with office(address, {**ON_THE_WEB, "CONTENT_DIR": str(content)}) as opened:
        return (await opened.building.front_desk.meet("web", "U-NORA", look_up)).standing


async def test_a_change_of_the_districts_domains_counts_from_the_start_on(address: str, tmp_path: Path) -> None:
    wide = changed(tmp_path, "district.yaml", NARROW, WIDE)
    assert [await standing(address, content) for content in (CONTENT, wide, CONTENT)] == ["outside", "staff", "outside"]
