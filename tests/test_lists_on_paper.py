"""A disposition list in a packet of records: its lines, what became of each, who signed; and nothing that is empty."""

from __future__ import annotations

from bot.records.paper import MARK
from bot.workflow import Case
from tests.disposition_office import a_question, carried_out, drawn_up, keep_off, signed
from tests.office import Office
from tests.packets import packet_of


async def _summary(opened: Office, listed: Case) -> str:
    """In one line, without the bars."""
    return " ".join((await packet_of(opened, listed.ref)).summary.replace(MARK, " ").split())


async def _of_two(opened: Office) -> Case:
    await a_question(opened)
    await a_question(opened, words="May the boosters use our logo?")
    return await drawn_up(opened)


async def test_every_case_on_the_list_is_there_with_its_days(opened: Office) -> None:
    summary = await _summary(opened, await _of_two(opened))
    assert "The cases on it" in summary
    for ref in ("Q-1001", "Q-1002"):
        line = f"{ref} · Questions to the office, answered or closed: Central High School · ended November 9, 2026"
        assert line in summary
    assert "Signed by" not in summary


async def test_who_signed_and_what_became_of_each_is_there(opened: Office) -> None:
    listed = await keep_off(opened, await _of_two(opened), "Q-1002")
    summary = await _summary(opened, await carried_out(opened, await signed(opened, listed)))
    assert "no longer required since November 10, 2028 · destroyed" in summary
    assert "no longer required since November 10, 2028 · kept off the list: A lawsuit may come." in summary
    assert "Signed by: Rene Dubois (rene@example.org)" in summary
    assert "Carried out from: November 13, 2029, 7:30 AM PST" in summary


async def test_a_list_has_no_school_and_was_opened_by_nobody(opened: Office) -> None:
    summary = await _summary(opened, await _of_two(opened))
    about_it = summary.partition("D-1001 · Disposition list")[2].partition("The cases on it")[0]
    assert "School:" not in about_it
    assert "Opened by: Crossing Guard itself, November " in about_it
