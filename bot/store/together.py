"""Small pieces of work that wait for a transaction at the same moment share one."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from bot.store.database import Database, Transaction

Work = Callable[[Transaction], Awaitable[None]]


@dataclass
class Together:
    """Records that come while a transaction is waited for go into it, in the order in which they came.

    To begin and to commit costs more than the one or two statements of a record, and the messages of one click get
    through at about the same moment. On SQLite, where one writes at a time anyhow, all share; on PostgreSQL those of
    one matter do.

    begin  what each transaction begins with, for its matter: to hold what everybody else holds first, so that two
           transactions wait, and never for each other
    """

    database: Database
    begin: Callable[[Transaction, int | None], Awaitable[None]]
    _next: dict[int | None, tuple[list[Work], asyncio.Task[None]]] = field(default_factory=dict, init=False)

    async def do(self, matter: int | None, work: Work) -> None:
        """Do a piece of work of a matter. It is committed on return, or raises what went wrong with it: where a shared
        transaction fails, each piece is done again by itself, so that nobody suffers for another's."""
        works, commit = self._open(None if self.database.is_sqlite else matter)
        works.append(work)
        try:
            await commit
        except Exception:
            if len(works) == 1:
                raise
            await self._alone(matter, work)

    def _open(self, sharing: int | None) -> tuple[list[Work], asyncio.Task[None]]:
        """The transaction that has not begun yet. One that never began, since the database was away, is not kept."""
        waiting = self._next.get(sharing)
        if waiting is None or waiting[1].done():
            waiting = self._next[sharing] = [], asyncio.create_task(self._shared(sharing))
        return waiting

    async def _shared(self, sharing: int | None) -> None:
        async with self.database.recording() as transaction:
            works, _ = self._next.pop(sharing)
            await self.begin(transaction, sharing)
            for work in works:
                await work(transaction)

    async def _alone(self, matter: int | None, work: Work) -> None:
        async with self.database.recording() as transaction:
            await self.begin(transaction, matter)
            await work(transaction)
