"""Which cases have been kept long enough, each with all that became part of it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from bot.disposition import KIND, Listed
from bot.exhibits import main_of
from bot.face import Face, no_others
from bot.house import House
from bot.retention.how_long import Standing, standing, together
from bot.store import case_lists, cases, disposal
from bot.store.database import Transaction
from bot.workflow import Case

AT_ONCE = 200
"""Cases that are in memory."""


@dataclass(frozen=True, slots=True)
class Fate:
    """A case that is no part of another, with its parts, and how long all of it is kept."""

    case: Case
    parts: tuple[Case, ...]
    standing: Standing

    @property
    def refs(self) -> tuple[str, ...]:
        """Of itself and of all that became part of it."""
        return tuple(one.ref for one in (self.case, *self.parts))

    def may_go(self, today: date) -> bool:
        """Whether it may be on a list: it is due, and is not to be offered to the State Archives."""
        line, due = self.standing.line, self.standing.due
        return bool(line and line.ends_here and due and due <= today)

    def listed(self, house: House) -> Listed:
        """It as it stands on a list. ValueError for what is never due."""
        line, due = self.standing.line, self.standing.due
        if line is None or due is None:
            raise ValueError(f"{self.case.ref} is never due")
        ended = house.calendar.day(max(one.updated_at for one in (self.case, *self.parts)))
        versions = {one.ref: one.version for one in (self.case, *self.parts)}
        return Listed(
            self.case.ref, self.case.kind, line.name, self.case.school, ended.isoformat(), due.isoformat(), versions
        )


async def fate_of(transaction: Transaction, faces: Mapping[str, Face], house: House, case: Case) -> Fate:
    """How long a case that is no part of another is kept."""
    face = faces[case.kind]
    found = [await cases.by_ref(transaction, ref) for ref in face.parts(case)]
    parts = tuple(part for part in found if part)
    own, *others = (standing(one, face, house.content.records, house.calendar) for one in (case, *parts))
    return Fate(case, parts, together(own, others))


async def fates(
    transaction: Transaction, faces: Mapping[str, Face], house: House, kind: str, before: datetime
) -> AsyncIterator[Fate]:
    """Of the cases of a kind to which nothing was done since a moment, in their order; a part comes with its main one
    alone."""
    last = 0
    while found := await case_lists.touched_before(transaction, kind, before, last, AT_ONCE):
        last = found[-1].id
        for case in found:
            if await main_of(transaction, faces, case) is case:
                yield await fate_of(transaction, faces, house, case)


async def recalled(transaction: Transaction, faces: Mapping[str, Face]) -> Mapping[str, str]:
    """The cases that an open one recalls, each with the reference of the open one: its handling stands on them. All
    open cases are read for it."""
    found: dict[str, str] = {}
    for kind, states in _recalling(faces):
        async for case in _in_states(transaction, kind, states):
            found |= dict.fromkeys(faces[kind].recalls(case), case.ref)
    return found


async def is_recalled(transaction: Transaction, faces: Mapping[str, Face], refs: Collection[str]) -> bool:
    """Whether an open case recalls one of these. Those alone are read that name it."""
    naming = [
        case
        for kind, states in _recalling(faces)
        for ref in refs
        for case in await disposal.naming(transaction, kind, states, ref)
    ]
    return any(not {*faces[case.kind].recalls(case)}.isdisjoint(refs) for case in naming)


def _recalling(faces: Mapping[str, Face]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The kinds of which a case may recall others, with the states in which it is open."""
    for kind, face in faces.items():
        if face.recalls is not no_others:
            yield kind, tuple(state for state in face.workflow.states if state not in face.workflow.ends)


async def _in_states(transaction: Transaction, kind: str, states: Collection[str]) -> AsyncIterator[Case]:
    last = 0
    while found := await case_lists.in_states(transaction, kind, states, None, "", most=AT_ONCE, after=last):
        last = found[-1].id
        for case in found:
            yield case


async def due(transaction: Transaction, faces: Mapping[str, Face], house: House, now: datetime) -> AsyncIterator[Fate]:
    """All that may be on a list now, kind by kind."""
    today = house.calendar.day(now)
    for kind in faces:
        before = _soonest(house, kind, now)
        if before and kind != KIND:
            async for fate in fates(transaction, faces, house, kind, before):
                if fate.may_go(today):
                    yield fate


def _soonest(house: House, kind: str, now: datetime) -> datetime | None:
    """Before when a case of a kind must have ended to be due at all; None where none of its classes is ever due."""
    lines = (line for line in house.content.records.lines if line.kind == kind)
    spans = [line.keep for line in lines if line.keep.is_set and line.since == "ended" and line.ends_here]
    days = min((span.years * 365 + span.days for span in spans), default=None)
    return now - timedelta(days=days) if days is not None else None
