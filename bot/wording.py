"""Every sentence that a person reads, loaded from `content/wording`; a missing or unused key stops the start."""

from __future__ import annotations

import ast
import re
import string
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path

from bot.content.yaml_files import Fault, Faults, read_yaml
from bot.ui import literal
from bot.workflow import ABOUT_A_CASE

_KEY = re.compile(r"[a-z_]+\.[a-z0-9_.*]*")


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

    def sentence(self, key: str) -> str:
        """A sentence as its file has it, blanks and all."""
        return self._sentences[key]

    def line(self, key: str) -> int:
        """Where a sentence stands in its file."""
        return self._lines.get(key, 1)

    def blanks(self, key: str) -> frozenset[str]:
        """The names of the blanks in a sentence."""
        return frozenset(_blanks(self._sentences[key]))

    @property
    def keys(self) -> frozenset[str]:
        """Every key that the file has."""
        return frozenset(self._sentences)


def load_words(file: Path) -> Words:
    """Read one language. Raises Faults, each with file and line."""
    document, typed = read_yaml(file)
    sentences = dict(_flat(typed))
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
        wrong = [blank for blank in _blanks(sentence) if not _BLANK.fullmatch(blank)]
    except ValueError:
        return "A curly bracket has no partner. A blank is written {name}."
    return f"“{{{wrong[0]}}}” is no blank. A blank is written {{name}}, in small letters." if wrong else ""


_BLANK = re.compile(r"[a-z_]+")


def _blanks(sentence: str) -> list[str]:
    """What stands in the blanks of a sentence, with all that is written after a name."""
    parsed = string.Formatter().parse(sentence)
    return [f"{name}{f'!{how}' if how else ''}{form or ''}" for _, name, form, how in parsed if name is not None]


Asked = Mapping[str, frozenset[str] | None]
"""The keys that are asked for, and what may fill a blank of each (None: that only shows when it is said). A star stands
for one word: `incident.fact.*`."""


def differences(words: Words, asked: Asked) -> tuple[list[str], list[str]]:
    """The keys that are asked for and missing, and those that are there and that nothing asks for."""
    exact = {key for key in asked if "*" not in key}
    patterns = asked.keys() - exact
    meant = {key: {pattern for pattern in patterns if _means(pattern, key)} for key in words.keys}
    missing = {*(exact - words.keys), *patterns.difference(*meant.values())}
    meant = {key: found for key, found in meant.items() if key not in exact}
    missing |= {partner for key, found in meant.items() for partner in _partners(key, found, patterns)} - words.keys
    return sorted(missing), sorted(key for key, found in meant.items() if not found)


def _means(pattern: str, key: str) -> bool:
    before, matcher = _matcher(pattern)
    # Most patterns begin otherwise, and to see that is quick.
    return key.startswith(before) and matcher.fullmatch(key) is not None


@cache
def _matcher(pattern: str) -> tuple[str, re.Pattern[str]]:
    """What a key begins with that a pattern means, and the whole of it."""
    return pattern.partition("*")[0], re.compile(re.escape(pattern).replace(r"\*", "[a-z0-9_]+"))


def _partners(key: str, found: Iterable[str], patterns: Iterable[str]) -> Iterator[str]:
    """Patterns that differ in their end alone belong together: a form that has a button has a title."""
    for before, after in (pattern.split("*", 1) for pattern in found if not pattern.endswith("*")):
        name = key.removeprefix(before).removesuffix(after)
        alike = (pattern.removeprefix(f"{before}*") for pattern in patterns if pattern.startswith(f"{before}*."))
        yield from (f"{before}{name}{end}" for end in alike)


def unfillable(words: Words, asked: Asked) -> Iterator[tuple[str, str, frozenset[str]]]:
    """For each blank that nothing fills: the key, the blank, and the blanks that its sentence may have."""
    patterns = [name for name in asked if "*" in name]
    for key in sorted(words.keys):
        # The key itself, or the longest pattern that means it.
        means = [key] if key in asked else [pattern for pattern in patterns if _means(pattern, key)]
        fillers = asked.get(max(means, key=len, default=""))
        if fillers is not None:
            yield from ((key, blank, fillers) for blank in sorted(words.blanks(key) - fillers))


ASKED_BY = frozenset({"word", "_word", "words", "label", "plain", "_plain"})
"""What the callables are named through which the program asks for a sentence."""

_ASKS = re.compile(rf"\b(?:{'|'.join(sorted(ASKED_BY))})\(")

_IN_A_PAGE = re.compile(r"\bword\(['\"]([^'\"]+)['\"]")
"""What ends in a dot there is joined with a name."""

FILLED_BY: Mapping[str, frozenset[str]] = {"about": ABOUT_A_CASE}
"""The functions whose answer fills blanks (`**about(case, house)`), and which."""


def asked_in_source(folders: Iterable[Path]) -> Asked:
    """The keys that the program's own source asks for, with a star for each blank of an f-string."""
    found: dict[str, frozenset[str] | None] = {}
    for key, fillers in (one for folder in folders for file in sorted(folder.rglob("*.*")) for one in _asked_in(file)):
        if _KEY.fullmatch(key):
            before = found.get(key, fillers)
            found[key] = None if before is None or fillers is None else before & fillers
    return found


@cache
def _asked_in(file: Path) -> tuple[tuple[str, frozenset[str] | None], ...]:
    """Read once: the source of a program that runs does not change."""
    if file.suffix not in (".py", ".html"):
        return ()
    text = file.read_text(encoding="utf-8")
    if file.suffix == ".html":
        return tuple((f"{key}*" if key.endswith(".") else key, None) for key in _IN_A_PAGE.findall(text))
    # Most files ask for nothing, and to parse them all would be a good part of each start.
    return tuple(_asked(ast.parse(text))) if _ASKS.search(text) else ()


def _asked(tree: ast.AST) -> Iterator[tuple[str, frozenset[str] | None]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and node.args and _name(node.func) in ASKED_BY:
            yield from ((key, _fillers(node.keywords)) for key in _literal(node.args[0]))


def _fillers(keywords: Iterable[ast.keyword]) -> frozenset[str] | None:
    """What a call gives to fill blanks with; None when that cannot be read off."""
    given: set[str] = set()
    for keyword in keywords:
        known = {keyword.arg} if keyword.arg else FILLED_BY.get(_name(getattr(keyword.value, "func", keyword.value)))
        if known is None:
            return None
        given |= known
    return frozenset(given)


def _name(function: ast.expr) -> str:
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


def _literal(argument: ast.expr) -> Iterator[str]:
    match argument:
        case ast.Constant(value=str(key)):
            yield key
        case ast.JoinedStr(values=parts):
            yield "".join(str(part.value) if isinstance(part, ast.Constant) else "*" for part in parts)
        case ast.IfExp(body=body, orelse=otherwise):
            yield from (*_literal(body), *_literal(otherwise))
