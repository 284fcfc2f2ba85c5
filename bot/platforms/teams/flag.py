""" "Report this message" in the menu of a message: which message it was, and the small window that answers.

Teams, "Create and send the dialog" for message extensions: an answer counts within five seconds, and "continue" with a
card is the one kind of answer that every client shows.
"""

from __future__ import annotations

from collections.abc import Sequence
from html.parser import HTMLParser
from typing import Any

from bot.events import Flagged, Person, Place
from bot.platforms.teams.activity import Activity, part, word_in
from bot.platforms.teams.read import TEAMS, key_of
from bot.platforms.teams.render import draw_card
from bot.platforms.teams.runs import Json
from bot.ui import Card, Text, literal

REPORT_MESSAGE = "reportMessage"
"""The message action "Report this message"."""
INVOKE = "composeExtension/fetchTask"
HEIGHT, WIDTH = 180, 420
"""Pixels of the window: two lines of words."""
BREAKS = frozenset({"br", "p", "div", "li", "tr"})


def is_flag(activity: Activity) -> bool:
    """Whether somebody chose "Report this message", wherever the message stands."""
    command = word_in(part(activity, "value"), "commandId")
    return activity["type"] == "invoke" and (word_in(activity, "name"), command) == (INVOKE, REPORT_MESSAGE)


def read_flag(activity: Activity, person: Person, conversation: str) -> Flagged:
    """The event; what follows from it belongs in `conversation`, the person's own chat with the bot."""
    message = part(part(activity, "value"), "messagePayload")
    body = part(message, "body")
    content = word_in(body, "content")
    words = content if word_in(body, "contentType") == "text" else words_of(content)
    return Flagged(key_of(activity), person, Place(TEAMS, conversation), words, word_in(message, "linkToMessage"))


def window(title: str, sentence: str) -> Json:
    """The answer: a small window that says one thing."""
    card = draw_card(Card(body=(Text(literal(sentence)),)))
    attachment = {"contentType": "application/vnd.microsoft.card.adaptive", "content": card}
    value = {"title": title, "height": HEIGHT, "width": WIDTH, "card": attachment}
    return {"task": {"type": "continue", "value": value}}


def words_of(html: str) -> str:
    """What a message in HTML says, with the address of a link after the words that stand for it."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    lines = ("".join(reader.said).replace("\xa0", " ")).splitlines()
    return "\n".join(filter(None, (line.strip() for line in lines)))


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.said: list[str] = []
        self._links: list[tuple[str, int]] = []

    def handle_starttag(self, tag: str, attrs: Sequence[tuple[str, Any]]) -> None:
        if tag in BREAKS:
            self.said.append("\n")
        if tag == "a":
            self._links.append((dict(attrs).get("href") or "", len(self.said)))

    def handle_endtag(self, tag: str) -> None:
        if tag in BREAKS:
            self.said.append("\n")
        if tag == "a" and self._links:
            address, start = self._links.pop()
            if address and address not in "".join(self.said[start:]):
                self.said.append(f" ({address})")

    def handle_data(self, data: str) -> None:
        self.said.append(data)
