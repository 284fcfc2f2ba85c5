"""A form as a card with inputs, and the answers that come back from it.

What travels with each button says of which kind every field is, since Teams leaves empty inputs out and sends all
else as strings. No input is marked as required: the server checks, so that Back works and typed words are kept.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from bot.platforms.base import Abilities, Word
from bot.platforms.fallbacks import fitted
from bot.platforms.teams.render import (
    Data,
    Drawing,
    action,
    adaptive_card,
    draw_buttons,
    draw_element,
    in_words,
    lightest,
)
from bot.platforms.teams.runs import QUIET, WRONG, Json, literal_lines
from bot.ui import (
    FIELDS,
    Answer,
    ChoiceField,
    DayField,
    Field,
    Form,
    PersonField,
    TextField,
    YesField,
    plain_body,
)

CAN = Abilities(people_picker=False, files_in_forms=False)

SHOWN_AT_ONCE = 6
"""Options that stand open; more are a list to unfold."""

YES = "true"


@dataclass(frozen=True, slots=True)
class Sheet:
    """A form to draw: its fields, the words that Teams adds, and the sentences at fields that are wrong."""

    form: Form
    word: Word
    errors: Mapping[str, str] = field(default_factory=dict)


def draw_form(sheet: Sheet) -> Json:
    """A form as an Adaptive Card. DoesNotFit when it is heavier than Teams takes."""
    sheet = replace(sheet, form=fitted(sheet.form, CAN, sheet.word))
    return lightest(lambda drawing: _draw(sheet, drawing))


def _draw(sheet: Sheet, drawing: Drawing) -> Json:
    form = sheet.form
    data = _data_of(form)
    body = _head(sheet)
    for part in form.body:
        body += [_field(part, sheet)] if isinstance(part, FIELDS) else draw_element(part, drawing, data)
    sent = action(form.submit, "positive", _data(form, "", form.value), drawing)
    actions = [sent, *draw_buttons(form.buttons, drawing, data)]
    words = f"{form.title}\n{plain_body(form.body)}"
    return adaptive_card(form.title, body, actions) | in_words(words, drawing)


def _head(sheet: Sheet) -> list[Json]:
    """The step that this is, and sentences that belong to no field."""
    named = {part.name for part in sheet.form.fields}
    lost = "\n".join(sentence for name, sentence in sheet.errors.items() if name not in named)
    step = literal_lines(_step(sheet.word, *sheet.form.step), QUIET) if sheet.form.step else []
    return step + (literal_lines(lost, WRONG) if lost else [])


def _step(word: Word, number: int, of: int) -> str:
    return word("chat.step", number=str(number), of=str(of))


def _data_of(form: Form) -> Data:
    return lambda button: _data(form, button.action, button.value or form.value)


def _data(form: Form, pressed: str, value: str) -> Json:
    kinds = {part.name: _INPUTS[type(part)].kind(part) for part in form.fields}
    return {"kind": "form", "action": form.name, "press": pressed, "value": value, "fields": kinds}


def _field(part: Field, sheet: Sheet) -> Json:
    error = sheet.errors.get(part.name, "")
    items = literal_lines(error, WRONG) if error else []
    items += _INPUTS[type(part)].draw(part, sheet.word)
    items += literal_lines(part.hint, QUIET, "Small") if part.hint else []
    return {"type": "Container", "spacing": "Medium", "items": items}


def _labeled(kind: str, part: Field, word: Word, more: Json) -> list[Json]:
    return [{"type": kind, "id": input_id(part.name), "label": _label(part, word)} | more]


def _label(part: Field, word: Word) -> str:
    return part.label if part.required else f"{part.label} ({word('chat.optional')})"


def input_id(name: str) -> str:
    """The id of a field's input; the prefix keeps it apart from what else travels in the data."""
    return f"in:{name}"


# No maxLength on a text: a client would cut a pasted text in silence, where the server says how much is too much.
def _text(part: TextField, word: Word) -> list[Json]:
    return _labeled("Input.Text", part, word, {"value": part.value, "isMultiline": part.lines == "many"})


def _choice(part: ChoiceField, word: Word) -> list[Json]:
    choices = [{"title": _unlinked(option.label), "value": option.value} for option in part.options]
    style = "expanded" if part.many or len(choices) <= SHOWN_AT_ONCE else "compact"
    more = {"choices": choices, "style": style, "wrap": True, "isMultiSelect": part.many}
    more |= {"value": ",".join(part.value), "placeholder": word("chat.choose")}
    return _labeled("Input.ChoiceSet", part, word, more)


def _yes(part: YesField, word: Word) -> list[Json]:
    more = {"title": _unlinked(part.text), "wrap": True, "valueOn": YES, "valueOff": "false"}
    return _labeled("Input.Toggle", part, word, more | {"value": YES if part.value else "false"})


def _day(part: DayField, word: Word) -> list[Json]:
    return _labeled("Input.Date", part, word, {"value": part.value} if part.value else {})


def _person(part: PersonField, word: Word) -> list[Json]:
    more = {"style": "Email", "placeholder": word("chat.email"), "value": part.value}
    return _labeled("Input.Text", part, word, more)


def _unlinked(text: str) -> str:
    # The title of a choice is the one place where Markdown cannot be turned off: a space without width keeps a
    # bracket from becoming a link.
    return text.replace("](", "]\u200b(")


@dataclass(frozen=True, slots=True)
class _Input:
    draw: Callable[[Any, Word], list[Json]]
    kind: Callable[[Any], str] = lambda _part: "text"


_INPUTS: dict[type[Any], _Input] = {
    TextField: _Input(_text),
    ChoiceField: _Input(_choice, lambda part: "many" if part.many else "text"),
    YesField: _Input(_yes, lambda _part: "yes"),
    DayField: _Input(_day),
    PersonField: _Input(_person),
}


# --- Coming back ----------------------------------------------------------------------------------------------


def read_answers(data: Mapping[str, Any]) -> dict[str, Answer]:
    """One answer for each field that the form had; what Teams left out was left empty."""
    fields = data.get("fields")
    kinds = fields if isinstance(fields, dict) else {}
    return {name: _READ.get(str(kind), _read_text)(data.get(input_id(name))) for name, kind in kinds.items()}


def _read_text(sent: object) -> Answer:
    return sent.strip() if isinstance(sent, str) else ""


def _read_many(sent: object) -> Answer:
    return tuple(value for value in sent.split(",") if value) if isinstance(sent, str) else ()


def _read_yes(sent: object) -> Answer:
    # A toggle that was never touched comes back as "false", as its valueOff, or not at all.
    return sent == YES


_READ: dict[str, Callable[[object], Answer]] = {
    "text": _read_text,
    "many": _read_many,
    "yes": _read_yes,
}
