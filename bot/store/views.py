"""Who looked at evidence, and in which browser a link was opened."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from sqlalchemy import delete, insert, select

from bot.store.database import Transaction
from bot.store.inserts import insert_or_ignore
from bot.store.tables import cases, evidence, evidence_links, evidence_views

Seen = Literal["viewed", "exported"]


async def enter(transaction: Transaction, evidence_id: int, viewer: str, what: Seen, at: datetime) -> None:
    """Somebody is about to be given the bytes of a file."""
    await transaction.execute(insert(evidence_views).values(evidence_id=evidence_id, viewer=viewer, what=what, at=at))


async def enter_once(
    transaction: Transaction, evidence_id: int, viewer: str, what: Seen, message: str, at: datetime
) -> None:
    """The same for a file that a message (by its key in the outbox) brings, however often it is tried."""
    row = {"evidence_id": evidence_id, "viewer": viewer, "what": what, "message": message, "at": at}
    await insert_or_ignore(transaction, evidence_views, [row])


@dataclass(frozen=True, slots=True)
class Look:
    """Somebody was given a file of a case: as a copy to look at (viewed), or as the original (exported)."""

    at: datetime
    viewer: str
    file: str
    what: Seen


async def of_case(transaction: Transaction, ref: str) -> tuple[Look, ...]:
    """Everybody who was given a file of a case, oldest first, also before the file went with its report into the
    case."""
    query = (
        select(evidence_views.c.at, evidence_views.c.viewer, evidence.c.name, evidence_views.c.what)
        .join(evidence, evidence.c.id == evidence_views.c.evidence_id)
        .join(cases, cases.c.id == evidence.c.case_id)
        .where(cases.c.ref == ref)
        .order_by(evidence_views.c.id)
    )
    return tuple(Look(*row) for row in (await transaction.execute(query)).all())


async def bind(transaction: Transaction, digest: str, browser: str, ends_at: datetime, at: datetime) -> bool:
    """Bind a link to a browser, both by their digests. False when it is bound to another: the first one counts."""
    await transaction.execute(delete(evidence_links).where(evidence_links.c.ends_at <= at))
    await insert_or_ignore(transaction, evidence_links, [{"digest": digest, "browser": browser, "ends_at": ends_at}])
    return await is_bound(transaction, digest, browser)


async def is_bound(transaction: Transaction, digest: str, browser: str) -> bool:
    """Whether a link was opened in this browser."""
    mine = (evidence_links.c.digest == digest, evidence_links.c.browser == browser)
    return (await transaction.execute(select(evidence_links.c.digest).where(*mine))).first() is not None
