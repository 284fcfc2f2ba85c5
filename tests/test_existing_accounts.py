"""An account that somebody made before they asked: nobody is told that there is none, and it is called what it is."""

from __future__ import annotations

import pytest

from bot.replies import Swap
from bot.ui import Answer, plain
from tests.office import Office

PAUSE = "Until then, please pause posts that show or name a student."
NOTHING_YET = "Until then there is nothing to do, and no account to create yet."


@pytest.mark.parametrize(
    ("answers", "said", "unsaid"),
    [
        ({"kind": "existing", "link": "https://www.facebook.com/centralband"}, PAUSE, NOTHING_YET),
        ({"kind": "new"}, NOTHING_YET, PAUSE),
    ],
)
async def test_what_to_do_until_then_fits_the_account(
    opened: Office, answers: dict[str, Answer], said: str, unsaid: str
) -> None:
    now = await opened.send("ana", await opened.review("ana", **answers))
    assert isinstance(now, Swap)
    assert said in plain(now.card)
    assert unsaid not in plain(now.card)


async def test_the_approver_reads_that_it_is_there_already(opened: Office) -> None:
    await opened.file(kind="existing", link="https://www.facebook.com/centralband")
    card = (await opened.told("pat"))[-1]
    assert card.startswith("R-1001 · Facebook for Girls Soccer (existing account)\n")
    assert "Ana Reyes asks for your decision on an account for Central High School." in card
