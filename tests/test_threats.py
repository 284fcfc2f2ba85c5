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
    assert any("you have not alerted the on-call team" in told for told in await opened.chat("kim"))
    assert "Nobody at the district" not in "\n".join(await opened.chat("kim"))


async def test_whoever_may_handle_it_too_is_not_told_that_somebody_else_does(opened: Office) -> None:
    """Casey is on call, and handles threats where the threat team does not."""
    case = await report(opened, "kim", "threat")
    told = "\n".join(await opened.told("casey"))
    assert f"{case.ref} has come in" in told
    assert "you may take it too" in told
    assert "someone else handles it" not in told
