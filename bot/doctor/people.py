"""Whether the people who hold a role can be written to, in the chats that are connected."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator

from bot.doctor.patient import Patient
from bot.findings import Finding, fault, note, well
from bot.platforms.base import Throttled, Undelivered
from bot.platforms.slack.send import SlackChat
from bot.store import people
from bot.store.database import TROUBLES
from bot.store.people import Known

PEOPLE = "People"
TRIES = 3
"""Slack looks up about fifty addresses a minute (tier 3); a large district is throttled once or twice."""

Reached = dict[str, tuple[str, ...]]
"""In which chats each person can be written to."""


async def examine(patient: Patient) -> AsyncIterator[Finding]:
    """A role that nobody reachable holds is a fault; one of several people who cannot be reached is a note."""
    if patient.house is None or not (patient.slack or patient.teams):
        return
    duties = tuple(patient.house.district.duties())
    reached = await _reached(patient, {email for _, emails in duties for email in emails})
    for name, emails in duties:
        for finding in _of_group(name, emails, reached):
            yield finding


def _of_group(name: str, emails: tuple[str, ...], reached: Reached) -> Iterator[Finding]:
    here = [f"{email} ({', '.join(reached[email])})" for email in emails if reached[email]]
    away = [email for email in emails if not reached[email]]
    checked = f"{PEOPLE}, {name}"
    if not here:
        yield fault(checked, f"Nobody can be reached: {', '.join(away)}.", _MISSING)
    elif away:
        yield note(checked, f"Reached: {', '.join(here)}. Not: {', '.join(away)}.", _MISSING)
    else:
        yield well(checked, f"Reached: {', '.join(here)}.")


_MISSING = (
    "In Slack they need an account with this address; in Teams the app must be installed for them and they must have "
    "opened it once. Otherwise name somebody else in district.yaml."
)


async def _reached(patient: Patient, emails: set[str]) -> Reached:
    in_teams = await _in_teams(patient, emails) if patient.teams else set[str]()
    in_slack = {email for email in sorted(emails) if patient.slack and await _is_in_slack(patient.slack, email)}
    chats = {"Slack": in_slack, "Teams": in_teams}
    return {email: tuple(chat for chat, there in chats.items() if email in there) for email in emails}


async def _in_teams(patient: Patient, emails: set[str]) -> set[str]:
    """Those who have opened the app there, and can be written to; nobody while the database is away."""
    try:
        async with patient.database.reading() as connection:
            seats = {email: await people.seats_of(connection, email) for email in emails}
    except TROUBLES:
        return set()
    return {email for email in emails if any(_can_be_written_to(seat) for seat in seats[email])}


def _can_be_written_to(seat: Known) -> bool:
    return seat.platform == "teams" and not seat.unreachable


async def _is_in_slack(slack: SlackChat, email: str) -> bool:
    for _ in range(TRIES):
        try:
            await slack.find(email)
        except Throttled as error:
            await asyncio.sleep(error.seconds)
        except Undelivered:
            return False
        else:
            return True
    return False
