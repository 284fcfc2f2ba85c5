"""A password without a word that says so is noticed where it is hardly anything else; nothing else is taken for it."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.credentials import looks_like_credential
from bot.events import Filled
from bot.replies import Fix
from tests.forged import fill, start
from tests.office import ANSWERS, Office
from tests.reports import last_screen
from tests.test_passwords import FIELDS, kept

SECRET = "Tigers2024!"

A_PASSWORD = [
    SECRET,
    "tigers2024!",
    "Tigers123!",
    "Spring2025!",
    "Soccer_2024!",
    "Eagles!2026",
    "Tigers2024$",
    "Tigers２０２４!",
    f"“{SECRET}”",
    f"  {SECRET}\n",
    f"centralsoccer\n{SECRET}",
    f"coach@example.org\n{SECRET}",
    f"@centralsoccer {SECRET}",
    f"Insta: {SECRET}",
    f"Our Instagram account: {SECRET}",
    f"gmail - {SECRET}",
    f"I changed the password yesterday. {SECRET}",
    f"You asked for the credentials. Here: {SECRET}",
    f"Log in with {SECRET} and look around.",
    "Kim set it to Tr0ub4dor&3 last week.",
    "The vault was down, so xK9#mQ2$ for now.",
    "Passw0rd!",
    "It is P@ssword1 like everywhere",
]

NO_PASSWORD = [
    "Tigers 2024",
    "Tigers 2024!",
    "Tigers2024",
    "Go Tigers2024!",
    "Congratulations, Seniors2025! See you on the field.",
    "GO\nTIGERS 2024!",
    "#Tigers2024!",
    "#Tigers2024! and #GoEagles2026!",
    "@Tigers2024!",
    "Insta: @tigers2024",
    "Insta: tigers2024",
    "COVID19!",
    "Covid19!",
    "Covid-19 update 2024!",
    "November2024!",
    "11/24/2026!",
    "2026-11-24!",
    "Saturday6:30pm!",
    "flyer2024!.png",
    "Flyer_2024.pdf",
    "https://www.example.org/Tigers2024!",
    "example.org/Tigers2024!",
    "Room204!",
    "Grade12!",
    "U14Boys!",
    "Tigers2024!!!",
    "TIGERS2024!",
    "*Tigers2024*",
    "Track&Field2024!",
    "Fall2024&Spring2025!",
    "K12&PreK!",
    "iPhone15Pro!",
    "2x+3=7",
    "C6H12O6 + 6O2!",
    "Our hashtag is #Tigers2024! and our page is @tigers2024",
]


@pytest.mark.parametrize("text", A_PASSWORD)
def test_it_is_noticed(text: str) -> None:
    assert looks_like_credential(text)


@pytest.mark.parametrize("text", NO_PASSWORD)
def test_everything_else_passes(text: str) -> None:
    assert not looks_like_credential(text)


names = st.sampled_from(["Tigers", "Panthers", "centralsoccer", "Winter", "Eagles"])
numbers = st.integers(100, 9_999).map(str)
signs = st.sampled_from("!$%^#")


@given(
    names, numbers, signs, st.sampled_from(["{}", " {} ", "“{}”", "({})", "{}\n", "- {}", "insta: {}", "coach.kim\n{}"])
)
def test_a_name_a_number_and_a_sign_are_noticed_as_a_whole_answer(
    name: str, number: str, sign: str, around: str
) -> None:
    assert looks_like_credential(around.format(name + number + sign))


@given(
    names,
    st.integers(1990, 2039),
    st.sampled_from(
        ["#{0}{1}!", "@{0}{1}!", "{0} {1}!", "{0}{1}", "{0}-{1}.jpg", "https://example.org/{0}{1}!", "{0} 11/24/{1}!"]
    ),
    st.sampled_from(["{}", "Go {}", "See {} on Friday", "{} and {}", "Ours:\n{}", "Insta: {}"]),
)
def test_teams_with_their_year_hashtags_handles_links_files_and_dates_pass(
    name: str, year: int, shape: str, around: str
) -> None:
    assert not looks_like_credential(around.format(*[shape.format(name, year)] * 2))


@pytest.mark.parametrize("piece", ["W", "x", "p", "aB", "@", "é", "a.", "ab-", " ", "login ", "pass"])
def test_the_longest_answer_is_read_in_no_time(piece: str) -> None:
    """A tenth of the second in which Slack has to be answered would be too much."""
    began = time.process_time()
    looks_like_credential(piece * (10_000 // len(piece)))
    assert time.process_time() - began < 0.1


def test_what_teachers_ask_is_taken_for_none() -> None:
    questions = (Path(__file__).parent / "danger" / "everyday.txt").read_text(encoding="utf-8").splitlines()
    assert len(questions) > 10_000
    assert not [question for question in questions[::4] if looks_like_credential(question)]


@pytest.mark.parametrize(("form", "field"), [(form, field) for form, fields in FIELDS.items() for field in fields])
async def test_alone_in_a_question_it_is_kept_nowhere(opened: Office, form: str, field: str, tmp_path: Path) -> None:
    stamp = await start(opened, "ana")
    given_there: dict[str, Any] = {**ANSWERS, field: SECRET}
    now = await fill(opened, "ana", form, stamp, **given_there)
    assert isinstance(now, Fix)
    assert now.errors[field].startswith("This looks like a password, so it was not kept.")
    await opened.settle()
    assert not kept(tmp_path)


@pytest.mark.parametrize("move", ["decline", "ask_for_changes", "approve_with_conditions"])
async def test_alone_in_a_reason_or_a_condition_it_is_kept_nowhere(opened: Office, move: str, tmp_path: Path) -> None:
    now = await fill(opened, "pat", move, (await opened.file()).stamp, note=SECRET)
    assert isinstance(now, Fix)
    await opened.settle()
    assert not kept(tmp_path)


async def test_alone_in_a_report_it_is_kept_nowhere(opened: Office, tmp_path: Path) -> None:
    form = (await last_screen(opened, "kim")).form
    answers: dict[str, Any] = {"note": SECRET}
    now = await opened.receive(Filled(**opened.whence("kim"), form=form.name, value=form.value, answers=answers))
    assert isinstance(now, Fix)
    await opened.settle()
    assert not kept(tmp_path)


async def test_alone_in_a_message_it_is_kept_nowhere_and_answered(opened: Office, tmp_path: Path) -> None:
    assert await opened.say("ana", SECRET) is None
    assert (await opened.told("ana"))[-1].startswith("That looked like a password. I have kept none of it")
    assert not kept(tmp_path)
