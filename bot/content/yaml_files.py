"""Read a file of content, and say what is wrong with it in words that its editors understand."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Generic, TypeVar

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError
from pydantic_core import ErrorDetails

from bot.content.fault_sentences import NOTICED_LATE, broken_yaml, invalid

YAML_FILES = "[!.]*.yaml"
"""Which files of a folder are content: what begins with a dot is an editor's own, for as long as a file is open."""

Spot = tuple[str | int, ...]
"""Where something stands in a file: the keys, and the positions in lists, that lead to it."""

Problem = tuple[Spot, str]
"""What a check across fields finds: where, and a sentence."""


class Part(BaseModel):
    """A group of lines in a file of content; a key that it does not know is a fault."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)


Model = TypeVar("Model", bound=Part)
Check = Callable[[Model], Iterable[Problem]]


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One thing to correct: the file, the line (counted from 1), and a sentence that says what to do."""

    file: Path
    line: int
    sentence: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.sentence}"


class Faults(Exception):
    """Everything that is wrong with the content, in the order of files and lines."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(sorted(faults))
        super().__init__("\n".join(str(fault) for fault in self.faults))


Loaded = TypeVar("Loaded")


def gathered(load: Callable[[], Loaded], faults: list[Fault]) -> Loaded | None:
    """What is loaded; None where something is wrong with it, which then stands in `faults` beside what other files
    have: an editor is told of everything at once."""
    try:
        return load()
    except Faults as found:
        faults += found.faults
        return None


Typed = Mapping[str, Any]
"""What stands in a file as it was typed: words, lists and groups."""


@dataclass(frozen=True)
class Document:
    """Where each part of a YAML file stands."""

    file: Path
    lines: Mapping[Spot, int]

    def line(self, spot: Spot) -> int:
        """The line of a part, or of the nearest part around it that the file really has."""
        return next(self.lines[spot[:depth]] for depth in range(len(spot), -1, -1) if spot[:depth] in self.lines)

    def fault(self, problem: Problem) -> Fault:
        """A problem as a fault, with its line."""
        spot, sentence = problem
        return Fault(self.file, self.line(spot), sentence)


@dataclass(frozen=True)
class Sheet(Generic[Model]):
    """A file that its model takes."""

    document: Document
    holds: Model

    def faults(self, checks: Iterable[Check[Model]]) -> list[Fault]:
        """What checks across fields find in it."""
        return [self.document.fault(problem) for check in checks for problem in check(self.holds)]


def read(file: Path, model: type[Model], checks: Iterable[Check[Model]] = ()) -> Sheet[Model]:
    """The content of a YAML file as `model`.

    Raises Faults with everything that is wrong: first what keeps the file from being read, else what the
    model does not take, else what `checks` find.
    """
    document, typed = read_yaml(file)
    try:
        sheet = Sheet(document, model.model_validate(typed))
    except ValidationError as error:
        raise Faults(_invalid(document, model, detail) for detail in error.errors()) from None
    if faults := sheet.faults(checks):
        raise Faults(faults)
    return sheet


def _invalid(document: Document, model: type[Part], detail: ErrorDetails) -> Fault:
    if detail["type"] == "missing" and detail["loc"] in document.lines:
        detail["type"] = "left_empty"
    return document.fault((detail["loc"], invalid(model, detail)))


def read_yaml(file: Path) -> tuple[Document, Typed]:
    """A YAML file, and every value in it as it was typed: `07:30`, `4007` and `no` stay words until a model asks for
    a time, a number or a yes. A key with nothing after it counts as left out.

    Raises Faults where the file is missing, empty or broken, or says a thing twice.
    """
    text = _text(file)
    root = _compose(file, text)
    reading = _Reading(file, text)
    value = reading.group(root, ())
    if reading.faults:
        raise Faults(reading.faults)
    return Document(file, reading.lines), value


def _text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise Faults([Fault(file, 1, "This file is missing. Put it back, or copy the sample again.")]) from None
    except UnicodeDecodeError:
        raise Faults([Fault(file, 1, "This file is saved in an old encoding. Save it again as UTF-8.")]) from None
    except OSError:
        raise Faults([Fault(file, 1, "This file cannot be opened. Check who may read it.")]) from None


def _compose(file: Path, text: str) -> yaml.MappingNode:
    try:
        root = _composed(file, text)
    except yaml.MarkedYAMLError as error:
        raise Faults([_broken(file, text, error)]) from None
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        raise Faults([Fault(file, line, "This line holds a character that cannot be read. Type it again.")]) from None
    if root is None:
        raise Faults([Fault(file, 1, "This file is empty. Put its lines back, or copy the sample again.")])
    if not isinstance(root, yaml.MappingNode):
        raise Faults([Fault(file, _line_of(root), "This file takes lines such as “name: …” at its left edge.")])
    return root


def _composed(file: Path, text: str) -> yaml.Node | None:
    """The file's nodes. The quick loader, where the machine has it, reads; the other one says what is wrong."""
    for loader in _LOADERS[:-1]:
        with suppress(yaml.YAMLError):
            return _compose_with(loader, file, text)
    return _compose_with(_LOADERS[-1], file, text)


_LOADERS: tuple[Any, ...] = (*filter(None, [getattr(yaml, "CSafeLoader", None)]), yaml.SafeLoader)


def _compose_with(loader: Any, file: Path, text: str) -> yaml.Node | None:
    _refuse_references(loader, file, text)
    root: yaml.Node | None = yaml.compose(text, loader)
    return root


def _broken(file: Path, text: str, error: yaml.MarkedYAMLError) -> Fault:
    began = error.context_mark if error.context in NOTICED_LATE else None
    line = _line_at(began or error.problem_mark)
    words = [*text.splitlines(), ""][line - 1]
    return Fault(file, line, broken_yaml(error.context or "", error.problem or "", words))


def _refuse_references(loader: Any, file: Path, text: str) -> None:
    # A reference may point at itself, or grow a short file into an endless one.
    for event in yaml.parse(text, loader):
        if isinstance(event, yaml.AliasEvent):
            sentence = f"“*{event.anchor}” points to another place. Write the lines out here."
            raise Faults([Fault(file, _line_at(event.start_mark), sentence)])


def _line_at(mark: Any) -> int:
    return int(mark.line) + 1 if mark else 1


def _line_of(node: yaml.Node) -> int:
    return _line_at(node.start_mark)


class _Reading:
    """One walk over a file's nodes, which notes the line of each part and each key that is there twice."""

    def __init__(self, file: Path, text: str) -> None:
        self.file = file
        self.text = text
        self.lines: dict[Spot, int] = {(): 1}
        self.faults: list[Fault] = []

    def group(self, node: yaml.MappingNode, spot: Spot) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for key, value in node.value:
            if not self._is_new_word(key, spot):
                continue
            self.lines[(*spot, key.value)] = _line_of(key)
            if not _left_empty(value):
                found[key.value] = self._value(value, (*spot, key.value))
            elif node.flow_style and not self._has_colon(key, value):
                self._fault(key, f"“{key.value}” comes after a comma. Put all the words in quotation marks.")
        return found

    def _is_new_word(self, key: yaml.Node, spot: Spot) -> bool:
        if not isinstance(key, yaml.ScalarNode):
            self._fault(key, "One word goes before the colon, not a list or a group.")
            return False
        first = self.lines.get((*spot, key.value))
        if first:
            self._fault(key, f"“{key.value}” is here twice; the first is on line {first}. Keep one of them.")
        return not first

    def _has_colon(self, key: yaml.Node, value: yaml.Node) -> bool:
        """In `{label: Bells, big ones}` the words behind the comma are a key of their own, without a colon."""
        return ":" in self.text[key.end_mark.index : value.start_mark.index + 1]

    def _fault(self, node: yaml.Node, sentence: str) -> None:
        self.faults.append(Fault(self.file, _line_of(node), sentence))

    def _value(self, node: yaml.Node, spot: Spot) -> Any:
        if isinstance(node, yaml.MappingNode):
            return self.group(node, spot)
        return self._list(node, spot) if isinstance(node, yaml.SequenceNode) else node.value

    def _list(self, node: yaml.SequenceNode, spot: Spot) -> list[Any]:
        self.lines |= {(*spot, position): _line_of(item) for position, item in enumerate(node.value)}
        return [self._value(item, (*spot, position)) for position, item in enumerate(node.value)]


def _left_empty(node: yaml.Node) -> bool:
    return isinstance(node, yaml.ScalarNode) and not node.style and not node.value
