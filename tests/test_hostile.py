"""What somebody could try who means harm, or whose chat sends nonsense: it changes nothing, and nobody is misled."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from bot.events import Clicked, Filled
from bot.replies import Fix, Open, Sorry, Swap
from bot.ui import plain
from tests.forged import KIND, click, fill, newest, start
from tests.office import Office

# --- Other people's cases -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["pat", "casey", "kim", "lee"])
async def test_a_request_that_was_not_sent_is_its_writers_alone(opened: Office, name: str) -> None:
    """The principal, the Director and the manager named in it know nothing of it, whatever they forge."""
    draft = await opened.case((await opened.review("ana")).value.partition(".")[0])
    for action in ("show", "file", "withdraw", "snooze"):
        await click(opened, name, f"{KIND}.{action}", draft.stamp)
        assert await newest(opened, name) == "I cannot find R-1001 among the cases you can see."
    for form in ("start", "managers", "review", "set_up", "reassign"):
        assert not await click(opened, name, "open_form", f"{KIND}.{form}|{draft.stamp}")
        answered = await fill(opened, name, form, draft.stamp, on_behalf="Mine")
        assert isinstance(answered, Swap)
        assert plain(answered.card) == "I cannot find R-1001 among the cases you can see."
    await opened.say(name, "history r-1001")
    assert await newest(opened, name) == "I cannot find R-1001 among the cases you can see."
    assert await opened.case("R-1001") == draft


async def test_a_request_that_was_withdrawn_unsent_stays_its_writers(opened: Office) -> None:
    draft = await opened.case((await opened.review("ana")).value.partition(".")[0])
    await opened.move("ana", "withdraw", draft, note="Not yet.")
    await opened.say("pat", "history R-1001")
    assert await newest(opened, "pat") == "I cannot find R-1001 among the cases you can see."


@pytest.mark.parametrize(
    ("form", "name"),
    [("start", "ana"), ("start", "pat"), ("review", "ana"), ("set_up", "ana"), ("set_up", "pat"), ("reassign", "pat")],
)
async def test_a_form_is_drawn_only_for_who_may_send_it(opened: Office, form: str, name: str) -> None:
    """Neither by the button that offers a form again, nor by sending what was never shown."""
    case = await opened.file()
    assert not isinstance(await click(opened, name, "open_form", f"{KIND}.{form}|{case.stamp}"), Open)
    answered = await fill(opened, name, form, case.stamp, school="maple-es", on_behalf="Somebody else", to="ana")
    assert isinstance(answered, Swap)
    assert "Somebody else" not in plain(answered.card)
    assert await opened.case(case.ref) == case


@pytest.mark.parametrize("form", ["start", "audience", "review", "set_up", "second_manager", "reassign", "decline"])
async def test_a_form_of_one_kind_does_not_open_on_a_case_of_another(opened: Office, form: str) -> None:
    case = await opened.set_up()
    await opened.press("casey", "activate", case)
    for now in (
        await click(opened, "casey", "open_form", f"{KIND}.{form}|A-1001.1"),
        await fill(opened, "casey", form, "A-1001.1"),
    ):
        assert not isinstance(now, Open | Fix | Sorry)


# --- Values that were made up ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("action", [f"{KIND}.more", "account.more"])
@pytest.mark.parametrize("value", ["9" * 20, "9" * 5_000, "-1", "٣", "x", "", "1e9", "R-1001.1"])
async def test_a_made_up_page_of_a_list_is_the_first(opened: Office, action: str, value: str) -> None:
    assert not isinstance(await click(opened, "ana", action, value), Sorry)


@pytest.mark.parametrize(
    "answers",
    [
        {"kind": ("new", "existing")},
        {"kind": {"new": "x"}},
        {"school": True},
        {"school": ("central-hs", "maple-es")},
        {"on_behalf": ("a", "b")},
        {"on_behalf": None},
        {"on_behalf": {"a": 1}},
        {"on_behalf": 7},
    ],
)
async def test_an_answer_of_another_type_counts_as_none(opened: Office, answers: dict[str, Any]) -> None:
    form = await start(opened, "ana")
    good = {"kind": "new", "school": "central-hs", "on_behalf": "Soccer"}
    now = await fill(opened, "ana", "start", form, **{**good, **answers})
    assert isinstance(now, Fix)
    assert set(now.errors) == set(answers)


@pytest.mark.parametrize("audience", ["families", ("families", ("x",)), ({"a": 1},), 5, True])
async def test_several_choices_that_are_none_are_refused_at_their_field(opened: Office, audience: Any) -> None:
    now = await fill(opened, "ana", "audience", await start(opened, "ana"), audience=audience, ages=("adults",))
    assert isinstance(now, Fix)
    assert set(now.errors) == {"audience"}


async def test_back_from_a_screen_that_is_not_on_the_way(opened: Office) -> None:
    """Two windows: one still shows a question that the other's answer has made needless."""
    now = await fill(opened, "ana", "link", await start(opened, "ana"), f"{KIND}.back")
    assert isinstance(now, Open)
    assert now.form.name == f"{KIND}.start"


async def test_back_from_a_screen_that_was_never_shown_answers_no_safety_question(opened: Office) -> None:
    now = await opened.say("kim", "/report-account")
    assert isinstance(now, Open)
    back = Filled(
        **opened.whence("kim"), form="incident.what", value=now.form.value, pressed="incident.back", answers={}
    )
    await opened.receive(back)
    again = await opened.press("kim", "report", await opened.case("I-1001"))
    assert isinstance(again, Open)
    assert again.form.name == "incident.safety"


# --- The same thing again -------------------------------------------------------------------------------------------


async def test_a_repeat_is_answered_by_what_may_be_seen_now(opened: Office) -> None:
    """The first time the form opened; when the chat delivers the press again, the request has moved on."""
    case = await opened.file()
    pressed = Clicked(**opened.whence("pat"), action=f"{KIND}.decline", value=case.stamp)
    assert isinstance(await opened.receive(pressed), Open)
    await opened.move("ana", "withdraw", case)
    again = await opened.receive(pressed)
    assert isinstance(again, Swap)
    assert "[Withdrawn]" in plain(again.card)


async def test_a_repeat_by_somebody_else_shows_them_nothing(opened: Office) -> None:
    case = await opened.file()
    pressed = Clicked(**opened.whence("pat"), action=f"{KIND}.decline", value=case.stamp)
    await opened.receive(pressed)
    assert await opened.receive(replace(pressed, person=opened.person("lee"))) is None


async def test_a_second_account_at_one_address_is_not_activated_and_nobody_is_told_it_was(opened: Office) -> None:
    first, second = await opened.set_up(), await opened.set_up()
    await opened.move("casey", "activate", first)
    now = await opened.press("casey", "activate", second)
    assert isinstance(now, Swap)
    assert "[Waiting for the access check]" in plain(now.card)
    assert (await opened.told("casey"))[-1].startswith("That address is in the register already, so R-1002 was not")
    assert await opened.building.delivery.deliver() == 0
    assert await opened.case("R-1002") == second
