"""Shows at once what a person is to see: in Slack's answer, in a window, or on the home page."""

from __future__ import annotations

import asyncio
from typing import Any

from bot.events import Clicked, Event
from bot.platforms.base import Reception, Undelivered, Word
from bot.platforms.slack import read
from bot.platforms.slack.beside import Beside
from bot.platforms.slack.form_view import Frame, closing_view, errors_by_input, form_view
from bot.platforms.slack.render import home_view
from bot.platforms.slack.send import SlackChat
from bot.replies import Fix, Now, Open, Sorry, Swap
from bot.ui import Form, PersonField

SHOW_WITHIN = 2.0
"""Seconds after which neither a trigger nor an answer is sure to reach Slack: both die after three."""

FIND_WITHIN = 0.5
"""Seconds that filling in people may take from a trigger's three."""

SHOWN_ALREADY = ("hash_conflict", "exchanged_trigger_id")
"""Slack's codes for a window that changed since the press, and for a trigger that has opened one: whatever is there is
newer, or the same, shown by another process to which Slack delivered this as well."""


class Screen:
    """What one workspace's people are looking at."""

    def __init__(self, chat: SlackChat, reception: Reception, word: Word) -> None:
        self._chat = chat
        self._reception = reception
        self._word = word
        self.beside = Beside(chat, word)

    async def show(self, body: read.Body, event: Event, now: Now, arrived: float) -> dict[str, Any]:
        """Show what is to be shown; what comes back is the acknowledgement's content (`response_action` or nothing).

        `arrived` is the loop's time, in seconds, at which the payload came. What can be shown no more is offered
        in the chat instead.
        """
        try:
            return await self._shown(body, event, now, arrived)
        except Undelivered as failure:
            if not isinstance(now, Sorry) and str(failure) not in SHOWN_ALREADY:
                await self._reception.offer(event, now)
            return {}

    async def _shown(self, body: read.Body, event: Event, now: Now, arrived: float) -> dict[str, Any]:
        if isinstance(now, Sorry):
            return await self.beside.say(body, now.text)
        if read.kind_of(body) == "sent":
            view = await self._in_answer(body, now)
            return view if _in_time(arrived) else await self._offer(event, now)
        if isinstance(now, Swap):
            return await self._swap(body, event, now)
        view = await self._form(body, now)
        if "form" in read.metadata(body):
            await self._chat.update_view(body["view"], view)
            return {}
        if not body.get("trigger_id") or not _in_time(arrived):
            return await self._offer(event, now)
        await self._chat.open_view(body["trigger_id"], view)
        return {}

    async def _in_answer(self, body: read.Body, now: Open | Fix | Swap) -> dict[str, Any]:
        if isinstance(now, Swap):
            return _update(self._closing(body, now))
        errors = errors_by_input(now.errors, body["view"]) if isinstance(now, Fix) else {}
        if errors:
            return {"response_action": "errors", "errors": errors}
        return _update(await self._form(body, now))

    async def _swap(self, body: read.Body, event: Event, swap: Swap) -> dict[str, Any]:
        if read.is_home(body):
            await self._chat.publish(read.user_of(body), home_view(swap.card))
        elif "form" in read.metadata(body):
            await self._chat.update_view(body["view"], self._closing(body, swap))
        elif not isinstance(event, Clicked):
            await self._reception.offer(event, swap)
        # Else it was a message that was pressed: delivery, its one writer, edits it.
        return {}

    async def _offer(self, event: Event, now: Now) -> dict[str, Any]:
        await self._reception.offer(event, now)
        return {}

    def _closing(self, body: read.Body, swap: Swap) -> dict[str, Any]:
        return closing_view(swap.card, body["view"]["title"]["text"], self._word)

    async def _form(self, body: read.Body, now: Open | Fix) -> dict[str, Any]:
        conversation = read.place_of(body).conversation
        frame = Frame(self._chat.can, self._word, conversation, await self._people(now.form))
        return form_view(now.form, frame, now.errors if isinstance(now, Fix) else {})

    async def _people(self, form: Form) -> dict[str, str]:
        emails = [field.value for field in form.fields if isinstance(field, PersonField) and field.value]
        if not self._chat.can.people_picker:
            return {}
        users = await asyncio.gather(*(self._user(email) for email in emails))
        return dict(zip(emails, users, strict=True))

    async def _user(self, email: str) -> str:
        # An empty field is worse than none that is filled, but better than no window.
        try:
            async with asyncio.timeout(FIND_WITHIN):
                return (await self._chat.find(email)).user
        except (Undelivered, TimeoutError):
            return ""


def _update(view: dict[str, Any]) -> dict[str, Any]:
    return {"response_action": "update", "view": view}


def _in_time(arrived: float) -> bool:
    return asyncio.get_running_loop().time() - arrived < SHOW_WITHIN
