"""Cases that were never sent off: found again by whoever began them, and forgotten where nothing was done with them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import Select, bindparam, delete, exists, select

from bot.store.case_rows import CASES, every_case
from bot.store.cases import FIRST_VERSION
from bot.store.database import Transaction
from bot.store.tables import cases, evidence, history, holds, members, outbox, traces
from bot.workflow import Case

FORGOTTEN_AT_ONCE = 500
"""Cases that one round takes away at most."""

HowFar = Literal["begun", "untouched"]


async def unsent_by(
    transaction: Transaction, kind: str, email: str, state: str, how_far: HowFar, most: int
) -> tuple[Case, ...]:
    """Somebody's own cases that were never sent off, newest first: those in which a screen was finished, or those in
    which nothing was written yet."""
    asked = {"email": email, "the_kind": kind, "the_state": state, "most": most}
    return await every_case(transaction, _DRAFTS[how_far], asked)


_SCREENS, _ANSWERS = (cases.c.data[name].as_string() for name in ("screens", "answers"))
_UNSENT = CASES.where(
    cases.c.opened_by == bindparam("email"),
    cases.c.kind == bindparam("the_kind"),
    cases.c.state == bindparam("the_state"),
).order_by(cases.c.id.desc())
_DRAFTS: Mapping[HowFar, Select[Any]] = {
    "begun": _UNSENT.where(_SCREENS != "[]").limit(bindparam("most")),
    "untouched": _UNSENT.where(_SCREENS == "[]", _ANSWERS == "{}").limit(bindparam("most")),
}
_UNTOUCHED = _UNSENT.where(cases.c.version == FIRST_VERSION)


async def untouched(
    transaction: Transaction, kind: str, email: str, state: str, answers: Mapping[str, str]
) -> Case | None:
    """Somebody's newest own case with which nothing was done since it was opened with just these answers."""
    alike = [cases.c.data["answers", name].as_string() == answer for name, answer in answers.items()]
    asked = {"email": email, "the_kind": kind, "the_state": state}
    found = await every_case(transaction, _UNTOUCHED.where(*alike) if alike else _UNTOUCHED, asked)
    return next((case for case in found if case.data["answers"] == answers), None)


async def forget_untouched(transaction: Transaction, kind: str, state: str, before: datetime) -> None:
    """Cases with which nothing was done since they were opened, before this moment, of which nobody was sent a card or
    a file, and which are not on hold; the others of a great many come with the next round."""
    opened = (cases.c.kind == kind, cases.c.state == state, cases.c.version == FIRST_VERSION)
    alone = [~exists().where(table.c.case_id == cases.c.id) for table in (history, members, evidence, outbox, traces)]
    free = (*alone, ~exists().where(holds.c.ref == cases.c.ref))
    untouched = select(cases.c.id).where(*opened, cases.c.updated_at < before, *free).limit(FORGOTTEN_AT_ONCE)
    found = (await transaction.execute(untouched.with_for_update(skip_locked=True))).scalars().all()
    # Asked once more, now that nobody else can reach them: PostgreSQL looked at the holds before it had the cases.
    await transaction.execute(delete(cases).where(cases.c.id.in_(found), *free))
