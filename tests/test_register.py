"""The card of an account in the register says what somebody needs who checks who holds it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.case_card import case_card
from bot.content.addresses import LONGEST
from bot.menu import Menu
from bot.replies import Fix, Open
from bot.ui import plain, plain_body
from bot.workflow import Case
from handlers import CONVERSATIONS
from tests.clock import MONDAY_MORNING
from tests.office import ANSWERS, Office
from tests.opened import CONTENT, enter
from tests.situations import accepted

MENU = Menu(CONVERSATIONS)
HOUSE = enter(CONTENT)
ANA = "ana@example.org"


async def card(opened: Office, name: str) -> str:
    await opened.say(name, "A-1001")
    return (await opened.told(name))[-1]


@pytest.mark.parametrize("name", ["ana", "kim", "casey", "devon"])
async def test_who_looks_after_an_account_reads_how_to_get_in(opened: Office, name: str) -> None:
    case = await opened.set_up()
    await opened.move("casey", "activate", case)
    shown = await card(opened, name)
    assert "Role or entry: Admin\nEmail: soccer@example.org" in shown


async def test_the_school_reads_the_rest(opened: Office) -> None:
    await opened.move("casey", "activate", await opened.set_up())
    shown = await card(opened, "pat")
    assert "Director's office: Has an administrator role" in shown
    assert "Role or entry" not in shown


async def test_another_tool_has_its_name_in_the_register(opened: Office) -> None:
    case = await opened.file(tool="other", other_name="Class wiki")
    for name, move in (("pat", "approve"), ("casey", "approve"), ("ana", "accept_charter"), ("kim", "accept_charter")):
        case = await opened.move(name, move, case)
    case = await opened.move("ana", "report_set_up", case, address="https://wiki.example.org/soccer")
    await opened.move("casey", "activate", case)
    assert (await card(opened, "casey")).startswith("A-1001 · Class wiki ")


async def test_a_group_without_a_web_address_is_registered_by_its_code(opened: Office) -> None:
    case = await opened.file(tool="messaging")
    for name, move in (("pat", "approve"), ("casey", "approve"), ("ana", "accept_charter"), ("kim", "accept_charter")):
        case = await opened.move(name, move, case)
    form = await opened.press("ana", "report_set_up", case)
    assert isinstance(form, Open)
    assert "write the group's name or code after an @, such as @central-band." in plain_body(form.form.body)
    case = await opened.move("ana", "report_set_up", case, address="@Central-Band")
    assert "Address: @central-band\n" in (await opened.told("casey"))[-1]
    await opened.move("casey", "activate", case)
    shown = await card(opened, "casey")
    assert shown.startswith("A-1001 · Messaging platform or class app @central-band\n")
    assert "already has Messaging platform or class app @central-band." in plain_body((await opened.review("ana")).body)


async def test_the_role_is_asked_for_as_the_vault_entry_is(opened: Office) -> None:
    form = await opened.press("ana", "report_set_up", await accepted(opened))
    assert isinstance(form, Open)
    now = await opened.send("ana", form.form, {**ANSWERS, "where": ""})
    assert isinstance(now, Fix)
    assert set(now.errors) == {"where"}


HOSTS = st.lists(st.integers(1, 63), min_size=1, max_size=3).map(lambda sizes: ".".join("h" * size for size in sizes))


@settings(max_examples=60, deadline=None)
@given(host=HOSTS, path=st.integers(0, LONGEST))
def test_a_website_with_any_address_is_on_the_card_and_in_the_list(host: str, path: int) -> None:
    address = f"https://{host}.org/{'p' * path}"[:LONGEST]
    site = HOUSE.content.tools.address(address, "website")
    data = {"tool": "website", "handle": site.handle, "url": site.url, "on_behalf": "Ms. Kim's class"}
    case = Case(1, "A-1001", "account", "active", 1, "central-hs", ANA, MONDAY_MORNING, MONDAY_MORNING, data)
    shown = case_card(MENU.faces["account"], case, (), ANA, HOUSE)
    assert shown.title.startswith("A-1001 · School, class or teacher website")
    assert site.url in plain(shown)


async def test_a_long_address_breaks_neither_the_card_nor_the_list(opened: Office) -> None:
    address = "https://www.example.org/" + "classes/" * 30 + "kim"
    case = await opened.file(tool="website")
    for name, move in (("pat", "approve"), ("casey", "approve"), ("ana", "accept_charter"), ("kim", "accept_charter")):
        case = await opened.move(name, move, case)
    await opened.move("casey", "activate", await opened.move("ana", "report_set_up", case, address=address))
    assert (await card(opened, "casey")).startswith("A-1001 · School, class or teacher website www.example.org\n")
    assert f"Address: {address}" in await card(opened, "ana")
    await opened.say("casey", "accounts")
    assert "- A-1001 · School, class or teacher website www.example.org" in (await opened.told("casey"))[-1]
