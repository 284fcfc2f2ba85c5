"""The card of a disposition list: how many cases of which class, under which rules, and the way to every line of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import datetime

from bot.content.records import Schedule
from bot.dates import day
from bot.disposition import LISTED, SIGNED, UNDER_WAY, became, kept_off, rows, to_go
from bot.house import House
from bot.ui import Button, Element, Facts, Row, Rows, Text
from bot.workflow import Case
from handlers.disposition_rows import READ


def title(case: Case, _viewer: str, house: House) -> str:
    """`A list of 12 cases`."""
    number = len(rows(case))
    return house.words.plain(f"disposition.title.{'one' if number == 1 else 'many'}", count=str(number))


def body(case: Case, viewer: str, house: House) -> tuple[Element, ...]:
    """(case, the viewer's address, house) -> what is decided here, and on what it stands."""
    return tuple(_body(case, house))


def _body(case: Case, house: House) -> Iterator[Element]:
    yield Text(_what_now(case, house))
    yield Facts((*_classes(case, house), *_counts(case, house)))
    if case.state == LISTED:
        yield Facts(tuple(_stands_on(case, house)))
    words = house.words.plain
    read = Button(READ, words("disposition.row.read"), case.stamp)
    yield Rows((Row(words("disposition.row.title"), words("disposition.row.says"), read),))


def _what_now(case: Case, house: House) -> str:
    if case.state == SIGNED:
        when = house.clock(datetime.fromisoformat(case.data["not_before"]))
        return house.words("disposition.now.signed", by=house.name(case.data["signed_by"]), when=when)
    if case.state == UNDER_WAY:
        return house.words("disposition.now.under_way")
    return house.words(f"disposition.now.{case.state}")


def _classes(case: Case, house: House) -> Iterator[tuple[str, str]]:
    """What is signed for, by class, in the order of the file."""
    counted = Counter(row.filed_under for row in to_go(case))
    for line in house.content.records.lines:
        if number := counted.pop(line.name, 0):
            series = line.series or house.words.plain("disposition.no_series")
            status = house.words.plain(f"disposition.status.{line.status}")
            says = house.words.plain("disposition.line", keep=str(line.keep), series=series, status=status)
            yield line.title, f"{number} · {says}"
    yield from ((name, str(number)) for name, number in counted.items())


def _counts(case: Case, house: House) -> Iterator[tuple[str, str]]:
    found = became(case)
    gone = sum(1 for one in found.values() if one == "destroyed")
    counts = {"kept_off": len(kept_off(case)), "destroyed": gone, "stays": len(found) - gone}
    yield from (
        (house.words.plain(f"disposition.fact.{name}"), str(number)) for name, number in counts.items() if number
    )
    if not found and not to_go(case):
        yield house.words.plain("disposition.fact.to_go"), "0"


def _stands_on(case: Case, house: House) -> Iterator[tuple[str, str]]:
    for schedule in house.content.records.schedules:
        yield schedule.name, _last_used(schedule, house)
    seal = case.data.get("seal", {})
    if seal.get("seal"):
        yield house.words.plain("disposition.fact.seal"), f"{seal['number']} · {seal['seal']}"


def _last_used(schedule: Schedule, house: House) -> str:
    if schedule.used_on is None:
        return house.words.plain("disposition.schedule.unused", version=schedule.version)
    return house.words.plain("disposition.schedule.used", version=schedule.version, day=day(schedule.used_on))
