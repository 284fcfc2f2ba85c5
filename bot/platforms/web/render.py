"""What a page is drawn from: columns and messages, and the few things that a template cannot work out itself."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

from bot.dates import clock
from bot.events import Person, SentFile
from bot.platforms.web.panels import Panel
from bot.platforms.web.read import ANSWER, KEPT
from bot.platforms.web.send import BoardMessage
from bot.ui import Answer, Card, ChoiceField, Field, FilesField, runs, unpack

SAFE_ADDRESSES = ("https://", "http://", "mailto:")
RADIOS_AT_MOST = 7
REFERENCE = re.compile(r"\b([A-Z]-\d+)\b")


@dataclass(frozen=True, slots=True)
class Message:
    """One message as it is drawn. `version` changes whenever what it says does, and nothing else changes it."""

    id: str
    mine: bool
    card: Card | None
    text: str
    at: datetime
    version: str


@dataclass(frozen=True, slots=True)
class Column:
    """One person's chat as it is drawn."""

    person: Person
    messages: Sequence[Message]
    panel: Panel | None

    @property
    def log_version(self) -> str:
        return " ".join(f"{message.id}.{message.version}" for message in self.messages)

    @property
    def panel_version(self) -> str:
        return self.panel.name if self.panel else ""


def message(stored: BoardMessage) -> Message:
    """A message of the board, unpacked."""
    card = unpack(stored.card) if stored.card else None
    digest = sha256(json.dumps([stored.card, stored.text], sort_keys=True).encode()).hexdigest()
    return Message(stored.id, stored.mine, card, stored.text, stored.at, digest[:12])


def kind(part: object) -> str:
    """The name of an element's or field's kind, by which the templates choose how to draw it."""
    return type(part).__name__


def control(field: ChoiceField) -> str:
    """How a choice is drawn. A radio that was chosen cannot be unchosen, so what may stay empty is a list."""
    if field.many:
        return "checkbox"
    return "radio" if field.required and len(field.options) <= RADIOS_AT_MOST else "select"


def address(url: str) -> str:
    """A link's address, or nothing when following it could do more than open a page."""
    return url if url.startswith(SAFE_ADDRESSES) else ""


def pieces(words: str) -> list[str]:
    """A text taken apart at its references: what is no reference, then one, and so on."""
    return REFERENCE.split(words)


def shown(field: Field, panel: Panel) -> Answer | tuple[SentFile, ...]:
    """What stands in a field: what was typed, even where that is more than the field takes, else its own value."""
    if isinstance(field, FilesField):
        return panel.files
    given = panel.typed.get(field.name, getattr(field, "value", ""))
    return (given,) if isinstance(field, ChoiceField) and isinstance(given, str) else given


def stray(panel: Panel) -> Sequence[str]:
    """Sentences whose field is not in the form: they stand at its top instead."""
    names = {field.name for field in panel.form.fields} if panel.form else set()
    return [sentence for name, sentence in panel.errors.items() if name not in names]


def initials(person: Person) -> str:
    """Two letters that stand for a person."""
    words = person.name.split() or [person.email]
    return "".join(word[0] for word in (words[0], words[-1])[: len(words)]).upper()


FILTERS: Mapping[str, Callable[..., Any]] = {
    each.__name__: each for each in (address, clock, control, initials, kind, pieces, runs, shown, stray)
}
GLOBALS: Mapping[str, object] = {"ANSWER": ANSWER, "KEPT": KEPT}
