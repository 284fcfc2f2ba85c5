"""What a disposition list holds: which cases are on it, which of them go, what became of each, who must not sign."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, Literal

from bot.content.district import District
from bot.withheld import Withheld
from bot.workflow import Case

KIND = "disposition"
OFFICER = "officer"
"""The role that signs a list."""
DRAWN_UP, LISTED, SIGNED, UNDER_WAY, CARRIED_OUT, KEPT, LAPSED = (
    "drawn_up",
    "listed",
    "signed",
    "under_way",
    "carried_out",
    "kept",
    "lapsed",
)
MOST_LISTED = 200
"""Cases on one list: no more than somebody reads before they sign."""

Became = Literal["destroyed", "on_hold", "changed", "recalled", "not_due", "not_theirs", "gone"]
"""What became of a case that was signed for: it was destroyed; it is on hold; something was done to it since it was
listed; an open case refers back to it; its class or its time is another one now; whoever signed may no longer sign for
it; it was already gone."""


@dataclass(frozen=True, slots=True)
class Listed:
    """A case on a list: what it takes to decide, and none of its names or words.

    filed_under  its class in `content/records.yaml`
    ended, due   days: when it came to its end, and from when it need not be kept
    versions     by reference, of itself and of all that became part of it: what the records officer signs for
    """

    ref: str
    kind: str
    filed_under: str
    school: str
    ended: str
    due: str
    versions: Mapping[str, int]

    @property
    def ended_on(self) -> date:
        return date.fromisoformat(self.ended)

    @property
    def due_on(self) -> date:
        return date.fromisoformat(self.due)


def as_data(row: Listed) -> dict[str, Any]:
    """As it is kept with the list."""
    return asdict(row)


def rows(case: Case) -> tuple[Listed, ...]:
    """All that is on a list, in its order."""
    return tuple(Listed(**row) for row in case.data.get("rows", ()))


def kept_off(case: Case) -> Mapping[str, str]:
    """What the records officer keeps, by reference, with the reason."""
    found: Mapping[str, str] = case.data.get("kept_off", {})
    return found


def to_go(case: Case) -> tuple[Listed, ...]:
    """What the signature is for."""
    return tuple(row for row in rows(case) if row.ref not in kept_off(case))


def became(case: Case) -> Mapping[str, Became]:
    """What became of each case that was signed for, once the list is carried out."""
    found: Mapping[str, Became] = case.data.get("became", {})
    return found


def kept(case: Case) -> frozenset[str]:
    """What the records officer decided on this list that it stays."""
    return frozenset(row.ref for row in rows(case)) if case.state == KEPT else frozenset(kept_off(case))


# --- Who must not sign ------------------------------------------------------------------------------------------------


def barring(openers: Iterable[str], withheld: Withheld) -> dict[str, Any]:
    """Who must not sign, as it is kept with the list: whose own cases are on it, and from whom one must be kept."""
    return {"openers": sorted(set(openers)), **withheld.noted()}


def barred(case: Case) -> Withheld:
    """Who must not sign this list, or read it."""
    kept: Mapping[str, Any] = case.data.get("barred", {})
    return Withheld.of(kept.get("openers", ())) | Withheld.read(kept)


def openers_forgotten(case: Case, district: District) -> dict[str, Any]:
    """The same once the cases are gone: of those whose own they were, only who holds an office and could read of it
    stays. From whom a case had to be kept is never forgotten."""
    kept, holding = case.data.get("barred", {}), district.people()
    return {**kept, "openers": [email for email in kept.get("openers", ()) if email in holding]}
