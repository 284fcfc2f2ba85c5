"""Who people are, where they sit, and where they cannot be reached."""

from __future__ import annotations

from datetime import timedelta

from bot.events import Person
from bot.platforms.base import Seat
from bot.store import people
from bot.store.database import Database, Transaction
from tests.store.samples import LATER, NOW, PAT

WHO = Person(PAT, "Pat Okafor")
IN_SLACK, IN_TEAMS = Seat("U1", "D1"), Seat("29:1", "a:1", {"serviceUrl": "https://smba.example"})


async def two_chats(transaction: Transaction) -> None:
    await people.remember(transaction, "slack", WHO, IN_SLACK, NOW)
    await people.remember(transaction, "teams", WHO, IN_TEAMS, NOW + timedelta(minutes=1))


async def places(transaction: Transaction) -> list[str]:
    return [one.platform for one in await people.seats_of(transaction, PAT)]


async def test_somebody_is_known_as_their_chat_knows_them(database: Database) -> None:
    async with database.transaction() as transaction:
        await two_chats(transaction)
        known = await people.known(transaction, "teams", "29:1")
        assert known == people.Known("teams", WHO, IN_TEAMS, "", NOW + timedelta(minutes=1))
        assert await people.known(transaction, "slack", "29:1") is None


async def test_in_which_language_somebody_has_a_chat_is_remembered(database: Database) -> None:
    async with database.transaction() as transaction:
        await people.remember(transaction, "slack", Person(PAT, "Pat Okafor", language="es-MX"), IN_SLACK, NOW)
        known = await people.known(transaction, "slack", "U1")
        assert known is not None
        assert known.person.language == "es-MX"


async def test_what_a_chat_says_later_counts(database: Database) -> None:
    async with database.transaction() as transaction:
        await two_chats(transaction)
        await people.remember(transaction, "slack", Person(PAT, "Pat O.", "guest"), Seat("U1", "D2"), LATER)
        known = await people.known(transaction, "slack", "U1")
        assert known == people.Known("slack", Person(PAT, "Pat O.", "guest"), Seat("U1", "D2"), "", LATER)
        assert (await people.names(transaction))[PAT] == "Pat Okafor"


async def test_the_chat_that_they_used_last_comes_first(database: Database) -> None:
    async with database.transaction() as transaction:
        await two_chats(transaction)
        assert await places(transaction) == ["teams", "slack"]
        await people.seen(transaction, WHO, "slack", LATER)
        assert await places(transaction) == ["slack", "teams"]
        await people.seen(transaction, WHO, "teams", LATER)
        assert await places(transaction) == ["teams", "slack"]


async def test_nobody_is_reachable_who_can_be_written_to_nowhere(database: Database) -> None:
    async with database.transaction() as transaction:
        await two_chats(transaction)
        await people.set_unreachable(transaction, "slack", PAT, "gone")
        assert await people.unreachable(transaction, (PAT,)) == frozenset()
        await people.set_unreachable(transaction, "teams", PAT, "blocked")
        assert await people.unreachable(transaction, (PAT,)) == {PAT}


async def test_who_writes_can_be_reached_where_they_write(database: Database) -> None:
    async with database.transaction() as transaction:
        await two_chats(transaction)
        await people.seen(transaction, WHO, "teams", NOW)
        await people.set_unreachable(transaction, "slack", PAT, "gone")
        await people.set_unreachable(transaction, "teams", PAT, "blocked")
        assert await people.unreachable(transaction, (PAT,)) == {PAT}
        await people.seen(transaction, WHO, "teams", LATER)
        assert await people.unreachable(transaction, (PAT,)) == frozenset()
        marks = {seat.platform: seat.unreachable for seat in await people.seats_of(transaction, PAT)}
        assert marks == {"teams": "", "slack": "gone"}


async def test_who_went_on_to_another_chat_can_still_be_reached_where_they_came_back(database: Database) -> None:
    async with database.transaction() as transaction:
        await two_chats(transaction)
        await people.seen(transaction, WHO, "slack", NOW)
        await people.set_unreachable(transaction, "slack", PAT, "blocked")
        await people.seen(transaction, WHO, "slack", LATER)
        await people.seen(transaction, WHO, "teams", LATER)
        await people.set_unreachable(transaction, "teams", PAT, "gone")
        marks = {seat.platform: seat.unreachable for seat in await people.seats_of(transaction, PAT)}
        assert marks == {"slack": "", "teams": "gone"}
        assert await people.unreachable(transaction, (PAT,)) == frozenset()


async def test_who_comes_back_is_reachable_again(database: Database) -> None:
    async with database.transaction() as transaction:
        await people.remember_missing(transaction, PAT, "unknown", NOW)
        assert await people.unreachable(transaction, (PAT, "new@example.org")) == {PAT}
        await people.remember(transaction, "slack", WHO, IN_SLACK, LATER)
        assert await people.unreachable(transaction, (PAT,)) == frozenset()


async def test_who_is_no_member_of_staff_there_cannot_be_asked(database: Database) -> None:
    async with database.transaction() as transaction:
        await people.remember(transaction, "slack", Person(PAT, "Pat", "gone"), IN_SLACK, NOW)
        assert await people.unreachable(transaction, (PAT,)) == {PAT}


async def test_a_conversation_is_learnt_once_it_is_open(database: Database) -> None:
    async with database.transaction() as transaction:
        await people.remember(transaction, "slack", WHO, Seat("U1"), NOW)
        await people.set_conversation(transaction, "slack", "U1", "D1")
        known = await people.known(transaction, "slack", "U1")
        assert known is not None
        assert known.seat == IN_SLACK


async def test_a_name_that_is_only_an_address_is_no_name(database: Database) -> None:
    async with database.transaction() as transaction:
        await people.remember_missing(transaction, PAT, "unknown", NOW)
        assert await people.names(transaction) == {}
