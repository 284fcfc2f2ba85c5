"""What the search itself notices about the entries: questions that do not lead to them, and two entries for one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from statistics import fmean

from bot.content.knowledge import Entry, Knowledge
from bot.content.yaml_files import Fault
from bot.knowledge.finder import Finder
from bot.knowledge.index import LeftOut

NEAR = 3
"""So many titles are offered to somebody; an entry that comes later is not seen."""

MANY = 1 / 3
"""Of the ways of asking for an entry. One stray among ten is carried by the others, and a matter of taste: of the
entries that come with the program more than half have one. A third says that its words belong to others, and of the
three that a new entry begins with, it is each."""

MOST = 1 / 2
ALIKE = 0.75
"""Of its ways of asking so many lead to one other entry, or so much like the other's are they on the whole: they are
two entries for one matter. What comes with the program is alike up to 0.7, of near matters (a report of a fight, and
the picture of one); an entry that was written once more in other words, from 0.9 on."""


def notes(knowledge: Knowledge, finder: Finder) -> Iterator[Fault]:
    """A note for each two entries for one matter, for each way of asking that stands almost word for word under two,
    and for each entry of which many ways of asking lead elsewhere once they are left out themselves."""
    looked = [*finder.look_back()]
    told = set[frozenset[str]]()
    for slug, ways in looked:
        if rival := _new(slug, _rival(ways), told):
            sentence = f"“{slug}” is asked for much as “{rival}” is, so that one takes the questions of the other."
            yield knowledge.note(slug, (), f"{sentence} Make them one, or ask under each for what only it answers.")
    for slug, ways in looked:
        for number, way in enumerate(ways):
            if twin := _new(slug, way.twin, told):
                sentence = f"“{twin}” is asked for in the same words. Keep them in one."
                yield knowledge.note(slug, ("ask", number), sentence)
    for slug, ways in looked:
        entry, stray = knowledge.entry(slug), [number for number, way in enumerate(ways) if len(way.before) >= NEAR]
        # A matter of safety is heard before any search, whatever its ways of asking would find.
        if entry and not entry.interrupt and len(stray) >= MANY * len(ways):
            yield knowledge.note(slug, ("ask", stray[0]), _scattered(entry, stray))


def _new(slug: str, other: str, told: set[frozenset[str]]) -> str:
    """The other one, the first time that the two are told of: whoever edits looks at both."""
    pair = frozenset((slug, other))
    if not other or pair in told:
        return ""
    told.add(pair)
    return other


def _rival(ways: Sequence[LeftOut]) -> str:
    """Another entry that would win the ways of asking, taken together; "" where none would."""
    return next((other for other in ways[0].like if _wins(ways, other)), "")


def _wins(ways: Sequence[LeftOut], other: str) -> bool:
    before = sum(other in way.before for way in ways)
    return before > MOST * len(ways) or fmean(way.like[other] for way in ways) >= ALIKE


def _scattered(entry: Entry, stray: Sequence[int]) -> str:
    asked = ", ".join(f"“{entry.ask[number]}”" for number in stray)
    many = f"“{entry.slug}”: {len(stray)} of {len(entry.ask)} ways of asking stand alone"
    return f"{many}, and would lead elsewhere if they were not written here: {asked}. Write one more like each of them."
