"""Whoever reports a matter later reads on their card what became of their files, as a first reporter does."""

from __future__ import annotations

import pytest

from tests.evidence_office import sends
from tests.office import Office
from tests.reports import report
from tests.sent_files import PAGE
from tests.sent_files import drawer as drawer
from tests.sent_files import opened as opened
from tests.test_later_reporters import OTHER_LINK, OWN, reads, standing_card

OF_THE_COPY = "Tell the police that this system holds it."


async def taken_in(opened: Office, name: str) -> None:
    """Somebody sends a file into the chat, and it is kept."""
    await sends(opened, name, file=PAGE)
    while await opened.building.intake.take():
        pass
    await opened.settle()


async def test_their_files_are_counted_as_those_of_a_first_reporter_are(opened: Office) -> None:
    await report(opened, "ana", "threat")
    await taken_in(opened, "ana")
    await report(opened, "kim", "threat")
    assert "Your files" not in await reads(opened, "kim", OWN)
    await taken_in(opened, "kim")
    assert "Your files: 1 kept." in await standing_card(opened, "kim", await opened.case(OWN))


@pytest.mark.parametrize("category", ["threat", "bullying"])
async def test_so_are_those_that_were_sent_before_a_handler_made_the_two_one(opened: Office, category: str) -> None:
    main = await report(opened, "ana", category)
    case = await report(opened, "kim", category, link=OTHER_LINK)
    await taken_in(opened, "kim")
    await opened.move("casey", "link", case, main=main.ref)
    assert "Your files: 1 kept." in await standing_card(opened, "kim", case)


async def test_once_they_are_locked_their_card_says_what_to_do(opened: Office) -> None:
    main = await report(opened, "ana", "threat")
    await report(opened, "kim", "threat")
    await taken_in(opened, "kim")
    await opened.move("casey", "recategorise", await opened.case(main.ref), category="sexual_image")
    assert OF_THE_COPY in await standing_card(opened, "kim", await opened.case(OWN))
    assert OF_THE_COPY not in await standing_card(opened, "ana", main)
