"""Who is asked instead when somebody who was to decide cannot be written to (requirement 2.5)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime

from bot.face import Face
from bot.house import House
from bot.notices import to_ask
from bot.out_of_reach import OutOfReach
from bot.store import cases, outbox, people
from bot.store.database import Transaction
from bot.store.outbox import Notice
from bot.store.sending import Claimed
from bot.workflow import Case, Role


async def ask_next(
    transaction: Transaction, row: Claimed, house: House, faces: Mapping[str, Face], now: datetime
) -> None:
    """Write the notices for whoever is next, and for those who should know. Nothing for a row that asked for nothing,
    and for a case that moved on."""
    case = await cases.by_id(transaction, row.case_id) if row.case_id else None
    if case is None or case.state not in (row.only_in.split() or [case.state]):
        return
    workflow = faces[case.kind].workflow
    role = workflow.role(row.role)
    if role is None:
        return
    missing = await people.unreachable(transaction, (*role.who(case, house.district), *house.district.office))
    away = OutOfReach(workflow, case, house, row.recipient, missing, now)
    await outbox.put(transaction, [*_told(role, away, row)], now)


def _told(role: Role, away: OutOfReach, row: Claimed) -> Iterator[Notice]:
    if role.named:
        yield from away.was_named(role)
        return
    email = to_ask(role, away.case, away.house, away.gone)
    if role.chosen or email in {"", *away.gone}:
        yield from away.nobody_left()
    else:
        yield _same_for(email, row, away.case, away.at)
        yield from away.stood_in(email)


def _same_for(email: str, row: Claimed, case: Case, now: datetime) -> Notice:
    return Notice(
        key=f"{row.key}>{email}",
        shows="card",
        recipient=email,
        words=row.words,
        due_at=now,
        case_id=case.id,
        role=row.role,
        only_in=row.only_in,
        wanted=case.version,
    )
