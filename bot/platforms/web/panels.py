"""What lies over a person's chat: the form that they fill in, or the card that it ended with."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from uuid import uuid4

from bot.events import SentFile
from bot.ui import Answer, Card, Form

REMEMBERED = 9
"""Forms per person that can still be answered after another took their place: a double click sends the same form
twice, and the second copy has to be read before the machine can say that it was handled already."""


def _new_name() -> str:
    return uuid4().hex


@dataclass(frozen=True, slots=True)
class Panel:
    """A form with what was typed, the files that were chosen and the sentences at its fields, or a closing card.

    `name` is unlike that of any other panel and no part of what the panel says.
    """

    shown: Form | Card
    errors: Mapping[str, str] = field(default_factory=dict)
    typed: Mapping[str, Answer] = field(default_factory=dict)
    files: tuple[SentFile, ...] = ()
    name: str = field(default_factory=_new_name, compare=False)

    @property
    def form(self) -> Form | None:
        return self.shown if isinstance(self.shown, Form) else None

    @property
    def card(self) -> Card | None:
        return self.shown if isinstance(self.shown, Card) else None


class Panels:
    """The open panel of each person, by e-mail address. They live as long as this process."""

    def __init__(self) -> None:
        self._open: dict[str, Panel] = {}
        self._files: dict[tuple[str, str, str], tuple[SentFile, ...]] = {}
        self._shown: defaultdict[str, deque[Panel]] = defaultdict(lambda: deque(maxlen=REMEMBERED))

    def of(self, email: str) -> Panel | None:
        """What lies over this person's chat now."""
        return self._open.get(email)

    def show(self, email: str, panel: Panel) -> None:
        """Lay a panel over the chat. One that says the same stays, so that a double click wipes no typed word."""
        if panel.form:
            panel = replace(panel, files=self.chosen(email, panel.form))
        if self._open.get(email) != panel:
            self._open[email] = panel
            self._shown[email].append(panel)

    def close(self, email: str) -> None:
        """Take away what lies over the chat, if anything does."""
        self._open.pop(email, None)

    # --- Files that were chosen in a form: a mistake at another field, or a way back, loses none ---------------

    def chosen(self, email: str, form: Form) -> tuple[SentFile, ...]:
        """What somebody has chosen in a form about a case so far."""
        return self._files.get(_about(email, form.name, form.value), ())

    def choose(self, email: str, form: Form, files: tuple[SentFile, ...]) -> None:
        """From now on these files are in the form, and no others."""
        self._files[_about(email, form.name, form.value)] = files

    def finish(self, email: str, form: str, value: str) -> None:
        """A form (its name and value) has done its work: its files are with the machine."""
        self._files.pop(_about(email, form, value), None)

    def form(self, email: str, name: str) -> Form | None:
        """The form of a panel that this person was shown; None when it is not known (any more)."""
        return next((panel.form for panel in self._shown[email] if panel.name == name), None)


def _about(email: str, form: str, value: str) -> tuple[str, str, str]:
    # A form's value changes as its case does; before the dot stands the case's reference, which stays.
    return email, form, value.partition(".")[0]
