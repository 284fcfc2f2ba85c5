"""What a file of `content/knowledge` may hold: entries, each with the questions that it answers."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from datetime import date
from typing import Annotated, Literal, cast

from pydantic import Field

from bot.content.choices import Label
from bot.content.safety_file import Authority
from bot.content.yaml_files import Part
from bot.ui import literal

BLANK = re.compile(r"\{(district\.[a-z_.]+)\}")
"""What only a district can fill in: `{district.opt_out_form}` stands under `answers` in district.yaml, and
`{district.contacts.counselor}` under `contacts`; `{district.roles.records_officer}` is who holds that role first."""

LAW_BLANK = re.compile(r" ?\{law\.([a-z_]+)\}")
"""What only a law says: `{law.ferpa}` stands under `laws` of the entry. Where a school is not under it, it goes."""

SLUG = r"^[a-z0-9][a-z0-9-]{1,60}$"
Slug = Annotated[str, Field(pattern=SLUG)]
Question = Annotated[str, Field(min_length=3, max_length=200)]
SHORTEST_ANSWER, LONGEST_ANSWER = 20, 900
Law = Literal["ferpa", "public_records", "first_amendment", "ada_title_ii", "public_facilities"]

FOLLOW_PUBLIC_MONEY: frozenset[Law] = frozenset(("ferpa", "public_records", "first_amendment"))
"""The laws that an independent school may not be under (FERPA follows federal funds, 34 CFR 99.1)."""

ONLY_COUNTED = ("personal-", "safety-")
"""How the slugs of entries begin of which nothing is kept but how often they were read (requirement 6.5)."""


class Source(Authority):
    """What an answer stands on. `law` is the law that it belongs to, where a school may not be under it."""

    law: Law | None = None


class Correction(Part):
    """What was wrong in the versions before `in_version`, told to whoever got one of those. It may stay in the file."""

    in_version: Annotated[int, Field(ge=1)]
    what: Annotated[str, Field(min_length=1, max_length=300)]


class Entry(Part):
    """One answer.

    ask         questions that it answers, in clean short sentences; they are what it is found by
    answer      two to five short sentences: what to do first, then why, then whom to ask
    without     for each blank of the answer, what is said while the district has not filled it in
    laws        for each {law.…} of the answer, the sentence that only this law says
    law         the law that all of it is about, where a school may not be under it
    reports     whoever asks this may have an account or a post to report: a button below it begins a report
    redirect    it only points to whom to ask
    interrupt   a matter of safety: shown before any search result
    correction  what was wrong before
    """

    slug: Slug
    title: Label
    ask: Annotated[tuple[Question, ...], Field(min_length=3, max_length=12)]
    answer: Annotated[str, Field(min_length=SHORTEST_ANSWER, max_length=LONGEST_ANSWER)]
    without: dict[str, Annotated[str, Field(min_length=1, max_length=300)]] = Field(default_factory=dict)
    laws: dict[Law, Annotated[str, Field(min_length=1, max_length=300)]] = Field(default_factory=dict)
    authority: Annotated[tuple[Source, ...], Field(max_length=6)]
    follow_ups: Annotated[tuple[Slug, ...], Field(max_length=3)] = ()
    audience: Literal["staff", "managers", "leaders"] = "staff"
    law: Law | None = None
    reports: bool = False
    redirect: bool = False
    interrupt: bool = False
    reviewed_by: str = ""
    written_on: date
    reviewed_on: date | None = None
    version: Annotated[int, Field(ge=1)]
    correction: Correction | None = None

    @property
    def only_counted(self) -> bool:
        """Whether nobody keeps who read it, so that nobody can be told of a correction."""
        return self.slug.startswith(ONLY_COUNTED)

    @property
    def blanks(self) -> tuple[str, ...]:
        """What the answer leaves to the district, each once: `district.opt_out_form`."""
        return tuple(dict.fromkeys(BLANK.findall(self.answer)))

    def under(self, withheld: Collection[str]) -> Entry:
        """The entry with what its laws say, but for those that are withheld."""
        sentences = {law: f" {said}" for law, said in self.laws.items() if law not in withheld}
        answer = LAW_BLANK.sub(lambda blank: sentences.get(cast(Law, blank[1]), ""), self.answer).strip()
        authority = tuple(one for one in self.authority if (one.law or "") not in withheld)
        return self.model_copy(update={"answer": answer, "authority": authority})

    def said(self, district: Mapping[str, str]) -> str:
        """The answer, its blanks filled from `district` or by what is said without; may hold the marks of a Text."""
        return BLANK.sub(lambda blank: _or_without(blank[1], district, self.without), self.answer)


def own_name(blank: str) -> str:
    """`district.opt_out_form` as it stands in district.yaml: `opt_out_form`."""
    return blank.removeprefix("district.")


def _or_without(blank: str, district: Mapping[str, str], without: Mapping[str, str]) -> str:
    value = district.get(blank)
    return literal(value) if value else without[own_name(blank)]


class KnowledgeFile(Part):
    """A file of `content/knowledge` as it is typed."""

    entries: Annotated[tuple[Entry, ...], Field(min_length=1)]


class Topics(Part):
    """`content/topics.yaml`: what must have an entry, by group."""

    topics: dict[str, tuple[Slug, ...]]
