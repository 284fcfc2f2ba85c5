"""Lists that were signed are carried out: case by case, each in a transaction of its own that looks once more.

While the whole district is on hold they rest. A worker that dies in between leaves some cases gone and the others as
they were; the next one goes on with those.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.dates import Clock
from bot.disposition import KIND, SIGNED, UNDER_WAY, Became, Listed, became, openers_forgotten, to_go
from bot.exhibits import takes_files
from bot.face import Face
from bot.holding import made_one, withheld
from bot.house import House
from bot.retention.drawing_up import at_the_house
from bot.retention.due import fate_of, is_recalled
from bot.retention.keeping import kept_now, rules_now
from bot.store import case_lists, cases, deeds, disposal, holds, shut_files
from bot.store.database import TROUBLES, Database, Transaction
from bot.store.deeds import Deed
from bot.withheld import Withheld
from bot.workflow import Case

log = logging.getLogger(__name__)

MOST_LISTS = 10
"""Signed lists that are read at a time."""


class NotYet(Exception):
    """Its last lines of the log bear no seal yet, or the list is under way no more."""


@dataclass(frozen=True)
class Destroying:
    """One in each process that delivers; what two of them see to is done once."""

    database: Database
    house: House
    faces: Mapping[str, Face]
    clock: Clock

    async def round(self) -> None:
        """Every list whose time has come."""
        async with self.database.reading() as connection:
            found = await case_lists.in_states(connection, KIND, (SIGNED, UNDER_WAY), None, "", most=MOST_LISTS)
        for listed in found:
            if self.clock() >= datetime.fromisoformat(listed.data["not_before"]):
                await self._carry_out(listed)

    async def _carry_out(self, signed: Case) -> None:
        listed = None if (await kept_now(self.house)).hold else await self._begin(signed.ref)
        if listed is None:
            return
        left = [row for row in to_go(listed) if row.ref not in became(listed)]
        found = {row.ref: await self._tried(listed, row) for row in left}
        if all(found.values()):
            await self._finish(listed.ref, {ref: one for ref, one in found.items() if one})

    async def _begin(self, ref: str) -> Case | None:
        """From now on the signature cannot be taken back. None where it was, a moment ago."""
        async with self.database.transaction() as transaction:
            listed = await cases.held(transaction, ref)
            if listed and listed.state == SIGNED:
                desk = at_the_house(self.house, self.faces, transaction, self.clock(), f"{listed.stamp}/begin")
                listed = await desk.move_by_house(listed, "begin", listed.data)
            return listed if listed and listed.state == UNDER_WAY else None

    async def _tried(self, listed: Case, row: Listed) -> Became | None:
        """What became of one case; None where that is for the next round to say."""
        rules = await rules_now(self.house, self.faces)
        if rules is None:
            return None
        try:
            async with self.database.transaction() as transaction:
                return await self._end(transaction, listed.ref, row, rules)
        except NotYet:
            return None
        except TROUBLES as error:
            log.warning("a case on a list was not destroyed yet: %s", type(error).__name__, extra={"ref": row.ref})
            return None

    async def _end(self, transaction: Transaction, ref: str, row: Listed, rules: House) -> Became:
        """Destroy a case and its parts, unless there is a reason to keep them now: then that is noted on the list, and
        stays so whatever comes later."""
        listed = await cases.held(transaction, ref)
        if listed is None or listed.state != UNDER_WAY:
            raise NotYet
        if before := became(listed).get(row.ref):
            return before
        case = await cases.by_ref(transaction, row.ref)
        if case is None:
            return await self._how_it_went(transaction, listed, row)
        return await self._decide(transaction, listed, row, case, rules)

    async def _decide(self, transaction: Transaction, listed: Case, row: Listed, case: Case, rules: House) -> Became:
        refs = await made_one(transaction, self.faces, case)
        together = [one for ref in refs if (one := await cases.held_to_end(transaction, ref))]
        if why := await self._why_kept(transaction, listed, row, refs, together, rules):
            await self._note_kept(transaction, listed, row, why)
            return why
        if not all([await disposal.is_sealed(transaction, one) for one in together]):
            raise NotYet
        await self._destroy(transaction, listed, row, together)
        return "destroyed"

    async def _destroy(self, transaction: Transaction, listed: Case, row: Listed, together: list[Case]) -> None:
        kept_from = withheld(together, self.faces)
        for one in together:
            await self._keep_shut(transaction, one)
        for one in together:
            await disposal.destroy(transaction, one)
            await deeds.enter(transaction, self._deed(listed, row, one, kept_from))

    async def _keep_shut(self, transaction: Transaction, case: Case) -> None:
        """What nobody was shown here stays shut wherever else it is kept, and wherever it comes in again."""
        if not await takes_files(transaction, self.faces, case, self.house):
            await shut_files.remember(transaction, case)

    async def _note_kept(self, transaction: Transaction, listed: Case, row: Listed, why: Became) -> None:
        """The signature counts for this case no more: a hold that is lifted while others of the list still wait brings
        back no word that was given before it."""
        desk = at_the_house(self.house, self.faces, transaction, self.clock(), f"{listed.stamp}/{row.ref}")
        await desk.move_by_house(listed, "keep_one", {**listed.data, "became": {**became(listed), row.ref: why}})

    async def _how_it_went(self, transaction: Transaction, listed: Case, row: Listed) -> Became:
        """A case that is not there: this list destroyed it before a worker died, or something else did."""
        deed = await deeds.destruction(transaction, row.ref)
        return "destroyed" if deed and (deed.details or {}).get("list") == listed.ref else "gone"

    async def _why_kept(
        self,
        transaction: Transaction,
        listed: Case,
        row: Listed,
        refs: tuple[str, ...],
        together: list[Case],
        rules: House,
    ) -> Became | None:
        if await holds.is_held(transaction, refs):
            return "on_hold"
        if {one.ref: one.version for one in together} != row.versions:
            return "changed"
        if await is_recalled(transaction, self.faces, refs):
            return "recalled"
        main = next(one for one in together if one.ref == row.ref)
        fate = await fate_of(transaction, self.faces, rules, main)
        same = fate.standing.line is not None and fate.standing.line.name == row.filed_under
        if not (same and fate.may_go(self.house.calendar.day(self.clock()))):
            return "not_due"
        return "not_theirs" if self._is_not_theirs(listed, together) else None

    def _is_not_theirs(self, listed: Case, together: list[Case]) -> bool:
        """Whether whoever signed must not sign for this any more: roles pass on after a signature too."""
        signer = listed.data["signed_by"]
        own = any(one.opened_by == signer for one in together)
        return own or withheld(together, self.faces).keeps_out(signer, self.house.district)

    def _deed(self, listed: Case, row: Listed, case: Case, kept_from: Withheld) -> Deed:
        line = self.house.content.records.line(row.filed_under)
        details: dict[str, Any] = {
            "list": listed.ref,
            "class": row.filed_under,
            "series": line.series if line else "",
            "signer": listed.data["signed_by"],
            "with": row.ref,
        }
        if kept_from != Withheld():
            details["kept_from"] = kept_from.noted()
        return Deed("destroyed", "", self.clock(), case.ref, details)

    async def _finish(self, ref: str, found: Mapping[str, Became]) -> None:
        """Say on the list what became of each case. Whose cases they were is forgotten with them."""
        async with self.database.transaction() as transaction:
            listed = await cases.held(transaction, ref)
            if listed and listed.state == UNDER_WAY:
                whole = {**became(listed), **found}
                gone = sum(1 for one in whole.values() if one == "destroyed")
                counts = {"gone": str(gone), "stays": str(len(whole) - gone)}
                note = self.house.words.plain("disposition.note.done", **counts)
                desk = at_the_house(self.house, self.faces, transaction, self.clock(), f"{listed.stamp}/done")
                data = {**listed.data, "barred": openers_forgotten(listed, self.house.district), "became": whole}
                await desk.move_by_house(listed, "carry_out", data, note)
