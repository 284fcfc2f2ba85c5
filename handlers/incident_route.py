"""The route of a report: which roles handle it, which hear of it, and from whom it is kept (requirement 4.5).

It is drawn from content/incidents.yaml when the report comes in, and kept with the case; who holds its roles is asked
anew each time.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from bot.case import Case
from bot.content.district import District
from bot.withheld import Withheld

Data = Mapping[str, Any]


def route_of(data: Data) -> Mapping[str, Any]:
    """The names of the roles that handle a case, hear of it, and must not."""
    found: Mapping[str, Any] = data.get("route", {})
    return found


def is_restricted(data: Data) -> bool:
    """Whether somebody who reports the same later is told no more than the first (requirement 4.7). A stored route that
    does not say counts as restricted, to be safe."""
    return bool(route_of(data).get("restricted", True))


def is_urgent(data: Data) -> bool:
    """Whether the message to those who hear of a case says that it cannot wait."""
    return bool(route_of(data).get("urgent"))


def holders(names: Iterable[str], school: str, district: District) -> tuple[str, ...]:
    """Who stands behind role names, in order."""
    return tuple(dict.fromkeys(email for name in names for email in district.behind(name, school)))


def kept_from(data: Data, school: str, district: District) -> frozenset[str]:
    """The addresses of everybody who must not hear of a case now: those whom a reporter left out by name, and whoever
    holds a role that its route leaves out."""
    return frozenset((*data.get("excluded", ()), *holders(route_of(data).get("never", ()), school, district)))


def withheld(case: Case) -> Withheld:
    """The same as people and roles, which outlives the case."""
    roles = ((name, case.school if name == "principal" else "") for name in route_of(case.data).get("never", ()))
    return Withheld.of(case.data.get("excluded", ()), roles)


def allowed(case: Case, emails: Iterable[str], district: District) -> tuple[str, ...]:
    """Those of these people who may hear of a case."""
    kept_out = kept_from(case.data, case.school, district)
    return tuple(email for email in emails if email not in kept_out)
