"""What the page posts, read into events and answers."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any
from uuid import UUID

from bot.events import Clicked, Filled, Heard, Joined, Person, Place, SentFile, SentFiles
from bot.ui import Answer, ChoiceField, DayField, Field, FilesField, Form, PersonField, TextField, YesField

Post = Mapping[str, Sequence[str]]
"""The controls of a posted HTML form: every value by the control's name."""

Files = tuple[SentFile, ...]

ANSWER = "answer."
"""Stands before a field's name, so that no field can take the place of one of the page's own controls."""

KEPT = "kept"
"""The control that names the files that were chosen before, and not taken out again."""


class BadPost(ValueError):
    """Something that no control of the page sends."""


def one(post: Post, name: str) -> str:
    """The only value of a control; empty when it was not sent."""
    return next(iter(post.get(name, ())), "")


def heard(post: Post, person: Person) -> Heard:
    """A message from the composer. Raises BadPost."""
    return Heard(_key(post), person, _place(person), text=typed(post, "text"))


def clicked(post: Post, person: Person) -> Clicked:
    """A button under a message. What it says is no authority: the machine looks everything up. Raises BadPost."""
    place = _place(person, one(post, "message"))
    return Clicked(_key(post), person, place, action=one(post, "pressed"), value=one(post, "value"))


def sent_files(post: Post, person: Person, files: Files) -> SentFiles:
    """Files from the composer, with the words that came along. Raises BadPost."""
    return SentFiles(_key(post), person, _place(person), text=typed(post, "text"), files=files)


def filled(post: Post, person: Person, form: Form, files: Files) -> Filled:
    """The answers to a form, sent off or with one of its own buttons. Raises BadPost."""
    return Filled(
        _key(post),
        person,
        _place(person),
        form=form.name,
        value=form.value,
        pressed=one(post, "pressed"),
        answers=answers(post, form, files),
        files=files,
    )


def joined(person: Person) -> Joined:
    """Somebody's chat was opened. The key never changes, so that the machine greets each person once."""
    return Joined(f"web:joined:{person.email}", person, _place(person))


def answers(post: Post, form: Form, files: Files) -> dict[str, Answer]:
    """One answer for each field, in the type of its kind; for files, where each of them is parked."""
    parked = tuple(file.source["parked"] for file in files)
    return {
        field.name: parked if isinstance(field, FilesField) else _READERS[type(field)](post, field)
        for field in form.fields
    }


def typed(post: Post, name: str) -> str:
    """Typed words, trimmed. Browsers send every line break as two characters (HTML, "constructing the entry list")."""
    return one(post, name).replace("\r\n", "\n").strip()


def _key(post: Post) -> str:
    try:
        return f"web:{UUID(one(post, 'key'))}"
    except ValueError:
        raise BadPost("a press without a key of its own") from None


def _place(person: Person, message: str = "") -> Place:
    return Place("web", conversation=person.email, message=message)


def _words(post: Post, field: Field) -> Answer:
    return typed(post, ANSWER + field.name)


def _choice(post: Post, field: ChoiceField) -> Answer:
    return tuple(post.get(ANSWER + field.name, ())) if field.many else one(post, ANSWER + field.name)


def _yes(post: Post, field: Field) -> Answer:
    return bool(one(post, ANSWER + field.name))


_READERS: dict[type[Any], Callable[[Post, Any], Answer]] = {
    TextField: _words,
    ChoiceField: _choice,
    YesField: _yes,
    DayField: _words,
    PersonField: _words,
}
