"""An answer that sends people to the Communications Director says once how to call the office."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.events import Clicked
from tests.changed_content import changed
from tests.office import Office, office

NUMBER = "360-555-0142"


async def read(opened: Office, slug: str) -> str:
    """What Kim reads when she opens an answer."""
    await opened.receive(Clicked(**opened.whence("kim"), action="question.read", value=slug))
    return (await opened.told("kim"))[-1]


@pytest.mark.parametrize("slug", ["account-admin-rights", "comments-removal", "optout-after-posting"])
async def test_it_stands_below_an_answer_that_names_them_without_it(slug: str, opened: Office) -> None:
    said = await read(opened, slug)
    assert f"The Communications Director's office: {NUMBER}." in said
    assert said.count(NUMBER) == 1


@pytest.mark.parametrize("slug", ["account-hacked", "elsewhere-press", "elsewhere-offices"])
async def test_an_answer_that_has_it_says_it_once(slug: str, opened: Office) -> None:
    assert (await read(opened, slug)).count(NUMBER) == 1


@pytest.mark.parametrize("slug", ["elsewhere-payroll", "safety-threat"])
async def test_an_answer_that_does_not_name_them_says_nothing_of_it(slug: str, opened: Office) -> None:
    assert NUMBER not in await read(opened, slug)


async def test_where_the_district_has_given_no_number_there_is_no_line(tmp_path: Path) -> None:
    content = changed(tmp_path, "district.yaml", f"communications_office: {NUMBER}", "communications_office:")
    async with office(f"sqlite+aiosqlite:///{tmp_path}/test.db", content=content) as opened:
        said = await read(opened, "comments-removal")
    assert "Communications Director" in said
    assert "'s office:" not in said
