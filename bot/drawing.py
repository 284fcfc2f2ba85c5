"""What a row of the outbox is to show now: the card of a case as it is, or words that may still be said."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bot.case_card import HISTORY_READ, case_card, folded_card
from bot.exhibits import with_evidence
from bot.face import Face
from bot.holding import with_holds
from bot.house import House
from bot.store import cases
from bot.store.database import Transaction
from bot.store.sending import Claimed
from bot.ui import Card, unpack
from bot.workflow import Case


@dataclass(frozen=True)
class Drawing:
    """Draws for whoever a row is for, by what they may see at this moment."""

    house: House
    faces: Mapping[str, Face]

    async def draw(self, connection: Transaction, row: Claimed) -> tuple[Card | None, int]:
        """The card as it should be seen now, and the case's version (0 without a case); None for what counts no
        more."""
        case = await cases.by_id(connection, row.case_id) if row.case_id else None
        if case is None:  # of a case that was destroyed meanwhile nothing is said any more
            return None if row.case_id else words_of(row), 0
        if row.folded:
            return self._folded(row, case), case.version
        counts = case.state in (row.only_in.split() or [case.state])
        if not row.message and not (counts and self._concerns(row, case)):
            return None, 0
        if row.shows in ("line", "files"):
            return self._said(row, case), 0
        return await self._card(connection, row, case, words_of(row) if counts else None), case.version

    def _concerns(self, row: Claimed, case: Case) -> bool:
        """Whether what was not shown yet is still for this person: meanwhile the content may name somebody else."""
        workflow, district = self.faces[case.kind].workflow, self.house.district
        role = workflow.role(row.role) if row.only_in else None
        holds = role is None or row.recipient in role.who(case, district)
        return holds and workflow.may_see(case, row.recipient, district)

    def _folded(self, row: Claimed, case: Case) -> Card | None:
        # One that was deleted meanwhile stays away: posted anew, it would stand below the one that counts.
        return folded_card(self.faces[case.kind], case, row.recipient, self.house) if row.message else None

    def _said(self, row: Claimed, case: Case) -> Card | None:
        # Who may know of a case is decided when a line is written, and again when it is sent.
        knows = self.faces[case.kind].workflow.may_see(case, row.recipient, self.house.district)
        return words_of(row) if knows else None

    async def _card(self, connection: Transaction, row: Claimed, case: Case, words: Card | None) -> Card:
        face = self.faces[case.kind]
        history = await cases.happenings(connection, case.id, HISTORY_READ)
        # What counts in any state asks for something, and in the end there is nothing left to do.
        asks = face.workflow.asks(row.role, case, row.recipient, self.house.district)
        lead = words if asks and (row.only_in or case.state not in face.workflow.ends) else None
        case = await with_evidence(connection, self.faces, case)
        case = await with_holds(connection, self.faces, case, row.recipient, self.house)
        return case_card(face, case, history, row.recipient, self.house, lead)


def words_of(row: Claimed) -> Card | None:
    """What a row says by itself: a line, or what stands above a card."""
    packed = row.words["otherwise"] if row.shows == "files" else row.words
    return unpack(packed) if packed else None
