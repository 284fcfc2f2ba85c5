"""Which proposals for the knowledge base have been written out as a file: each once, wherever an editor moves it."""

from __future__ import annotations

from sqlalchemy import and_, func, select

from bot.store.database import Transaction
from bot.store.inserts import insert_or_ignore
from bot.store.tables import cases, history, written_proposals


async def waiting(transaction: Transaction, kind: str, move: str) -> tuple[tuple[int, int], ...]:
    """The cases of a kind whose last such move is not written out yet, oldest first: the case's id, and the version
    that the move made."""
    last = (
        select(history.c.case_id, func.max(history.c.version).label("version"))
        .join(cases, cases.c.id == history.c.case_id)
        .where(cases.c.kind == kind, history.c.move == move)
        .group_by(history.c.case_id)
        .subquery()
    )
    same = and_(*(last.c[name] == written_proposals.c[name] for name in ("case_id", "version")))
    new = select(last).outerjoin(written_proposals, same).where(written_proposals.c.case_id.is_(None))
    return tuple((row.case_id, row.version) for row in await transaction.execute(new.order_by(last.c.case_id)))


async def enter(transaction: Transaction, case_id: int, version: int) -> bool:
    """A proposal is being written out by whoever enters it first, and by nobody else. True for them."""
    return await insert_or_ignore(transaction, written_proposals, [{"case_id": case_id, "version": version}]) == 1
