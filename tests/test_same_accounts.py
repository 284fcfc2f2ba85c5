"""The advice names an account that the school has for the same readers already, to whoever asks for another one."""

from __future__ import annotations

from bot.ui import plain_body
from tests.office import Office
from tests.store.samples import a_case

ONE_MORE = "You may not need a new account."


async def registered(opened: Office, number: int, **data: object) -> None:
    """An account of Central High School that somebody registered before."""
    async with opened.building.database.transaction() as transaction:
        kept = {"tool": "facebook", "handle": f"team{number}", "url": f"https://www.facebook.com/team{number}", **data}
        await a_case(transaction, f"A-{number}", kind="account", state="active", data=kept)


async def test_an_account_is_found_behind_any_number_of_newer_ones(opened: Office) -> None:
    await registered(opened, 1001, audience=["alumni"])
    for number in range(1002, 1062):
        await registered(opened, number, audience=["students"])
    said = plain_body((await opened.review("lee", audience=("alumni",))).body)
    assert "https://www.facebook.com/team1001" in said
    assert ONE_MORE in said
    assert "team1061" not in said


async def test_whoever_asks_about_an_account_that_is_there_is_not_told_to_need_none(opened: Office) -> None:
    await registered(opened, 1001)
    existing = await opened.review("lee", kind="existing", link="https://www.instagram.com/two")
    assert ONE_MORE not in plain_body(existing.body)
    assert ONE_MORE in plain_body((await opened.review("ana")).body)
