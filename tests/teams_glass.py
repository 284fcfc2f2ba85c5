"""What somebody sees of an Adaptive Card in Teams, as plain text, and what can be pressed and filled in."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from tests.teams_double import Json, Shown, blocks

Typed = str | list[str] | bool


# --- What can be pressed and filled in ------------------------------------------------------------------------


def actions(card: Json, label: str) -> list[Json]:
    presses = [block for block in blocks(card) if block.get("type") == "Action.Execute"]
    return [action for action in presses if action["title"] == label]


def began_as_form(shown: Shown) -> bool:
    return any(block.get("kind") == "form" for block in blocks(shown.posted))


def inputs_of(card: Json) -> list[Json]:
    return [block for block in blocks(card) if str(block.get("type", "")).startswith("Input.")]


def typed_in(field: Json, answer: Typed) -> str:
    if isinstance(answer, bool):
        return "true" if answer else "false"
    if field["type"] != "Input.ChoiceSet":
        return str(answer)
    chosen = [answer] if isinstance(answer, str) and answer else list(answer)
    values = {_seen(choice["title"]): choice["value"] for choice in field["choices"]}
    assert set(chosen) <= set(values), f"{field['label']!r} offers {list(values)}, not {chosen}"
    return ",".join(values[label] for label in chosen)


def bare_label(label: str) -> str:
    return label.removesuffix(" (optional)")


def _seen(title: str) -> str:
    return title.replace("\u200b", "")


# --- What is shown, as the plain text of bot/ui.py ------------------------------------------------------------


def words_of(card: Json) -> str:
    """A drawn card as plain text."""
    lines = [line for part in _paragraphs(card["body"]) for line in _lines(part)]
    return "\n".join(lines + _buttons(card.get("actions", [])))


def form_words(card: Json, typed: dict[str, str]) -> str:
    lines: list[str] = []
    for part in _paragraphs(card["body"]):
        lines += _field_lines(part, typed) if inputs_of(part) else _lines(part)
    return "\n".join(lines + _buttons(card.get("actions", [])))


def _buttons(actions: list[Json]) -> list[str]:
    return [" ".join(f"[{action['title']}]" for action in actions)] if actions else []


def _paragraphs(items: list[Json]) -> list[Json]:
    """Blocks without space between them are lines of one paragraph."""
    found: list[Json] = []
    for item in items:
        if item["type"] == "RichTextBlock" and item.get("spacing") == "None":
            found[-1] = found[-1] | {"inlines": [*found[-1]["inlines"], {"text": "\n"}, *item["inlines"]]}
        else:
            found.append(item)
    return found


def _said(paragraph: Json) -> str:
    return "\n".join("" if line == "\xa0" else line for line in "".join(map(_run, paragraph["inlines"])).split("\n"))


def _run(run: Json) -> str:
    return f"{run['text']} ({run['selectAction']['url']})" if "selectAction" in run else str(run["text"])


def _lines(part: Json) -> Iterator[str]:
    yield from _SHAPES[part["type"]](part)


def _text_lines(part: Json) -> Iterator[str]:
    yield _said(part)


def _box_lines(part: Json) -> Iterator[str]:
    said = [_said(paragraph) for paragraph in _paragraphs(part["items"])]
    match part.get("style"):
        case "emphasis":
            yield "> " + said[0].replace("\n", "\n> ")
        case None:
            yield from said
        case _:
            yield f"[{said[0]}]"


def _column_lines(part: Json) -> Iterator[str]:
    first, *others = part["columns"]
    said = [_said(paragraph) for paragraph in _paragraphs(first["items"])]
    if first["width"] == 1:
        yield f"{said[0]}: " + "\n".join(_said(paragraph) for paragraph in _paragraphs(others[0]["items"]))
        return
    buttons = [f" {line}" for column in others for line in _buttons(column["items"][0]["actions"])]
    yield "- " + ": ".join(said) + "".join(buttons)


def _button_lines(part: Json) -> Iterator[str]:
    yield from _buttons(part["actions"])


def _picture_lines(part: Json) -> Iterator[str]:
    yield f"(picture: {part['altText']})"


def _split(part: Json) -> tuple[list[str], Json, list[str]]:
    """A field's box: the sentence above its input, the input, and the hint below."""
    paragraphs = _paragraphs(part["items"])
    where = next(number for number, item in enumerate(paragraphs) if item["type"].startswith("Input."))
    above, below = paragraphs[:where], paragraphs[where + 1 :]
    return [_said(item) for item in above], paragraphs[where], [_said(item) for item in below]


def _field_lines(part: Json, typed: dict[str, str]) -> list[str]:
    errors, field, hints = _split(part)
    held = typed.get(field["id"], str(field.get("value", "")))
    return [f"{field['label']}: {_held(field, held)}"] + [f"  {hint}" for hint in hints] + [f"  ! {e}" for e in errors]


def _held(field: Json, value: str) -> str:
    if field["type"] == "Input.Toggle":
        return _seen(field["title"]) if value == field["valueOn"] else ""
    if field["type"] != "Input.ChoiceSet":
        return value
    return ", ".join(_seen(choice["title"]) for choice in field["choices"] if choice["value"] in value.split(","))


def errors_on(card: Json) -> Iterator[tuple[str, str]]:
    for part in card["body"]:
        if inputs_of(part) and (split := _split(part))[0]:
            yield bare_label(split[1]["label"]), split[0][0]


_SHAPES: dict[str, Callable[[Json], Iterator[str]]] = {
    "RichTextBlock": _text_lines,
    "Container": _box_lines,
    "ColumnSet": _column_lines,
    "ActionSet": _button_lines,
    "Image": _picture_lines,
}
