"""One person at their chat in the playground, working only from the HTML that the page really holds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from mimetypes import guess_type
from types import MappingProxyType
from xml.etree.ElementTree import Element

from aiohttp import ClientSession, FormData

from tests.files import content
from tests.web_html import lines, marked, plain_message, pressable, read_html, words

Typed = str | list[str] | bool


class WebPerson:
    """A person with the page open on their own chat alone."""

    def __init__(self, session: ClientSession, base_url: str, email: str) -> None:
        self._session = session
        self.base_url = base_url.rstrip("/")
        self._email = email
        self._page = Element("html")
        self._panel = ""
        self._typed: dict[str, Typed] = {}
        self._chosen: dict[str, list[str]] = {}
        self._languages = {"Accept-Language": "en-US,en;q=0.9"}

    async def arrive(self) -> None:
        """Open the page."""
        await self.look()

    async def speak(self, locale: str) -> None:
        """Set the languages that their browser asks for."""
        self._languages = {"Accept-Language": f"{locale},en;q=0.5"}

    async def look(self) -> None:
        """Read the page again, as its stream would have done by itself."""
        address = f"{self.base_url}/playground"
        async with self._session.get(address, params={"who": self._email}) as answer:
            answer.raise_for_status()
            self._take(await answer.text())

    async def say(self, text: str) -> None:
        """Type into the composer and send."""
        await self.look()
        await self._post(self._one("composer"), {"text": [text]})

    async def send_files(self, names: list[str], text: str = "") -> None:
        """Choose files beside the composer, which sends them with what is typed there."""
        await self.look()
        await self._post(self._one("composer"), {"text": [text]}, {"files": names})

    async def add_files(self, label: str, names: list[str]) -> None:
        """Choose files in a field of the open form; they go when it is sent."""
        await self._look_unless_open()
        fields = [field for field in self._fields() if _label(field) == label]
        assert fields, f"no field {label!r} in:\n{self.form()}"
        self._chosen[_file_control(fields[0]).get("name", "")] = names

    async def take_out(self, name: str) -> None:
        """Untick a file that was chosen before."""
        boxes = [label for label in marked(self._one("fill"), "option") if words(label).strip() == name]
        del next(boxes[0].iter("input")).attrib["checked"]

    async def press(self, label: str, *, home: bool = False) -> None:
        """Press the newest button with this label. The playground has no home page."""
        await self.look()
        assert not home, "the playground has no home page"
        found = [form for form in marked(self._page, "press") if words(form).strip() == label]
        assert found, f"no button {label!r} in:\n" + "\n\n".join(self.messages())
        await self._post(found[-1], _pressed(found[-1], label))

    async def hold(self, label: str) -> None:
        """Have the newest button with this label before one's eyes, and wait."""
        await self.look()
        found = [form for form in marked(self._page, "press") if words(form).strip() == label]
        self._held = (found[-1], _pressed(found[-1], label))

    async def let_go(self) -> None:
        """Press what was held, whatever has become of it."""
        await self._post(*self._held)

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
        await self._post(form, self._answers() | (_pressed(form, label) if label else {}), self._chosen)

    async def send_twice(self) -> None:
        """Send the open form off with a double click: both posts come from the same page."""
        form, answers = self._one("fill"), self._answers()
        await self._post(form, answers)
        await self._post(form, answers)

    def _answers(self) -> dict[str, list[str]]:
        fields = [field for field in self._fields() if not _takes_files(field)]
        return {_controls(field)[0].get("name", ""): self._in(field) for field in fields}

    def _in(self, field: Element) -> list[str]:
        """What stands in a field now: what was typed, else what the page put there."""
        label = _label(field)
        return _values(field, self._typed[label]) if label in self._typed else _held(field)

    async def close(self) -> None:
        """Close what lies over the chat."""
        await self._post(self._one("close"), {})

    def messages(self) -> list[str]:
        """What the bot said, oldest first, as the page shows it."""
        return [plain_message(article) for article in marked(self._page, "card")]

    def form(self) -> str | None:
        """The open form, or the card that it ended with."""
        panels = marked(self._page, "panel")
        if not panels:
            return None
        said = [words(next(panels[0].iter("h2"))).strip()]
        said += [line for part in marked(panels[0], "inside")[0] for line in self._form_lines(part)]
        footer = [words(button).strip() for bar in marked(panels[0], "buttons") for button in pressable(bar)]
        return "\n".join(said + [" ".join(f"[{label}]" for label in footer)] * bool(footer))

    def errors(self) -> dict[str, str]:
        """The sentence at each field, by the field's label."""
        wrong = [(field, marked(field, "error")) for field in self._fields()]
        return {_label(field): words(sentences[0]) for field, sentences in wrong if sentences}

    def home(self) -> str | None:
        """The playground has no home page."""
        return None

    def _form_lines(self, part: Element) -> Iterator[str]:
        if "field" not in part.get("class", "").split():
            yield from lines(part)
            return
        optional = " (optional)" if marked(part, "optional") else ""
        yield f"{_label(part)}{optional}: {self._files(part) if _takes_files(part) else _said(part, self._in(part))}"
        yield from (f"  {words(hint)}" for hint in marked(part, "hint"))
        yield from (f"  ! {words(error)}" for error in marked(part, "error"))

    def _files(self, field: Element) -> str:
        """The files that were chosen before, and those that are chosen now."""
        return ", ".join([*_kept(field).values(), *self._chosen.get(_file_control(field).get("name", ""), [])])

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
            self._typed, self._chosen = {}, {}

    async def _look_unless_open(self) -> None:
        if not marked(self._page, "panel"):
            await self.look()

    async def _post(
        self, form: Element, pressed: dict[str, list[str]], files: Mapping[str, list[str]] = MappingProxyType({})
    ) -> None:
        hidden = {each.get("name", ""): [each.get("value", "")] for each in form.iter("input") if _hidden(each)}
        hidden["kept"] = list(_kept(form))
        body = FormData(default_to_multipart=form.get("enctype") == "multipart/form-data")
        for name, values in (hidden | pressed).items():
            for value in values:
                body.add_field(name, _sent(value))
        for name, chosen in files.items():
            for file in chosen:
                body.add_field(name, content(file), filename=file, content_type=guess_type(file)[0])
        address = self.base_url + form.get("action", "")
        async with self._session.post(address, data=body, headers=self._languages) as answer:
            answer.raise_for_status()
            self._take(await answer.text())


def _sent(value: str) -> str:
    """A value as browsers send it: every line break as two characters."""
    return value.replace("\n", "\r\n")


def _hidden(control: Element) -> bool:
    return control.get("type") == "hidden"


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


def _takes_files(field: Element) -> bool:
    return any(control.get("type") == "file" for control in _controls(field))


def _file_control(field: Element) -> Element:
    return next(control for control in _controls(field) if control.get("type") == "file")


def _kept(part: Element) -> dict[str, str]:
    """The files that were chosen before and are not taken out: names by their place."""
    labels = [(next(label.iter("input")), words(label).strip()) for label in marked(part, "option")]
    return {box.get("value", ""): name for box, name in labels if box.get("name") == "kept" and "checked" in box.attrib}


def _options(field: Element) -> dict[str, str]:
    """What can be chosen in a field: values by label."""
    boxes = {words(each).strip(): next(each.iter("input")).get("value", "") for each in marked(field, "option")}
    return boxes | {words(each): each.get("value", "") for each in field.iter("option")}


def _held(field: Element) -> list[str]:
    """The values that stand in a field of the page."""
    control = _controls(field)[0]
    if control.tag == "textarea":
        return [words(control).removeprefix("\n")]
    if control.tag == "select":
        return [each.get("value", "") for each in field.iter("option") if "selected" in each.attrib] or [""]
    if control.get("type") in {"radio", "checkbox"}:
        return [each.get("value", "") for each in _controls(field) if "checked" in each.attrib]
    return [control.get("value", "")]


def _values(field: Element, typed: Typed) -> list[str]:
    """The values that typing or choosing this puts into a field."""
    options = _options(field)
    if not options:
        return [str(typed)]
    chosen = list(options) if typed is True else [typed] if isinstance(typed, str) else typed or []
    missing = [label for label in chosen if label not in options]
    assert not missing, f"{_label(field)!r} offers {list(options)}, not {missing}"
    return [options[label] for label in chosen]


def _said(field: Element, values: list[str]) -> str:
    """Values as a person reads them: options by their labels."""
    labels = {value: label for label, value in _options(field).items() if value}
    return ", ".join(labels.get(value, value) for value in values)
