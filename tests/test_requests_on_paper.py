"""A request in a packet of records: under which policy it was asked, in words."""

from __future__ import annotations

from tests.office import Office
from tests.packets import packet_of


async def test_under_what_it_was_asked_is_said_in_words(opened: Office) -> None:
    summary = (await packet_of(opened, (await opened.file()).ref)).summary
    assert "  Asked under: Policy 4007 and Procedure 4007P, adopted May 10, 2018\n" in summary
    assert "  Version of the questions: 1\n" in summary
