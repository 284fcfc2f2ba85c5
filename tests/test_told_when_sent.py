"""Who hears of a report is decided when the notice is written, and once more when it is sent (requirement 4.5)."""

from __future__ import annotations

from tests.office import Office
from tests.reports import report


async def test_who_must_not_hear_of_it_meanwhile_is_not_told(opened: Office) -> None:
    """The deputy finds out what it is before the Director's message has left."""
    case = await report(opened, category="bullying")
    await opened.move("devon", "recategorise", case, category="staff_conduct", harmed="staff")
    said = "\n".join(await opened.told("casey"))
    assert not any(secret in said for secret in ("central.hs.fake", "Kim Tanaka", "A note.", "bull"))
    assert "Kim Tanaka" in "\n".join(await opened.told("hollis"))


async def test_who_was_told_before_finds_nothing_on_the_card_any_more(opened: Office) -> None:
    case = await report(opened, category="bullying")
    assert "central.hs.fake" in "\n".join(await opened.told("casey"))
    await opened.move("devon", "recategorise", case, category="staff_conduct", harmed="staff")
    assert "central.hs.fake" not in "\n".join(await opened.told("casey"))
