"""The neutral vocabulary: what a card and a form are made of, before any platform draws them.

Every element refuses to be built when it would not fit on the smallest of the platforms, so that a
card which is too long fails in a test and never on a teacher's click. The limits are Slack's (Block
Kit reference) and Teams' (40 KB of UTF-16 for a card), whichever is smaller.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

from bot.fields import FIELDS as FIELDS
from bot.fields import Answer as Answer
from bot.fields import ChoiceField as ChoiceField
from bot.fields import DayField as DayField
from bot.fields import Field as Field
from bot.fields import FilesField as FilesField
from bot.fields import Option as Option
from bot.fields import PersonField as PersonField
from bot.fields import TextField as TextField
from bot.fields import YesField as YesField
from bot.limits import DoesNotFit as DoesNotFit
from bot.limits import fit, fit_name
from bot.marks import Run as Run
from bot.marks import literal as literal
from bot.marks import runs as runs
from bot.packing import AS_JSON
from bot.packing import pack as pack

Tone = Literal["good", "waiting", "bad", "neutral"]
Look = Literal["plain", "primary", "danger"]

CARD_CHARACTERS = 12_000
CARD_ELEMENTS = 50
CARD_JSON = 20_000
ROWS_AT_ONCE = 10
BUTTONS_AT_ONCE = 5


@dataclass(frozen=True, slots=True)
class Text:
    """Our own words. Two marks are understood, `**bold**` and `[text](url)`; a backslash makes a mark literal."""

    text: str
    quiet: bool = False

    def __post_init__(self) -> None:
        fit("a text", self.text, 2_500, least=1)


@dataclass(frozen=True, slots=True)
class Quote:
    """What a person wrote: shown to the letter, never formatted, never linked."""

    text: str

    def __post_init__(self) -> None:
        fit("a quote", self.text, 3_000, least=1)


@dataclass(frozen=True, slots=True)
class Status:
    """Where a case stands. The word carries the meaning, the tone only supports it."""

    label: str
    tone: Tone = "neutral"

    def __post_init__(self) -> None:
        fit("a status", self.label, 150, least=1)


@dataclass(frozen=True, slots=True)
class Facts:
    """Pairs of label and value; the value is literal."""

    pairs: tuple[tuple[str, str], ...]

    def __post_init__(self) -> None:
        if not self.pairs:
            raise DoesNotFit("facts without a pair")
        for label, value in self.pairs:
            fit("a label", label, 150, least=1)
            fit(f"the value of {label!r}", value, 1_800, least=1)


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
        fit_name("an action", self.action)
        fit("a button's label", self.label, 75, least=1)
        fit("a button's value", self.value, 150)
        fit("a button's address", self.url, 3_000)


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a list: a literal title, a literal detail, and perhaps a button."""

    title: str
    detail: str = ""
    button: Button | None = None

    def __post_init__(self) -> None:
        fit("a row's title", self.title, 300, least=1)
        fit("a row's detail", self.detail, 1_500)


@dataclass(frozen=True, slots=True)
class Rows:
    """At most ten lines; a longer list ends in a button that shows more."""

    items: tuple[Row, ...]

    def __post_init__(self) -> None:
        if not 1 <= len(self.items) <= ROWS_AT_ONCE:
            raise DoesNotFit(f"a list shows 1 to {ROWS_AT_ONCE} rows, not {len(self.items)}")


@dataclass(frozen=True, slots=True)
class Buttons:
    """A few things to press among the words that they belong to, side by side where there is room."""

    items: tuple[Button, ...]

    def __post_init__(self) -> None:
        if not 1 <= len(self.items) <= BUTTONS_AT_ONCE:
            raise DoesNotFit(f"1 to {BUTTONS_AT_ONCE} buttons stand side by side, not {len(self.items)}")


@dataclass(frozen=True, slots=True)
class Image:
    """A picture at a public https address, always with words for those who cannot see it."""

    url: str
    alt: str

    def __post_init__(self) -> None:
        fit("a picture's address", self.url, 3_000, least=1)
        fit("a picture's description", self.alt, 2_000, least=1)


Element = Text | Quote | Status | Facts | Rows | Buttons | Image


@dataclass(frozen=True, slots=True)
class Card:
    """What a person reads: a title (or none), a body, and what can be pressed under it."""

    title: str = ""
    body: tuple[Element, ...] = ()
    buttons: tuple[Button, ...] = ()

    def __post_init__(self) -> None:
        fit("a title", self.title, 150)
        if not (self.title or self.body):
            raise DoesNotFit("a card without a word")
        _fit_whole("a card", self, plain(self))


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
        fit_name("a form", self.name)
        fit("a form's title", self.title, 24, least=1)
        fit("a submit label", self.submit, 24, least=1)
        fit("a form's value", self.value, 150)
        names = [field.name for field in self.fields]
        if len(set(names)) < len(names):
            raise DoesNotFit(f"the form {self.name} has two fields of one name")
        _fit_whole(f"the form {self.name}", self, plain_body(self.body))

    @property
    def fields(self) -> tuple[Field, ...]:
        """What it asks, in order, without the words between."""
        return tuple(part for part in self.body if isinstance(part, FIELDS))


def _fit_whole(what: str, whole: Card | Form, words: str) -> None:
    if len(whole.buttons) > 10:
        raise DoesNotFit(f"{what} has more than ten buttons")
    pressable = [(button.action, button.value) for button in all_buttons(whole.body, whole.buttons)]
    if len(set(pressable)) < len(pressable):
        raise DoesNotFit(f"{what} has two buttons that do the same")
    elements = sum(_blocks(part) for part in whole.body) + 4
    if elements > CARD_ELEMENTS:
        raise DoesNotFit(f"{what} has {elements} elements; {CARD_ELEMENTS} are allowed")
    fit(what, words, CARD_CHARACTERS)
    fit(f"{what} as JSON", AS_JSON.encode(whole), CARD_JSON)


def _blocks(part: Any) -> int:
    if isinstance(part, Rows):
        return len(part.items)
    return -(-len(part.pairs) // 10) if isinstance(part, Facts) else 1


def all_buttons(body: tuple[Any, ...], buttons: tuple[Button, ...]) -> Iterator[Button]:
    """Every button of a card or form: those among its words first, then those under it."""
    for part in body:
        if isinstance(part, Rows):
            yield from (row.button for row in part.items if row.button)
        elif isinstance(part, Buttons):
            yield from part.items
    yield from buttons


# --- Words only: the fallback on every platform, the line in a log, the text of a test ------------------------


def plain(card: Card) -> str:
    """A card as plain text, one line per element and one for the buttons."""
    lines = [card.title] if card.title else []
    lines += [plain_body(card.body)] if card.body else []
    lines += [_pressable_line(card.buttons)] if card.buttons else []
    return "\n".join(lines)


def _pressable_line(buttons: tuple[Button, ...]) -> str:
    return " ".join(f"[{button.label}]" for button in buttons)


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
        case Buttons(items=items):
            yield _pressable_line(items)
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


# --- Back from data ------------------------------------------------------------------------------------------------

_KINDS: dict[str, Any] = {
    kind.__name__: kind
    for kind in (Text, Quote, Status, Facts, Button, Row, Rows, Buttons, Image, Option, Card, Form, *FIELDS)
}


def unpack(data: Any) -> Any:
    """The element that `pack` was given. Lists come back as tuples."""
    if isinstance(data, dict):
        given = {name: unpack(value) for name, value in data.items() if name != "is"}
        return _KINDS[data["is"]](**given)
    return tuple(unpack(item) for item in data) if isinstance(data, list) else data
