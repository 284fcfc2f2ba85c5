"""Whether what was destroyed had been signed for: the deed that says so is held against the list that it names."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from math import inf
from typing import Any

from bot.disposition import KIND, to_go
from bot.store import cases, deeds, disposal
from bot.store.database import Transaction
from bot.store.log_lines import UNREADABLE
from bot.store.seals import Seal
from bot.workflow import Case

Details = Mapping[str, Any]
PREFIX = "D-"
GO = ("history", "evidence_views")
"""The records whose rows go with their case."""


@dataclass(frozen=True, slots=True)
class Signed:
    """What a list that the house began to carry out was signed for, parts and all, and by whom; "" where nobody did."""

    by: str
    refs: frozenset[str]


NOT_SIGNED = Signed("", frozenset())


@dataclass(frozen=True)
class Signatures:
    """The lists that one walk over the audit log has come by, each of them read once."""

    connection: Transaction
    _lists: dict[str, Signed | None] = field(default_factory=dict, init=False)
    _ended: dict[str, bool] = field(default_factory=dict, init=False)
    _reach: dict[str, float] = field(default_factory=dict, init=False)

    async def went(self, gone: Collection[Seal]) -> frozenset[int]:
        """Of the seals of rows that are gone the numbers of those whose rows went as somebody had signed: with their
        case, which is not there any more, and before the deed that says so was sealed. A deed never goes."""
        for ref in {seal.ref for seal in gone} - self._reach.keys():
            self._reach[ref] = await self._reaches(ref)
        return frozenset(seal.id for seal in gone if seal.record in GO and seal.id < self._reach[seal.ref])

    async def _reaches(self, ref: str) -> float:
        """The seal up to which a case was destroyed as was signed for; 0 where nobody had signed."""
        try:
            found = await deeds.destructions(self.connection, ref)
        except UNREADABLE:  # it was written by hand
            return 0
        signed = [sealed or inf for details, sealed in found if not await self.doubt(ref, details or {})]
        return max(signed, default=0)

    async def doubt(self, ref: str, details: Details) -> str:
        """(a case, the details of the deed that says it was destroyed) -> what speaks against that; "" for nothing."""
        named = str(details.get("list", ""))
        signed = await self._list(named)
        if signed is None:
            return "" if await self._has_ended(named) else "it names a list that there never was"
        if not signed.by:
            return "nobody had signed the list that it names"
        if ref not in signed.refs:
            return "it was not on the list that it names, or was kept off it"
        return "" if details.get("signer") == signed.by else "somebody else had signed the list that it names"

    async def _list(self, named: str) -> Signed | None:
        """None where there is no such case."""
        if named not in self._lists:
            self._lists[named] = await self._read(named)
        return self._lists[named]

    async def _read(self, named: str) -> Signed | None:
        try:
            listed = await cases.by_ref(self.connection, named)
            return await self._signed(listed) if listed else None
        except (*UNREADABLE, AttributeError):  # it was written by hand
            return NOT_SIGNED

    async def _signed(self, listed: Case) -> Signed:
        last = (await disposal.signed_and_begun(self.connection, listed.id))[-2:]
        if listed.kind != KIND or [move for move, _ in last] != ["sign", "begin"]:
            return NOT_SIGNED
        return Signed(last[0][1], frozenset(ref for row in to_go(listed) for ref in row.versions))

    async def _has_ended(self, named: str) -> bool:
        """Whether a list was itself destroyed as was signed for: by a later one, so that no two prove each other."""
        if named not in self._ended:
            deed = await deeds.destruction(self.connection, named)
            details = (deed.details if deed else None) or {}
            later = _number(str(details.get("list", ""))) > _number(named) > 0
            self._ended[named] = later and not await self.doubt(named, details)
        return self._ended[named]


def _number(ref: str) -> int:
    """Of a list; 0 for what is no reference of one."""
    digits = ref.removeprefix(PREFIX)
    return int(digits) if ref.startswith(PREFIX) and digits.isascii() and digits.isdecimal() else 0
