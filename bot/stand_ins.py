"""Who is asked instead when somebody who was to decide cannot be written to (requirement 2.5)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from bot.case_card import Face
from bot.house import House
from bot.notices import nobody_left, not_reached, stood_in, to_ask
from bot.store import cases, outbox, people
from bot.store.database import Transaction
from bot.store.outbox import Claimed, Notice
from bot.workflow import Case


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
    if role.named:
        await outbox.put(transaction, [*not_reached(workflow, case, role, row.recipient, house, now)], now)
        return
    missing = await people.unreachable(transaction, (*role.who(case, house.district), *house.district.office))
    email = to_ask(role, case, house, missing | {row.recipient})
    if role.chosen or email in missing | {"", row.recipient}:
        notices = [*nobody_left(workflow, case, row.recipient, house, missing, now)]
    else:
        notices = [
            _same_for(email, row, case, now),
            *stood_in(workflow, case, row.recipient, email, house, missing, now),
        ]
    await outbox.put(transaction, notices, now)


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
