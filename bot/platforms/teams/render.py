"""A card as an Adaptive Card 1.5: plain dicts, drawn from the neutral elements.

Sources: adaptivecards.io, schema 1.5.0; Teams, "Format your bot messages" (a message up to 80 KB of UTF-16).
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from bot.platforms.teams.runs import BOLD, QUIET, TITLE, Json, literal_lines, marked_lines, one_block
from bot.ui import (
    Button,
    Buttons,
    Card,
    DoesNotFit,
    Facts,
    Image,
    Quote,
    Row,
    Rows,
    Status,
    Text,
    Tone,
    plain,
    plain_body,
)

LARGEST = 80 * 1024
"""Bytes of UTF-16 that a rendered card may weigh."""

TONES: dict[Tone, str] = {"good": "good", "waiting": "warning", "bad": "attention", "neutral": "accent"}
"""The tinted ground of a status. Colored letters would be hard to read: a warning is yellow on white."""

STYLES = {"plain": "default", "primary": "positive", "danger": "destructive"}

Data = Callable[[Button], Json]
"""What travels back when a button is pressed."""


@dataclass(frozen=True, slots=True)
class Drawing:
    """How a card is drawn: `rich` with all there is, or `slim` when it would weigh too much. No word is left out."""

    element: Callable[[Any], list[Json]]
    fallbacks: bool


def draw_card(card: Card) -> Json:
    """A card as an Adaptive Card. DoesNotFit when even its slimmest drawing is heavier than Teams takes."""
    return lightest(lambda drawing: _card(card, drawing))


def _card(card: Card, drawing: Drawing) -> Json:
    body = [block for part in card.body for block in draw_element(part, drawing, card_data)]
    actions = draw_buttons(card.buttons, drawing, card_data)
    return adaptive_card(card.title, body, actions) | in_words(plain(card), drawing)


def lightest(draw: Callable[[Drawing], Json]) -> Json:
    """The richest drawing that Teams takes."""
    for drawing in (RICH, SLIM):
        drawn = draw(drawing)
        if weight(drawn) <= LARGEST:
            return drawn
    raise DoesNotFit(f"drawn for Teams the card weighs {weight(drawn):,} bytes; {LARGEST:,} are allowed")


def weight(drawn: Json) -> int:
    """Bytes of UTF-16 that a drawn card weighs."""
    return len(json.dumps(drawn, ensure_ascii=False, separators=(",", ":")).encode("utf-16-le", "surrogatepass"))


def adaptive_card(title: str, body: list[Json], actions: list[Json]) -> Json:
    """The frame around a body."""
    head = literal_lines(title, TITLE) if title else []
    card: Json = {"type": "AdaptiveCard", "version": "1.5", "body": head + body}
    return card | ({"actions": actions} if actions else {})


def in_words(words: str, drawing: Drawing) -> Json:
    """What a client shows that cannot draw cards."""
    return {"fallbackText": words} if drawing.fallbacks else {}


def draw_element(part: Any, drawing: Drawing, data: Data) -> list[Json]:
    """The blocks of one element of a body."""
    if isinstance(part, Rows):
        return [_row(row, drawing, data) for row in part.items]
    if isinstance(part, Buttons):
        return [_side_by_side(part.items, drawing, data)]
    return drawing.element(part)


def _rich(part: Any) -> list[Json]:
    return _ELEMENTS[type(part)](part)


def _slim(part: Any) -> list[Json]:
    return one_block(plain_body((part,)))


def _text(text: Text) -> list[Json]:
    # What is quiet belongs to what stands above it; a history with a gap at each step would fill a phone.
    return marked_lines(text.text, QUIET, "Small") if text.quiet else marked_lines(text.text)


def _quote(quote: Quote) -> list[Json]:
    return [_box("emphasis", literal_lines(quote.text))]


def _box(style: str, items: list[Json]) -> Json:
    return {"type": "Container", "style": style, "items": items}


def _status(status: Status) -> list[Json]:
    return [_box(TONES[status.tone], literal_lines(status.label, BOLD))]


def _facts(facts: Facts) -> list[Json]:
    return [_fact(label, value) for label, value in facts.pairs]


def _fact(label: str, value: str) -> Json:
    columns = [_column(literal_lines(label, BOLD), 1), _column(literal_lines(value), 2)]
    return {"type": "ColumnSet", "spacing": "Small", "columns": columns}


def _image(image: Image) -> list[Json]:
    return [{"type": "Image", "url": image.url, "altText": image.alt}]


_ELEMENTS: dict[type[Any], Callable[[Any], list[Json]]] = {
    Text: _text,
    Quote: _quote,
    Status: _status,
    Facts: _facts,
    Image: _image,
}


def _column(items: list[Json], width: int | str) -> Json:
    return {"type": "Column", "width": width, "items": items}


def _row(row: Row, drawing: Drawing, data: Data) -> Json:
    detail = literal_lines(row.detail, QUIET, "Small") if row.detail else []
    columns = [_column(literal_lines(row.title, BOLD) + detail, "stretch")]
    if row.button:
        columns.append(_column([_side_by_side((row.button,), drawing, data)], "auto"))
    return {"type": "ColumnSet", "spacing": "Small", "columns": columns}


def _side_by_side(buttons: Iterable[Button], drawing: Drawing, data: Data) -> Json:
    return {"type": "ActionSet", "actions": draw_buttons(buttons, drawing, data)}


def draw_buttons(buttons: Iterable[Button], drawing: Drawing, data: Data) -> list[Json]:
    """The actions for buttons, in their order."""
    return [_button(button, drawing, data) for button in buttons]


def _button(button: Button, drawing: Drawing, data: Data) -> Json:
    if button.url:
        return {"type": "Action.OpenUrl", "title": button.label, "url": button.url}
    return action(button.label, STYLES[button.look], data(button), drawing)


def action(label: str, style: str, data: Json, drawing: Drawing) -> Json:
    """Something to press: executed where the client can, else submitted, with the same data either way."""
    shown = {"title": label, "style": style, "data": data}
    fallback = {"fallback": {"type": "Action.Submit"} | shown} if drawing.fallbacks else {}
    return {"type": "Action.Execute", "verb": "press"} | shown | fallback


def card_data(button: Button) -> Json:
    """What a card's button sends: which action, on which case and version; never an authority."""
    return {"kind": "card", "action": button.action, "value": button.value}


RICH = Drawing(_rich, fallbacks=True)
SLIM = Drawing(_slim, fallbacks=False)
