"""Holds, which keep a case from being deleted, as a handler may touch them in one visit (requirement 8.6)."""

from __future__ import annotations

from dataclasses import dataclass

from bot.exhibits import main_of
from bot.holding import may_know
from bot.store import cases, deeds, holds, outbox
from bot.store.deeds import Deed
from bot.store.outbox import Notice
from bot.ui import Card, pack
from bot.visit import Visit
from bot.workflow import Case, Hold


@dataclass
class HoldsAtTheDesk(Visit):
    """All of it happens in the visit's own transaction. Nobody else reads of it: only the cards of those who place
    holds are drawn again."""

    @property
    def holders(self) -> tuple[str, ...]:
        """Who places holds and ends them."""
        return self.house.content.records.holders(self.house.district)

    async def case_to_hold(self, ref: str) -> Case | None:
        """A case, which nobody else moves or deletes during this visit, whether this person may read it or not. None
        where there is none, and for whoever must not learn that it is there."""
        case = await cases.held(self.transaction, ref)
        return case if case and await self._may_know(case, self.me) else None

    async def hold_of(self, case: Case) -> Hold | None:
        """The hold that was placed on this very case."""
        return await holds.of_case(self.transaction, case.ref)

    async def known_holds(self) -> tuple[tuple[Hold, Case], ...]:
        """All holds of which this person may know, the oldest first, each with its case."""
        placed = await holds.everything(self.transaction)
        found = [(hold, await cases.by_ref(self.transaction, hold.ref)) for hold in placed]
        return tuple([(hold, case) for hold, case in found if case and await self._may_know(case, self.me)])

    async def hold(self, case: Case, reason: str) -> Hold:
        """Put a case on hold that is not. Its row is held by `case_to_hold`, so that nobody else does so meanwhile."""
        placed = Hold(case.ref, self.me, self.now, reason)
        await holds.place(self.transaction, placed)
        await deeds.enter(self.transaction, Deed("held", self.me, self.now, case.ref, {"reason": reason}))
        await self._redraw(case)
        return placed

    async def release(self, case: Case, hold: Hold, reason: str, says: Card) -> None:
        """End a hold; whoever placed it is told so in these words, if they still may know."""
        await holds.lift(self.transaction, case.ref)
        details = {"reason": reason, "held_by": hold.by, "held_at": hold.at.isoformat()}
        await deeds.enter(self.transaction, Deed("released", self.me, self.now, case.ref, details))
        await self._redraw(case)
        if hold.by != self.me and hold.by in self.holders and await self._may_know(case, hold.by):
            notice = Notice(f"{self.event.key}/released/{case.ref}", "line", hold.by, pack(says), self.now)
            await outbox.put(self.transaction, [notice], self.now)

    async def _may_know(self, case: Case, holder: str) -> bool:
        return await may_know(self.transaction, self.faces, case, holder, self.house)

    async def _redraw(self, case: Case) -> None:
        """Its card, and that of the case that it became part of, which names it."""
        main = await main_of(self.transaction, self.faces, case)
        for shown in {case.id: case, main.id: main}.values():
            await outbox.draw_anew_for(self.transaction, shown.id, shown.version, self.now, self.holders)
