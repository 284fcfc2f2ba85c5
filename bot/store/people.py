"""Who people are, and where they sit in each chat."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, bindparam, select, update

from bot.events import Person, Standing
from bot.platforms.base import Seat
from bot.store.database import Transaction
from bot.store.inserts import insert_or_update
from bot.store.tables import people, seats


@dataclass(frozen=True, slots=True)
class Known:
    """What the tables know of one person in one chat. `unreachable` says why they cannot be written to there; "" for
    whoever can be."""

    platform: str
    person: Person
    seat: Seat
    unreachable: str
    checked_at: datetime


async def known(transaction: Transaction, platform: str, user: str) -> Known | None:
    """Somebody by their id in a chat."""
    row = (await transaction.execute(_SEAT, {"platform": platform, "user": user})).first()
    return _known(row) if row else None


_SEAT = select(seats).where(seats.c.platform == bindparam("platform"), seats.c.user == bindparam("user"))


def _known(row: Row[Any]) -> Known:
    standing: Standing = row.standing
    person = Person(row.email, row.name, standing, row.language or "")
    seat = Seat(row.user, row.conversation, row.reference)
    return Known(row.platform, person, seat, row.unreachable, row.checked_at)


async def seats_of(transaction: Transaction, email: str) -> tuple[Known, ...]:
    """All the places where one of the staff sits, the one they used last first.

    Somebody else may bear the same address (a guest, or a stranger whose own workspace says so): never their seat.
    """
    return tuple(_known(row) for row in (await transaction.execute(_SEATS, {"email": email})).all())


_USED_LAST = people.c.platform == seats.c.platform
_SEATS = (
    select(seats)
    .outerjoin(people, people.c.email == seats.c.email)
    .where(seats.c.email == bindparam("email"), seats.c.standing == "staff")
    .order_by(_USED_LAST.desc().nulls_last(), seats.c.checked_at.desc())
)


async def met(transaction: Transaction, emails: tuple[str, ...]) -> frozenset[str]:
    """Those of these people of whom the tables know something."""
    found = await transaction.execute(select(seats.c.email).where(seats.c.email.in_(emails)))
    return frozenset(found.scalars())


async def standings(transaction: Transaction, email: str) -> frozenset[Standing]:
    """What the chats know somebody as; empty for whoever has not met the bot yet."""
    return frozenset((await transaction.execute(select(seats.c.standing).where(seats.c.email == email))).scalars())


async def remember(transaction: Transaction, platform: str, person: Person, seat: Seat, at: datetime) -> None:
    """Enter or refresh somebody in a chat; whatever kept them from being reached is forgotten."""
    row = {
        "platform": platform,
        "user": seat.user,
        "email": person.email,
        "name": person.name,
        "standing": person.standing,
        "language": person.language,
        "conversation": seat.conversation,
        "reference": seat.reference,
        "unreachable": "",
        "checked_at": at,
    }
    key = ("platform", "user")
    await insert_or_update(transaction, seats, row, key, tuple(name for name in row if name not in key))


async def seen(transaction: Transaction, person: Person, platform: str, at: datetime) -> None:
    """Somebody used this chat just now: they can be reached there, and their cards go there from now on.

    A visit is the one thing that people wait for, so it costs one statement where they used this chat last: there they
    bear no mark, since `set_unreachable` takes away the chat that somebody used last.
    """
    seen_again = {"who": person.email, "chat": platform, "named": person.name, "at": at}
    if (await transaction.execute(_SEEING, seen_again)).rowcount:
        return
    row = {"email": person.email, "name": person.name, "platform": platform, "seen_at": at}
    await transaction.execute(_REACHING, {"who": person.email, "chat": platform})
    await insert_or_update(transaction, people, row, ("email",), ("name", "platform", "seen_at"))


_SEEING = (
    update(people)
    .where(people.c.email == bindparam("who"), people.c.platform == bindparam("chat"))
    .values(name=bindparam("named"), seen_at=bindparam("at"))
)
_REACHING = (
    update(seats).where(seats.c.email == bindparam("who"), seats.c.platform == bindparam("chat")).values(unreachable="")
)


async def set_conversation(transaction: Transaction, platform: str, user: str, conversation: str) -> None:
    """The direct conversation with somebody, by their id in the chat, once it is known or has become another."""
    mine = (seats.c.platform == platform, seats.c.user == user)
    await transaction.execute(update(seats).where(*mine).values(conversation=conversation))


async def set_unreachable(transaction: Transaction, platform: str, email: str, why: str) -> None:
    """Somebody cannot be written to in a chat, until they use it again (`seen`)."""
    mine = (seats.c.platform == platform, seats.c.email == email)
    await transaction.execute(update(seats).where(*mine).values(unreachable=why))
    used_last = (people.c.platform == platform, people.c.email == email)
    await transaction.execute(update(people).where(*used_last).values(platform=""))


async def remember_missing(transaction: Transaction, email: str, why: str, at: datetime) -> None:
    """Somebody whom no chat knows: an empty seat says so, until they take one."""
    nobody = Person(email, email, "gone")
    await remember(transaction, "nowhere", nobody, Seat(email), at)
    await set_unreachable(transaction, "nowhere", email, why)


async def unreachable(transaction: Transaction, emails: tuple[str, ...]) -> frozenset[str]:
    """Those of these people who have a seat somewhere and can be written to nowhere, or are gone."""
    rows = (await transaction.execute(_REACHED, {"emails": emails})).all()
    reachable = {row.email for row in rows if not row.unreachable and row.standing == "staff"}
    return frozenset(row.email for row in rows) - reachable


_REACHED = select(seats).where(
    seats.c.email.in_(bindparam("emails", expanding=True)), seats.c.standing.in_(["staff", "gone"])
)


async def names(transaction: Transaction) -> dict[str, str]:
    """The staff's names by address, as their chat gave them last."""
    known = select(seats.c.email, seats.c.name).where(seats.c.standing == "staff").order_by(seats.c.checked_at)
    return {row.email: row.name for row in await transaction.execute(known) if row.email not in ("", row.name)}
