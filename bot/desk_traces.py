"""The links and accounts by which cases are known, as a handler may touch them in one visit, and cases held for it."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from bot.desk_files import FilesAtTheDesk
from bot.store import cases, traces
from bot.workflow import Case


@dataclass
class TracesAtTheDesk(FilesAtTheDesk):
    """All of it happens in the visit's own transaction."""

    async def parts(self, refs: Iterable[str]) -> tuple[Case, ...]:
        """These cases, held as well, whoever may see them: for what the house does in them."""
        return tuple([case for ref in sorted(refs) if (case := await cases.held(self.transaction, ref))])

    async def claim_traces(self, case: Case, keys: Collection[str]) -> Case | None:
        """From now on the case is the one with these links and accounts; else the open one that has one already. Both
        are held then, in the order of `parts`: of two visits that need both, one waits for the other."""
        found = await traces.claim(self.transaction, case.id, keys, self.now)
        holder = await cases.by_id(self.transaction, found) if found else None
        both = await self.parts((case.ref, holder.ref)) if holder else ()
        return next((held for held in both if held.id == found), None)

    async def reclaim_traces(self, case: Case) -> Case | None:
        """The case is open again, and is the one with all that it was known by; else the open one that has one now."""
        return await self.claim_traces(case, await self.traces(case))

    async def traces(self, case: Case) -> frozenset[str]:
        """All links and accounts that a case is or was known by."""
        return await traces.of_case(self.transaction, case.id)

    async def join_traces(self, case: Case, main: Case) -> None:
        """Whoever reports what this case is known by reports the other from now on."""
        await traces.give(self.transaction, case.id, main.id)

    async def release_traces(self, case: Case) -> None:
        """The case is closed: whoever reports the same again opens a new one."""
        await traces.release(self.transaction, case.id)

    async def known_by(
        self, keys: Collection[str], states: Collection[str], since: datetime, but: str = ""
    ) -> tuple[Case, ...]:
        """The cases (but this one) in one of these states that moved since then and had one of these keys, newest
        first."""
        found = await traces.known_by(self.transaction, keys, states, since, but) if keys else ()
        return tuple([case for known in found if (case := await cases.by_id(self.transaction, known))])

    async def ever_known_by(self, keys: Collection[str], states: Collection[str], but: str) -> tuple[Case, ...]:
        """All cases (but this one) in one of these states that ever had one of these keys, held as `parts` are."""
        return await self.parts(await traces.refs_known_by(self.transaction, keys, states, but) if keys else ())

    async def note_account(self, case: Case, key: str) -> None:
        """This case is about a post of an account, which another may be about as well."""
        await traces.note_account(self.transaction, case.id, key, self.now)

    async def about_account(self, key: str, states: Collection[str], since: datetime, but: str) -> tuple[Case, ...]:
        """The cases (but this one) that `known_by` would give for an account and for all that it posted."""
        return await self.known_by(traces.of_account(key), states, since, but)
