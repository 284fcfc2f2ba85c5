"""Whether our clock agrees with those of the chats, which refuse what comes from too far off."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from datetime import datetime
from email.utils import parsedate_to_datetime

import aiohttp

from bot.doctor.address import PATIENCE
from bot.doctor.patient import Patient
from bot.findings import Finding, fault, note, well

CLOCK = "Clock"
SKEW = 60
"""Seconds. At 300 a request of Slack's counts as replayed, and a token of Teams' as run out."""


async def examine(patient: Patient) -> AsyncIterator[Finding]:
    """Compare our clock with the Date header of whatever each connected chat answers."""
    for whose, url in _sources(patient):
        try:
            async with aiohttp.ClientSession(timeout=PATIENCE) as session, session.get(url) as answer:
                theirs = parsedate_to_datetime(answer.headers["Date"])
        except (aiohttp.ClientError, TimeoutError, KeyError, ValueError) as error:
            advice = "Let this machine reach it, so that the clocks can be compared."
            yield note(CLOCK, f"{whose} does not say what time it is ({type(error).__name__}).", advice)
        else:
            yield _compared(whose, theirs, patient.now())


def _sources(patient: Patient) -> Iterator[tuple[str, str]]:
    if patient.slack:
        yield "Slack", f"{patient.settings.slack.api_url}api.test"
    if patient.teams and not patient.settings.teams.playground:
        yield "Teams", patient.teams.metadata


def _compared(whose: str, theirs: datetime, ours: datetime) -> Finding:
    off = round((ours - theirs).total_seconds())
    if abs(off) <= SKEW:
        return well(CLOCK, f"It agrees with {whose}.")
    way = "ahead of" if off > 0 else "behind"
    return fault(
        CLOCK, f"It is {abs(off)} seconds {way} {whose}.", "Let this machine set its clock by the network (NTP)."
    )
