"""Words in an Adaptive Card: always as literal runs, since a TextBlock would format what a person wrote.

Adaptive Cards, "RichTextBlock" and "TextRun": Markdown is not supported there, which is what makes them safe.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from bot.ui import Run, runs

Json = dict[str, Any]

QUIET: Json = {"isSubtle": True, "size": "Small"}
TITLE: Json = {"size": "Large", "weight": "Bolder"}
BOLD: Json = {"weight": "Bolder"}
WRONG: Json = {"color": "Attention"}


EMPTY = "\xa0"
"""A block without a word has no height: an empty line is kept open by a space that does not collapse."""


def literal_lines(text: str, looks: Json | None = None, spacing: str = "Default") -> list[Json]:
    """A text to the letter, one block for each of its lines; `spacing` is the room above the first."""
    return _blocks(([_literal(line, looks or {})] for line in text.split("\n")), spacing)


def marked_lines(text: str, looks: Json | None = None, spacing: str = "Default") -> list[Json]:
    """Our own words with their two marks drawn, one block for each line."""
    return _blocks((_inlines(line, looks or {}) for line in _lines(runs(text))), spacing)


def one_block(text: str) -> list[Json]:
    """A text to the letter in a single block, whatever it holds: the least that it can weigh."""
    return [{"type": "RichTextBlock", "inlines": [_literal(text, {})]}]


def _blocks(lines: Iterable[list[Json]], spacing: str) -> list[Json]:
    return [
        {"type": "RichTextBlock", "spacing": "None" if number else spacing, "inlines": inlines}
        for number, inlines in enumerate(lines)
    ]


def _lines(found: Iterable[Run]) -> Iterator[list[Run]]:
    # A line break inside a run is drawn by some clients and swallowed by others, so each line is a block. A link
    # stays whole all the same, or it would read as two.
    line: list[Run] = []
    for run in found:
        first, *others = [run.text] if run.url else run.text.split("\n")
        line.append(replace(run, text=first) if others else run)
        for other in others:
            yield line
            line = [replace(run, text=other)]
    yield line


def _inlines(line: Iterable[Run], looks: Json) -> list[Json]:
    return [_drawn(run, looks) for run in line if run.text] or [_literal(EMPTY, looks)]


def _literal(text: str, looks: Json) -> Json:
    return {"type": "TextRun", "text": text or EMPTY} | looks


def _drawn(run: Run, looks: Json) -> Json:
    drawn = _literal(run.text, looks)
    if run.bold:
        return drawn | BOLD
    if run.url.startswith("https://"):
        return drawn | {"selectAction": {"type": "Action.OpenUrl", "url": run.url}}
    return drawn | {"text": f"{run.text} ({run.url})"} if run.url else drawn
