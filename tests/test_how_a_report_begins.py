"""The usual ways to begin a report: each leads to the safety questions, or offers them; danger comes before all."""

from __future__ import annotations

import pytest

from bot.replies import Open
from bot.ui import ChoiceField, TextField, plain_body
from tests.office import Office
from tests.reports import CALM
from tests.situations import official

FAKE = "instagram.com/central.fake"
OFFER = "Do you want to report this?"


@pytest.mark.parametrize(
    "words",
    [
        "report something harmful",
        "I want to report a fake account",
        "I'd like to report a fake Instagram page.",
        "report fake account",
        "please report this post",
        "/report-account it mocks our students",
    ],
)
async def test_words_that_ask_for_a_report_open_the_safety_questions(opened: Office, words: str) -> None:
    assert asks_about_safety(await opened.say("kim", words))


@pytest.mark.parametrize(
    ("words", "link"),
    [
        (f"report {FAKE}", FAKE),
        (f"report www.{FAKE}", f"www.{FAKE}"),
        ("report @central.fake", "@central.fake"),
        (f"/report-account https://www.{FAKE}", f"https://www.{FAKE}"),
        (f"report-account this one: https://www.{FAKE} mocks us", f"https://www.{FAKE}"),
        (f"I want to report a fake account https://www.{FAKE}", f"https://www.{FAKE}"),
    ],
)
async def test_what_is_named_is_on_the_second_screen_already(opened: Office, words: str, link: str) -> None:
    now = await opened.say("kim", words)
    assert isinstance(now, Open)
    assert asks_about_safety(now)
    second = await opened.send("kim", now.form, CALM)
    assert isinstance(second, Open)
    assert [field.value for field in second.form.fields if isinstance(field, TextField)] == [link]


@pytest.mark.parametrize(
    "words",
    [
        FAKE,
        f"www.{FAKE}",
        "www.central-fake.com",
        f"look at this https://www.{FAKE}",
        f"please look {FAKE}",
        "https://www.instagram.com/central_confessions is this ours?",
        "fyi https://www.tiktok.com/@fakeprincipal",
    ],
)
async def test_a_link_is_looked_up_and_a_report_of_it_is_offered(opened: Office, words: str) -> None:
    await opened.say("kim", words)
    offered = [said for said in await opened.told("kim") if OFFER in said]
    assert len(offered) == 1
    assert "[Start a report]" in offered[0]
    assert not any("I read English best" in said for said in await opened.told("kim"))
    assert not any("I do not have an answer" in said for said in await opened.told("kim"))


async def test_a_handle_alone_is_looked_up_like_a_link(opened: Office) -> None:
    await official(opened)
    await opened.say("kim", "@CentralSoccer")
    await opened.say("kim", "@evergreen_hs_confessions")
    ours, unknown = (await opened.told("kim"))[-2:]
    assert "One of ours is called that" in ours
    assert "On any other platform, this name may be somebody else's." in ours
    assert "This account is not in the district's register." in unknown
    assert all(OFFER in said for said in (ours, unknown))


async def test_danger_in_a_handle_comes_first(opened: Office) -> None:
    await opened.say("kim", "@i_will_shoot_up_the_school")
    assert "911" in (await opened.told("kim"))[-1]
    assert OFFER not in (await opened.told("kim"))[-1]


async def test_a_question_that_holds_a_link_is_answered_without_an_offer(opened: Office) -> None:
    await opened.say("kim", f"Do I have to put captions on our video https://www.{FAKE} before I post it?")
    told = "".join(await opened.told("kim"))
    assert "captions" in told
    assert OFFER not in told


@pytest.mark.parametrize(
    "words", ["report cards on our page", "reports on the weather", "can I share opt-out lists?", "and/or", "e.g. this"]
)
async def test_other_words_begin_no_report(opened: Office, words: str) -> None:
    now = await opened.say("kim", words)
    assert not asks_about_safety(now)
    assert OFFER not in "".join(await opened.told("kim"))


async def test_danger_in_such_words_comes_first(opened: Office) -> None:
    now = await opened.say("kim", "I want to report a bomb threat post")
    assert not asks_about_safety(now)
    assert "911" in (await opened.told("kim"))[-1]


def asks_about_safety(now: object) -> bool:
    if not isinstance(now, Open):
        return False
    asked = {field.name for field in now.form.fields if isinstance(field, ChoiceField)}
    return asked == {*CALM} and "If anyone is in danger, call 911 now" in plain_body(now.form.body)
