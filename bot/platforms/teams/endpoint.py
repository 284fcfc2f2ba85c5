"""POST /api/messages: what Teams sends, and what it is shown at once.

Teams gives a press about 10 s and takes an answer after 3 s for lost ("Universal Actions for Adaptive Cards"), so an
answer leaves as soon as it is known; a message that has to follow it is updated afterwards.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Coroutine
from dataclasses import replace
from typing import Any, TypeVar

from aiohttp import web

from bot.events import Event, Filled, Person
from bot.platforms.base import MessageGone, Met, Reception, Seat, Undelivered, Word
from bot.platforms.teams.activity import Activity, TurnedAway, parse, word_in
from bot.platforms.teams.flag import is_flag, read_flag, window
from bot.platforms.teams.form import Sheet, draw_form
from bot.platforms.teams.people import person_of
from bot.platforms.teams.read import TEAMS, is_ours, is_press, read_event, seat_of, user_of
from bot.platforms.teams.render import draw_card
from bot.platforms.teams.runs import Json
from bot.platforms.teams.send import TeamsChat
from bot.replies import Fix, Now, Open, Sorry, Swap
from bot.settings import TeamsSettings
from bot.ui import Card, Text, literal

log = logging.getLogger(__name__)

Found = TypeVar("Found")

PATIENCE = 2.0
"""Seconds for one call to Teams while somebody waits for what they read next."""

ANSWER_WITHIN = 2.5
"""Seconds from a press to its answer, whatever calls it takes; the way to Teams takes some of the three."""


def add_routes(
    app: web.Application, chat: TeamsChat, reception: Reception, settings: TeamsSettings, word: Word
) -> None:
    """Mount the endpoint, if Teams is on; without an app id, and outside the playground, it does not exist."""
    if settings.on:
        endpoint = Endpoint(chat, reception, word)
        app.router.add_post("/api/messages", endpoint.take)
        app.on_cleanup.append(endpoint.finish)


class Endpoint:
    """One activity in, one answer out."""

    def __init__(self, chat: TeamsChat, reception: Reception, word: Word) -> None:
        self._chat = chat
        self._reception = reception
        self._word = word
        self._updates: set[asyncio.Task[None]] = set()
        self._telling: set[str] = set()

    async def take(self, request: web.Request) -> web.Response:
        """Answer one request: 401 or 403 for whoever is not Teams or not ours, 400 or 415 for what is no activity."""
        until = asyncio.get_running_loop().time() + ANSWER_WITHIN
        try:
            activity = parse(request.content_type, await request.read())
            await self._chat.framework.admit(request.headers.get("Authorization", ""), activity)
        except TurnedAway as away:
            log.info("turned away with %s: %s", away.status, away)
            return web.Response(status=away.status)
        if is_flag(activity):
            return web.json_response(await self._flagged(activity))
        if is_press(activity):
            return web.json_response(await self._pressed(activity, until))
        if is_ours(activity):
            await self._wrote(activity)
        return web.Response(status=200)

    async def finish(self, _app: web.Application) -> None:
        """Wait for updates that are still on their way."""
        await asyncio.gather(*self._updates)

    # --- A press: the answer is shown in place of the card --------------------------------------------------

    async def _pressed(self, activity: Activity, until: float) -> Json:
        event, now = await self._handle(activity) if is_ours(activity) else (None, None)
        if isinstance(now, Sorry):
            return _sorry(now.text)
        if isinstance(event, Filled) and now:
            return await self._replaced(seat_of(activity), event, now, until)
        if isinstance(now, Swap):
            return _shown(draw_card(now.card))
        if event and now:
            await self._begun(self._tell(seat_of(activity), event, now), until)
            return _noted(self._word("chat.form_below"))
        return _noted(self._word("chat.noted")) if event else _sorry(self._word("chat.not_understood"))

    async def _replaced(self, seat: Seat, event: Event, now: Now, until: float) -> Json:
        # The answer alone comes undone on the person's other devices, so the message itself is updated as well:
        # first, since an update that follows the answer empties what was typed into it meanwhile.
        drawn = self._draw(now)
        await self._begun(self._update(seat, event.place.message, drawn), until)
        return _shown(drawn)

    async def _begun(self, work: Coroutine[Any, Any, None], until: float) -> None:
        """Do what belongs to an answer before it, for as long as the answer may wait; then beside it."""
        left = until - asyncio.get_running_loop().time()
        await asyncio.wait({self._alongside(work)}, timeout=max(0.0, left))

    def _alongside(self, work: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
        task = asyncio.create_task(work)
        self._updates.add(task)
        task.add_done_callback(self._updates.discard)
        return task

    async def _update(self, seat: Seat, message: str, drawn: Json) -> None:
        try:
            await self._chat.replace(seat, message, drawn)
        except Undelivered as error:
            log.warning("a form was answered but its message not updated: %s", error)

    # --- A message: the answer is one as well ---------------------------------------------------------------

    async def _wrote(self, activity: Activity) -> None:
        event, now = await self._handle(activity)
        if now and isinstance(event, Filled) and event.place.message and not isinstance(now, Sorry):
            await self._swap_message(seat_of(activity), event, now)
        elif now:
            await self._tell(seat_of(activity), event, now)

    async def _swap_message(self, seat: Seat, event: Event, now: Now) -> None:
        """A client that only submits gets no answer to show: its message is replaced."""
        try:
            await _soon(self._chat.replace(seat, event.place.message, self._draw(now)))
        except MessageGone:
            await self._tell(seat, event, now)
        except (Undelivered, TimeoutError):
            await self._reception.offer(event, now)

    async def _tell(self, seat: Seat, event: Event | None, now: Now) -> None:
        """Show something as a message of its own, once however often Teams delivers its event."""
        if event is None or isinstance(now, Sorry):
            await self._show(seat, event, now)
        elif event.key not in self._telling:
            await self._show_once(seat, event, now)

    async def _show_once(self, seat: Seat, event: Event, now: Now) -> None:
        # A repeat may come while this is still on its way. One that comes later, to whatever process, finds it entered.
        self._telling.add(event.key)
        try:
            await self._show(seat, event, now)
            await self._reception.shown(event)
        finally:
            self._telling.discard(event.key)

    async def _show(self, seat: Seat, event: Event | None, now: Now) -> None:
        """Where it cannot be shown, it is offered again with a button."""
        try:
            await _soon(self._chat.show(seat, self._draw(now)))
        except (Undelivered, TimeoutError) as error:
            log.warning("could not be shown at once: %s", error)
            if event:
                await self._reception.offer(event, now)

    # --- A message is reported from its own menu: the form goes to the person's own chat -----------------------

    async def _flagged(self, activity: Activity) -> Json:
        return window(self._word("chat.name"), await self._take_flag(activity))

    async def _take_flag(self, activity: Activity) -> str:
        """Begin a report of a message; what the window says of it."""
        try:
            seat = await self._reception.seat(TEAMS, user_of(activity))
            if seat is None:
                return self._word("chat.say_hello_first")
            person = await self._person(activity, seat)
        except (Undelivered, TimeoutError) as error:
            log.warning("Teams did not say who this is: %s", error)
            return self._word("chat.who_unclear")
        event = read_flag(activity, person, seat.conversation)
        now = await self._reception.receive(event)
        if isinstance(now, Sorry):
            return now.text
        if now:
            self._alongside(self._tell(seat, event, now))
        return self._word("chat.form_in_chat")

    # --- All of them -----------------------------------------------------------------------------------------------

    async def _handle(self, activity: Activity) -> tuple[Event | None, Now | None]:
        try:
            person = await self._person(activity, seat_of(activity))
        except (Undelivered, TimeoutError) as error:
            log.warning("Teams did not say who this is: %s", error)
            return None, Sorry(self._word("chat.who_unclear"))
        event = read_event(activity, person)
        return event, await self._reception.receive(event) if event else None

    async def _person(self, activity: Activity, seat: Seat) -> Person:
        """Who this is, with the language of the client that they use just now (Bot Framework, Activity: locale)."""

        async def look_up() -> Met:
            return Met(person_of(await _soon(self._chat.member(seat)), self._chat.framework.serves), seat)

        person = await self._reception.meet(TEAMS, seat.user, look_up, seat)
        return replace(person, language=word_in(activity, "locale"))

    def _draw(self, now: Now) -> Json:
        match now:
            case Open(form=form):
                return draw_form(Sheet(form, self._word))
            case Fix(errors=errors, form=form):
                return draw_form(Sheet(form, self._word, errors))
            case Swap(card=card):
                return draw_card(card)
            case Sorry(text=text):
                return draw_card(Card(body=(Text(literal(text)),)))


async def _soon(work: Awaitable[Found]) -> Found:
    async with asyncio.timeout(PATIENCE):
        return await work


def _shown(drawn: Json) -> Json:
    return {"statusCode": 200, "type": "application/vnd.microsoft.card.adaptive", "value": drawn}


def _noted(text: str) -> Json:
    # Never without a word: Teams takes an empty answer for a failed one and sends the press again.
    return {"statusCode": 200, "type": "application/vnd.microsoft.activity.message", "value": text}


def _sorry(text: str) -> Json:
    """A sentence under the card, which stays as it is, with all that is typed into it."""
    return {"statusCode": 400, "type": "application/vnd.microsoft.error", "value": {"code": "Sorry", "message": text}}
