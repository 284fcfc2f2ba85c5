"""The list of what to look at before a packet leaves the house: for a person, and for a program."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

from bot.content.records import Flag
from bot.house import House
from bot.records.flags import Place
from bot.records.paper import Page

MOST_SHOWN = 4
"""Pointers of one finding that a person reads."""
Found = Sequence[tuple[Flag, list[tuple[str, list[Place]]]]]
"""Each flag that found something, what it found, and where."""


def as_data(found: Found) -> list[dict[str, Any]]:
    """As redactions.json holds it: one object for each finding."""
    return [_as_data(flag, says, places) for flag, findings in found for says, places in findings]


def _as_data(flag: Flag, says: str, places: Sequence[Place]) -> dict[str, Any]:
    law = {"law": flag.law or None, "status": flag.status}
    return {"what": flag.what, "says": says or None, "why": flag.why, **law, "places": [*map(_place, places)]}


def _place(place: Place) -> dict[str, Any]:
    line = {"line": place.line} if place.line else {}
    pointer = {"pointer": place.pointer} if place.pointer else {}
    return {"file": place.file, **line, **pointer}


def on_paper(found: Found, ref: str, house: House) -> str:
    """As redactions.txt says it: by flag, with the law and how far it can be relied on."""
    words, page = house.words.plain, Page()
    page.heading(words("packet.flags.title", ref=ref))
    for line in (words("packet.flags.decide"), words("packet.flags.not_all"), words("packet.flags.itself")):
        page.say(f"- {line}")
    for flag, findings in found:
        _flag(page, flag, findings, house)
    if not found:
        page.say()
        page.say(words("packet.flags.nothing"))
    return page.text()


def _flag(page: Page, flag: Flag, findings: Sequence[tuple[str, list[Place]]], house: House) -> None:
    words = house.words.plain
    page.heading(flag.what)
    page.say(flag.why)
    page.pair(words("packet.flags.law"), f"{flag.law} ({flag.status})" if flag.law else words("packet.flags.no_law"))
    for says, places in findings:
        page.say()
        page.quote(says or words("packet.flags.each"))
        for line in _where(places, house):
            page.say(f"  {line}")


def _where(places: Sequence[Place], house: House) -> Iterator[str]:
    """By file: the lines of what a person reads, and how many places of what a program does."""
    for file, of_file in groupby(sorted(places, key=lambda one: one.file), key=lambda one: one.file):
        here = [*of_file]
        lines = [*dict.fromkeys(one.line for one in here if one.line)]
        pointers = [one.pointer for one in here if one.pointer]
        if lines:
            how = "line" if len(lines) == 1 else "lines"
            yield house.words.plain(f"packet.flags.in.{how}", file=file, lines=ranges(lines))
        elif pointers:
            yield house.words.plain("packet.flags.pointers", file=file, pointers=_first(pointers, house))
        else:
            yield file


def _first(pointers: Sequence[str], house: House) -> str:
    """The first of many; redactions.json has them all."""
    more = len(pointers) - MOST_SHOWN
    rest = [house.words.plain("packet.flags.more", count=str(more))] if more > 0 else []
    return ", ".join((*pointers[:MOST_SHOWN], *rest))


def ranges(numbers: Sequence[int]) -> str:
    """Numbers as people write them: `3, 5-7, 12`."""
    runs: list[list[int]] = []
    for number in sorted(numbers):
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ", ".join(f"{run[0]}-{run[-1]}" if len(run) > 1 else str(run[0]) for run in runs)
