"""What the forms of those who handle an incident are made of."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from bot.conversation import LONGEST_NOTE
from bot.desk import Desk
from bot.ui import ChoiceField, DayField, Form, Option, Text, TextField
from bot.workflow import Case
from handlers.incident_recall import KIND


def form_about(desk: Desk, name: str, case: Case, stamp: str, *fields: Any) -> Form:
    """A form about a case, which it names. `name` is `incident.` and the name under which its words stand."""
    short = name.removeprefix(f"{KIND}.")
    body = (Text(desk.word("card.about", ref=case.ref)), *fields)
    return Form(name, desk.label(f"incident.{short}.title"), body, desk.label(f"incident.{short}.submit"), stamp)


def words_field(desk: Desk, name: str, *, required: bool = False) -> TextField:
    """Room for people's own words."""
    label, hint = desk.label(f"incident.field.{name}"), desk.label(f"incident.hint.{name}")
    return TextField(name, label, hint, required=required, longest=LONGEST_NOTE, lines="many")


def line_field(desk: Desk, name: str, *, required: bool = False) -> TextField:
    """A number, a name or a reference."""
    label, hint = desk.label(f"incident.field.{name}"), desk.label(f"incident.hint.{name}")
    return TextField(name, label, hint, required=required, longest=150)


def choice_field(desk: Desk, name: str, options: Sequence[Option], chosen: str = "") -> ChoiceField:
    """One of several; what was chosen before is chosen now, where it is still offered."""
    value = tuple(option.value for option in options if option.value == chosen)
    return ChoiceField(name, desk.label(f"incident.field.{name}"), tuple(options), value=value)


def day_field(desk: Desk, name: str, day: date) -> DayField:
    """A day, which is this one until somebody chooses another."""
    return DayField(name, desk.label(f"incident.field.{name}"), desk.label(f"incident.hint.{name}"), day.isoformat())


def side_by_side(*words: str) -> str:
    """What the history keeps of a step in one line, since a card shows the newest only."""
    return " · ".join(filter(None, words))
