"""What came back in a form, held against what was asked."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

from bot.forms import Wrong, check, check_unfinished, complete, filled_in
from bot.ui import Answer, ChoiceField, DayField, Field, FilesField, Form, Option, PersonField, TextField, YesField
from bot.wording import load_words
from tests.strategies import forms

WORDS = load_words(Path(__file__).parent.parent / "content" / "wording" / "en.yaml")

COLORS = (Option("red", "Red"), Option("blue", "Blue"))


def form(*fields: Field) -> Form:
    return Form("test.form", "Test", fields, "Send")


def faults(field: Field, answer: Answer) -> list[str]:
    asked = form(field)
    try:
        check(asked, complete(asked, {field.name: answer}), WORDS)
    except Wrong as wrong:
        return list(wrong.errors.values())
    return []


@pytest.mark.parametrize(
    ("field", "answer", "sentence"),
    [
        (TextField("a", "A"), "   ", "Please write something here."),
        (TextField("a", "A"), "\u200b\u2060\u200d", "Please write something here."),
        (TextField("a", "A"), "\u00ad", "Please write something here."),
        (TextField("a", "A", lines="many"), "\u3164\n\u2800\ufe0f", "Please write something here."),
        (TextField("a", "A", longest=5), "sixsix", "Please keep this to 5 characters; it is 1 too many."),
        (TextField("a", "A", required=False), "pw is Tigers2024!", "This looks like a password"),
        (ChoiceField("a", "A", COLORS), "", "Please choose one."),
        (ChoiceField("a", "A", COLORS, many=True), (), "Please choose one or more."),
        (ChoiceField("a", "A", COLORS), "green", "Please choose one of those offered."),
        (ChoiceField("a", "A", COLORS, many=True), ("red", "green"), "Please choose one of those offered."),
        (YesField("a", "A", "Yes"), False, "Please confirm this to go on."),
        (DayField("a", "A"), "2026-13-01", "Please give a day"),
        (PersonField("a", "A"), "", "Please choose a person."),
        (PersonField("a", "A"), "x" * 255, "Please choose a person."),
        (FilesField("a", "A", required=True), (), "Please add a file."),
        (FilesField("a", "A", most=2), ("x", "y", "z"), "Please send 2 at most; this is 3."),
    ],
)
def test_each_slip_has_its_sentence(field: Field, answer: Answer, sentence: str) -> None:
    found = faults(field, answer)
    assert len(found) == 1
    assert found[0].startswith(sentence)


@pytest.mark.parametrize(
    ("field", "answer"),
    [
        (TextField("a", "A"), "words"),
        (TextField("a", "A"), "."),
        (TextField("a", "A"), "❤️"),
        (TextField("a", "A"), "한국어"),
        (TextField("a", "A"), "हिन्दी"),
        (TextField("a", "A", required=False), ""),
        (ChoiceField("a", "A", COLORS, many=True), ("red", "blue")),
        (YesField("a", "A", "Yes", required=False), False),
        (DayField("a", "A"), "2026-11-23"),
        (PersonField("a", "A"), "Ana@Example.org"),
    ],
)
def test_what_is_right_is_taken(field: Field, answer: Answer) -> None:
    assert not faults(field, answer)


def test_a_screen_that_is_left_needs_no_answers_but_keeps_no_password() -> None:
    asked = form(TextField("a", "A"), TextField("b", "B"))
    check_unfinished(asked, complete(asked, {}), WORDS)
    with pytest.raises(Wrong) as wrong:
        check_unfinished(asked, complete(asked, {"b": "password: Tigers2024!"}), WORDS)
    assert list(wrong.value.errors) == ["b"]


def test_what_a_client_leaves_out_is_what_the_field_was_filled_with() -> None:
    asked = form(TextField("a", "A", value="kept"), ChoiceField("c", "C", COLORS, value=("red",)))
    assert complete(asked, {}) == {"a": "kept", "c": "red"}


@given(forms(), some.data())
def test_any_form_can_be_shown_again_with_what_came_back(asked: Form, data: Any) -> None:
    answers = {field.name: data.draw(some.text(max_size=200)) for field in asked.fields}
    answers = {f.name: answers[f.name] for f in asked.fields if isinstance(f, TextField | PersonField | DayField)}
    again = filled_in(asked, complete(asked, answers), WORDS)
    assert [field.name for field in again.fields] == [field.name for field in asked.fields]
    assert again.value == asked.value


def test_a_password_is_not_shown_again() -> None:
    """On Teams the form that comes back is a message, which stays in the chat."""
    again = filled_in(form(TextField("a", "A")), {"a": "password: Tigers2024!"}, WORDS)
    assert again.fields[0] == TextField("a", "A")


@pytest.mark.parametrize("text", ["word " * 2_000 + "the end", '"quoted"\n' * 2_000 + "the end"])
def test_a_text_that_is_too_long_can_never_be_sent_without_its_end(text: str) -> None:
    """Where not all of it can be shown again, what is shown says so, and is too long itself."""
    asked = form(TextField("a", "A"), TextField("b", "B", longest=300))
    again = filled_in(asked, {"a": text, "b": text}, WORDS)
    for field in again.fields:
        assert isinstance(field, TextField)
        assert field.value == text or field.value.endswith("(The rest was too long to be kept here.)")
        assert len(field.value) > field.longest
