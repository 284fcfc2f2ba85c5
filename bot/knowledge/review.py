"""What the search itself notices about the entries: questions that do not lead to them, and two entries for one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from bot.content.knowledge import Knowledge
from bot.content.yaml_files import Fault
from bot.knowledge.finder import Finder

NEAR = 3
"""So many titles are offered to somebody; an entry that comes later is not seen."""

MANY = 3
"""One stray way of asking is a matter of taste. So many of one entry say that its words belong to others."""


def notes(knowledge: Knowledge, finder: Finder) -> Iterator[Fault]:
    """A note for each entry of which several ways of asking lead elsewhere once they are left out themselves, and for
    each way of asking that stands almost word for word under another entry too."""
    lost = defaultdict[str, list[int]](list)
    for slug, number, rank, twin in finder.look_back():
        if twin:
            yield knowledge.note(slug, ("ask", number), f"“{twin}” is asked for in the same words. Keep them in one.")
        if rank >= NEAR:
            lost[slug].append(number)
    for slug, numbers in lost.items():
        if len(numbers) >= MANY:
            yield knowledge.note(slug, ("ask", numbers[0]), _scattered(slug, knowledge, len(numbers)))


def _scattered(slug: str, knowledge: Knowledge, count: int) -> str:
    entry = knowledge.entry(slug)
    return (
        f"“{slug}”: {count} of {len(entry.ask) if entry else 0} ways of asking, this one first, would lead to other"
        " entries if they were not written here. Use the words of this entry in more than one of them."
    )
