"""After a start with new content, asks whoever is named now for a case that waits and has no card of it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace

from bot.case_card import about
from bot.content.district import District
from bot.dates import Clock
from bot.house import House
from bot.notices import reminders_of, to_ask
from bot.store import case_lists, outbox, people, reminders
from bot.store.database import Database, Transaction
from bot.store.outbox import Notice
from bot.ui import Card, Text, pack
from bot.workflow import Case, Role, Workflow

AT_ONCE = 100
"""Cases that are looked through in one transaction."""


async def unmanned(database: Database, district: District) -> tuple[str, ...]:
    """The roles and schools of which the tables know that nobody who is asked there can be written to (requirement
    2.5). Whoever was never written to is not known yet; `doctor` asks the chats."""
    async with database.reading() as connection:
        missing = {name: await people.unreachable(connection, emails) for name, emails in district.duties()}
    return tuple(name for name, emails in district.duties() if missing[name] >= {*emails})


@dataclass(frozen=True)
class CatchUp:
    """Looks through the cases that wait for somebody, once."""

    database: Database
    house: House
    clock: Clock

    async def ask(self, workflow: Workflow) -> None:
        """Ask for every case of a kind whom it waits for. Asked twice, it asks nobody twice."""
        states = [state for state in workflow.states if workflow.waits_for(state)]
        last: int | None = 0
        while last is not None:
            async with self.database.transaction() as transaction:
                found = await case_lists.in_states(transaction, workflow.kind, states, None, most=AT_ONCE, after=last)
                await self._ask(transaction, workflow, found)
            last = found[-1].id if found else None

    async def _ask(self, transaction: Transaction, workflow: Workflow, found: tuple[Case, ...]) -> None:
        waited_for = [(case, role) for case in found for role in self._awaited(workflow, case)]
        everybody = {email for case, role in waited_for for email in role.who(case, self.house.district)}
        missing = await people.unreachable(transaction, tuple(everybody))
        have = await outbox.holders(transaction, [case.id for case in found], self.clock())
        asked = {(case.id, to_ask(role, case, self.house, missing)): case for case, role in waited_for}
        anew = {(case_id, who): case for (case_id, who), case in asked.items() if (case_id, who) not in have}
        await outbox.put(transaction, [self._notice(case, who) for (_, who), case in anew.items()], self.clock())
        await self._remind(transaction, workflow, anew)
        changed = {case.id for case in anew.values()} | self._left(workflow, found, have)
        for case in found:
            if case.id in changed:
                await outbox.draw_anew(transaction, case.id, case.version, self.clock())

    async def _remind(self, transaction: Transaction, workflow: Workflow, anew: Mapping[tuple[int, str], Case]) -> None:
        """For whoever is asked only now, the case begins to wait now; what others are to be told later stays."""
        to_come = await reminders.to_come(transaction, [case_id for case_id, _ in anew], self.clock())
        begun = {case.id: case for (_, who), case in anew.items() if workflow.reminds(case, who, self.house.district)}
        notices = [
            notice
            for case in begun.values()
            for notice in reminders_of(workflow, replace(case, updated_at=self.clock()), self.house, self.clock())
            if (notice.case_id, notice.recipient, notice.role) not in to_come
        ]
        await outbox.put(transaction, notices, self.clock())

    def _left(self, workflow: Workflow, found: tuple[Case, ...], have: Collection[tuple[int, str]]) -> set[int]:
        """The cases of which somebody has a card who may not see them any more: it is to lose its buttons."""
        by_id = {case.id: case for case in found}
        return {one for one, who in have if not workflow.may_see(by_id[one], who, self.house.district)}

    def _awaited(self, workflow: Workflow, case: Case) -> Iterator[Role]:
        """The roles that the case waits for and that have something left to do about it; where nobody is in them, those
        that would hear of it later."""
        district = self.house.district
        asked = [role for role in workflow.waits_for(case.state) if role.who(case, district)]
        for role in asked or [remind.to for remind in workflow.reminders_in(case.state)]:
            if any(workflow.choices(case, email, district) for email in role.who(case, district)):
                yield role

    def _notice(self, case: Case, email: str) -> Notice:
        words = Card(body=(Text(self.house.words("notice.yours_now", **about(case, self.house))),))
        return Notice(
            key=f"{case.stamp}/now/{email}",
            shows="card",
            recipient=email,
            words=pack(words),
            due_at=self.clock(),
            case_id=case.id,
            only_in=case.state,
            wanted=case.version,
        )
