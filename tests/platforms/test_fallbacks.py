"""Where forms take no files, a sentence asks for them in the chat, and nobody is told that they are missing."""

from __future__ import annotations

from pathlib import Path

from bot.forms import check, complete
from bot.platforms.base import Abilities
from bot.platforms.fallbacks import fitted
from bot.ui import FilesField, Form, TextField, plain_body
from bot.wording import load_words

WORDS = load_words(Path(__file__).parent.parent.parent / "content" / "wording" / "en.yaml")
FORM = Form(
    "send",
    "Send it",
    (FilesField("files", "Screenshots", "Up to ten.", required=True), TextField("note", "Note")),
    "Go",
)


def shown(*, files_in_forms: bool) -> Form:
    return fitted(FORM, Abilities(people_picker=False, files_in_forms=files_in_forms), WORDS.plain)


def test_a_chat_with_such_an_input_shows_the_form_as_it_is() -> None:
    assert shown(files_in_forms=True) == FORM


def test_elsewhere_a_sentence_stands_in_its_place() -> None:
    words = plain_body(shown(files_in_forms=False).body)
    assert words.startswith("Screenshots\nSend the files here in this chat, now or later.\nUp to ten.\n")


def test_a_form_that_came_back_without_the_input_can_be_sent_though_the_field_is_required() -> None:
    answers = {field.name: "All is said." for field in shown(files_in_forms=False).fields}
    check(FORM, complete(FORM, answers), WORDS)
