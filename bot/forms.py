"""What came back in a form, held against what was asked: one sentence for each field that is not right."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from bot.credentials import could_be_credential, looks_like_credential
from bot.limits import LONGEST_EMAIL
from bot.typed import typed, typed_line
from bot.ui import (
    Answer,
    ChoiceField,
    DayField,
    DoesNotFit,
    Field,
    FilesField,
    Form,
    PersonField,
    TextField,
    YesField,
)
from bot.wording import Words

Answers = dict[str, Answer]


class Wrong(Exception):
    """Answers that cannot be taken as they are: a sentence for each field's name."""

    def __init__(self, errors: Mapping[str, str]) -> None:
        super().__init__(", ".join(errors))
        self.errors = dict(errors)

    def beside(self, found: Wrong, answers: Mapping[str, Answer]) -> Wrong:
        """These faults of fields, with what a conversation found in the same answers. At a field it has the last word
        only where that is empty: what a password stands in, or what is too long, is to be mended first."""
        more = {name: fault for name, fault in found.errors.items() if name not in self.errors or not answers[name]}
        return Wrong({**self.errors, **more})


def complete(form: Form, answers: Mapping[str, Answer]) -> Answers:
    """One answer for each field, of the field's own type: what came back, else what the field was filled with.

    Words are trimmed, and freed of what nobody types. A field for files that did not come back at all is left out:
    its chat has no such input, so the conversation asks for the files in the chat.
    """
    asked = [field for field in form.fields if field.name in answers or not isinstance(field, FilesField)]
    return {field.name: _complete(field, answers) for field in asked}


def _complete(field: Field, answers: Mapping[str, Answer]) -> Answer:
    answer = answers.get(field.name, _filled_with(field))
    if isinstance(field, YesField):
        return answer is True
    if isinstance(field, FilesField) or (isinstance(field, ChoiceField) and field.many):
        return tuple(map(str, answer)) if isinstance(answer, tuple | list) else ()
    words = answer if isinstance(answer, str) else ""
    if isinstance(field, TextField) and field.lines == "many":
        return typed(words)
    return typed_line(words).lower() if isinstance(field, PersonField) else typed_line(words)


def _filled_with(field: Field) -> Answer:
    if isinstance(field, ChoiceField):
        return field.value if field.many else "".join(field.value)
    return () if isinstance(field, FilesField) else field.value


def check(form: Form, answers: Answers, words: Words) -> None:
    """Raise Wrong unless every answer is one that its field may have. `answers` are complete."""
    asked = [field for field in form.fields if field.name in answers]
    errors = {field.name: fault for field in asked if (fault := _fault(field, answers[field.name], words))}
    if errors:
        raise Wrong(errors)


def check_unfinished(form: Form, answers: Answers, words: Words) -> None:
    """The same for a screen that is left before it is finished: an empty answer is no fault."""
    started = {name for name, answer in answers.items() if answer}
    check(replace(form, body=tuple(field for field in form.fields if field.name in started)), answers, words)


def _fault(field: Field, answer: Answer, words: Words) -> str:
    if not answer:
        return words.plain(f"fault.{_empty(field)}") if field.required else ""
    if isinstance(answer, str) and (secret := _secret(field, answer)):
        return words.plain(f"fault.{secret}")
    fault: str = _KIND_FAULTS[type(field)](field, answer, words)
    return fault


def _secret(field: Field, answer: str) -> str:
    """What of a secret an answer seems to be, as the last word of its sentence's key; "" for nothing of it."""
    if looks_like_credential(answer):
        return "credential"
    doubtful = isinstance(field, TextField) and field.beside_secrets and could_be_credential(answer)
    return "perhaps_credential" if doubtful else ""


def _empty(field: Field) -> str:
    """Which sentence asks for an answer that a field needs."""
    return "none_of_several" if isinstance(field, ChoiceField) and field.many else _EMPTY[type(field)]


_EMPTY: dict[type[Any], str] = {
    TextField: "empty",
    ChoiceField: "nothing_chosen",
    YesField: "not_confirmed",
    DayField: "no_day",
    PersonField: "no_person",
    FilesField: "no_file",
}


def _text_fault(field: TextField, answer: Answer, words: Words) -> str:
    over = len(str(answer)) - field.longest
    return words.plain("fault.too_long", longest=f"{field.longest:,}", over=f"{over:,}") if over > 0 else ""


def _choice_fault(field: ChoiceField, answer: Answer, words: Words) -> str:
    chosen = set(answer) if isinstance(answer, tuple) else {answer}
    return "" if chosen <= {option.value for option in field.options} else words.plain("fault.not_offered")


def _day_fault(_field: DayField, answer: Answer, words: Words) -> str:
    try:
        date.fromisoformat(str(answer))
    except ValueError:
        return words.plain("fault.no_day")
    return ""


def _person_fault(_field: PersonField, answer: Answer, words: Words) -> str:
    return words.plain("fault.no_person") if len(str(answer)) > LONGEST_EMAIL else ""


def _files_fault(field: FilesField, answer: Answer, words: Words) -> str:
    count = len(answer) if isinstance(answer, tuple) else 0
    return words.plain("fault.too_many_files", most=str(field.most), count=str(count)) if count > field.most else ""


def _no_fault(_field: Field, _answer: Answer, _words: Words) -> str:
    return ""


_KIND_FAULTS: dict[type[Any], Any] = {
    TextField: _text_fault,
    ChoiceField: _choice_fault,
    YesField: _no_fault,
    DayField: _day_fault,
    PersonField: _person_fault,
    FilesField: _files_fault,
}


_ROOMS = (12_000, 6_000, 3_000, 0)
"""How many characters of each text a form shows again: the most that fits beside all else on it, and always more than
may be sent, so that nobody sends a text off that was cut."""


def filled_in(form: Form, answers: Mapping[str, Answer], words: Words) -> Form:
    """The same form with these answers in its fields, as far as they can hold them; never with a password."""
    for room in _ROOMS[:-1]:
        with suppress(DoesNotFit):
            return _filled_in(form, answers, _Space(room, words))
    return _filled_in(form, answers, _Space(_ROOMS[-1], words))


@dataclass(frozen=True)
class _Space:
    """What a form has for each text that is shown again."""

    room: int
    words: Words

    def shown(self, field: Field, text: str) -> str:
        """As much of a text as there is room for; where it is cut, it says so."""
        if not isinstance(field, TextField):
            return text[:LONGEST_EMAIL]
        room = max(self.room, field.longest)
        return text if len(text) <= room else f"{text[:room]} {self.words.plain('fault.cut')}"


def _filled_in(form: Form, answers: Mapping[str, Answer], space: _Space) -> Form:
    return replace(form, body=tuple(_filled(part, answers, space) for part in form.body))


def _filled(part: Any, answers: Mapping[str, Answer], space: _Space) -> Any:
    name = getattr(part, "name", "")
    if name not in answers or isinstance(part, FilesField):
        return part
    answer = answers[name]
    if isinstance(answer, str) and _secret(part, answer):
        return part
    if isinstance(part, ChoiceField):
        chosen = answer if isinstance(answer, tuple) else (str(answer),)
        offered = {option.value for option in part.options}
        return replace(part, value=tuple(value for value in chosen if value in offered))
    if isinstance(part, DayField) and _day_fault(part, answer, space.words):
        return part
    return replace(part, value=answer if isinstance(part, YesField) else space.shown(part, str(answer)))
