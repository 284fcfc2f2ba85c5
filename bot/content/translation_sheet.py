"""A translation that is still empty: every line to be filled in, below the English that it is to say."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator, Mapping

from bot.content.knowledge_file import Entry
from bot.content.safety_file import SafetyCheck, SafetyText, Sentence
from bot.content.translation_checks import English
from bot.content.translation_file import Beside

WIDTH = 115
EMPTY = '""'
STEP = "  "

TOP = """\
The fixed texts in another language. Below each line of English stands an empty one for the translation.

A person who knows the language well translates and signs. What a machine wrote is a draft, until such a person
has read every line of it.
Keep numbers, links and what stands in curly brackets. **Two stars** make words bold. Write between the quotation
marks, and use no others inside them. Nothing may stay empty."""

Lines = Iterator[str]


def empty_translation(english: English, beside: Mapping[str, str]) -> str:
    """The file as YAML. `beside` are the sentences of the wording that belong to it, by their names in `Beside`."""
    return "\n".join(_whole(english, beside)) + "\n"


def _whole(english: English, beside: Mapping[str, str]) -> Lines:
    yield from _remark(TOP)
    yield from (f"translated_by: {EMPTY}", "translated_on:", f"of_version: {english.safety.version}", "", "beside:")
    for name in Beside.model_fields:
        yield from _indented(_blank(name, beside[name]))
    yield from ("", "checks:", *_items(map(_check, english.safety.checks)))
    yield from ("texts:", *_items(map(_text, english.safety.texts)))
    yield from ("entries:", *_items(map(_entry, english.entries)))


def _check(check: SafetyCheck) -> Lines:
    yield f"value: {check.value}"
    yield from _blank("asks", check.asks)
    if check.hint:
        yield from _blank("hint", check.hint)
    yield "options:"
    for option in check.options:
        yield from _indented((*_remark(option.label), f"- {{value: {option.value}, label: {EMPTY}}}"))


def _text(text: SafetyText) -> Lines:
    yield f"id: {text.id}"
    yield from _blank("title", text.title)
    yield "say:"
    for line in text.say:
        yield from _indented(_sentence(line))
    if text.never:
        yield "never:"
    for forbidden in text.never:
        yield from _indented((*_remark(forbidden), f"- {EMPTY}"))


def _sentence(line: Sentence) -> Lines:
    yield from _remark(line.say)
    if not line.without:
        yield f"- {EMPTY}"
        return
    yield f"- say: {EMPTY}"
    yield from _indented(_blank("without", line.without))


def _entry(entry: Entry) -> Lines:
    yield from (f"slug: {entry.slug}", f"of_version: {entry.version}")
    yield from _blank("title", entry.title)
    yield from _blank("answer", entry.answer)
    if entry.without:
        yield "without:"
    for name, words in entry.without.items():
        yield from _indented(_blank(name, words))


def _blank(name: str, english: str) -> Lines:
    yield from (*_remark(english), f"{name}: {EMPTY}")


def _remark(text: str) -> Lines:
    for paragraph in text.splitlines():
        yield from (f"# {line}".rstrip() for line in textwrap.wrap(paragraph, WIDTH, break_on_hyphens=False) or [""])


def _items(parts: Iterable[Lines]) -> Lines:
    for part in parts:
        first, *others = part
        yield from (f"{STEP}- {first}", *_indented(_indented(others)), "")


def _indented(lines: Iterable[str]) -> Lines:
    return (f"{STEP}{line}" for line in lines)
