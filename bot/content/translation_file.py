"""What a translation of the fixed texts (`content/safety.es.yaml`) may hold: the same lines in another language."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pydantic import Field

from bot.content.choices import Choice
from bot.content.knowledge_file import Slug
from bot.content.safety_file import Check, Said
from bot.content.yaml_files import Part

Version = Annotated[int, Field(ge=1)]
Words = Annotated[str, Field(min_length=1, max_length=400)]


class TranslatedCheck(Part):
    """A question that comes before everything else."""

    value: Check
    asks: Annotated[str, Field(min_length=1, max_length=200)]
    hint: Annotated[str, Field(max_length=250)] = ""
    options: tuple[Choice, ...]


class TranslatedEntry(Part):
    """An answer of the knowledge base that is shown for danger. `of_version` is the version that it translates."""

    slug: Slug
    of_version: Version
    title: Annotated[str, Field(min_length=1, max_length=75)]
    answer: Annotated[str, Field(min_length=20, max_length=1_200)]
    without: dict[str, Annotated[str, Field(min_length=1, max_length=300)]] = Field(default_factory=dict)


class Beside(Part):
    """Sentences of the wording that stand beside a fixed text.

    other_language   that something may be missed in this language, and whom to call in danger
    nobody_alerted   that nobody at the district has been alerted by what was written
    questions_first  whom to call in danger, before the safety questions are answered
    ask_a_person     that a person can be asked; "" in a translation that is older than this sentence
    """

    other_language: Words
    nobody_alerted: Words
    questions_first: Words
    ask_a_person: Words = ""


class TranslationFile(Part):
    """A translation as it is typed.

    translated_by  the person who answers for it; a machine's draft that nobody has read is none
    of_version     the version of safety.yaml that it translates
    """

    translated_by: Annotated[str, Field(min_length=2, max_length=150)]
    translated_on: date
    of_version: Version
    beside: Beside
    checks: tuple[TranslatedCheck, ...]
    texts: tuple[Said, ...]
    entries: tuple[TranslatedEntry, ...]
