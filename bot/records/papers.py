"""Everything that is known of a case, with what became part of it and the entry that it made, as it was at one
moment."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass

from bot.evidence import ENDINGS
from bot.exhibits import main_of, shut_away, takes_files
from bot.face import Face
from bot.house import House
from bot.store import case_records, cases, holds, people
from bot.store.case_records import Entered
from bot.store.database import Transaction
from bot.store.holds import Hold
from bot.store.rows import Row, as_data
from bot.workflow import Case


class NoSuchCase(Exception):
    """No case has this reference."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One case, its row as it stands in the table, and the hold on it."""

    case: Case
    row: Row
    hold: Hold | None


@dataclass(frozen=True, slots=True)
class Paper:
    """A file that was sent. `name` is what it is called in the packet, "" where it is not in it."""

    row: Row
    name: str


@dataclass(frozen=True)
class Papers:
    """What a packet is made of.

    parts     what became part of the case
    entry     what it entered in a register; None for nothing
    goes_on   the case that it became part of itself, where its files are; None where it stands by itself
    shut      the SHA-256 of the files that may be shown to nobody, and are in no packet (requirement 4.1)
    """

    sheet: Sheet
    parts: tuple[Sheet, ...]
    entry: Sheet | None
    goes_on: Case | None
    log: tuple[Entered, ...]
    files: tuple[Paper, ...]
    shut: frozenset[str]

    @property
    def case(self) -> Case:
        return self.sheet.case

    @property
    def sheets(self) -> tuple[Sheet, ...]:
        """The case itself, what became part of it, and its entry."""
        return (self.sheet, *self.parts, *((self.entry,) if self.entry else ()))

    @property
    def ids(self) -> dict[int, str]:
        """The references of all of these, by the number of each."""
        return {sheet.case.id: sheet.case.ref for sheet in self.sheets}

    @property
    def included(self) -> tuple[Paper, ...]:
        """The files that are in the packet."""
        return tuple(paper for paper in self.files if paper.name)


async def gather(transaction: Transaction, faces: Mapping[str, Face], house: House, ref: str) -> Papers:
    """The papers of a case; its people's names are known to the house from now on. Raises NoSuchCase."""
    house.names.update(await people.names(transaction))
    case = await cases.by_ref(transaction, ref)
    if case is None:
        raise NoSuchCase(ref)
    face = faces[case.kind]
    found = [await cases.by_ref(transaction, part) for part in face.parts(case)]
    sheet, *parts = [await _sheet(transaction, one) for one in (case, *filter(None, found))]
    entry = await _entry(transaction, face, case)
    main = await main_of(transaction, faces, case)
    cases_of_it = [one.case for one in (sheet, *parts, entry) if one]
    ids, refs = [one.id for one in cases_of_it], [one.ref for one in cases_of_it]
    files = await case_records.files_of(transaction, ids)
    shut = await _shut(transaction, faces, house, case, files)
    log = await case_records.log_of(transaction, ids, refs)
    goes_on = None if main is case else main
    return Papers(sheet, tuple(parts), entry, goes_on, log, _named(files, shut), shut)


async def _sheet(transaction: Transaction, case: Case) -> Sheet:
    row = await case_records.row_of(transaction, case.id)
    return Sheet(case, row, await holds.of_case(transaction, case.ref))


async def _entry(transaction: Transaction, face: Face, case: Case) -> Sheet | None:
    """What a case entered in a register, if that is of this case still."""
    at = face.entry(case)
    found = await cases.by_address(transaction, *at) if at else None
    return await _sheet(transaction, found) if found and found.data.get("request") == case.ref else None


async def _shut(
    transaction: Transaction, faces: Mapping[str, Face], house: House, case: Case, files: tuple[Row, ...]
) -> frozenset[str]:
    """All that are kept where the case takes none; else those that another case shut away."""
    digests = frozenset(row["sha256"] for row in files if row["status"] == "kept")
    if not await takes_files(transaction, faces, case, house):
        return digests
    return await shut_away(transaction, faces, digests, house)


def _named(files: tuple[Row, ...], shut: frozenset[str]) -> tuple[Paper, ...]:
    return tuple(Paper(row, _name(number, row, shut)) for number, row in enumerate(files, 1))


def _name(number: int, row: Row, shut: frozenset[str]) -> str:
    if row["status"] != "kept" or row["sha256"] in shut:
        return ""
    return f"files/{number:02}{ENDINGS[row['media_type']]}"


def told(transaction: Transaction, papers: Papers) -> AsyncIterator[Row]:
    """Who was told what of the case and of what is with it, in the order in which it was written."""
    return case_records.told_of(transaction, [*papers.ids])


def case_as_data(papers: Papers) -> Row:
    """The cases as they stand in the tables."""
    main, *others = [_sheet_as_data(sheet) for sheet in papers.sheets]
    entry = others.pop() if papers.entry else None
    goes_on = papers.goes_on.ref if papers.goes_on else None
    return {"case": main, "goes_on_as": goes_on, "parts": others, "entry": entry}


def _sheet_as_data(sheet: Sheet) -> Row:
    hold = sheet.hold and {"by": sheet.hold.by, "at": sheet.hold.at, "reason": sheet.hold.reason}
    beside = {name: [as_data(row) for row in sheet.row[name]] for name in ("members", "traces")}
    return as_data(sheet.row) | beside | {"hold": as_data(hold) if hold else None}
