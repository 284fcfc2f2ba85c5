"""What a form can ask: a text, a choice, a yes, a day, a person, files; each with its label, its hint, its answer."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, Literal

from bot.limits import LONGEST_EMAIL, DoesNotFit, fit, fit_name


@dataclass(frozen=True, slots=True)
class Option:
    """One choice. Teams joins several answers with a comma, so a value never holds one."""

    value: str
    label: str

    def __post_init__(self) -> None:
        fit("an option's value", self.value, 75, least=1)
        fit("an option's label", self.label, 75, least=1)
        if "," in self.value:
            raise DoesNotFit(f"the option {self.value!r} holds a comma")


def _fit_field(field: Any) -> None:
    fit_name("a field", field.name)
    fit("a field's label", field.label, 300, least=1)
    fit("a field's hint", field.hint, 500)


@dataclass(frozen=True, slots=True)
class TextField:
    """Words to type. Answers with a string, trimmed; empty when nothing was typed.

    `beside_secrets`: it asks where a password is kept, so that one may be typed there without a word.
    """

    name: str
    label: str
    hint: str = ""
    value: str = ""
    required: bool = True
    longest: int = 1_000
    lines: Literal["one", "many"] = "one"
    beside_secrets: bool = False

    def __post_init__(self) -> None:
        _fit_field(self)
        if not 1 <= self.longest <= 3_000:
            raise DoesNotFit("a text field takes 1 to 3,000 characters")


@dataclass(frozen=True, slots=True)
class ChoiceField:
    """One of several options (answers with its value), or several (`many`: answers with a tuple of values)."""

    name: str
    label: str
    options: tuple[Option, ...]
    hint: str = ""
    value: tuple[str, ...] = ()
    required: bool = True
    many: bool = False

    def __post_init__(self) -> None:
        _fit_field(self)
        if not 1 <= len(self.options) <= 100:
            raise DoesNotFit(f"{self.name} has {len(self.options)} options; 1 to 100 are allowed")
        if self.many and len(self.options) > 10:
            raise DoesNotFit(f"{self.name}: at most 10 options where several may be chosen")
        values = [option.value for option in self.options]
        if len(set(values)) < len(values):
            raise DoesNotFit(f"{self.name} offers one value twice")
        if not set(self.value) <= set(values) or (len(self.value) > 1 and not self.many):
            raise DoesNotFit(f"{self.name} is filled with something that it does not offer")


@dataclass(frozen=True, slots=True)
class YesField:
    """One thing to confirm. Answers with True or False."""

    name: str
    label: str
    text: str
    hint: str = ""
    value: bool = False
    required: bool = True

    def __post_init__(self) -> None:
        _fit_field(self)
        fit("what is confirmed", self.text, 75, least=1)


@dataclass(frozen=True, slots=True)
class DayField:
    """One day. Answers with an ISO date (`2026-11-21`), or an empty string."""

    name: str
    label: str
    hint: str = ""
    value: str = ""
    required: bool = True

    def __post_init__(self) -> None:
        _fit_field(self)
        if self.value and not re.fullmatch(r"\d{4}-\d{2}-\d{2}", self.value):
            raise DoesNotFit(f"{self.name} is filled with {self.value!r}, which is no ISO date")


@dataclass(frozen=True, slots=True)
class PersonField:
    """One person. Answers with an e-mail address, or with what was typed or shown where there is no address."""

    name: str
    label: str
    hint: str = ""
    value: str = ""
    required: bool = True

    def __post_init__(self) -> None:
        _fit_field(self)
        fit("an e-mail address", self.value, LONGEST_EMAIL)


@dataclass(frozen=True, slots=True)
class FilesField:
    """Files to send. Answers with a tuple, one word of the chat's own for each file; the files themselves are in
    `events.Filled.files`, so that a form has one such field at most.

    Where a platform has no such input the field is left out, and the conversation asks for files in the chat.
    """

    name: str
    label: str
    hint: str = ""
    required: bool = False
    most: int = 10

    def __post_init__(self) -> None:
        _fit_field(self)
        if not 1 <= self.most <= 10:
            raise DoesNotFit("1 to 10 files at a time")


Field = TextField | ChoiceField | YesField | DayField | PersonField | FilesField

Answer = str | bool | tuple[str, ...]
"""What a field answers with: words, an option, an address or a day; a yes; several options."""

FIELDS = (TextField, ChoiceField, YesField, DayField, PersonField, FilesField)
