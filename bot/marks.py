"""The two marks that our own words may carry, `**bold**` and `[text](url)`; a person's words stay free of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of a Text that looks the same throughout."""

    text: str
    bold: bool = False
    url: str = ""


_MARKS = re.compile(
    r"\\(?P<literal>[\\*\[\]()])"
    r"|\*\*(?P<bold>(?:\\.|[^*\\])+)\*\*"
    r"|\[(?P<label>(?:\\.|[^\]\\])+)\]\((?P<url>https://[^\s()]+|mailto:[^\s()]+)\)"
)


@lru_cache(maxsize=500)  # the same words are measured, drawn and told in plain, on the cards of several people
def runs(text: str) -> tuple[Run, ...]:
    """Split a Text's words at its two marks; what is escaped with a backslash stays literal."""
    found: list[Run] = []
    end = 0
    for mark in _MARKS.finditer(text):
        found.append(Run(text[end : mark.start()]))
        found.append(_run(mark))
        end = mark.end()
    found.append(Run(text[end:]))
    return tuple(_joined(run for run in found if run.text))


def _run(mark: re.Match[str]) -> Run:
    if mark["literal"]:
        return Run(mark["literal"])
    if mark["bold"]:
        return Run(_unescape(mark["bold"]), bold=True)
    return Run(_unescape(mark["label"]), url=mark["url"])


def _unescape(text: str) -> str:
    return re.sub(r"\\([\\*\[\]()])", r"\1", text)


def _joined(found: Iterator[Run]) -> Iterator[Run]:
    last: Run | None = None
    for run in found:
        if last and (last.bold, last.url) == (run.bold, run.url) == (False, ""):
            last = Run(last.text + run.text)
            continue
        if last:
            yield last
        last = run
    if last:
        yield last


def literal(text: str) -> str:
    """Escape what a person wrote, so that it may stand inside a Text without formatting it."""
    return _MARK.sub(r"\\\g<0>", text)


_MARK = re.compile(r"[\\*\[\]()]")
