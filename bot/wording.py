"""Every sentence that a person reads, loaded from `content/wording`; a missing or unused key stops the start."""

from __future__ import annotations

import re
import string
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from bot.content.yaml_files import Fault, Faults, read_yaml
from bot.ui import literal

_KEY = re.compile(r"[a-z_]+(\.[a-z0-9_]+)+")


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


def keys_in_source(folders: Iterable[Path], sections: Iterable[str]) -> frozenset[str]:
    """The wording keys that the program's own source names, whole or (in an f-string) up to the first blank."""
    found = {
        literal_key
        for folder in folders
        for file in sorted(folder.rglob("*.py"))
        for literal_key in _literals(file.read_text(encoding="utf-8"))
    }
    wanted = tuple(f"{section}." for section in sections)
    return frozenset(key for key in found if key.startswith(wanted))


def _literals(source: str) -> Iterator[str]:
    for text in re.findall(r'"([a-z_]+\.[a-z0-9_.]*\{?)', source):
        key = text.removesuffix("{")
        if (key != text and key.endswith(".")) or _KEY.fullmatch(key):
            yield key
