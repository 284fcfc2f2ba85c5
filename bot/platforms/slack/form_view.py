"""Draws a neutral form as a Slack modal, and the card that closes it.

The limits are those of Slack's reference for views and for Block Kit; `bot.ui` refused what would not fit.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from bot.limits import LONGEST_EMAIL
from bot.platforms.base import Abilities, Word
from bot.platforms.fallbacks import fitted
from bot.platforms.slack.render import Block, button_blocks, element_blocks, header, plain_text, section
from bot.ui import (
    FIELDS,
    Buttons,
    Card,
    ChoiceField,
    DayField,
    Field,
    FilesField,
    Form,
    Option,
    PersonField,
    Row,
    Rows,
    TextField,
    YesField,
)

TITLE = 24
RADIO_AT_MOST = 10
ERROR = "⚠️ "
YES = "yes"
ANSWER = "answer"


@dataclass(frozen=True, slots=True)
class Frame:
    """What a form is drawn for: a chat's abilities, its words, the direct conversation, and the Slack ids of
    people who are filled in, by e-mail address."""

    can: Abilities
    word: Word
    conversation: str = ""
    people: Mapping[str, str] = field(default_factory=dict)


def form_view(form: Form, frame: Frame, errors: Mapping[str, str] | None = None) -> dict[str, Any]:
    """A form as a modal. `errors` stand above their fields, for where Slack cannot show them itself."""
    blocks = _step(form, frame) + _body(form, frame, errors or {}) + button_blocks(form.buttons)
    return {
        "type": "modal",
        "callback_id": form.name,
        "title": plain_text(form.title),
        "submit": plain_text(form.submit),
        "close": plain_text(frame.word("chat.cancel")),
        "private_metadata": json.dumps({"form": form.name, "value": form.value, "conversation": frame.conversation}),
        "blocks": blocks or [section(form.title)],
    }


def closing_view(card: Card, title: str, word: Word) -> dict[str, Any]:
    """A card in the window of the form that was sent: nothing to fill in, nothing to press but Close.

    The window bears the card's title where Slack lets one be that long, else the `title` that it had.
    """
    fits = bool(card.body) and 0 < len(card.title) <= TITLE
    blocks = [header(card.title)] if card.title and not fits else []
    blocks += [block for part in card.body for shown in _unpressable(part) for block in element_blocks(shown)]
    return {
        "type": "modal",
        "callback_id": "closing",
        "title": plain_text(card.title if fits else title),
        "close": plain_text(word("chat.close")),
        "private_metadata": "{}",
        "blocks": blocks,
    }


def _unpressable(part: Any) -> list[Any]:
    """What stays of a part of a card where nothing can be pressed."""
    if isinstance(part, Buttons):
        return []
    return [Rows(tuple(Row(row.title, row.detail) for row in part.items)) if isinstance(part, Rows) else part]


def errors_by_input(errors: Mapping[str, str], view: Mapping[str, Any]) -> dict[str, str]:
    """Sentences by the block_id of an input in a view, for `response_action: errors`.

    Slack shows "We had some trouble connecting" for a key that is no input of the view, so a sentence about
    anything else joins the first input. Empty where the view has no input.
    """
    inputs = [block["block_id"] for block in view["blocks"] if block["type"] == "input"]
    return _gathered(errors, inputs)


def _gathered(errors: Mapping[str, str], inputs: list[str]) -> dict[str, str]:
    placed: dict[str, str] = {}
    for name, sentence in errors.items() if inputs else ():
        at = name if name in inputs else inputs[0]
        placed[at] = f"{placed[at]} {sentence}" if at in placed else sentence
    return placed


def _step(form: Form, frame: Frame) -> list[Block]:
    if not form.step:
        return []
    number, of = form.step
    words = plain_text(frame.word("chat.step", number=str(number), of=str(of)))
    return [{"type": "context", "elements": [words]}]


def _body(form: Form, frame: Frame, errors: Mapping[str, str]) -> list[Block]:
    shown = fitted(form, frame.can, frame.word).body
    inputs = [part.name for part in shown if isinstance(part, FIELDS)]
    placed = _gathered(errors, inputs)
    unplaced = [] if inputs else [section(ERROR + sentence) for sentence in errors.values()]
    return unplaced + [block for part in shown for block in _part(part, form, frame, placed)]


def _part(part: Any, form: Form, frame: Frame, errors: Mapping[str, str]) -> list[Block]:
    if not isinstance(part, FIELDS):
        return element_blocks(part)
    error = [section(ERROR + errors[part.name])] if part.name in errors else []
    return [*error, _input(part, form, frame)]


def _input(field: Field, form: Form, frame: Frame) -> Block:
    kind = YES if isinstance(field, YesField) else ANSWER
    return {
        "type": "input",
        "block_id": field.name,
        "label": plain_text(field.label),
        "optional": not field.required,
        "element": {"action_id": f"{kind}.{_mark(form)}"} | _ELEMENTS[type(field)](field, frame),
        **({"hint": plain_text(field.hint)} if field.hint else {}),
    }


def _mark(form: Form) -> str:
    # Slack keeps what was typed when a view is replaced by one with the same block_id and action_id. The same
    # form must keep it, the next screen (which may ask under the same name) must not.
    identity = f"{form.name}|{form.value}|{form.step}"
    return hashlib.blake2s(identity.encode(), digest_size=6).hexdigest()


def _typed(value: str, longest: int) -> dict[str, Any]:
    # A draft from another chat may be longer than Slack lets anybody type; it refuses such a view as a whole.
    fitting = value if len(value) <= longest else value[: longest - 1] + "…"
    return {"type": "plain_text_input", "max_length": longest} | ({"initial_value": fitting} if value else {})


def _text(field: TextField, frame: Frame) -> dict[str, Any]:
    return _typed(field.value, field.longest) | {"multiline": field.lines == "many"}


def _choice(field: ChoiceField, frame: Frame) -> dict[str, Any]:
    options = {option.value: _option(option) for option in field.options}
    chosen = [options[value] for value in field.value]
    if field.many:
        return {"type": "checkboxes", "options": [*options.values()]} | _initial("initial_options", chosen)
    kind = "radio_buttons" if len(options) <= RADIO_AT_MOST else "static_select"
    return {"type": kind, "options": [*options.values()]} | _initial("initial_option", *chosen)


def _yes(field: YesField, frame: Frame) -> dict[str, Any]:
    option = _option(Option(YES, field.text))
    return {"type": "checkboxes", "options": [option]} | _initial("initial_options", [option] if field.value else [])


def _day(field: DayField, frame: Frame) -> dict[str, Any]:
    return {"type": "datepicker"} | _initial("initial_date", _real_day(field.value))


def _real_day(value: str) -> str:
    # Slack refuses the whole view for one day that does not exist.
    try:
        return date.fromisoformat(value).isoformat() if value else ""
    except ValueError:
        return ""


def _person(field: PersonField, frame: Frame) -> dict[str, Any]:
    if not frame.can.people_picker:
        return _typed(field.value, LONGEST_EMAIL)
    return {"type": "users_select"} | _initial("initial_user", frame.people.get(field.value, ""))


def _files(field: FilesField, frame: Frame) -> dict[str, Any]:
    return {"type": "file_input", "max_files": field.most}


def _option(option: Option) -> dict[str, Any]:
    return {"text": plain_text(option.label), "value": option.value}


def _initial(name: str, value: Any = None) -> dict[str, Any]:
    return {name: value} if value else {}


_ELEMENTS: dict[type, Callable[[Any, Frame], dict[str, Any]]] = {
    TextField: _text,
    ChoiceField: _choice,
    YesField: _yes,
    DayField: _day,
    PersonField: _person,
    FilesField: _files,
}
