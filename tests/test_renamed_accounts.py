"""A platform's answer that the account has another name now: it is written down, and recognized where it can be."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from bot.replies import Fix, Now, Open, Swap
from bot.workflow import Case
from tests.office import Office, office
from tests.reports import ANSWERS, filed, report


@pytest.fixture
async def opened(address: str) -> AsyncIterator[Office]:
    async with office(address) as opened:
        yield opened


async def renamed(opened: Office, case: Case, new_handle: str) -> Now | None:
    """What the Director is shown who notes the new name of an account."""
    form = await opened.press("casey", "log_outcome", case)
    assert isinstance(form, Open)
    return await opened.send("casey", form.form, ANSWERS | {"outcome": "renamed", "new_handle": new_handle})


async def test_a_new_name_is_written_down_where_nobody_had_a_link(opened: Office) -> None:
    case = await filed(opened, sexual_image="unsure", link="")
    assert isinstance(await renamed(opened, case, "@central_new"), Swap)
    (filing,) = (await opened.case(case.ref)).data["filings"]
    assert (filing["outcome"], filing["words"]) == ("renamed", "@central_new")


async def test_who_reports_the_new_name_joins_the_case(opened: Office) -> None:
    case = await filed(opened)
    assert isinstance(await renamed(opened, case, "@central_new"), Swap)
    again = await report(opened, "lee", link="https://www.instagram.com/central_new")
    assert again.ref == case.ref or again.data["joined"] == case.ref


async def test_what_is_no_handle_is_said_at_the_handle(opened: Office) -> None:
    case = await filed(opened)
    now = await renamed(opened, case, "what do I know")
    assert isinstance(now, Fix)
    assert "This does not look like a handle on that platform" in now.errors["new_handle"]
    (filing,) = (await opened.case(case.ref)).data["filings"]
    assert filing["outcome"] == ""
