"""The knowledge base: every entry of `content/knowledge`, and what a district adds to it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property, partial
from pathlib import Path
from typing import NamedTuple

from bot.content.district import District
from bot.content.fault_sentences import did_you_mean
from bot.content.knowledge_checks import CHECKS, never_reviewed, old_reviews, reviews_to_come, untold_corrections
from bot.content.knowledge_file import BLANK, FOLLOW_PUBLIC_MONEY, SLUG, Entry, KnowledgeFile, Topics, own_name
from bot.content.yaml_files import YAML_FILES, Document, Fault, Faults, Sheet, Spot, Typed, gathered, read, read_yaml

__all__ = ["Entry", "Knowledge", "load_knowledge"]

Place = tuple[Sheet[KnowledgeFile], Spot, Entry]


class _Named(NamedTuple):
    """Where an entry stands, what it is called, and what follows it."""

    document: Document
    spot: Spot
    slug: str
    follow_ups: Sequence[str]


@dataclass(frozen=True)
class Knowledge:
    """All entries, in the order of files and lines. `fills` are the district's words for the blanks."""

    sheets: tuple[Sheet[KnowledgeFile], ...]
    fills: Mapping[str, str]
    withheld: frozenset[str]

    @cached_property
    def entries(self) -> tuple[Entry, ...]:
        """What may be told here, as it is told here: an independent school has not all laws."""
        told = (entry for _, _, entry in _places(self.sheets) if (entry.law or "") not in self.withheld)
        return tuple(entry.under(self.withheld) for entry in told)

    @property
    def interrupts(self) -> tuple[Entry, ...]:
        """Those that are shown for danger, before any search result."""
        return tuple(entry for entry in self.entries if entry.interrupt)

    @cached_property
    def _by_slug(self) -> dict[str, Entry]:
        return {entry.slug: entry for entry in self.entries}

    def entry(self, slug: str) -> Entry | None:
        """The entry with this slug, or None where there is none (any more)."""
        return self._by_slug.get(slug)

    def said(self, entry: Entry) -> str:
        """What an entry answers here."""
        return entry.said(self.fills)

    def filled(self, source: str) -> str:
        """What an answer stands on, with the number of the district's own policy."""
        return BLANK.sub(lambda blank: self.fills.get(blank[1], blank[0]), source)

    def follow_ups(self, entry: Entry) -> tuple[Entry, ...]:
        """What somebody may want to read next, as far as it may be told here."""
        return tuple(found for slug in entry.follow_ups if (found := self.entry(slug)))

    def faults(self, today: date) -> list[Fault]:
        """What cannot be so on this day. A start does not ask: a clock that is wrong must not take the bot away."""
        return [fault for sheet in self.sheets for fault in sheet.faults([reviews_to_come(today)])]

    def notes(self, today: date) -> list[Fault]:
        """A note for each review that is due, for each file with entries that nobody reviewed, for each correction that
        nobody can be told, for each blank that the district has not filled in, where it is first named, and for each
        law whose entries are not told here."""
        checks = [old_reviews(today), never_reviewed, untold_corrections]
        found = [fault for sheet in self.sheets for fault in sheet.faults(checks)]
        return [*found, *self._empty_blanks(), *self._not_told()]

    def note(self, slug: str, spot: Spot, sentence: str) -> Fault:
        """A note on a part of an entry, with its file and line."""
        sheet, entry, _ = next(place for place in _places(self.sheets) if place[2].slug == slug)
        return sheet.document.fault(((*entry, *spot), sentence))

    def _not_told(self) -> Iterator[Fault]:
        for law in sorted(self.withheld):
            about = [place for place in _places(self.sheets) if place[2].law == law]
            slugs = ", ".join(entry.slug for _, _, entry in about)
            sentence = f"An independent school is not told what is only about “{law}”: {slugs}."
            under = f"If yours is under it, add it to “laws” in district.yaml: laws: [{law}]."
            yield from (sheet.document.fault(((*spot, "law"), f"{sentence} {under}")) for sheet, spot, _ in about[:1])

    def _empty_blanks(self) -> Iterator[Fault]:
        told = set[str]()
        for sheet, spot, entry in _places(self.sheets):
            for blank in entry.blanks:
                if not self.fills.get(blank) and blank not in told:
                    told.add(blank)
                    above, _, name = own_name(blank).rpartition(".")
                    empty = f"“{name}” is empty under “{above or 'answers'}” in district.yaml"
                    sentence = f"{empty}, so the answer says what is under “without”."
                    yield sheet.document.fault(((*spot, "answer"), sentence))


def load_knowledge(folder: Path, topics: Path, district: District | None) -> Knowledge:
    """The entries of a folder, for the topics of a file. Raises Faults with everything that is wrong in all of them.

    Without a district its blanks go unchecked.
    """
    faults: list[Fault] = []
    files = sorted(folder.glob(YAML_FILES))
    found = [gathered(partial(read, file, KnowledgeFile, CHECKS), faults) for file in files]
    sheets = tuple(sheet for sheet in found if sheet)
    asked = gathered(partial(read, topics, Topics), faults)
    named = [*(_as_typed(files) if faults else _named(sheets))]
    if all(one.slug for one in named):  # what one names may be what another one could not be read of
        faults += [*_across(named), *(_missing(named, asked) if asked else ())]
    if not faults:
        faults += _unknown_blanks(sheets, district) if district else ()
    if faults:
        raise Faults(faults)
    return Knowledge(sheets, district.blanks if district else {}, _withheld(district))


def _withheld(district: District | None) -> frozenset[str]:
    if district is None or district.kind == "public":
        return frozenset()
    return frozenset(FOLLOW_PUBLIC_MONEY) - {*district.laws}


def _places(sheets: Collection[Sheet[KnowledgeFile]]) -> Iterator[Place]:
    for sheet in sheets:
        for position, entry in enumerate(sheet.holds.entries):
            yield sheet, ("entries", position), entry


def _named(sheets: Collection[Sheet[KnowledgeFile]]) -> Iterator[_Named]:
    for sheet, spot, entry in _places(sheets):
        yield _Named(sheet.document, spot, entry.slug, entry.follow_ups)


def _as_typed(files: Collection[Path]) -> Iterator[_Named]:
    """The same where something is wrong, as far as it can be read: without a slug where it cannot."""
    for file in files:
        try:
            document, typed = read_yaml(file)
        except Faults:
            yield _Named(Document(file, {}), (), "", ())
            continue
        entries = typed.get("entries")
        for position, entry in enumerate(entries if isinstance(entries, list) else [None]):
            yield _typed_entry(document, ("entries", position), entry if isinstance(entry, dict) else {})


def _typed_entry(document: Document, spot: Spot, entry: Typed) -> _Named:
    slug, follow_ups = str(entry.get("slug", "")), entry.get("follow_ups")
    follow_ups = [str(one) for one in follow_ups] if isinstance(follow_ups, list) else []
    return _Named(document, spot, slug if re.fullmatch(SLUG, slug) else "", follow_ups)


def _across(named: Sequence[_Named]) -> Iterator[Fault]:
    slugs = [one.slug for one in named]
    for at, one in enumerate(named):
        if one.slug in slugs[:at]:
            yield one.document.fault(((*one.spot, "slug"), f"Two entries are called “{one.slug}”. Rename one of them."))
        for position, slug in enumerate(one.follow_ups):
            if slug not in slugs:
                sentence = f"There is no entry “{slug}” to follow.{did_you_mean(slug, slugs)}"
                yield one.document.fault(((*one.spot, "follow_ups", position), sentence))


def _missing(named: Sequence[_Named], asked: Sheet[Topics]) -> Iterator[Fault]:
    slugs = {one.slug for one in named}
    for group, wanted in asked.holds.topics.items():
        for position, slug in enumerate(wanted):
            if slug not in slugs:
                sentence = f"No entry in “knowledge” is called “{slug}”. Write one, or put it back."
                yield asked.document.fault((("topics", group, position), sentence))


def _unknown_blanks(sheets: Collection[Sheet[KnowledgeFile]], district: District) -> Iterator[Fault]:
    named = set[str]()
    for sheet, spot, entry in _places(sheets):
        for blank in entry.blanks:
            named.add(own_name(blank))
            if blank not in district.blanks and own_name(blank) not in entry.without:
                sentence = f"Say under “without” what stands for {{{blank}}} while the district has not filled it in."
                yield sheet.document.fault(((*spot, "answer"), sentence))
    for name in sorted({*district.answers} - named if sheets else ()):
        sentence = f"No entry asks for “{name}”.{did_you_mean(name, named)}"
        yield district.sheet.document.fault((("answers", name), sentence))
