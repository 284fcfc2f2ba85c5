"""Draws a neutral card in Block Kit, as a message and as a home page.

The limits are those of Slack's Block Kit reference. What a person wrote is always a `plain_text` object,
since mrkdwn has no escape for its marks.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from html import escape
from typing import Any

from bot.ui import Button, Buttons, Card, Element, Facts, Image, Quote, Row, Rows, Run, Status, Text, plain, runs

Block = dict[str, Any]

SECTION = 3_000
FIELDS_AT_ONCE = 10
COLUMN = 120
FALLBACK = 4_000
"""chat.update refuses a longer `text` with `msg_too_long`."""

TONES = {"good": "✅", "waiting": "⏳", "bad": "⛔", "neutral": "🔹"}
ROW = "▸ "
LINK = "url:"
"""How the action_id of a button begins that only opens an address: pressing it is no event of ours."""

_LOOK_ALIKES = {"*": "∗", "_": "ˍ", "~": "∼", "`": "ˋ"}
_MARK = re.compile("[*_~`]")
_EMOJI = re.compile(r":(?=[\w+'-]+:)")
_URL_ESCAPES = str.maketrans({"&": "&amp;", "<": "%3C", ">": "%3E", "|": "%7C"})


def message(card: Card) -> dict[str, Any]:
    """A card as `text` and `blocks`, the arguments of chat.postMessage and chat.update."""
    return {"text": fallback(plain(card)), "blocks": card_blocks(card)}


def home_view(card: Card) -> dict[str, Any]:
    """A card as the page that views.publish shows under Home."""
    return {"type": "home", "blocks": card_blocks(card)}


def card_blocks(card: Card) -> list[Block]:
    """The blocks of a card: its title, its body, its buttons."""
    title = [header(card.title)] if card.title else []
    body = [block for part in card.body for block in element_blocks(part)]
    return title + body + button_blocks(card.buttons)


def fallback(words: str) -> str:
    """Words for the notification and for screen readers: escaped, and at most 4,000 characters long."""
    escaped = escape(words, quote=False)
    if len(escaped) <= FALLBACK:
        return escaped
    return re.sub(r"&[a-z]*$", "", escaped[: FALLBACK - 1]) + "…"


def plain_text(words: str) -> dict[str, Any]:
    """A text object that Slack shows to the letter; `emoji` false keeps `:words:` as they were typed."""
    return {"type": "plain_text", "text": words, "emoji": False}


def header(title: str) -> Block:
    """A title in large letters, at most 150 characters."""
    return {"type": "header", "text": plain_text(title)}


def section(words: str) -> Block:
    """Literal words, at most 3,000 characters."""
    return {"type": "section", "text": plain_text(words)}


def element_blocks(part: Element) -> list[Block]:
    """The blocks of one element of a card or form."""
    return list(_DRAWN[type(part)](part))


def button_blocks(buttons: tuple[Button, ...]) -> list[Block]:
    """The buttons in one block, or nothing where there are none."""
    return [{"type": "actions", "elements": [button_element(button) for button in buttons]}] if buttons else []


def button_element(button: Button) -> dict[str, Any]:
    """A button. Its action_id holds the value too, since one block may not hold the same action_id twice."""
    optional = {
        "value": button.value,
        "url": button.url,
        "style": "" if button.look == "plain" else button.look,
    }
    return {
        "type": "button",
        "action_id": f"{LINK if button.url else ''}{button.action}:{button.value}",
        "text": plain_text(button.label),
        **{name: given for name, given in optional.items() if given},
    }


def _text(part: Text) -> Iterator[Block]:
    words = text_object(part.text)
    yield {"type": "context", "elements": [words]} if part.quiet else {"type": "section", "text": words}


def text_object(text: str) -> dict[str, Any]:
    """Our own words: plain where they hold no mark, and where their escapes would not fit into a section."""
    found = runs(text)
    marked = "".join(_marked(run) for run in found)
    if len(marked) <= SECTION and any(run.bold or run.url for run in found):
        return mrkdwn(marked)
    return plain_text("".join(f"{run.text} ({run.url})" if run.url else run.text for run in found))


def mrkdwn(marked: str) -> dict[str, Any]:
    """A text object with marks; `verbatim` keeps Slack from linking names and addresses by itself."""
    return {"type": "mrkdwn", "text": marked, "verbatim": True}


def _marked(run: Run) -> str:
    if run.url:
        label = inert(run.text).replace("\n", " ").replace("|", "¦")
        return f"<{run.url.translate(_URL_ESCAPES)}|{label}>"
    return _bold(inert(run.text)) if run.bold else inert(run.text)


def inert(words: str) -> str:
    """Words that mrkdwn shows as they are: escaped, and look-alikes for the marks that have no escape."""
    return _MARK.sub(lambda mark: _LOOK_ALIKES[mark[0]], escape(_EMOJI.sub("꞉", words), quote=False))


def _bold(words: str) -> str:
    # Slack ends bold at a line's end, and sees no mark that stands beside a space.
    return re.sub(r"\S(?:.*\S)?", lambda line: f"*{line[0]}*", words)


def _quote(part: Quote) -> Iterator[Block]:
    quoted = f"“{part.text}”"
    yield section(quoted if len(quoted) <= SECTION else part.text)


def _status(part: Status) -> Iterator[Block]:
    yield {"type": "section", "text": mrkdwn(f"{TONES[part.tone]} {_bold(inert(part.label))}")}


def _facts(part: Facts) -> Iterator[Block]:
    for start in range(0, len(part.pairs), FIELDS_AT_ONCE):
        yield _pairs([f"{label}: {value}" for label, value in part.pairs[start : start + FIELDS_AT_ONCE]])


def _pairs(lines: list[str]) -> Block:
    # Slack draws fields in two narrow columns: a long value becomes a tower there, and a lone one leaves a hole.
    under_each_other = "\n".join(lines)
    wide = len(lines) == 1 or max(map(len, lines)) > COLUMN
    if wide and len(under_each_other) <= SECTION:
        return section(under_each_other)
    return {"type": "section", "fields": [plain_text(line) for line in lines]}


def _rows(part: Rows) -> Iterator[Block]:
    yield from (_row(row) for row in part.items)


def _row(row: Row) -> Block:
    words = section(ROW + row.title + ("\n" + row.detail if row.detail else ""))
    return words | ({"accessory": button_element(row.button)} if row.button else {})


def _image(part: Image) -> Iterator[Block]:
    yield {"type": "image", "image_url": part.url, "alt_text": part.alt}


_DRAWN: dict[type, Callable[[Any], Iterator[Block]]] = {
    Text: _text,
    Quote: _quote,
    Status: _status,
    Facts: _facts,
    Rows: _rows,
    Buttons: lambda part: iter(button_blocks(part.items)),
    Image: _image,
}
