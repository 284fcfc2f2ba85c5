"""What was asked lately, for the Director and for those who edit the knowledge: words without names."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date, timedelta
from itertools import groupby
from typing import Any

from bot.dates import day
from bot.house import House
from bot.store import questions
from bot.store.database import Transaction
from bot.store.questions import Days, Question, Tally
from bot.ui import ROWS_AT_ONCE, Button, Card, Element, Quote, Row, Rows, Text, plain_body

SHOWN = 5
"""Of each list, on the card of Monday; its button leads to all of them, and the report on paper has them too."""
MORE = "question_report.more"
LONGEST_QUOTE = 300
WEEK = timedelta(days=7)

Line = Quote | Row


@dataclass(frozen=True)
class Section:
    """One list of the report under its title. All of its lines are of one kind."""

    title: str
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Report:
    """The questions of some days. `outcomes` counts them by what they came to; see bot/store/questions.py."""

    days: Days
    outcomes: Mapping[str, int]
    unanswered: tuple[Question, ...]
    unhelpful: tuple[Question, ...]
    entries: tuple[Tally, ...]

    @property
    def asked(self) -> int:
        """How many questions there were; entries that were only opened are none."""
        return sum(count for outcome, count in self.outcomes.items() if outcome != "read")

    @property
    def read(self) -> tuple[Tally, ...]:
        """Each entry with all its versions counted together, under the newest of them; the most shown first."""
        versions = defaultdict[str, list[Tally]](list)
        for tally in self.entries:
            versions[tally.slug].append(tally)
        return tuple(sorted(map(_together, versions.values()), key=lambda tally: (-tally.shown, tally.slug)))

    @property
    def unhelpful_unread(self) -> tuple[Tally, ...]:
        """Entries that did not help where no words say for what: opened by their title, or asked for in private."""
        quoted = {question.slug for question in self.unhelpful}
        return tuple(tally for tally in self.read if tally.unhelpful and tally.slug not in quoted)


def _together(versions: Sequence[Tally]) -> Tally:
    counts = (sum(getattr(tally, name) for tally in versions) for name in ("shown", "helped", "unhelpful"))
    return Tally(versions[0].slug, max(tally.version for tally in versions), *counts)


async def gather(transaction: Transaction, days: Days) -> Report:
    """Everything that the report says."""
    return Report(
        days,
        await questions.outcomes(transaction, days),
        await questions.unanswered(transaction, days),
        await questions.unhelpful(transaction, days),
        await questions.tallies(transaction, days),
    )


async def of_week(transaction: Transaction, monday: date) -> Report:
    """The report of the seven days that begin with this one."""
    return await gather(transaction, Days(monday, monday + WEEK))


def card(report: Report, house: House) -> Card:
    """The report as it comes on Monday: the first lines of each list, and a button that leads to all of them."""
    sections = tuple(_sections(report, house))
    body = (Text(_counts(report, house)), *_drawn(replace(each, lines=each.lines[:SHOWN]) for each in sections))
    cut = any(len(each.lines) > SHOWN for each in sections)
    label = house.words.plain("question_report.whole")
    return Card(_title(report, house), body, (_button(report, label, 0),) if cut else ())


def page(report: Report, house: House, skip: int) -> Card:
    """Of all the lists, one below the other, the ten lines after the first `skip`."""
    lines = [(each.title, line) for each in _sections(report, house) for line in each.lines]
    shown = groupby(lines[skip : skip + ROWS_AT_ONCE], key=lambda of: of[0])
    body = _drawn(Section(title, tuple(line for _, line in found)) for title, found in shown)
    further = _button(report, house.words.plain("list.more"), skip + ROWS_AT_ONCE)
    buttons = (further,) if len(lines) > skip + ROWS_AT_ONCE else ()
    return Card(_title(report, house), body or (Text(house.words("question_report.none")),), buttons)


def _button(report: Report, label: str, skip: int) -> Button:
    return Button(MORE, label, f"{report.days.first}/{skip}")


def on_paper(report: Report, house: House) -> str:
    """All of the report, as plain text."""
    body = (Text(_counts(report, house)), *_drawn(_sections(report, house)))
    return f"{_title(report, house)}\n{plain_body(body)}"


def _title(report: Report, house: House) -> str:
    return house.words.plain("question_report.title", day=day(report.days.first))


def _counts(report: Report, house: House) -> str:
    counts = {name: str(report.outcomes.get(name, 0)) for name in ("answered", "suggested", "person", "interrupt")}
    return house.words("question_report.counts", asked=str(report.asked), **counts)


def _sections(report: Report, house: House) -> Iterator[Section]:
    """The lists in which something stands."""
    words = house.words
    for name, asked in (("unanswered", report.unanswered), ("unhelpful", report.unhelpful)):
        if asked:
            yield Section(words(f"question_report.{name}", count=str(len(asked))), tuple(_quotes(asked, house)))
    for title, entries in (
        (words("question_report.unhelpful_unread"), report.unhelpful_unread),
        (words("question_report.most_asked"), report.read),
    ):
        if entries:
            yield Section(title, tuple(_row(tally, house) for tally in entries))


def _drawn(sections: Iterable[Section]) -> tuple[Element, ...]:
    return tuple(element for section in sections for element in (Text(section.title), *_elements(section.lines)))


def _elements(lines: Sequence[Line]) -> Iterator[Element]:
    yield from (line for line in lines if isinstance(line, Quote))
    rows = [line for line in lines if isinstance(line, Row)]
    for start in range(0, len(rows), ROWS_AT_ONCE):
        yield Rows(tuple(rows[start : start + ROWS_AT_ONCE]))


def _quotes(asked: Collection[Question], house: House) -> Iterator[Quote]:
    """Each question once: what was asked most comes first, and of that the newest."""
    alike = defaultdict[tuple[str, str], list[Question]](list)
    for one in sorted(sorted(asked, key=lambda one: one.words), key=lambda one: one.day, reverse=True):
        alike[one.words.casefold().strip(" ?!."), one.slug].append(one)
    for several in sorted(alike.values(), key=len, reverse=True):
        yield Quote(_about(several[0], len(several), house))


def _about(question: Question, times: int, house: House) -> str:
    """What was asked, which entry answered it, and how often it was asked, where that was more than once."""
    entry = house.library.knowledge.entry(question.slug)
    often = house.words.plain("question_report.times", times=str(times)) if times > 1 else ""
    beside = "; ".join(filter(None, (entry.title if entry else "", often)))
    words = question.words[:LONGEST_QUOTE]
    return f"{words} ({beside})" if beside else words


def _row(tally: Tally, house: House) -> Row:
    entry = house.library.knowledge.entry(tally.slug)
    counts = {name: str(getattr(tally, name)) for name in ("shown", "helped", "unhelpful")}
    return Row(entry.title if entry else tally.slug, house.words.plain("question_report.tally", **counts))


def as_data(report: Report) -> dict[str, Any]:
    """The whole report as JSON data."""
    return {
        "since": report.days.first.isoformat(),
        "asked": report.asked,
        "outcomes": dict(report.outcomes),
        "unanswered": [one.words for one in report.unanswered],
        "unhelpful": [{"words": one.words, "slug": one.slug, "version": one.version} for one in report.unhelpful],
        "entries": [asdict(tally) for tally in report.entries],
    }
