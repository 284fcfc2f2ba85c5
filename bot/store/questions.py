"""What was asked, without names, and who was told which answer, without words (requirement 6.5)."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any, Literal

from sqlalchemy import and_, delete, func, insert, select, update

from bot.store.database import Transaction
from bot.store.inserts import insert_or_update
from bot.store.tables import questions, told

Rating = Literal["helped", "unhelpful"]


@dataclass(frozen=True, slots=True)
class Question:
    """One question and what came of it; see the table for the columns."""

    id: str
    day: date
    words: str
    outcome: str
    slug: str = ""
    version: int = 0
    others: list[str] = field(default_factory=list)
    helped: int | None = None


async def note(transaction: Transaction, question: Question) -> None:
    """Enter a question that was just asked."""
    await transaction.execute(insert(questions).values(**asdict(question)))


async def by_id(transaction: Transaction, question_id: str) -> Question | None:
    """A question by its lot; None once it is forgotten."""
    row = (await transaction.execute(select(questions).where(questions.c.id == question_id))).one_or_none()
    return Question(**row._mapping) if row else None


async def choose(transaction: Transaction, question_id: str, slug: str, version: int) -> None:
    """Of the entries that were offered this is the one that was meant; how it was judged before counts no more."""
    chosen = update(questions).where(questions.c.id == question_id)
    await transaction.execute(chosen.values(slug=slug, version=version, outcome="answered", helped=None))


async def forget_words(transaction: Transaction, question_id: str) -> None:
    """Of this question there is only a count from now on."""
    await transaction.execute(update(questions).where(questions.c.id == question_id).values(words=""))


async def rate(transaction: Transaction, question_id: str, rating: Rating) -> bool:
    """Keep the first word on an answer. False when there was one before."""
    unrated = update(questions).where(questions.c.id == question_id, questions.c.helped.is_(None))
    return bool((await transaction.execute(unrated.values(helped=int(rating == "helped")))).rowcount)


async def tell(transaction: Transaction, email: str, slug: str, version: int, today: date) -> None:
    """Somebody reads an answer in this version."""
    row = {"email": email, "slug": slug, "version": version, "on": today}
    await insert_or_update(transaction, told, row, ("email", "slug"), ("version", "on"))


async def told_before(transaction: Transaction, slug: str, version: int, since: date) -> tuple[str, ...]:
    """Who read an older version of an entry since that day."""
    older = (told.c.slug == slug, told.c.version < version, told.c.on >= since)
    return tuple((await transaction.execute(select(told.c.email).where(*older).order_by(told.c.email))).scalars())


@dataclass(frozen=True, slots=True)
class Days:
    """From the first day on, and before the other."""

    first: date
    before: date = date.max

    @property
    def asked(self) -> Any:
        """The condition that a question was asked on one of these days."""
        return and_(questions.c.day >= self.first, questions.c.day < self.before)


async def within(transaction: Transaction, days: Days, *conditions: Any) -> tuple[Question, ...]:
    """The questions of these days that somebody may want to read, in the order of days."""
    asked = select(questions).where(days.asked, questions.c.words != "", *conditions)
    rows = await transaction.execute(asked.order_by(questions.c.day, questions.c.id))
    return tuple(Question(**row._mapping) for row in rows)


async def unanswered(transaction: Transaction, days: Days) -> tuple[Question, ...]:
    """Those to which nothing was found, or nothing that was chosen."""
    return await within(transaction, days, questions.c.outcome.in_(["person", "suggested"]))


async def unhelpful(transaction: Transaction, days: Days) -> tuple[Question, ...]:
    """Those whose answer did not help."""
    return await within(transaction, days, questions.c.helped == 0)


@dataclass(frozen=True, slots=True)
class Tally:
    """How often an entry, in one version, was shown, helped, and did not."""

    slug: str
    version: int
    shown: int
    helped: int
    unhelpful: int


async def tallies(transaction: Transaction, days: Days) -> tuple[Tally, ...]:
    """For each entry and version, the most shown first."""
    shown = func.count().label("shown")
    rated = [func.count().filter(questions.c.helped == value).label(name) for value, name in _RATED]
    asked = select(questions.c.slug, questions.c.version, shown, *rated)
    asked = asked.where(days.asked, questions.c.slug != "").group_by(questions.c.slug, questions.c.version)
    rows = await transaction.execute(asked.order_by(shown.desc(), questions.c.slug))
    return tuple(Tally(**row._mapping) for row in rows)


_RATED = ((1, "helped"), (0, "unhelpful"))


async def outcomes(transaction: Transaction, days: Days) -> dict[str, int]:
    """How many questions came to what."""
    counted = select(questions.c.outcome, func.count()).where(days.asked).group_by(questions.c.outcome)
    return {row[0]: row[1] for row in await transaction.execute(counted)}


async def forget_before(transaction: Transaction, day: date) -> None:
    """What the records officer has set no longer to keep."""
    await transaction.execute(delete(questions).where(questions.c.day < day))


async def forget_readers_before(transaction: Transaction, day: date) -> None:
    """Whoever read an answer before that day is told of no correction any more."""
    await transaction.execute(delete(told).where(told.c.on < day))
