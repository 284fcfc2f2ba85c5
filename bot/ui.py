"""The neutral vocabulary: what a card and a form are made of, before any platform draws them.

Every element refuses to be built when it would not fit on the smallest of the platforms, so that a
card which is too long fails in a test and never on a teacher's click. The limits are Slack's (Block
Kit reference) and Teams' (40 KB of UTF-16 for a card), whichever is smaller.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass
from typing import Any, Literal

from bot.marks import Run as Run
from bot.marks import literal as literal
from bot.marks import runs as runs

Tone = Literal["good", "waiting", "bad", "neutral"]
Look = Literal["plain", "primary", "danger"]

CARD_CHARACTERS = 12_000
CARD_ELEMENTS = 50
CARD_JSON = 20_000
ROWS_AT_ONCE = 10


class DoesNotFit(ValueError):
    """An element is too long, empty or malformed for one of the platforms."""


def _fit(what: str, text: str, most: int, *, least: int = 0) -> None:
    if not least <= len(text) <= most:
        raise DoesNotFit(f"{what} has {len(text)} characters; {least} to {most} are allowed")


def _name(what: str, name: str) -> None:
    if not re.fullmatch(r"[a-z0-9_.]{1,100}", name):
        raise DoesNotFit(f"{what} {name!r} may hold small letters, digits, dots and underscores only")


@dataclass(frozen=True, slots=True)
class Text:
    """Our own words. Two marks are understood, `**bold**` and `[text](url)`; a backslash makes a mark literal."""

    text: str
    quiet: bool = False

    def __post_init__(self) -> None:
        _fit("a text", self.text, 2_500, least=1)


@dataclass(frozen=True, slots=True)
class Quote:
    """What a person wrote: shown to the letter, never formatted, never linked."""

    text: str

    def __post_init__(self) -> None:
        _fit("a quote", self.text, 3_000, least=1)


@dataclass(frozen=True, slots=True)
class Status:
    """Where a case stands. The word carries the meaning, the tone only supports it."""

    label: str
    tone: Tone = "neutral"

    def __post_init__(self) -> None:
        _fit("a status", self.label, 150, least=1)


@dataclass(frozen=True, slots=True)
class Facts:
    """Pairs of label and value; the value is literal."""

    pairs: tuple[tuple[str, str], ...]

    def __post_init__(self) -> None:
        if not self.pairs:
            raise DoesNotFit("facts without a pair")
        for label, value in self.pairs:
            _fit("a label", label, 150, least=1)
            _fit(f"the value of {label!r}", value, 1_800, least=1)


@dataclass(frozen=True, slots=True)
class Button:
    """One thing to press. `value` is a case and its version (`R-1042.7`) and never an authority."""

    action: str
    label: str
    value: str = ""
    look: Look = "plain"
    opens_form: bool = False
    url: str = ""

    def __post_init__(self) -> None:
        _name("an action", self.action)
        _fit("a button's label", self.label, 75, least=1)
        _fit("a button's value", self.value, 150)
        _fit("a button's address", self.url, 3_000)


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a list: a literal title, a literal detail, and perhaps a button."""

    title: str
    detail: str = ""
    button: Button | None = None

    def __post_init__(self) -> None:
        _fit("a row's title", self.title, 300, least=1)
        _fit("a row's detail", self.detail, 1_500)


@dataclass(frozen=True, slots=True)
class Rows:
    """At most ten lines; a longer list ends in a button that shows more."""

    items: tuple[Row, ...]

    def __post_init__(self) -> None:
        if not 1 <= len(self.items) <= ROWS_AT_ONCE:
            raise DoesNotFit(f"a list shows 1 to {ROWS_AT_ONCE} rows, not {len(self.items)}")


@dataclass(frozen=True, slots=True)
class Image:
    """A picture at a public https address, always with words for those who cannot see it."""

    url: str
    alt: str

    def __post_init__(self) -> None:
        _fit("a picture's address", self.url, 3_000, least=1)
        _fit("a picture's description", self.alt, 2_000, least=1)


@dataclass(frozen=True, slots=True)
class Option:
    """One choice. Teams joins several answers with a comma, so a value never holds one."""

    value: str
    label: str

    def __post_init__(self) -> None:
        _fit("an option's value", self.value, 75, least=1)
        _fit("an option's label", self.label, 75, least=1)
        if "," in self.value:
            raise DoesNotFit(f"the option {self.value!r} holds a comma")


def _fit_field(field: Any) -> None:
    _name("a field", field.name)
    _fit("a field's label", field.label, 150, least=1)
    _fit("a field's hint", field.hint, 500)


@dataclass(frozen=True, slots=True)
class TextField:
    """Words to type. Answers with a string, trimmed; empty when nothing was typed."""

    name: str
    label: str
    hint: str = ""
    value: str = ""
    required: bool = True
    longest: int = 1_000
    lines: Literal["one", "many"] = "one"

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
        _fit("what is confirmed", self.text, 75, least=1)


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
        _fit("an e-mail address", self.value, 254)


@dataclass(frozen=True, slots=True)
class FilesField:
    """Files to send. Where a platform has no such input, the conversation asks for them in the chat."""

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
Element = Text | Quote | Status | Facts | Rows | Image
FIELDS = (TextField, ChoiceField, YesField, DayField, PersonField, FilesField)

Answer = str | bool | tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Card:
    """What a person reads: a title (or none), a body, and what can be pressed under it."""

    title: str = ""
    body: tuple[Element, ...] = ()
    buttons: tuple[Button, ...] = ()

    def __post_init__(self) -> None:
        _fit("a title", self.title, 150)
        if not (self.title or self.body):
            raise DoesNotFit("a card without a word")
        _fit_whole("a card", self.body, self.buttons, plain(self), pack(self))


@dataclass(frozen=True, slots=True)
class Form:
    """Questions on one screen. `value` (case and version) travels with the answers and comes back with them."""

    name: str
    title: str
    body: tuple[Element | Field, ...]
    submit: str
    value: str = ""
    buttons: tuple[Button, ...] = ()
    step: tuple[int, int] | None = None

    def __post_init__(self) -> None:
        _name("a form", self.name)
        _fit("a form's title", self.title, 24, least=1)
        _fit("a submit label", self.submit, 24, least=1)
        _fit("a form's value", self.value, 150)
        names = [field.name for field in self.fields]
        if len(set(names)) < len(names):
            raise DoesNotFit(f"the form {self.name} has two fields of one name")
        _fit_whole(f"the form {self.name}", self.body, self.buttons, plain_body(self.body), pack(self))

    @property
    def fields(self) -> tuple[Field, ...]:
        return tuple(part for part in self.body if isinstance(part, FIELDS))


def _fit_whole(what: str, body: tuple[Any, ...], buttons: tuple[Button, ...], words: str, packed: Any) -> None:
    if len(buttons) > 10:
        raise DoesNotFit(f"{what} has more than ten buttons")
    pressable = [(button.action, button.value) for button in all_buttons(body, buttons)]
    if len(set(pressable)) < len(pressable):
        raise DoesNotFit(f"{what} has two buttons that do the same")
    elements = sum(_blocks(part) for part in body) + 4
    if elements > CARD_ELEMENTS:
        raise DoesNotFit(f"{what} has {elements} elements; {CARD_ELEMENTS} are allowed")
    _fit(what, words, CARD_CHARACTERS)
    _fit(f"{what} as JSON", json.dumps(packed), CARD_JSON)


def _blocks(part: Any) -> int:
    if isinstance(part, Rows):
        return len(part.items)
    return -(-len(part.pairs) // 10) if isinstance(part, Facts) else 1


def all_buttons(body: tuple[Any, ...], buttons: tuple[Button, ...]) -> Iterator[Button]:
    """Every button of a card or form: those in its lists first, then those under it."""
    for part in body:
        if isinstance(part, Rows):
            yield from (row.button for row in part.items if row.button)
    yield from buttons


# --- Words only: the fallback on every platform, the line in a log, the text of a test ------------------------


def plain(card: Card) -> str:
    """A card as plain text, one line per element and one for the buttons."""
    lines = [card.title] if card.title else []
    lines += [plain_body(card.body)] if card.body else []
    lines += [" ".join(f"[{button.label}]" for button in card.buttons)] if card.buttons else []
    return "\n".join(lines)


def plain_body(body: tuple[Any, ...]) -> str:
    """The elements and fields of a card or form as plain text."""
    return "\n".join(line for part in body for line in _lines(part))


def _lines(part: Any) -> Iterator[str]:
    match part:
        case Text(text=text):
            yield "".join(f"{run.text} ({run.url})" if run.url else run.text for run in runs(text))
        case Quote(text=text):
            yield "> " + text.replace("\n", "\n> ")
        case Status(label=label):
            yield f"[{label}]"
        case Facts(pairs=pairs):
            yield from (f"{label}: {value}" for label, value in pairs)
        case Rows(items=items):
            yield from (_row_line(row) for row in items)
        case Image(alt=alt):
            yield f"(picture: {alt})"
        case _:
            yield from _field_lines(part)


def _row_line(row: Row) -> str:
    button = f" [{row.button.label}]" if row.button else ""
    return f"- {row.title}{': ' + row.detail if row.detail else ''}{button}"


def _field_lines(field: Field) -> Iterator[str]:
    yield f"{field.label}{'' if field.required else ' (optional)'}"
    if field.hint:
        yield f"  {field.hint}"
    if isinstance(field, ChoiceField):
        yield "  " + " / ".join(option.label for option in field.options)
    if isinstance(field, YesField):
        yield f"  {field.text}"


# --- As data: how a card waits in the database ----------------------------------------------------------------

_KINDS: dict[str, Any] = {
    kind.__name__: kind for kind in (Text, Quote, Status, Facts, Button, Row, Rows, Image, Option, Card, Form, *FIELDS)
}


def pack(thing: Any) -> Any:
    """An element as JSON data, with defaults left out."""
    if is_dataclass(thing):
        kept = {f.name: getattr(thing, f.name) for f in fields(thing) if getattr(thing, f.name) != f.default}
        return {"is": type(thing).__name__} | {name: pack(value) for name, value in kept.items()}
    return [pack(item) for item in thing] if isinstance(thing, tuple) else thing


def unpack(data: Any) -> Any:
    """The element that `pack` was given. Lists come back as tuples."""
    if isinstance(data, dict):
        given = {name: unpack(value) for name, value in data.items() if name != "is"}
        return _KINDS[data["is"]](**given)
    return tuple(unpack(item) for item in data) if isinstance(data, list) else data
