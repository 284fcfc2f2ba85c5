"""Who somebody is, by the roster of their chat."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from bot.events import Person, Standing
from bot.platforms.teams.activity import word_in

GUEST_ROLES = ("guest", "anonymous")
GUEST_MARK = "#ext#"
"""Entra writes it into the sign-in name of everybody who was invited from elsewhere."""


def person_of(member: Mapping[str, Any], serves: Callable[[str], bool]) -> Person:
    """A person as the roster tells (Teams, "Get single member details"): their mailbox, else their sign-in name.

    `serves` says whether a tenant is one of ours.
    """
    email = (word_in(member, "email") or word_in(member, "userPrincipalName")).lower()
    return Person(email, word_in(member, "name") or email, _standing(member, email, serves))


def _standing(member: Mapping[str, Any], email: str, serves: Callable[[str], bool]) -> Standing:
    tenant = word_in(member, "tenantId")
    if word_in(member, "userRole").lower() in GUEST_ROLES or _is_guest(member):
        return "guest"
    return "outside" if not email or (tenant and not serves(tenant)) else "staff"


def _is_guest(member: Mapping[str, Any]) -> bool:
    return GUEST_MARK in word_in(member, "userPrincipalName").lower()
