"""What a handler reads about filing with a platform: each way with those who may go it, where they are not the same."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from bot.events import Clicked
from bot.ui import plain
from tests.office import Office, office
from tests.reports import taken

YOUTUBE = {"link": "https://www.youtube.com/@central.student.fake"}
THE_FAMILY_FILES = "Who files this one: The person shown files it. For a student that is a parent"


@pytest.fixture
async def district(address: str) -> AsyncIterator[Office]:
    async with office(address) as running:
        yield running


async def steps(district: Office, category: str, **answers: str) -> str:
    """The card with the steps for a report that the Director has taken."""
    case = await taken(district, category=category, **answers)
    await district.receive(Clicked(**district.whence("casey"), action="incident.playbook", value=case.stamp))
    await district.settle()
    cards = [plain(card) for card in await district.cards("casey")]
    return next(card for card in reversed(cards) if "Who files it:" in card)


async def test_a_way_that_only_a_family_may_go_says_so(district: Office) -> None:
    card = await steps(district, "impersonates_staff", harmed="student", **YOUTUBE)
    assert "Who files it: Anyone may file it." in card
    complaint = card[card.index("Privacy complaint") :]
    assert complaint[: complaint.index("Removal of a likeness")].count(THE_FAMILY_FILES) == 1


async def test_a_way_for_the_same_people_does_not_repeat_who_they_are(district: Office) -> None:
    card = await steps(district, "impersonates_staff", harmed="student", **YOUTUBE)
    report = card[card.index("Report a channel that copies") : card.index("Privacy complaint")]
    assert "Who files" not in report
