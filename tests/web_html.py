"""Reads the playground's HTML as a person reads it on the screen, in the shape of `bot.ui.plain`."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from types import MappingProxyType
from xml.etree.ElementTree import Element, TreeBuilder

VOID = frozenset({"br", "hr", "img", "input", "link", "meta"})


class _Reader(HTMLParser):
    """Builds a tree of the page as a browser would from well-formed HTML."""

    def __init__(self) -> None:
        super().__init__()
        self.tree = TreeBuilder()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tree.start(tag, {name: value or "" for name, value in attrs})
        if tag in VOID:
            self.tree.end(tag)

    def handle_endtag(self, tag: str) -> None:
        self.tree.end(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tree.start(tag, {name: value or "" for name, value in attrs})
        self.tree.end(tag)

    def handle_data(self, data: str) -> None:
        self.tree.data(data)


def read_html(text: str) -> Element:
    """The page as a tree. A tag that is never closed or closed twice fails here."""
    reader = _Reader()
    reader.feed(text.removeprefix("<!doctype html>").strip())
    reader.close()
    return reader.tree.close()


def marked(tree: Element, name: str) -> list[Element]:
    """Everything below with this class."""
    return [each for each in tree.iter() if name in each.get("class", "").split()]


def words(element: Element) -> str:
    """All words in an element, as they stand in the page."""
    return "".join(element.itertext())


def pressable(element: Element) -> list[Element]:
    """What can be pressed in an element."""
    return [each for each in element.iter() if each.tag == "button" or "button" in each.get("class", "").split()]


def plain_message(article: Element) -> str:
    """A message as plain text."""
    return "\n".join(line for part in article for line in lines(part))


def lines(part: Element) -> Iterator[str]:
    """The lines of one element; none for what is no part of a card."""
    kinds = [part.tag, *part.get("class", "").split()]
    drawn = next((_SHAPES[each] for each in reversed(kinds) if each in _SHAPES), None)
    if drawn:
        yield from drawn(part)


def _words_line(part: Element) -> Iterator[str]:
    yield words(part).strip("\n")


def _text_line(part: Element) -> Iterator[str]:
    linked = (words(each) + (f" ({each.get('href')})" if each.tag == "a" else "") + (each.tail or "") for each in part)
    yield (part.text or "") + "".join(linked)


def _quote_lines(part: Element) -> Iterator[str]:
    yield "> " + words(part).replace("\n", "\n> ")


def _status_line(part: Element) -> Iterator[str]:
    yield f"[{words(part)}]"


def _fact_lines(part: Element) -> Iterator[str]:
    yield from (f"{words(next(pair.iter('dt')))}: {words(next(pair.iter('dd')))}" for pair in part)


def _picture_line(part: Element) -> Iterator[str]:
    yield f"(picture: {words(part)})"


def _row_lines(part: Element) -> Iterator[str]:
    for row in part:
        detail = "".join(f": {words(each)}" for each in marked(row, "detail"))
        yield f"- {words(marked(row, 'row')[0])}{detail}{''.join(f' [{_name(each)}]' for each in pressable(row))}"


def _button_line(part: Element) -> Iterator[str]:
    yield " ".join(f"[{_name(button)}]" for button in pressable(part))


def _name(button: Element) -> str:
    return re.sub(r"^\n+|\n+$", "", words(button))


_SHAPES: MappingProxyType[str, Callable[[Element], Iterator[str]]] = MappingProxyType(
    {
        "h3": _words_line,
        "step": _words_line,
        "text": _text_line,
        "blockquote": _quote_lines,
        "status": _status_line,
        "dl": _fact_lines,
        "picture": _picture_line,
        "rows": _row_lines,
        "buttons": _button_line,
        "error": _words_line,
    }
)
