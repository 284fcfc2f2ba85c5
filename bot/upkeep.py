"""What nobody presses a button for: corrections, the Monday summary, what is forgotten, lists of what is due."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from bot import proposals, question_report
from bot.audit import newest_seal
from bot.content.knowledge_file import Correction, Entry
from bot.dates import Clock
from bot.face import Face
from bot.house import House
from bot.question_report import WEEK
from bot.retention.destroying import Destroying
from bot.retention.drawing_up import DrawingUp
from bot.retention.keeping import kept_now
from bot.rounds import always
from bot.store import drafts, outbox, questions
from bot.store.backlog import lost_between
from bot.store.database import Database, Transaction
from bot.store.outbox import Notice
from bot.ui import Button, Card, Text, pack

log = logging.getLogger(__name__)

PAUSE = 60.0
"""Seconds between two rounds."""
CORRECTED_FOR = timedelta(days=90)
"""Whoever got an answer within this time is told of its correction (requirement 6.7)."""
OFFERED_FOR = timedelta(days=30)
"""How long a draft stays with which nothing was done, such as the offer to report a link."""


@dataclass
class Upkeep:
    """One in each process that delivers; what two of them see to is done once."""

    database: Database
    house: House
    faces: Mapping[str, Face]
    clock: Clock
    _summed_up: date | None = field(default=None, init=False)
    _drawing_up: DrawingUp = field(init=False)
    _destroying: Destroying = field(init=False)

    def __post_init__(self) -> None:
        parts = (self.database, self.house, self.faces, self.clock)
        self._drawing_up, self._destroying = DrawingUp(*parts), Destroying(*parts)

    async def run(self) -> None:
        """Until cancelled. What fails is tried again at the next round."""
        await always(self.round, PAUSE, "a round of upkeep was not finished")

    async def round(self) -> None:
        """Everything that may be due, once."""
        due = self._summary_due()
        async with self.database.transaction() as transaction:
            await self._correct(transaction)
            if due:
                await self._sum_up(transaction, due)
        self._summed_up = due or self._summed_up
        await self._forget()
        await proposals.write_out(self.database, self.house.library.folder)
        await self._drawing_up.round()
        await self._destroying.round()

    @property
    def _today(self) -> date:
        return self.clock().astimezone(self.house.calendar.timezone).date()

    async def _correct(self, transaction: Transaction) -> None:
        """Tell whoever read a version of an entry that an editor has corrected since."""
        for entry in self.house.library.knowledge.entries:
            if entry.correction:
                await self._tell_correction(transaction, entry, entry.correction)

    async def _tell_correction(self, transaction: Transaction, entry: Entry, correction: Correction) -> None:
        words = self.house.words("question.corrected", title=entry.title, what=correction.what)
        read = Button("question.read", self.house.words.plain("question.button.read"), entry.slug)
        card = pack(Card(body=(Text(words),), buttons=(read,)))
        since = self._today - CORRECTED_FOR
        for email in await questions.told_before(transaction, entry.slug, correction.in_version, since):
            key = f"correction/{entry.slug}/{correction.in_version}/{email}"
            await outbox.put(transaction, [Notice(key, "line", email, card, self.clock())], self.clock())
            await questions.tell(transaction, email, entry.slug, entry.version, self._today)

    def _summary_due(self) -> date | None:
        """The Monday of this week, from its first working hour until this process has summed up the week before."""
        monday = self._today - timedelta(days=self._today.weekday())
        begins = self.house.calendar.next_working_moment(self._midnight(monday))
        return monday if self._summed_up != monday and self.clock() >= begins else None

    def _midnight(self, day: date) -> datetime:
        return datetime.combine(day, time(), self.house.calendar.timezone)

    async def _sum_up(self, transaction: Transaction, monday: date) -> None:
        """The week before, to the Director; where its log ends, to the records officer as well."""
        await self._tell_lost(transaction, self._midnight(monday))
        seal = await newest_seal.since(transaction, self._midnight(monday) - WEEK)
        report = await question_report.of_week(transaction, monday - WEEK)
        if report.asked:
            card = newest_seal.below(question_report.card(report, self.house), seal, self.house)
            await self._tell_director(transaction, f"questions/{monday}", card)
        keeper = (*self.house.district.role("records_officer"), self._director)[0]
        if seal and not (report.asked and keeper == self._director):
            await newest_seal.tell(transaction, seal, keeper, f"seal/{monday}/{keeper}", self.house, self.clock())

    async def _tell_lost(self, transaction: Transaction, monday: datetime) -> None:
        """How many messages of the week before reached nobody; the list is for whoever looks after the bot."""
        if count := await lost_between(transaction, monday - WEEK, monday):
            words = Text(self.house.words("undelivered.last_week", count=str(count)))
            await self._tell_director(transaction, f"undelivered/{monday.date()}", Card(body=(words,)))

    @property
    def _director(self) -> str:
        return self.house.district.role("communications_director")[0]

    async def _tell_director(self, transaction: Transaction, about: str, card: Card) -> None:
        """Once, however many workers say it."""
        notice = Notice(f"{about}/{self._director}", "line", self._director, pack(card), self.clock())
        await outbox.put(transaction, [notice], self.clock())

    async def _forget(self) -> None:
        """What the records officer no longer keeps, and what never became anything; while a hold is on, everything
        stays."""
        keep = await kept_now(self.house)
        if keep.hold:
            return
        async with self.database.transaction() as transaction:
            await questions.forget_before(transaction, self._today - timedelta(days=keep.questions_days))
            await questions.forget_readers_before(transaction, self._today - CORRECTED_FOR)
        async with self.database.transaction() as transaction:
            await self._forget_untouched(transaction)

    async def _forget_untouched(self, transaction: Transaction) -> None:
        for face in self.faces.values():
            if face.workflow.first in face.workflow.private:
                before = self.clock() - OFFERED_FOR
                await drafts.forget_untouched(transaction, face.workflow.kind, face.workflow.first, before)
