"""Receive an event: once only, from somebody we serve, in one transaction, behind the one error boundary.

Whatever the database does, an endpoint hears of it in one of two ways: as a sentence to show, or, before it is known
who somebody is, as an Undelivered, for which it has a sentence already.
"""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import partial

from bot.content.email_addresses import in_small_letters
from bot.conversation import Replies
from bot.dates import Clock
from bot.desk import Desk
from bot.events import Event, Flagged, Heard, Person, SentFiles, files_of, stamp_of
from bot.forms import Wrong
from bot.house import House
from bot.menu import OPEN_FORM, Menu, kept
from bot.platforms.base import Met, Seat, Unclear, Undelivered
from bot.replies import Counted, Fix, Now, Open, Say, Sorry, Swap
from bot.store import inbox, people
from bot.store.database import TROUBLES, Database, Transaction, why_away
from bot.typed import typed, typed_line
from bot.ui import Button, Card, Text
from bot.watching.journal import Journal, Outcome
from bot.whereabouts import Whereabouts
from bot.workflow import Refused, read_stamp

log = logging.getLogger(__name__)

LONGEST_NAME = 100
"""Characters of a name in a chat's profile that our sentences have room for."""
KNOWN_FOR = timedelta(minutes=5)
"""How long a platform is believed that somebody is staff before it is asked again: who leaves or is made a guest is
turned away on the same morning. Whoever was turned away is asked about each time, so that what is mended counts."""


@dataclass
class FrontDesk:
    """The `Reception` that endpoints see. `fetch` is called once files that came with an event may be wanted."""

    database: Database
    house: House
    menu: Menu
    clock: Clock
    fetch: Callable[[], None]
    journal: Journal
    whereabouts: Whereabouts
    _met: dict[tuple[str, str], tuple[Met, datetime]] = field(default_factory=dict, init=False)

    # --- Who it is ----------------------------------------------------------------------------------------

    async def meet(
        self, platform: str, user: str, look_up: Callable[[], Awaitable[Met]], seat: Seat | None = None
    ) -> Person:
        """See `platforms.base.Reception`. Nobody is staff without an address of the district."""
        met, checked_at = await self._known(platform, user)
        if met is not None and self._is_believed(met, checked_at):
            fresh = met
        else:
            fresh, checked_at = await self._look_up(look_up, met), self.clock()
        fresh = replace(fresh, seat=_where(seat, met, fresh))
        if fresh != met:
            await self._remember(platform, fresh, checked_at)
        self._met[platform, user] = (fresh, checked_at)
        return fresh.person

    def _is_believed(self, met: Met, checked_at: datetime) -> bool:
        # The district's domains may have changed since it was written down.
        return self._placed(met.person).standing == "staff" and self.clock() - checked_at <= KNOWN_FOR

    async def seat(self, platform: str, user: str) -> Seat | None:
        """See `platforms.base.Reception`."""
        met, _ = await self._known(platform, user)
        return met.seat if met and met.seat.conversation else None

    async def _known(self, platform: str, user: str) -> tuple[Met | None, datetime]:
        if (platform, user) in self._met:
            return self._met[platform, user]
        with _away_is_unclear():
            async with self.database.reading() as connection:
                known = await people.known(connection, platform, user)
        if known is None or known.unreachable:
            return None, self.clock()
        return Met(known.person, known.seat), known.checked_at

    async def _look_up(self, look_up: Callable[[], Awaitable[Met]], met: Met | None) -> Met:
        """What the platform says now; while it does not answer, what it said last."""
        try:
            fresh = await look_up()
        except Undelivered:
            if met is None:
                raise
            fresh = met
        return replace(fresh, person=self._placed(fresh.person))

    async def _remember(self, platform: str, met: Met, checked_at: datetime) -> None:
        with _away_is_unclear():
            async with self.database.transaction() as transaction:
                await people.remember(transaction, platform, met.person, met.seat, checked_at)
        if met.person.standing == "staff":  # a stranger may bear one of our addresses in a workspace of their own
            self.house.names[met.person.email] = met.person.name

    def _placed(self, person: Person) -> Person:
        email = in_small_letters(person.email)
        outside = person.standing == "staff" and not self.house.district.is_staff_address(email)
        name = typed_line(person.name)
        name = name if len(name) <= LONGEST_NAME else f"{name[: LONGEST_NAME - 1]}…"
        return replace(person, email=email, name=name, standing="outside" if outside else person.standing)

    # --- What they want -------------------------------------------------------------------------------------

    async def receive(self, event: Event) -> Now | None:
        """Handle an event once. Whatever goes wrong inside, nothing is half done and the person is told."""
        now, outcome = await self._received(event)
        self.journal.enter(event, now, outcome)
        return now

    async def _received(self, event: Event) -> tuple[Now | None, Outcome]:
        if event.person.standing != "staff":
            return Sorry(self.house.words.plain(f"refused.{event.person.standing}")), "turned_away"
        try:
            answered = await self._answered(await self.whereabouts.look_up(_as_typed(event)))
        except Exception:
            log.exception("%s failed on %s", type(event).__name__, event.place.platform)
            return Sorry(self.house.words.plain("chat.trouble")), "failed"
        if files_of(event):
            self.fetch()
        return answered

    async def _answered(self, event: Event) -> tuple[Now | None, Outcome]:
        """One transaction a visit. A refused one is undone whole, and answered in a transaction of its own."""
        try:
            return await self._visit(event, self.menu.answer, "done")
        except (Refused, Wrong) as problem:
            return await self._visit(event, partial(self.menu.excuse, problem=problem), "refused")

    async def _visit(
        self, event: Event, answer: Callable[[Desk], Awaitable[Replies]], outcome: Outcome
    ) -> tuple[Now | None, Outcome]:
        at = self.clock()

        async def visit(transaction: Transaction) -> tuple[Now | None, Outcome]:
            desk = Desk(event, self.house, self.menu.faces, transaction, at)
            if not await inbox.is_first(transaction, event.key, at):
                again = await self.menu.again(desk, await inbox.outcome(transaction, event.key))
                return _shown_now(again), "repeated"
            await people.seen(transaction, event.person, event.place.platform, at)
            return await self._given(desk, await answer(desk)), outcome

        return await self.database.visited(visit)

    async def _given(self, desk: Desk, replies: Replies) -> Now | None:
        for reply in replies:
            if isinstance(reply, Say):
                await desk.say(reply.card)
            if isinstance(reply, Counted):
                self.journal.count(reply)
        now = _shown_now(replies)
        memory = kept(now, read_stamp(stamp_of(desk.event))[0])
        if memory is not None:
            await inbox.record(desk.transaction, desk.event.key, memory)
        return now

    async def shown(self, event: Event) -> None:
        """See `platforms.base.Reception`. It need not succeed: at worst a repeat shows the same once more."""
        try:
            async with self.database.transaction() as transaction:
                await inbox.record(transaction, event.key, None)
        except Exception:
            log.exception("what was shown could not be entered")

    async def offer(self, event: Event, now: Now) -> None:
        """See `platforms.base.Reception`. Where not even this can be entered, the log says so."""
        try:
            await self._offer(event, now)
        except Exception:
            log.exception("what could not be shown at once could not be offered either")

    async def _offer(self, event: Event, now: Now) -> None:
        words = self.house.words
        card = Card(body=(Text(words("chat.form_is_here")),))
        if isinstance(now, Open):
            button = Button(
                OPEN_FORM,
                words.plain("chat.open_form"),
                f"{now.form.name}|{now.form.value}",
                "primary",
                opens_form=True,
            )
            card = replace(card, buttons=(button,))
        async with self.database.transaction() as transaction:
            desk = Desk(
                replace(event, key=f"{event.key}/offer"), self.house, self.menu.faces, transaction, self.clock()
            )
            await desk.say(card)


def _as_typed(event: Event) -> Event:
    """The event without what nobody types in its words. Those of a form are freed of it once its fields are known."""
    return replace(event, text=typed(event.text)) if isinstance(event, Heard | SentFiles | Flagged) else event


@contextmanager
def _away_is_unclear() -> Iterator[None]:
    """A database that is away says as little about somebody as a chat that does not answer. Only the log tells them
    apart: a fault that lasts would else be a sentence that somebody reads for ever, and nobody knows of."""
    try:
        yield
    except TROUBLES as error:
        log.warning("the database does not say who somebody is: %s", why_away(error))
        raise Unclear(why_away(error)) from None


def _where(told: Seat | None, met: Met | None, fresh: Met) -> Seat:
    """Where somebody sits, by whoever knows their conversation. A command comes from anywhere, and does not."""
    known = (told, fresh.seat, met.seat if met else None)
    return next((seat for seat in known if seat and seat.conversation), fresh.seat)


def _shown_now(replies: Replies) -> Now | None:
    return next((reply for reply in replies if isinstance(reply, Open | Fix | Swap | Sorry)), None)
