"""The words of a question: what is kept of them, and how much of that stands in the form in which a person is asked."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence

import pytest

from bot.replies import Open
from bot.ui import Form, TextField, plain_body
from tests.office import Office, office
from tests.test_questions import kept, newest, press

STORY = "our club meets in the library every week and talks about what happened since then. " * 22
ASKED = "Which phone number may we print on the poster?"


@pytest.fixture
async def district(address: str) -> AsyncIterator[Office]:
    async with office(address) as running:
        yield running


async def asking(district: Office, words: str) -> Form:
    """The form that somebody is given below the answer to their words."""
    await district.say("kim", words)
    now = await press(district, "kim", await newest(district, "kim"), "Ask a person")
    assert isinstance(now, Open)
    return now.form


def written(form: Form) -> str:
    (field,) = form.fields
    assert isinstance(field, TextField)
    return str(field.value)


async def words_kept(district: Office) -> Sequence[str]:
    return [question.words for question in await kept(district)]


@pytest.mark.parametrize("number", ["448812", "S448812", "98501"])
async def test_the_number_of_a_student_is_not_kept(district: Office, number: str) -> None:
    await district.say("kim", f"can I film the game of 2026 in room 104, camera {number}?")
    assert await words_kept(district) == ["can I film the game of 2026 in room 104, camera …?"]


async def test_of_a_student_who_must_not_be_found_no_word_is_kept(district: Office) -> None:
    await district.say("kim", "May a student in foster care be in the class picture?")
    assert (await newest(district, "kim")).title == "Foster care, a court order or a secret address"
    assert await words_kept(district) == []


# --- In the form -----------------------------------------------------------------------------------------------------


async def test_a_long_one_stands_there_whole_with_the_question_at_its_end(district: Office) -> None:
    words = f"{STORY[:1_700].strip()} {ASKED}"
    form = await asking(district, words)
    assert written(form) == words
    assert "stands where I left something out" not in plain_body(form.body)


async def test_of_a_longer_one_the_middle_is_missing_and_the_form_says_so(district: Office) -> None:
    form = await asking(district, f"Hello, please read this. {STORY}{STORY}{ASKED}"[-3_900:])
    (field,) = form.fields
    assert isinstance(field, TextField)
    assert len(written(form)) <= field.longest
    assert written(form).endswith(ASKED)
    assert "… stands where I left something out" in plain_body(form.body)


async def test_where_a_name_was_left_out_the_form_says_what_the_mark_stands_for(district: Office) -> None:
    form = await asking(district, "can we use a drone? Thanks, Ana Reyes")
    assert written(form) == "can we use a drone? Thanks, … …"
    assert "… stands where I left something out: a name" in plain_body(form.body)


async def test_where_no_words_were_kept_the_form_says_that(district: Office) -> None:
    form = await asking(district, "Can a teacher friend a student on Facebook?")
    assert written(form) == ""
    assert "I kept no words of your question" in plain_body(form.body)


async def test_whoever_asks_without_a_question_before_it_has_lost_nothing(district: Office) -> None:
    now = await district.say("kim", "ask a person")
    assert isinstance(now, Open)
    assert "I kept no words" not in plain_body(now.form.body)
