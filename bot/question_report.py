"""What was asked lately, for the Director and for those who edit the knowledge: words without names."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from bot.dates import day
from bot.house import House
from bot.store import questions
from bot.store.database import Transaction
from bot.store.questions import Days, Question, Tally
from bot.ui import ROWS_AT_ONCE, Card, Element, Quote, Row, Rows, Text, plain_body

SHOWN = 5
"""Of each list, on a card; the report on paper has all."""
EVERYTHING = sys.maxsize
LONGEST_QUOTE = 300


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
    def unhelpful_unread(self) -> tuple[Tally, ...]:
        """Entries that did not help where no words say for what: opened by their title, or asked for in private."""
        read = {question.slug for question in self.unhelpful}
        return tuple(tally for tally in self.entries if tally.unhelpful and tally.slug not in read)


async def gather(transaction: Transaction, days: Days) -> Report:
    """Everything that the report says."""
    return Report(
        days,
        await questions.outcomes(transaction, days),
        await questions.unanswered(transaction, days),
        await questions.unhelpful(transaction, days),
        await questions.tallies(transaction, days),
    )


def card(report: Report, house: House) -> Card:
    """The report as somebody reads it in the chat: the first lines of each list."""
    return Card(_title(report, house), _body(report, house, SHOWN))


def on_paper(report: Report, house: House) -> str:
    """All of the report, as plain text."""
    return f"{_title(report, house)}\n{plain_body(_body(report, house, EVERYTHING))}"


def _title(report: Report, house: House) -> str:
    return house.words.plain("question_report.title", day=day(report.days.first))


def _body(report: Report, house: House, most: int) -> tuple[Element, ...]:
    return (
        Text(_counts(report, house)),
        *_quotes("unanswered", report.unanswered, house, most),
        *_quotes("unhelpful", report.unhelpful, house, most),
        *_tallied(house.words("question_report.unhelpful_unread"), report.unhelpful_unread[:most], house),
        *_tallied(house.words("question_report.most_asked"), report.entries[:most], house),
    )


def _counts(report: Report, house: House) -> str:
    counts = {name: str(report.outcomes.get(name, 0)) for name in ("answered", "suggested", "person", "interrupt")}
    return house.words("question_report.counts", asked=str(report.asked), **counts)


def _quotes(name: str, asked: Sequence[Question], house: House, most: int) -> Iterator[Element]:
    if not asked:
        return
    yield Text(house.words(f"question_report.{name}", count=str(len(asked))))
    yield from (Quote(_about(one, house)) for one in asked[:most])
    if len(asked) > most:
        yield Text(house.words("question_report.more"), quiet=True)


def _about(question: Question, house: House) -> str:
    entry = house.library.knowledge.entry(question.slug)
    words = question.words[:LONGEST_QUOTE]
    return f"{words} ({entry.title})" if entry else words


def _tallied(title: str, entries: Sequence[Tally], house: House) -> Iterator[Element]:
    if entries:
        yield Text(title)
    for start in range(0, len(entries), ROWS_AT_ONCE):
        yield Rows(tuple(_row(tally, house) for tally in entries[start : start + ROWS_AT_ONCE]))


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
