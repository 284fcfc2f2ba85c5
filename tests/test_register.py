"""The card of an account in the register says what somebody needs who checks who holds it."""

from __future__ import annotations

import pytest

from bot.replies import Fix, Open
from tests.office import ANSWERS, Office
from tests.situations import accepted


async def card(opened: Office, name: str) -> str:
    await opened.say(name, "A-1001")
    return (await opened.told(name))[-1]


@pytest.mark.parametrize("name", ["ana", "kim", "casey", "devon"])
async def test_who_looks_after_an_account_reads_how_to_get_in(opened: Office, name: str) -> None:
    case = await opened.set_up()
    await opened.move("casey", "activate", case)
    shown = await card(opened, name)
    assert "Role or vault entry: Admin\nE-mail: soccer@example.org" in shown


async def test_the_school_reads_the_rest(opened: Office) -> None:
    await opened.move("casey", "activate", await opened.set_up())
    shown = await card(opened, "pat")
    assert "Director's office: Has an administrator role" in shown
    assert "Role or vault entry" not in shown


async def test_another_tool_has_its_name_in_the_register(opened: Office) -> None:
    case = await opened.file(tool="other", other_name="Class wiki")
    for name, move in (("pat", "approve"), ("casey", "approve"), ("ana", "accept_charter"), ("kim", "accept_charter")):
        case = await opened.move(name, move, case)
    case = await opened.move("ana", "report_set_up", case, address="https://wiki.example.org/soccer")
    await opened.move("casey", "activate", case)
    assert (await card(opened, "casey")).startswith("A-1001 · Class wiki ")


async def test_the_role_is_asked_for_as_the_vault_entry_is(opened: Office) -> None:
    form = await opened.press("ana", "report_set_up", await accepted(opened))
    assert isinstance(form, Open)
    now = await opened.send("ana", form.form, {**ANSWERS, "where": ""})
    assert isinstance(now, Fix)
    assert set(now.errors) == {"where"}
