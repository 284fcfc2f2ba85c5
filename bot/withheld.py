"""From whom a case must be kept, also once it is gone: roles, whoever holds them by then, and people."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from bot.content.district import District


@dataclass(frozen=True, slots=True)
class Withheld:
    """Who must not hear of a case, whatever their office.

    people  digests of their addresses: it is kept where the case is not, and nobody reads a name there
    roles   names of roles, each with the school where it is held; "" for one of the district
    """

    people: frozenset[str] = frozenset()
    roles: frozenset[tuple[str, str]] = frozenset()

    @classmethod
    def of(cls, emails: Iterable[str], roles: Iterable[tuple[str, str]] = ()) -> Withheld:
        """From these people, and from whoever holds one of these roles."""
        return cls(frozenset(map(_digest, emails)), frozenset(roles))

    @classmethod
    def read(cls, noted: Mapping[str, Any]) -> Withheld:
        """As it was noted; nobody where nothing was."""
        return cls(frozenset(noted.get("people", ())), frozenset((role, at) for role, at in noted.get("roles", ())))

    def noted(self) -> dict[str, Any]:
        """As it is stored."""
        return {"people": sorted(self.people), "roles": [list(one) for one in sorted(self.roles)]}

    def keeps_out(self, email: str, district: District) -> bool:
        """Whether somebody is one of them, by themself or by a role that they hold now."""
        return _digest(email) in self.people or any(email in district.behind(*one) for one in self.roles)

    def __or__(self, other: Withheld) -> Withheld:
        return Withheld(self.people | other.people, self.roles | other.roles)


def _digest(email: str) -> str:
    return sha256(email.encode()).hexdigest()
