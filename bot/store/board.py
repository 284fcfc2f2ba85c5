"""The chats of the web playground: what each person typed and what the bot said."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, tzinfo
from typing import Any

from sqlalchemy import Row, String, cast, insert, select, update

from bot.dates import Clock
from bot.store.database import Database
from bot.store.tables import board


@dataclass(frozen=True, slots=True)
class Posting:
    """One message of a chat: what the person typed (`mine`, `text`), or a packed card that the bot showed."""

    id: str
    mine: bool
    card: dict[str, Any] | None
    text: str
    at: datetime


class DatabaseBoard:
    """The board that `platforms/web` asks for. Every call is a transaction of its own, as a chat's would be."""

    def __init__(self, database: Database, now: Clock, timezone: tzinfo) -> None:
        self._database = database
        self._now = now
        self._timezone = timezone

    async def add(self, person_email: str, card: dict[str, Any]) -> str:
        return await self._insert(email=person_email, mine=0, text="", card=card)

    async def say(self, person_email: str, text: str) -> str:
        return await self._insert(email=person_email, mine=1, text=text, card=None)

    async def _insert(self, **values: Any) -> str:
        async with self._database.transaction() as transaction:
            added = insert(board).values(at=self._now(), **values).returning(board.c.id)
            return str((await transaction.execute(added)).scalar_one())

    async def replace(self, message: str, card: dict[str, Any]) -> bool:
        async with self._database.transaction() as transaction:
            changed = update(board).where(cast(board.c.id, String) == message).values(card=card)
            return (await transaction.execute(changed)).rowcount == 1

    async def all(self, person_email: str) -> list[Posting]:
        async with self._database.reading() as transaction:
            query = select(board).where(board.c.email == person_email).order_by(board.c.id)
            rows = (await transaction.execute(query)).all()
        return [self._posting(row) for row in rows]

    def _posting(self, row: Row[Any]) -> Posting:
        return Posting(str(row.id), bool(row.mine), row.card, row.text, row.at.astimezone(self._timezone))
