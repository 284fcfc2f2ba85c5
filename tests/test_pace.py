"""Many people have something to read at the same moment, and Teams takes only so many messages a second."""

from __future__ import annotations

import asyncio
import time

from bot.pace import Pace
from tests.platforms.teams_house import house
from tests.store.samples import line, put
from tests.two_chats import two_chats


async def test_a_line_for_everybody_leaves_no_faster_than_teams_takes_it(address: str) -> None:
    async with two_chats(address) as chats:
        people = {name: chats.in_teams(name) for name in map("p{}".format, range(11))}
        for person in people.values():
            await person.say("hello")
        while await chats.building.delivery.deliver():
            pass
        await put(chats.building.database, *(line(name, recipient=f"{name}@example.org") for name in people))
        chats.building.platforms["teams"].most_a_second = 5
        began = time.monotonic()
        while await chats.building.delivery.deliver():
            pass
        assert time.monotonic() - began >= 2
        assert [person.messages()[-1] for person in people.values()] == ["A word."] * len(people)


async def test_a_few_messages_do_not_wait_and_no_second_has_more_than_teams_takes() -> None:
    async with house() as bot:
        pace, begun = Pace(), []

        async def begin() -> None:
            await pace.turn(bot.chat)
            begun.append(time.monotonic())

        started = time.monotonic()
        await asyncio.gather(*(begin() for _ in range(30)))
        soon = [at for at in begun if at - started < 0.9]
        assert len(soon) == bot.chat.most_a_second == 25
