"""Reports of an account and of its posts: nothing is made one by itself, and whoever handles both is told."""

from __future__ import annotations

import pytest

from bot.replies import Open
from bot.ui import TextField
from tests.office import Office
from tests.reports import ANSWERS, closed, report, report_without
from tests.test_later_reporters import reads

ACCOUNT = "https://www.instagram.com/central.hs.fake"
POST, ANOTHER_POST = f"{ACCOUNT}/p/ABC123/", f"{ACCOUNT}/p/XYZ789/"


@pytest.mark.parametrize(("first", "second"), [(ACCOUNT, POST), (POST, ACCOUNT), (POST, ANOTHER_POST)])
async def test_whoever_handles_both_is_told_and_merges_them_with_one_tap(
    opened: Office, first: str, second: str
) -> None:
    one = await report(opened, "kim", link=first)
    other = await report(opened, "lee", link=second)
    assert one.ref != other.ref
    assert f"The same account is in {one.ref}." in await reads(opened, "casey", other.ref)
    form = await opened.press("casey", "link", other)
    assert isinstance(form, Open)
    assert [field.value for field in form.form.fields if isinstance(field, TextField)] == [one.ref]


async def test_the_one_that_takes_the_other_in_does_not_name_itself(opened: Office) -> None:
    one, other = await report(opened, "kim", link=ACCOUNT), await report(opened, "lee", link=POST)
    await opened.move("casey", "link", one, main=other.ref)
    assert "The same account is in" not in await reads(opened, "casey", other.ref)
    form = await opened.press("casey", "link", await opened.case(other.ref))
    assert isinstance(form, Open)
    assert [field.value for field in form.form.fields if isinstance(field, TextField)] == [""]


async def test_whoever_reported_it_learns_nothing_of_the_other(opened: Office) -> None:
    one = await report(opened, "kim", link=ACCOUNT)
    other = await report(opened, "lee", link=POST)
    assert one.ref not in "\n".join(await opened.told("lee")) + await reads(opened, "lee", other.ref)


async def test_whoever_is_kept_from_it_learns_nothing_of_it(opened: Office) -> None:
    one = await report_without(opened, "kim", "casey", link=ACCOUNT)
    other = await report(opened, "lee", link=POST)
    assert one.ref not in await reads(opened, "casey", other.ref)


async def test_another_account_is_not_named(opened: Office) -> None:
    await report(opened, "kim", link=f"{ACCOUNT}.two/p/ABC123/")
    assert "The same account" not in await reads(opened, "casey", (await report(opened, "lee", link=POST)).ref)


async def test_the_same_post_joins_still_and_so_does_the_same_account(opened: Office) -> None:
    post = await report(opened, "kim", link=POST)
    assert (await report(opened, "lee", link=POST)).ref == post.ref
    account = await report(opened, "ana", link=ACCOUNT)
    assert (await report(opened, "drew", link=ACCOUNT)).ref == account.ref != post.ref


async def test_what_is_closed_is_not_offered(opened: Office) -> None:
    one = await report(opened, "kim", link=ACCOUNT)
    other = await report(opened, "lee", link=POST)
    await opened.move("casey", "close", await opened.move("casey", "take", one), **ANSWERS)
    said = await reads(opened, "casey", other.ref)
    assert f"{one.ref} was about the same link or account and is closed." in said


async def test_what_came_back_is_named_beside_what_is_open_about_the_same_account(opened: Office) -> None:
    before = await closed(opened, name="kim", link=POST)
    account = await report(opened, "lee", link=ACCOUNT)
    said = await reads(opened, "casey", (await report(opened, "ana", link=POST)).ref)
    assert f"Seen before. {before.ref} was about" in said
    assert f"The same account is in {account.ref}." in said


async def test_where_the_newest_is_kept_from_somebody_they_read_of_the_one_before(opened: Office) -> None:
    readable = await report(opened, "kim", link=ACCOUNT)
    kept = await report_without(opened, "lee", "casey", link=ANOTHER_POST)
    said = await reads(opened, "casey", (await report(opened, "ana", link=POST)).ref)
    assert f"The same account is in {readable.ref}." in said
    assert kept.ref not in said
