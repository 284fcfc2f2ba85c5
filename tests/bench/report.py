"""What was found, as tables in Markdown, each in its place in docs/performance.md."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from pathlib import Path

DOCUMENT = Path(__file__).parent.parent.parent / "docs" / "performance.md"


def table(heading: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table in Markdown."""
    return "\n".join(f"| {' | '.join(row)} |" for row in (heading, ["---"] * len(heading), *rows))


def write(part: str, found: str) -> None:
    """Put a table where the document has the one of the last run: between the two comments that name its part."""
    before = DOCUMENT.read_text("utf-8")
    place = re.compile(rf"(?<=<!-- {part} -->\n).*?(?=\n<!-- end of {part} -->)", re.DOTALL)
    assert place.search(before), f"{DOCUMENT.name} has no place for {part}"
    DOCUMENT.write_text(place.sub(lambda _old: found, before), "utf-8")


def spread(figures: Sequence[float], digits: int = 2) -> str:
    """The lowest and the highest."""
    return f"{min(figures):.{digits}f}–{max(figures):.{digits}f}"
