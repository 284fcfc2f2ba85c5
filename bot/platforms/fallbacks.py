"""What stands in a form for an input that a chat does not have."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from bot.platforms.base import Abilities, Word
from bot.ui import Element, Field, FilesField, Form, Text, literal


def fitted(form: Form, can: Abilities, word: Word) -> Form:
    """The form as a chat can show it: where forms take no files, a sentence asks for them in the chat.

    What is left out does not come back, and so is never missed (`bot.forms.complete`).
    """
    if can.files_in_forms:
        return form
    return replace(form, body=tuple(shown for part in form.body for shown in _shown(part, word)))


def _shown(part: Element | Field, word: Word) -> Iterator[Element | Field]:
    if not isinstance(part, FilesField):
        yield part
        return
    label = part.label if part.required else f"{part.label} ({word('chat.optional')})"
    yield Text(literal(label))
    yield from (Text(literal(line), quiet=True) for line in (word("chat.files_here"), part.hint) if line)
