"""A report of a threat, whatever its safety answers: the threat team handles it, and the whole on-call list hears."""

from __future__ import annotations

from tests.office import Office
from tests.reports import report


async def test_a_threat_reaches_the_whole_on_call_list(opened: Office) -> None:
    case = await report(opened, "kim", "threat")
    await opened.settle()
    on_call = opened.building.house.district.role("on_call")
    assert len(on_call) > 1
    for email in on_call:
        assert any(case.ref in told for told in await opened.chat(email.split("@")[0])), email


async def test_whoever_reports_a_threat_reads_that_nobody_is_alerted_yet_and_can_change_that(opened: Office) -> None:
    case = await report(opened, "kim", "threat")
    await opened.settle()
    (card,) = (card for card in await opened.cards("kim") if card.title.startswith(case.ref))
    assert "incident.raise_alarm" in [button.action for button in card.buttons]
    assert any("Nobody at the district has been alerted yet" in told for told in await opened.chat("kim"))
