"""Reads Block Kit payloads as a person reads them on the screen, in the shape of `bot.ui.plain`."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import Any

Block = dict[str, Any]

# Slack's marks, told apart from the characters that only look like them.
_LOOKS = str.maketrans("∗ˍ∼ˋ꞉¦", "*_~`:|")
_MARKS = re.compile(r"<(?P<url>[^|>]+)\|(?P<label>[^>]*)>|\*")
_TONES = ("✅ ", "⏳ ", "⛔ ", "🔹 ")


def plain_message(message: dict[str, Any]) -> str:
    """A message (or a home page) as plain text; its `text` where it has no blocks."""
    return "\n".join(line for block in message["blocks"] for line in block_lines(block))


def block_lines(block: Block) -> Iterator[str]:
    """The lines of one block. A kind of block that nobody drew before fails here."""
    yield from _DRAWN[block["type"]](block)


def words(text: dict[str, Any]) -> str:
    """What a text object looks like."""
    if text["type"] == "plain_text":
        assert text["emoji"] is False, "a person's :words: would become pictures"
        return str(text["text"])
    shown = _MARKS.sub(lambda mark: f"{mark['label']} ({mark['url']})" if mark["url"] else "", text["text"])
    return html.unescape(shown).translate(_LOOKS)


def buttons(block: Block) -> list[dict[str, Any]]:
    """What can be pressed in a block."""
    elements = [*block.get("elements", []), *filter(None, [block.get("accessory")])]
    return [each for each in elements if each["type"] == "button"]


def _header(block: Block) -> Iterator[str]:
    yield words(block["text"])


def _section(block: Block) -> Iterator[str]:
    if "fields" in block:
        yield from (words(each) for each in block["fields"])
        return
    text = words(block["text"])
    if block["text"]["type"] == "mrkdwn" and text.startswith(_TONES):
        yield f"[{text.partition(' ')[2]}]"
    elif text.startswith("“") and text.endswith("”"):
        yield "> " + text[1:-1].replace("\n", "\n> ")
    else:
        yield _row(text, block) if text.startswith("▸ ") else text


def _row(text: str, block: Block) -> str:
    pressable = "".join(f" [{words(each['text'])}]" for each in buttons(block))
    return f"- {text[2:].replace(chr(10), ': ', 1)}{pressable}"


def _context(block: Block) -> Iterator[str]:
    yield from (words(each) for each in block["elements"])


def _image(block: Block) -> Iterator[str]:
    yield f"(picture: {block['alt_text']})"


def _actions(block: Block) -> Iterator[str]:
    yield " ".join(f"[{words(each['text'])}]" for each in buttons(block))


_DRAWN = {"header": _header, "section": _section, "context": _context, "image": _image, "actions": _actions}
