"""The files of cases, as a handler may touch them in one visit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.events import SentFile
from bot.evidence import Evidence
from bot.exhibits import sharing, to_open, want
from bot.records.permission import may_take
from bot.store import cases, evidence, outbox
from bot.store.outbox import Notice
from bot.ui import Card, pack
from bot.visit import Visit
from bot.workflow import Case, Refused


@dataclass
class FilesAtTheDesk(Visit):
    """All of it happens in the visit's own transaction."""

    async def want_evidence(self, case: Case, files: Sequence[SentFile]) -> int:
        """Files that came with this event are to be fetched for a case; whoever sent them hears what became of them.
        Gives how many are wanted: a case has room for ten."""
        return await want(self.transaction, self.faces, self.house, case, self.event, files, self.now)

    async def evidence(self, case: Case) -> tuple[Evidence, ...]:
        """The files of a case, whatever became of them, oldest first."""
        return await evidence.of_case(self.transaction, case.id)

    async def sharing(self, case: Case) -> tuple[Case, ...]:
        """The other cases that hold one of its files, newest first; this person may not be allowed to see them."""
        return await sharing(self.transaction, self.faces, case)

    async def evidence_links(self, case: Case) -> tuple[tuple[Evidence, str], ...]:
        """The files of a case that are kept, each with a link that this person may open for a quarter of an hour; none
        for whoever may not open them. Refused (no_page) where no browser could reach one."""
        files = await to_open(self.transaction, self.faces, case, self.me, self.house)
        if files and self.house.links is None:
            raise Refused("no_page", case)
        return tuple((file, self.house.links.url(file.id, self.me, self.now)) for file in files if self.house.links)

    async def hand_over(self, case: Case, says: str, otherwise: Card) -> int:
        """The files of a case that are kept are to be put into this person's chat, with these words; `otherwise` is
        said where the chat takes none. Gives how many: none for whoever may not open them."""
        kept = [file.id for file in await to_open(self.transaction, self.faces, case, self.me, self.house)]
        words = {"files": kept, "says": says, "otherwise": pack(otherwise)}
        notice = Notice(f"{self.event.key}/copies", "files", self.me, words, self.now, case.id)
        await outbox.put(self.transaction, [notice] if kept else [], self.now)
        return len(kept)

    async def packet_link(self, ref: str) -> str:
        """A link to the packet of a case, good for this person and a quarter of an hour; "" for whoever sees the case
        and may not have its packet. Refused: unknown_case, and no_packet where no browser could reach a page."""
        case = await cases.by_ref(self.transaction, ref)
        workflow = self.faces[case.kind].workflow if case else None
        if case and await may_take(self.transaction, self.faces, case, self.me, self.house):
            if self.house.links is None:
                raise Refused("no_packet", ref=case.ref)
            return self.house.links.url(case.ref, self.me, self.now)
        if case is None or workflow is None or not workflow.may_see(case, self.me, self.house.district):
            raise Refused("unknown_case", ref=ref[:20])
        return ""

    async def join_evidence(self, case: Case, main: Case) -> None:
        """The files of a case are those of another from now on, also those that are still on their way."""
        await evidence.give(self.transaction, case.id, main.id)
