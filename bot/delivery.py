"""Tell what was decided: claim rows of the outbox, post or edit, record, and try again what did not get through."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial
from itertools import groupby

from bot.copies import Copies
from bot.dates import Clock
from bot.drawing import Drawing
from bot.face import Face
from bot.handing_over import HandingOver
from bot.house import House
from bot.pace import Pace, Place
from bot.platforms.base import (
    MessageGone,
    Platform,
    Rejected,
    Seat,
    Sent,
    Throttled,
    Unclear,
    Undelivered,
    Unreachable,
)
from bot.rounds import always, pause_after, woken_or_poll
from bot.seating import Seating
from bot.stand_ins import ask_next
from bot.store import bell, inbox, outbox, people, reminders, sending
from bot.store.database import Database, Transaction
from bot.store.sending import Claimed
from bot.store.together import Together
from bot.ui import Card

log = logging.getLogger(__name__)

BATCH = 20
"""Rows that are claimed at once, and lanes in which something is sent at the same time."""
REMEMBERED = timedelta(days=7)
"""How long the key of an event is kept."""
TIDIES_AFTER = 3_600.0
"""Seconds between two times that old keys are forgotten."""


@dataclass
class Delivery:
    """One worker. Any number may run, in any number of processes; the claims keep them apart."""

    database: Database
    house: House
    faces: Mapping[str, Face]
    platforms: Mapping[str, Platform]
    clock: Clock
    copies: Copies
    _woken: asyncio.Event = field(default_factory=asyncio.Event, init=False)
    _pace: Pace = field(default_factory=Pace, init=False)
    _busy: set[str] = field(default_factory=set, init=False)  # the lanes in which something is being sent
    _more: bool = field(default=False, init=False)  # whether the last claim passed over somebody who was busy
    _full: bool = field(default=False, init=False)  # whether it took as much as it was allowed to

    def __post_init__(self) -> None:
        self._records = Together(self.database, outbox.hold_case)
        self._drawing = Drawing(self.house, self.faces)
        self._seating = Seating(self.database, self.house, self.platforms)
        self._files = HandingOver(self.database, self.copies, self.clock)

    def wake(self) -> None:
        """There may be something to tell: do not wait for the next look."""
        self._woken.set()

    async def run(self) -> None:
        """Deliver until cancelled. A database that is away is waited for."""
        async with asyncio.TaskGroup() as beside:
            beside.create_task(bell.listen(self.database, self.wake))
            beside.create_task(self._deliver_always())
            beside.create_task(always(self.tidy, TIDIES_AFTER, "the keys of old events could not be forgotten"))

    async def _deliver_always(self) -> None:
        """Claim and claim again: nobody waits for somebody else, whose chat is slow."""
        async with asyncio.TaskGroup() as sends:
            while True:
                self._woken.clear()
                try:
                    self._start_lanes(sends, await self._claim())
                except Exception:
                    log.exception("the outbox could not be read")
                await woken_or_poll(self._woken)

    async def tidy(self) -> None:
        """Forget the keys of events that no platform would deliver again."""
        async with self.database.transaction() as transaction:
            await inbox.forget_before(transaction, self.clock() - REMEMBERED)

    async def deliver(self) -> int:
        """Send what is due now, once each, and wait for it. Gives how many rows were taken. Unlike `run`, this is for
        whoever has to know that all was sent."""
        claimed = await self._claim()
        async with asyncio.TaskGroup() as sends:
            self._start_lanes(sends, claimed)
        return len(claimed)

    async def _claim(self) -> tuple[Claimed, ...]:
        """What is due now, in lanes in which nothing is being sent: one person's messages stay in their order."""
        now, room = self.clock(), BATCH - len(self._busy)
        self._more, self._full = bool(self._busy), False
        if not room:
            return ()
        async with self.database.transaction() as transaction:
            await reminders.put_off(transaction, now, self.house.calendar.next_working_moment(now))
            claimed = await sending.claim(transaction, now, room, tuple(self._busy))
        self._full = len(claimed) == room
        return claimed

    def _start_lanes(self, sends: asyncio.TaskGroup, claimed: Sequence[Claimed]) -> None:
        for lane, grouped in groupby(sorted(claimed, key=lambda row: (row.lane, row.id)), lambda row: row.lane):
            self._busy.add(lane)
            sends.create_task(self._deliver_lane(tuple(grouped))).add_done_callback(partial(self._lane_ended, lane))
        if self._full and len(self._busy) < BATCH:  # one person's rows may have filled the claim: others wait behind
            self._woken.set()

    def _lane_ended(self, lane: str, _sent: asyncio.Task[None]) -> None:
        self._busy.discard(lane)
        if self._more or self._full:
            self._woken.set()

    async def _release(self, rows: Sequence[Claimed]) -> None:
        """This worker is told to stop: the next one need not wait until its claims run out."""
        try:
            for row in rows:
                async with self.database.transaction() as transaction:
                    await sending.release(transaction, row, self.clock())
        except Exception:
            log.exception("what was claimed waits until the claim runs out")

    async def _deliver_lane(self, rows: tuple[Claimed, ...]) -> None:
        """One lane's rows. Whatever fails here stays here."""
        try:
            await self._deliver_in_order(rows)
        except asyncio.CancelledError:
            await self._release(rows)
            raise
        except Exception:
            log.exception("what was claimed for one person waits until the claim runs out")

    async def _deliver_in_order(self, rows: tuple[Claimed, ...]) -> None:
        """Deliver rows one after the other. Once their chat does not answer, the rest waits with the one that failed. A
        row that is not begun before the claim runs out is left to the next worker."""
        ends_at = self.clock() + sending.CLAIM
        for position, row in enumerate(rows):
            if self.clock() >= ends_at:
                return
            problem = await self._deliver_row(row)
            if isinstance(problem, Throttled | Unclear):
                for waiting in rows[position:]:
                    await self._record_problem(waiting, problem)
                return

    async def _deliver_row(self, row: Claimed) -> Undelivered | None:
        """Show one row. Gives what kept it from being shown, if that may pass, whatever it was."""
        try:
            return await self._show_row(row)
        except Exception as error:
            log.exception("%s was not delivered", row.key)
            return Unclear(type(error).__name__)

    async def _show_row(self, row: Claimed) -> Undelivered | None:
        """The same, for what a chat may say against it; what is wrong for good ends here."""
        place, card, version = await self._place_and_card(row)
        if card is None:
            await self._cancel(row)
            return None
        try:
            place = place or await self._seating.found(row)
            platform, seat = place
            sent = await self._send(row, platform, seat, card)
        except (Throttled, Unclear) as passing:
            return passing
        except Undelivered as problem:
            await self._record_problem(row, problem, place[0].name if place else "")
            return None
        await self._record_shown(row, platform, seat, sent, version)
        return None

    async def _cancel(self, row: Claimed) -> None:
        async with self.database.transaction() as transaction:
            await sending.settle(transaction, row, "cancelled", "the case moved on")

    async def _record_shown(self, row: Claimed, platform: Platform, seat: Seat, sent: Sent, version: int) -> None:
        """It is in the chat; older cards of its case fold there, and a new conversation is remembered."""
        there = (platform.name, sent.conversation, sent.message)

        async def record(transaction: Transaction) -> None:
            if row.shows == "card" and not row.message and await sending.fold_older(transaction, row, self.clock()):
                self.wake()
            await sending.record_shown(transaction, row, *there, version, self.clock())
            if sent.conversation != seat.conversation:
                await people.set_conversation(transaction, platform.name, seat.user, sent.conversation)

        await self._records.do(row.case_id, record)

    async def _place_and_card(self, row: Claimed) -> tuple[Place | None, Card | None, int]:
        """The place (None until it is looked for), once it may take another message, and the card that it is to show
        with its case's version: drawn last, so never old news. No card for what counts no more."""
        while True:
            async with self.database.reading() as connection:
                place = await self._seating.known(connection, row)
                pause = self._pace.until_free(place)
                if pause <= 0:
                    return place, *await self._drawing.draw(connection, row)
            await asyncio.sleep(pause)

    # --- Sending ------------------------------------------------------------------------------------------------

    async def _send(self, row: Claimed, platform: Platform, seat: Seat, card: Card) -> Sent:
        await self._pace.turn(platform)
        try:
            return await self._files.hand_over(row, platform, seat) or await _post_or_edit(row, platform, seat, card)
        finally:
            self._pace.rest((platform, seat))  # from the answer on: to find a conversation takes time as well

    # --- When it does not get through ---------------------------------------------------------------------------

    async def _record_problem(self, row: Claimed, problem: Undelivered, platform: str = "") -> None:
        """Whether it is tried again, elsewhere or later, or not any more; `platform` is where it was tried."""
        log.info("%s: %s", row.key, type(problem).__name__)
        self.wake()
        async with self.database.transaction() as transaction:
            match problem:
                case MessageGone():
                    await sending.post_anew(transaction, row, self.clock())
                case Unreachable():
                    await self._record_unreachable(transaction, row, problem, platform)
                case Rejected():
                    await sending.settle(transaction, row, "refused", str(problem))
                case _:
                    await sending.try_later(
                        transaction, row, self.clock() + pause_after(row.failures, problem), str(problem)
                    )

    async def _record_unreachable(
        self, transaction: Transaction, row: Claimed, problem: Unreachable, platform: str
    ) -> None:
        """They cannot be written to there: try where else they sit, else ask whoever stands in."""
        if platform:
            await people.set_unreachable(transaction, platform, row.recipient, problem.why)
        else:
            await people.remember_missing(transaction, row.recipient, problem.why, self.clock())
        others = [one for one in await people.seats_of(transaction, row.recipient) if not one.unreachable]
        if platform and any(one.platform in self.platforms for one in others):
            await sending.post_anew(transaction, row, self.clock())
        elif await sending.settle(transaction, row, "refused", str(problem)):
            await ask_next(transaction, row, self.house, self.faces, self.clock())


async def _post_or_edit(row: Claimed, platform: Platform, seat: Seat, card: Card) -> Sent:
    mark = str(row.id)
    shown = Sent(row.conversation, row.message) if row.message else None
    if shown is None and row.claims > 1:  # an earlier try may have got through, and only its answer was lost
        shown = await platform.find_posted(seat, mark)
    if shown is None:
        return await platform.post(seat, card, mark)
    await platform.edit(seat, shown, card)
    return shown
