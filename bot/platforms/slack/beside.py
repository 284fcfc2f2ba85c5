"""Says one sentence beside what a person is looking at, and leaves that as it is.

Each kind of payload has one place where Slack lets this be done without a stored message.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from bot.platforms.base import Seat, Word
from bot.platforms.slack import read
from bot.platforms.slack.form_view import closing_view, errors_by_input
from bot.platforms.slack.render import fallback, home_view
from bot.platforms.slack.send import SlackChat
from bot.ui import Card, Text, literal


class Beside:
    """The places of one workspace where a sentence can stand."""

    def __init__(self, chat: SlackChat, word: Word) -> None:
        self._chat = chat
        self._word = word
        self._places: dict[str, Callable[[read.Body, str], Awaitable[dict[str, Any]]]] = {
            "command": self._under_the_command,
            "message": self._in_the_chat,
            "files": self._in_the_chat,
            "opened": self._on_the_home_page,
            "pressed": self._in_a_window,
            "sent": self._in_the_form,
            "flagged": self._in_a_window,
        }

    async def say(self, body: read.Body, sentence: str) -> dict[str, Any]:
        """Show a sentence; what comes back is the content of the acknowledgement. May raise an Undelivered."""
        return await self._places[read.kind_of(body)](body, sentence)

    async def _under_the_command(self, body: read.Body, sentence: str) -> dict[str, Any]:
        return {"text": fallback(sentence)}

    async def _in_the_chat(self, body: read.Body, sentence: str) -> dict[str, Any]:
        await self._chat.post(Seat(read.user_of(body), read.place_of(body).conversation), _card(sentence))
        return {}

    async def _on_the_home_page(self, body: read.Body, sentence: str) -> dict[str, Any]:
        # The chat is opened again and again: what is said there would pile up.
        if read.is_home(body):
            await self._chat.publish(read.user_of(body), home_view(_card(sentence)))
        return {}

    async def _in_a_window(self, body: read.Body, sentence: str) -> dict[str, Any]:
        show = self._chat.push_view if "form" in read.metadata(body) else self._chat.open_view
        await show(body["trigger_id"], self._window(sentence))
        return {}

    async def _in_the_form(self, body: read.Body, sentence: str) -> dict[str, Any]:
        errors = errors_by_input({"": sentence}, body["view"])
        if errors:
            return {"response_action": "errors", "errors": errors}
        return {"response_action": "push", "view": self._window(sentence)}

    def _window(self, sentence: str) -> dict[str, Any]:
        return closing_view(_card(sentence), self._word("chat.name"), self._word)


def _card(sentence: str) -> Card:
    return Card(body=(Text(literal(sentence)),))
