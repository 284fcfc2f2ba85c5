"""What can go back: said in the chat, or shown at once where the person is looking."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from bot.ui import Card, Form


@dataclass(frozen=True, slots=True)
class Say:
    """A message to the person. It becomes an outbox row."""

    card: Card


@dataclass(frozen=True, slots=True)
class Open:
    """Show this form: a window, or a card with inputs; in place of the form that was just sent, if one was."""

    form: Form


@dataclass(frozen=True, slots=True)
class Fix:
    """Show the same form again, answers kept, with a sentence at each field named here."""

    errors: dict[str, str]
    form: Form


@dataclass(frozen=True, slots=True)
class Swap:
    """Show this card in place of what was pressed or sent (a card, the last form, or the home page).

    lasts  a repeat of the same event is shown the case that it was about
    """

    card: Card
    lasts: bool = True


@dataclass(frozen=True, slots=True)
class Sorry:
    """Leave what they see as it is, with all that is typed into it, and show this sentence beside it.

    For what the outbox cannot carry: somebody whom the bot does not serve, or a moment when it cannot work.
    After a message it is said in the same chat.
    """

    text: str


@dataclass(frozen=True, slots=True)
class Counted:
    """How a question counts in the metrics: answered, or left to a person. Nobody reads it."""

    question: Literal["answered", "abstained"]


Now = Open | Fix | Swap | Sorry
"""What leaves from the endpoint, right after the commit."""

Reply = Say | Counted | Now
