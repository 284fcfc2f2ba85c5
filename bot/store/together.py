"""Small pieces of work that wait for a transaction at the same moment share one."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from bot.store.database import Database, Transaction

Work = Callable[[Transaction], Awaitable[None]]


@dataclass
class Together:
    """Records of one matter that come while a transaction is waited for go into it, in the order in which they came.

    To begin and to commit costs more than the one or two statements of a record, and the messages of one click get
    through at about the same moment.

    begin  what each transaction begins with, for its matter: to hold what everybody else holds first, so that two
           transactions wait, and never for each other
    """

    database: Database
    begin: Callable[[Transaction, int | None], Awaitable[None]]
    _next: dict[int | None, tuple[list[Work], asyncio.Task[None]]] = field(default_factory=dict, init=False)

    async def do(self, matter: int | None, work: Work) -> None:
        """Do a piece of work of a matter. It is committed on return; what went wrong is raised for all who shared."""
        works, commit = self._open(matter)
        works.append(work)
        await commit

    def _open(self, matter: int | None) -> tuple[list[Work], asyncio.Task[None]]:
        """The transaction that has not begun yet. One that never began, since the database was away, is not kept."""
        waiting = self._next.get(matter)
        if waiting is None or waiting[1].done():
            waiting = self._next[matter] = [], asyncio.create_task(self._commit(matter))
        return waiting

    async def _commit(self, matter: int | None) -> None:
        async with self.database.transaction() as transaction:
            works, _ = self._next.pop(matter)
            await self.begin(transaction, matter)
            for work in works:
                await work(transaction)
