"""The work that one request causes, as it was really done once: its SQL and its calls of the platform."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import event

from bot.store.database import Database, Transaction
from tests.bench.stand_in import Call
from tests.bench.subjects import PLACE, abstract, concrete

Statement = tuple[str, list[Any]]


@dataclass(frozen=True)
class Recording:
    """One request's work, with the number of its subject named by its place.

    statements  what the driver was given, in the order in which it was
    calls       (verb, method or path, JSON)
    answer      what went back to the platform
    """

    statements: list[Statement]
    calls: list[tuple[str, str, str]]
    answer: str

    def save(self, file: Path) -> None:
        file.write_text(json.dumps(asdict(self)), "utf-8")

    @classmethod
    def load(cls, file: Path) -> Recording:
        return cls(**json.loads(file.read_text("utf-8")))

    async def ask(self, transaction: Transaction, number: int) -> None:
        """Do the same SQL for another number, as the driver would get it: nothing is built, nothing is typed."""
        for statement, values in self.statements:
            given = concrete(values, number)
            rows = list(given) if given and isinstance(given[0], tuple) else given
            await transaction.exec_driver_sql(concrete(statement, number), rows)

    def calls_for(self, number: int) -> Iterator[Call]:
        """The calls of the platform for another number."""
        for verb, what, given in self.calls:
            yield Call(verb, concrete(what, number), json.loads(concrete(given, number)))


@contextmanager
def statements_of(database: Database, number: int) -> Iterator[list[Statement]]:
    """What goes through a database's engines while the block lasts, but for the beginning of transactions."""
    found: list[Statement] = []

    def note(_connection: Any, _cursor: Any, statement: str, values: Any, *_more: Any) -> None:
        if not statement.startswith("BEGIN"):
            found.append((abstract(statement, number), [abstract(value, number) for value in values]))

    engines = [each.sync_engine for each in database.engines]
    for engine in engines:
        event.listen(engine, "before_cursor_execute", note)
    try:
        yield found
    finally:
        for engine in engines:
            event.remove(engine, "before_cursor_execute", note)


def abstract_call(call: Call, number: int) -> tuple[str, str, str]:
    given = json.dumps(call.given, ensure_ascii=False).replace(str(number), PLACE)
    return call.verb, call.what.replace(str(number), PLACE), given
