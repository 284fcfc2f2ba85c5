"""A start with other content, while requests are under way: a school, a tool and choices that are there no more."""

from __future__ import annotations

import re
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from bot.events import Clicked
from bot.replies import Open, Sorry
from bot.store import cases
from bot.ui import ChoiceField
from tests.office import ANSWERS, Answers, Office, office
from tests.situations import PEOPLE, SITUATIONS, address, reopened
from tests.stage import CONTENT

OTHERWISE = {"central-hs": "central-high", r"\bfacebook, |, facebook\b": "", r"\bfamilies(?=[],])": "parents"}
"""What stands in the files now, and what stood there before (as regular expressions)."""


OFFERED: Answers = {"school": "central-high", "audience": ("parents",), "tool": "instagram"}


def other_content(folder: Path) -> Path:
    """The sample without the school, the tool and the audience that the requests of these tests name."""
    shutil.copytree(CONTENT, folder)
    (folder / "platforms" / "facebook.yaml").unlink()
    for file in folder.glob("*.yaml"):
        text = file.read_text(encoding="utf-8")
        for old, new in OTHERWISE.items():
            text = re.sub(old, new, text)
        file.write_text(text, encoding="utf-8")
    return folder


@asynccontextmanager
async def later(folder: Path) -> AsyncIterator[Office]:
    async with reopened(folder, other_content(folder / "content")) as opened:
        yield opened


@pytest.mark.parametrize("situation", SITUATIONS)
async def test_what_is_under_way_can_still_be_read_by_everybody(situation: str, tmp_path: Path) -> None:
    async with office(address(tmp_path)) as opened:
        case = await SITUATIONS[situation](opened)
        await opened.settle()
    async with later(tmp_path) as opened:
        for name in PEOPLE:
            for action in ("account_request.show", "account_request.file", "account_request.refile"):
                pressed = Clicked(**opened.whence(name), action=action, value=case.stamp)
                assert not isinstance(await opened.receive(pressed), Sorry), (name, action)
            assert not isinstance(await opened.say(name, "home"), Sorry)
        assert "Girls Soccer" in "\n".join(await opened.told("ana"))


@pytest.mark.parametrize("situation", ["draft", "changes_wanted"])
async def test_what_is_offered_no_more_is_asked_again_before_a_request_is_sent(situation: str, tmp_path: Path) -> None:
    async with office(address(tmp_path)) as opened:
        case = await SITUATIONS[situation](opened)
    async with later(tmp_path) as opened:
        pressed = Clicked(**opened.whence("ana"), action="open_form", value=f"account_request.review|{case.stamp}")
        review = await opened.receive(pressed)
        assert isinstance(review, Open)
        asked, now = [], await opened.send("ana", review.form)
        while isinstance(now, Open) and now.form.name != review.form.name:
            asked += [each.name for each in now.form.fields if isinstance(each, ChoiceField) and not each.value]
            now = await opened.send("ana", now.form, {**ANSWERS, **OFFERED})
        assert asked == ["school", "audience", "tool"]
        assert isinstance(now, Open)
        await opened.finish("ana", now)
        assert (await opened.case(case.ref)).state == "with_principal"


async def test_a_case_of_a_school_that_is_gone_can_be_taken_up_by_the_director(tmp_path: Path) -> None:
    async with office(address(tmp_path)) as opened:
        case = await opened.file()
    async with later(tmp_path) as opened:
        case = await opened.move("casey", "approve", await opened.move("casey", "override", case))
        async with opened.building.database.reading() as connection:
            assert [one.state for one in await cases.everything(connection)] == ["setting_up"]
