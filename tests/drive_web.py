"""One person at their chat in the playground, working only from the HTML that the page really holds."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from types import MappingProxyType
from xml.etree.ElementTree import Element, TreeBuilder

from aiohttp import ClientSession

VOID = frozenset({"br", "hr", "img", "input", "link", "meta"})
Typed = str | list[str] | bool


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


class WebPerson:
    """A person with the page open on their own chat alone."""

    def __init__(self, session: ClientSession, base_url: str, email: str) -> None:
        self._session = session
        self._base_url = base_url.rstrip("/")
        self._email = email
        self._page = Element("html")
        self._panel = ""
        self._typed: dict[str, Typed] = {}

    async def arrive(self) -> None:
        """Open the page."""
        await self.look()

    async def look(self) -> None:
        """Read the page again, as its stream would have done by itself."""
        address = f"{self._base_url}/playground"
        async with self._session.get(address, params={"who": self._email}) as answer:
            answer.raise_for_status()
            self._take(await answer.text())

    async def say(self, text: str) -> None:
        """Type into the composer and send."""
        await self.look()
        await self._post(self._one("composer"), {"text": [text]})

    async def press(self, label: str, *, home: bool = False) -> None:
        """Press the newest button with this label. The playground has no home page."""
        await self.look()
        assert not home, "the playground has no home page"
        pressable = [form for form in marked(self._page, "press") if words(form).strip() == label]
        assert pressable, f"no button {label!r} in:\n" + "\n\n".join(self.messages())
        await self._post(pressable[-1], _pressed(pressable[-1], label))

    async def fill(self, answers: dict[str, Typed]) -> None:
        """Type into the fields of the open form, by their labels."""
        await self._look_unless_open()
        labels = {_label(field) for field in self._fields()}
        for label, answer in answers.items():
            assert label in labels, f"no field {label!r} in:\n{self.form()}"
            self._typed[label] = answer

    async def send(self, label: str | None = None) -> None:
        """Send the open form off, or press one of its own buttons; the answers travel with either."""
        await self._look_unless_open()
        form = self._one("fill")
        answers: dict[str, list[str]] = {}
        for field in self._fields():
            answers |= _posted(field, self._typed.get(_label(field)))
        await self._post(form, answers | (_pressed(form, label) if label else {}))

    async def close(self) -> None:
        """Close what lies over the chat."""
        await self._post(self._one("close"), {})

    def messages(self) -> list[str]:
        """What the bot said, oldest first, as the page shows it."""
        return [_card(article) for article in marked(self._page, "card")]

    def form(self) -> str | None:
        """The open form, or the card that it ended with."""
        panels = marked(self._page, "panel")
        if not panels:
            return None
        lines = [words(next(panels[0].iter("h2"))).strip()]
        lines += [line for part in marked(panels[0], "inside")[0] for line in self._form_lines(part)]
        footer = [words(button).strip() for bar in marked(panels[0], "buttons") for button in _pressable(bar)]
        return "\n".join(lines + [" ".join(f"[{label}]" for label in footer)] * bool(footer))

    def errors(self) -> dict[str, str]:
        """The sentence at each field, by the field's label."""
        wrong = [(field, marked(field, "error")) for field in self._fields()]
        return {_label(field): words(sentences[0]) for field, sentences in wrong if sentences}

    def home(self) -> str | None:
        """The playground has no home page."""
        return None

    def _form_lines(self, part: Element) -> Iterator[str]:
        if "field" not in part.get("class", "").split():
            yield from _lines(part)
            return
        label = _label(part)
        optional = " (optional)" if marked(part, "optional") else ""
        yield f"{label}{optional}: {_said(self._typed.get(label, _held(part)))}"
        yield from (f"  {words(hint)}" for hint in marked(part, "hint"))
        yield from (f"  ! {words(error)}" for error in marked(part, "error"))

    def _fields(self) -> list[Element]:
        return marked(self._page, "field")

    def _one(self, name: str) -> Element:
        found = marked(self._page, name)
        assert found, f"nothing to {name} in:\n" + "\n\n".join(self.messages())
        return found[0]

    def _take(self, html: str) -> None:
        self._page = read_html(html)
        names = [panel.get("data-version", "") for panel in marked(self._page, "panel")]
        if names != [self._panel]:
            self._panel = "".join(names)
            self._typed = {}

    async def _look_unless_open(self) -> None:
        if not marked(self._page, "panel"):
            await self.look()

    async def _post(self, form: Element, pressed: dict[str, list[str]]) -> None:
        hidden = {each.get("name", ""): [each.get("value", "")] for each in form.iter("input") if _hidden(each)}
        controls = [(name, value) for name, values in (hidden | pressed).items() for value in values]
        async with self._session.post(self._base_url + form.get("action", ""), data=controls) as answer:
            answer.raise_for_status()
            self._take(await answer.text())


def _hidden(control: Element) -> bool:
    return control.get("type") == "hidden"


def _pressable(element: Element) -> list[Element]:
    return [each for each in element.iter() if each.tag == "button" or "button" in each.get("class", "").split()]


def _pressed(form: Element, label: str) -> dict[str, list[str]]:
    for button in form.iter("button"):
        if words(button).strip() == label:
            return {button.get("name", "pressed"): [button.get("value", "")]}
    raise AssertionError(f"no button {label!r} in: {words(form)}")


# --- Fields -------------------------------------------------------------------------------------------------


def _label(field: Element) -> str:
    caption = next(each for each in field.iter() if each.tag in {"label", "legend"})
    return (caption.text or "").strip()


def _controls(field: Element) -> list[Element]:
    return [each for each in field.iter() if each.tag in {"input", "textarea", "select"}]


def _options(field: Element) -> dict[str, str]:
    """What can be chosen in a field: values by label."""
    boxes = {words(each).strip(): next(each.iter("input")).get("value", "") for each in marked(field, "option")}
    return boxes | {words(each): each.get("value", "") for each in field.iter("option")}


def _held(field: Element) -> Typed:
    """What stands in a field of the page: words, or the labels of what is chosen."""
    control = _controls(field)[0]
    if control.tag == "textarea":
        return words(control).removeprefix("\n")
    if control.tag == "select":
        return [words(each) for each in field.iter("option") if "selected" in each.attrib and each.get("value")]
    if control.get("type") in {"radio", "checkbox"}:
        return [words(each).strip() for each in marked(field, "option") if "checked" in next(each.iter("input")).attrib]
    return control.get("value", "")


def _posted(field: Element, typed: Typed | None) -> dict[str, list[str]]:
    """What a browser sends for a field, when this was typed into it (None: it was left alone)."""
    name = _controls(field)[0].get("name", "")
    given = _held(field) if typed is None else typed
    options = _options(field)
    if not options:
        return {name: [str(given).replace("\n", "\r\n")]}
    chosen = list(options) if given is True else [given] if isinstance(given, str) and given else given or []
    assert not isinstance(chosen, str | bool)
    missing = [label for label in chosen if label not in options]
    assert not missing, f"{_label(field)!r} offers {list(options)}, not {missing}"
    values = [options[label] for label in chosen]
    return {name: values or [""] if _controls(field)[0].tag == "select" else values}


def _said(given: Typed) -> str:
    if isinstance(given, bool):
        return "yes" if given else ""
    return given if isinstance(given, str) else ", ".join(given)


# --- What is shown, as the plain text of bot/ui.py --------------------------------------------------------------


def _card(article: Element) -> str:
    return "\n".join(line for part in article for line in _lines(part))


def _lines(part: Element) -> Iterator[str]:
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
        yield f"- {words(marked(row, 'row')[0])}{detail}{''.join(f' [{_name(each)}]' for each in _pressable(row))}"


def _button_line(part: Element) -> Iterator[str]:
    yield " ".join(f"[{_name(button)}]" for button in _pressable(part))


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
