"""A disposition list on paper, for a packet of records: every case on it with what became of it, and who signed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from bot.disposition import rows
from bot.face import Section, written
from bot.house import House
from bot.workflow import Case
from handlers.disposition_rows import details, title


def on_paper(case: Case, house: House) -> tuple[Section, ...]:
    """(a disposition list, house) -> its lines, the signature under it, and what it stood on."""
    words = house.words.plain
    lines = tuple((title(row, house), " · ".join(details(case, row, house))) for row in rows(case))
    return written(
        Section(words("disposition.paper.rows"), lines),
        Section(words("disposition.paper.signature"), tuple(_signature(case, house))),
    )


def _signature(case: Case, house: House) -> Iterator[tuple[str, str]]:
    words, data = house.words.plain, case.data
    if data.get("signed_by"):
        yield words("disposition.paper.signed_by"), house.who(data["signed_by"])
        yield words("disposition.paper.from"), house.on_record(datetime.fromisoformat(data["not_before"]))
    if data.get("seal", {}).get("seal"):
        yield words("disposition.fact.seal"), f"{data['seal']['number']} · {data['seal']['seal']}"
