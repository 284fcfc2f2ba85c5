"""Whether a platform has answered: asked in time of whoever filed, or of whoever holds the case by then."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from bot.case_card import about
from bot.desk import Desk
from bot.ui import Card, Text
from bot.workflow import Case
from handlers.incident_recall import OPEN
from handlers.incident_roles import handler, handlers

Filing = Mapping[str, Any]


def chase_key(case: Case, filing: Filing) -> str:
    """Under what the question is kept until it is due."""
    return f"{case.ref}/chase/{filing['number']}"


async def chase(desk: Desk, case: Case, filing: Filing) -> None:
    """Ask whoever filed, once the time for an answer is over (requirement 5.2); where they do not handle the case,
    such as after a merge, whoever does. Where hours are promised, it is asked at their end, on whatever day that is."""
    due = datetime.fromisoformat(filing["at"]) + timedelta(hours=filing["hours"])
    handling = handlers.who(case, desk.house.district)
    asked = [filing["by"]] if filing["by"] in handling else handler.hears(case, desk.house.district)
    promised = desk.house.content.incidents.is_promised(filing["way"])
    remind = desk.remind_to_the_hour if promised else desk.remind
    for email in asked:
        await remind(case, chase_key(case, filing), email, due, _question(desk, case, filing, email), OPEN)


async def chase_holder(desk: Desk, case: Case) -> None:
    """The case has passed to somebody else: what its filings wait for is asked of whoever holds it now."""
    for email in handler.hears(case, desk.house.district):
        for filing in case.data.get("filings", ()):
            if not filing["outcome"]:
                await desk.remind_instead(chase_key(case, filing), email, _question(desk, case, filing, email))


def _question(desk: Desk, case: Case, filing: Filing, email: str) -> Card:
    blanks = {"route": filing["route"], "filer": desk.house.name(filing["by"]), **about(case, desk.house)}
    return Card(body=(Text(desk.word(f"incident.chase.{'own' if email == filing['by'] else 'other'}", **blanks)),))


def all_filings(main: Case, case: Case) -> list[Filing]:
    """The filings of two cases that become one; the main case's keep their numbers."""
    first, then = main.data.get("filings", ()), case.data.get("filings", ())
    return [*first, *({**filing, "number": number} for number, filing in enumerate(then, len(first) + 1))]


async def chase_in_main(desk: Desk, case: Case, filings: Sequence[Filing], main: Case) -> None:
    """What was filed in a case that became part of another is asked about there; `filings` are those of the case, as
    the main one numbers them."""
    for before, filing in zip(case.data.get("filings", ()), filings, strict=True):
        if not filing["outcome"]:
            await desk.forget(chase_key(case, before))
            await chase(desk, main, filing)
