"""Every sentence that a person reads, loaded from `content/wording`; a missing or unused key stops the start."""

from __future__ import annotations

import ast
import re
import string
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from bot.content.yaml_files import Fault, Faults, read_yaml
from bot.ui import literal

_KEY = re.compile(r"[a-z_]+\.[a-z0-9_.]*")


class Words:
    """The sentences of one language, by key (`account_request.state.done`)."""

    def __init__(self, sentences: Mapping[str, str], lines: Mapping[str, int] | None = None) -> None:
        self._sentences = sentences
        self._lines = lines or {}

    def __call__(self, key: str, **params: str) -> str:
        """The sentence, with its blanks filled. What fills a blank is literal: it cannot format or link."""
        return self._sentences[key].format(**{name: literal(value) for name, value in params.items()})

    def plain(self, key: str, **params: str) -> str:
        """The same for a place that knows no marks: a label, a title, a value."""
        return self._sentences[key].format(**params)

    def __contains__(self, key: str) -> bool:
        return key in self._sentences

    def line(self, key: str) -> int:
        """Where a sentence stands in its file."""
        return self._lines.get(key, 1)

    @property
    def keys(self) -> frozenset[str]:
        return frozenset(self._sentences)


def load_words(file: Path) -> Words:
    """Read one language. Raises Faults, each with file and line."""
    document = read_yaml(file)
    sentences = dict(_flat(document.value))
    lines = {key: document.line(tuple(key.split("."))) for key in sentences}
    faults = [Fault(file, lines[key], fault) for key, sentence in sentences.items() if (fault := _fault(sentence))]
    if faults:
        raise Faults(faults)
    return Words(sentences, lines)


def _flat(tree: Mapping[str, object], above: str = "") -> Iterator[tuple[str, str]]:
    for name, value in tree.items():
        if isinstance(value, Mapping):
            yield from _flat(value, f"{above}{name}.")
        else:
            yield f"{above}{name}", value if isinstance(value, str) else ""


def _fault(sentence: str) -> str:
    if not sentence:
        return "A sentence belongs here. Write it after the colon, in quotation marks."
    try:
        list(string.Formatter().parse(sentence))
    except ValueError:
        return "A curly bracket has no partner. A blank is written {name}."
    return ""


def blanks(sentence: str) -> frozenset[str]:
    """The names of the blanks in a sentence."""
    return frozenset(name for _, name, _, _ in string.Formatter().parse(sentence) if name)


def differences(words: Words, needed: Iterable[str]) -> tuple[list[str], list[str]]:
    """The keys that are needed and missing, and those that are there and that nothing needs.

    A needed key that ends in a dot stands for all keys below it.
    """
    exact = {key for key in needed if not key.endswith(".")}
    below = tuple(key for key in needed if key.endswith("."))
    missing = sorted(exact - words.keys) + sorted(p for p in below if not any(k.startswith(p) for k in words.keys))
    return missing, sorted(key for key in words.keys - exact if not key.startswith(below or ("\0",)))


ASKED_BY = frozenset({"word", "_word", "words", "label", "plain", "_plain"})
"""What the callables are named through which the program asks for a sentence."""


def keys_in_source(folders: Iterable[Path]) -> frozenset[str]:
    """The keys that the program's own source asks for; of an f-string, what stands before its first blank."""
    asked = (key for folder in folders for file in sorted(folder.rglob("*.*")) for key in _asked_in(file))
    return frozenset(key for key in asked if _KEY.match(key))


def _asked_in(file: Path) -> Iterator[str]:
    if file.suffix == ".py":
        yield from _asked(ast.parse(file.read_text(encoding="utf-8")))
    if file.suffix == ".html":
        yield from re.findall(r"\bword\(['\"]([^'\"]+)['\"]", file.read_text(encoding="utf-8"))


def _asked(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and node.args and _name(node.func) in ASKED_BY:
            yield from _literal(node.args[0])


def _name(function: ast.expr) -> str:
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


def _literal(argument: ast.expr) -> Iterator[str]:
    match argument:
        case ast.Constant(value=str(key)):
            yield key
        case ast.JoinedStr(values=[ast.Constant(value=str(start)), *_]):
            yield start[: start.rindex(".") + 1]
        case ast.IfExp(body=body, orelse=otherwise):
            yield from (*_literal(body), *_literal(otherwise))
