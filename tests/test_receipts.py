"""What stands on a receipt first: when to call 911, whatever was reported, and once."""

from __future__ import annotations

import pytest

from bot.events import Filled, SentFile
from bot.replies import Swap
from bot.ui import plain
from tests.office import Office
from tests.reports import ANSWERS, last_screen


@pytest.mark.parametrize(
    ("category", "first"),
    [
        ("bullying", "In danger now: call 911."),
        ("threat", "Call 911 now. Then tell your principal"),
        ("staff_conduct", "If anyone is in danger, call 911."),
        ("impersonates_district", "If anyone is in danger, call 911."),
    ],
)
async def test_the_number_to_call_comes_first_and_once(opened: Office, category: str, first: str) -> None:
    form = (await last_screen(opened, "kim", category)).form
    shown = await opened.send("kim", form, ANSWERS)
    assert isinstance(shown, Swap)
    said = plain(shown.card)
    assert said.splitlines()[1].startswith(first)
    assert said.count("911") == 1
    assert "This is not monitored around the clock." in said


@pytest.mark.parametrize(
    ("files", "said"),
    [
        (0, "Screenshots? Send them here in this chat"),
        (1, "One screenshot came with it."),
        (3, "3 screenshots came with it."),
    ],
)
async def test_only_who_sent_no_screenshot_is_asked_for_one(opened: Office, files: int, said: str) -> None:
    form = (await last_screen(opened, "kim")).form
    came = tuple(SentFile(f"{number}.png", 10, "image/png") for number in range(files))
    filled = Filled(**opened.whence("kim"), form=form.name, value=form.value, answers={"note": ""}, files=came)
    shown = await opened.receive(filled)
    assert isinstance(shown, Swap)
    assert said in plain(shown.card)
    assert ("Screenshots?" in plain(shown.card)) == (files == 0)
