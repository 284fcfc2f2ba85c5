"""What is said when somebody cannot be written to: who is asked instead, or that nobody is left (requirement 2.5)."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime

from bot.case_card import about
from bot.house import House
from bot.store.outbox import Notice
from bot.ui import Card, Text, pack
from bot.workflow import Case, Role, Workflow


@dataclass(frozen=True, slots=True)
class OutOfReach:
    """One person who was to hear of a case and cannot be written to.

    missed  who that is
    others  who cannot be written to either
    """

    workflow: Workflow
    case: Case
    house: House
    missed: str
    others: Collection[str]
    at: datetime

    def stood_in(self, asked: str) -> Iterator[Notice]:
        """The Director hears of it, with the request named and who was asked instead; where nobody else is left to hear
        it, whoever was asked does."""
        name, blanks = self.house.name, about(self.case, self.house)
        words = self.house.words("notice.stood_in", missed=name(self.missed), asked=name(asked), **blanks)
        key = f"{self.case.stamp}/missed/{self.missed}"
        told = tuple(self._to_the_office(key, words, but={asked, *self.gone}))
        yield from told or self._to_the_office(key, words, but=self.gone)

    def nobody_left(self) -> Iterator[Notice]:
        """Nobody in the role can be reached: the Director is told that the request waits for nobody, or, where nobody
        of that office can be reached either, those whom the table names for it."""
        blanks = {"missed": self.house.name(self.missed), **about(self.case, self.house)}
        key = f"{self.case.stamp}/nobody/{self.missed}"
        told = tuple(self._to_the_office(key, self.house.words("notice.nobody_left", **blanks), but=self.gone))
        yield from told
        last = () if told else self.workflow.last_resort(self.case, self.house.district)
        for email in (one for one in last if one not in self.gone):
            # A line of no case: whoever hears it need not be one who may see the case.
            yield self._line(f"{key}/{email}", email, self.house.words("notice.nobody_at_all", **blanks), None)

    def was_named(self, role: Role) -> Iterator[Notice]:
        """They were named for this case: whoever may name another is told, in the words of that role."""
        missed, blanks = self.house.name(self.missed), about(self.case, self.house)
        words = self.house.words(self.workflow.missed(role), missed=missed, **blanks)
        key = f"{self.case.stamp}/missed/{self.missed}"
        if self.case.opened_by != self.missed:
            yield self._line(f"{key}/opener", self.case.opened_by, words, self.case)
        yield from self._to_the_office(key, words, but={self.missed, self.case.opened_by})

    @property
    def gone(self) -> frozenset[str]:
        """Everybody who cannot be written to."""
        return frozenset({self.missed, *self.others})

    def _to_the_office(self, key: str, words: str, *, but: Collection[str]) -> Iterator[Notice]:
        """One line to the first of the Director's office who may know of the case, else to the superintendent's."""
        for email in self.house.district.office:
            if email not in but and self.workflow.may_see(self.case, email, self.house.district):
                yield self._line(key, email, words, self.case)
                return

    def _line(self, key: str, recipient: str, words: str, case: Case | None) -> Notice:
        card = pack(Card(body=(Text(words),)))
        return Notice(key, "line", recipient, card, self.at, case.id if case else None)
