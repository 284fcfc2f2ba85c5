"""Whose report is part of a restricted case does not know it: their card stays as it was, and what they do counts."""

from __future__ import annotations

from bot.replies import Swap
from bot.ui import plain
from bot.workflow import Case
from tests.office import Office
from tests.reports import ANSWERS, report
from tests.test_later_reporters import OTHER_LINK, reads, standing_card


async def made_part(opened: Office, category: str = "threat", handler: str = "toni") -> tuple[Case, Case, str]:
    """The main case, Kim's that a handler made part of it, and what Kim's card said before."""
    case = await report(opened, "kim", category, link=OTHER_LINK)
    before = await standing_card(opened, "kim", case)
    main = await report(opened, "ana", category)
    await opened.move(handler, "link", case, main=main.ref)
    return await opened.case(main.ref), await opened.case(case.ref), before


async def test_their_card_and_what_they_can_do_stay_as_they_were(opened: Office) -> None:
    _, case, before = await made_part(opened)
    assert "[Alert the on-call team] [Add to my report]" in before
    assert await standing_card(opened, "kim", case) == before


async def test_what_they_add_is_read_with_the_case(opened: Office) -> None:
    main, case, _ = await made_part(opened)
    await opened.move("kim", "add", case, note="There is more.")
    assert f"Kim Tanaka added to {main.ref}:\n> There is more." in "\n".join(await opened.told("toni"))
    assert "There is more." in await reads(opened, "toni", main.ref)
    assert "There is more." in await standing_card(opened, "kim", case)
    assert "There is more." not in await reads(opened, "ana", main.ref)


async def test_danger_that_they_add_is_kept_with_both(opened: Office) -> None:
    main, case, _ = await made_part(opened)
    await opened.move("kim", "add", case, note="he says he will bring a gun to school tomorrow")
    assert [(await opened.case(one.ref)).data.get("danger_added") for one in (main, case)] == [True, True]


async def test_their_alert_is_one_about_the_case(opened: Office) -> None:
    main, case, _ = await made_part(opened)
    await opened.press("ana", "raise_alarm", main)
    assert "raised" not in await standing_card(opened, "kim", case)
    now = await opened.press("kim", "raise_alarm", case)
    assert isinstance(now, Swap)
    said = plain(now.card)
    assert said.startswith(f"{case.ref} · ")
    assert "An alert to the on-call team was raised" in said
    assert "[Alert the on-call team]" not in said
    assert f"Kim Tanaka alerted the on-call team about {main.ref}." in "\n".join(await opened.told("toni"))


async def test_nothing_is_left_to_do_once_the_case_is_closed(opened: Office) -> None:
    main, case, _ = await made_part(opened)
    await opened.move("toni", "close", await opened.move("toni", "take", main), **ANSWERS)
    assert "[Add to my report]" not in await standing_card(opened, "kim", case)
    form = await opened.press("kim", "raise_alarm", case)
    said = "\n".join(await opened.told("kim"))
    assert f"{case.ref} is now: Closed" in said
    assert isinstance(form, Swap)
