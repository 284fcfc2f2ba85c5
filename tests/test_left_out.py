"""Whoever a reporter leaves out hears nothing: one person, or several who were named one after the other."""

from __future__ import annotations

from bot.events import Filled
from bot.replies import Open
from bot.ui import Answer, plain_body
from tests.office import Office
from tests.reports import ANSWERS, CALM, details, last_screen, leaving_out, receipt, report_without


async def test_whoever_is_named_second_does_not_let_the_first_in(opened: Office) -> None:
    case = await report_without(opened, "kim", "devon", "casey")
    assert [await opened.told(name) for name in ("devon", "casey")] == [[], []]
    assert "New report from Kim Tanaka" in (await opened.told("robin"))[-1]
    await opened.say("robin", case.ref)
    assert "Not shown to: Devon Park, Casey Lindqvist" in (await opened.told("robin"))[-1]


async def test_the_last_screen_says_who_is_left_out(opened: Office) -> None:
    now = await last_screen(opened, "kim")
    assert "Not shown to" not in plain_body(now.form.body)
    now = await leaving_out(opened, "kim", now, "devon")
    now = await leaving_out(opened, "kim", now, "casey")
    assert "Not shown to: Devon Park, Casey Lindqvist" in plain_body(now.form.body)


async def test_whoever_was_left_out_by_a_slip_can_be_let_in_before_it_is_sent(opened: Office) -> None:
    now = await leaving_out(opened, "kim", await last_screen(opened, "kim"), "casey")
    shown = await pressed(opened, await details(opened, "kim", now), "incident.leave_nobody_out", seen="In a group.")
    assert "Not shown to" not in plain_body(shown.form.body)
    last = await opened.send("kim", shown.form, {"seen": "In a group."})
    assert isinstance(last, Open)
    assert "Seen: In a group." in plain_body(last.form.body)
    case = await opened.case(receipt(await opened.send("kim", last.form, ANSWERS)))
    assert case.ref in "".join(await opened.told("casey"))


async def test_whoever_was_left_out_hears_nothing_of_an_alert_that_comes_later(opened: Office) -> None:
    """Kim goes back to the safety questions, and one answer is another now."""
    now = await leaving_out(opened, "kim", await last_screen(opened, "kim"), "casey")
    what = await pressed(opened, now, "incident.back")
    safety = await pressed(opened, what, "incident.back")
    await opened.send("kim", safety.form, {**CALM, "danger": "yes"})
    assert "[I am on it]" in (await opened.told("toni"))[-1]
    assert await opened.told("casey") == []


async def pressed(opened: Office, now: Open, action: str, **answers: Answer) -> Open:
    """What a button of a form that Kim has opens."""
    form = now.form
    shown = await opened.receive(
        Filled(**opened.whence("kim"), form=form.name, value=form.value, pressed=action, answers=answers)
    )
    assert isinstance(shown, Open), shown
    return shown
