"""What can arrive from a chat, in words that no platform owns."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from bot.ui import Answer

Standing = Literal["staff", "guest", "outside", "bot", "gone"]
"""staff: a person of the district; guest: a limited account; outside: another organization or no district
address; bot: a program; gone: deactivated."""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody as the chat knows them. `email` is who they are on every platform, in small letters.

    language  in which they have the chat, as it calls it (`es-MX`); "" where it does not say
    """

    email: str
    name: str
    standing: Standing = "staff"
    language: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """Where something happened: the platform, the conversation in it, and the message that was pressed."""

    platform: str
    conversation: str = ""
    message: str = ""


@dataclass(frozen=True, slots=True)
class SentFile:
    """A file that somebody sent, as the chat describes it: none of this is checked, and nothing was fetched.

    name        what the sender's device calls it
    size        in bytes, as the chat says; 0 where it says nothing
    media_type  as the chat says, for example image/png; "" where it says nothing
    source      what the platform that it came from needs to fetch it; nobody else reads it
    """

    name: str
    size: int = 0
    media_type: str = ""
    source: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Event:
    """Anything that arrives. `key` is the same when a platform delivers the same thing again."""

    key: str
    person: Person
    place: Place


@dataclass(frozen=True, slots=True)
class Heard(Event):
    """A command (`/sm-request`) or a direct message, unescaped and without a mention of the bot."""

    text: str = ""


@dataclass(frozen=True, slots=True)
class Clicked(Event):
    """A button of a card was pressed."""

    action: str = ""
    value: str = ""


@dataclass(frozen=True, slots=True)
class Filled(Event):
    """A form came back: sent off (`pressed` is empty), or one of its own buttons was pressed.

    `answers` holds one answer for each field that the platform returned, by the field's name; a field
    that was left alone may be missing. `files` came with it, from the form's one field for files. `nobodys` holds the
    staff's addresses among the answers that are no colleague's in any chat, and why (bot/whereabouts.py, NOBODYS).
    """

    form: str = ""
    value: str = ""
    pressed: str = ""
    answers: dict[str, Answer] = field(default_factory=dict)
    files: tuple[SentFile, ...] = ()
    nobodys: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class SentFiles(Event):
    """Files came into the chat. Nothing of them has been fetched."""

    text: str = ""
    files: tuple[SentFile, ...] = ()


@dataclass(frozen=True, slots=True)
class Flagged(Event):
    """Somebody chose "Report this message" in a message's own menu. `text` is what the message says, `link` leads to
    it. Whoever wrote it is not told."""

    text: str = ""
    link: str = ""


@dataclass(frozen=True, slots=True)
class Joined(Event):
    """Somebody met the bot: they opened the chat for the first time, or its home page."""

    where: Literal["chat", "home"] = "chat"


def stamp_of(event: Event) -> str:
    """What the button or the form of an event carries, such as a case and its version; "" for an event of another kind.
    It came from outside, and says nothing about any right."""
    return event.value if isinstance(event, Clicked | Filled) else ""


def files_of(event: Event) -> tuple[SentFile, ...]:
    """The files that came with an event, in the chat or in a form."""
    return event.files if isinstance(event, SentFiles | Filled) else ()
