"""One matter, who somebody is to it, and what happened to it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from bot.content.district import District
from bot.evidence import Evidence


@dataclass(frozen=True, slots=True)
class Hold:
    """The case `ref` is on hold since then, for a reason in the words of whoever placed it."""

    ref: str
    by: str
    at: datetime
    reason: str


@dataclass(frozen=True, slots=True)
class Case:
    """One matter with a reference, a state and a version. Every move raises the version by one.

    evidence  its files, oldest first; only there while a card is drawn that shows them (`Face.shows_evidence`)
    sharing   the other cases that hold one of these files as well, newest first; there when `evidence` is
    earlier   the cases that this one recalls (`Face.recalls`), in the place of a part what that became part of; there
              when `evidence` is
    main      the case of which this one became part in the end (`Face.part_of`), with its files, among which those of
              this one are now; there when `evidence` is
    holds     its hold and those of its parts, oldest first; only there while a card is drawn for somebody who may know
    """

    id: int
    ref: str
    kind: str
    state: str
    version: int
    school: str
    opened_by: str
    opened_at: datetime
    updated_at: datetime
    data: Mapping[str, Any] = field(default_factory=dict)
    last_move: str = ""
    last_by: str = ""
    came_from: str = ""
    address: str | None = None
    evidence: tuple[Evidence, ...] = ()
    sharing: tuple[Case, ...] = ()
    earlier: tuple[Case, ...] = ()
    main: Case | None = None
    holds: tuple[Hold, ...] = ()

    @property
    def stamp(self) -> str:
        """What a button carries: `R-1042.7`, the case and the version that was read."""
        return f"{self.ref}.{self.version}"


def read_stamp(stamp: str) -> tuple[str, int]:
    """The reference and the version in a button's value; a forged or cut value reads as version 0."""
    ref, _, version = stamp.rpartition(".")
    return (ref, int(version)) if version.isascii() and version.isdigit() and len(version) < 10 else (stamp, 0)


def reference(*prefixes: str) -> str:
    """The pattern of a reference, of any kind of case or of those with these prefixes."""
    return rf"(?:{'|'.join(prefixes or ('[A-Z]',))})-\d+"


def references_in(text: str, *prefixes: str) -> tuple[str, ...]:
    """The references that somebody's words name, in capital letters and in their order."""
    return tuple(found.upper() for found in re.findall(rf"\b{reference(*prefixes)}\b", text, re.IGNORECASE))


Who = Callable[[Case, District], tuple[str, ...]]
"""Who is in a role of this case now, by their addresses: the first is asked first, the others stand in."""


@dataclass(frozen=True, slots=True)
class Role:
    """Who somebody is to a case.

    `who` is asked anew at every click, from the content and from the case, so that nothing a card carries can give
    anybody a right.

    all_hear  everybody in the role is asked and told, not the first alone
    named     its people were named for this one case and hold no office: nobody stands in for them, and whoever opened
              the case is told when they cannot be reached
    chosen    what is asked of somebody in it was meant for that person: nobody else in the role is asked instead
    lasting   a card that asks something of it is still sent once the case is in another state
    reads     whoever is in it may read the case; a role without this only hears of it, by lines
    told_why  the words that somebody wrote beside a move are told to it as well
    """

    name: str
    who: Who
    all_hear: bool = False
    named: bool = False
    chosen: bool = False
    lasting: bool = False
    reads: bool = True
    told_why: bool = True

    def hears(self, case: Case, district: District) -> tuple[str, ...]:
        """Those who are written to: the first alone, or everybody."""
        return self.who(case, district)[: None if self.all_hear else 1]


def role(**manners: bool) -> Callable[[Who], Role]:
    """Makes a role of the function below it, under the function's own name. `manners` are the switches of `Role`."""
    return lambda who: Role(who.__name__, who, **manners)


@dataclass(frozen=True, slots=True)
class Happening:
    """One line of a case's history."""

    at: datetime
    move: str
    by: str
    from_state: str
    to_state: str
    note: str
    changes: Mapping[str, Any]
    version: int = 0


HOUSE = Role("house", lambda _case, _district: (), reads=False)
"""Nobody: the role of those rows that no button makes. A conversation makes them, because of something else that a
person did."""
