"""What was asked lately, for the Director and for those who edit the knowledge: words without names."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from bot.dates import day
from bot.house import House
from bot.store import questions
from bot.store.database import Transaction
from bot.store.questions import Question, Tally
from bot.ui import Card, Element, Quote, Row, Rows, Text

SHOWN = 5
"""Of each list, on a card; the report on paper has all."""
LONGEST_QUOTE = 300


@dataclass(frozen=True)
class Report:
    """The questions since a day. `outcomes` counts them by what they came to; see bot/store/questions.py."""

    since: date
    outcomes: Mapping[str, int]
    unanswered: tuple[Question, ...]
    unhelpful: tuple[Question, ...]
    entries: tuple[Tally, ...]

    @property
    def asked(self) -> int:
        """How many questions there were; entries that were only opened are none."""
        return sum(count for outcome, count in self.outcomes.items() if outcome != "read")


async def gather(transaction: Transaction, since: date) -> Report:
    """Everything that the report says."""
    return Report(
        since,
        await questions.outcomes(transaction, since),
        await questions.unanswered(transaction, since),
        await questions.unhelpful(transaction, since),
        await questions.tallies(transaction, since),
    )


def card(report: Report, house: House, most: int = SHOWN) -> Card:
    """The report as somebody reads it in the chat: at most `most` lines of each list."""
    body = (
        Text(_counts(report, house)),
        *_quotes("unanswered", report.unanswered, house, most),
        *_quotes("unhelpful", report.unhelpful, house, most),
        *_most_asked(report.entries, house, most),
    )
    return Card(house.words.plain("question_report.title", day=day(report.since)), body)


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


def _most_asked(entries: Sequence[Tally], house: House, most: int) -> Iterator[Element]:
    rows = tuple(_row(tally, house) for tally in entries[:most])
    if rows:
        yield Text(house.words("question_report.most_asked"))
        yield Rows(rows)


def _row(tally: Tally, house: House) -> Row:
    entry = house.library.knowledge.entry(tally.slug)
    counts = {name: str(getattr(tally, name)) for name in ("shown", "helped", "unhelpful")}
    return Row(entry.title if entry else tally.slug, house.words.plain("question_report.tally", **counts))


def as_data(report: Report) -> dict[str, Any]:
    """The whole report as JSON data."""
    return {
        "since": report.since.isoformat(),
        "asked": report.asked,
        "outcomes": dict(report.outcomes),
        "unanswered": [one.words for one in report.unanswered],
        "unhelpful": [{"words": one.words, "slug": one.slug, "version": one.version} for one in report.unhelpful],
        "entries": [asdict(tally) for tally in report.entries],
    }
