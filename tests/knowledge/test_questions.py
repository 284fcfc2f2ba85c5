"""The search does not grow worse unnoticed: hurried questions of our own, and a floor just below what it reaches."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.knowledge.finder import Finding
from tests.opened import finder
from tools.messages import knowledge

KNOWLEDGE = knowledge()
ASKED: dict[str, Any] = yaml.safe_load(Path(__file__).with_name("questions.yaml").read_text(encoding="utf-8"))
FINDER = finder()
OURS = [(question, slug) for slug, questions in ASKED["ours"].items() for question in questions]


def slugs(found: Finding) -> tuple[str, ...]:
    return (found.slug, *found.suggestions) if found.slug else found.suggestions


def test_four_of_five_find_their_entry_first_and_nearly_all_among_three() -> None:
    found = {question: slugs(FINDER.find(question)) for question, _ in OURS}
    first = [question for question, slug in OURS if found[question][:1] == (slug,)]
    in_three = [question for question, slug in OURS if slug in found[question][:3]]
    assert len(first) >= 0.8 * len(OURS)
    assert len(in_three) >= 0.88 * len(OURS)


def test_hardly_any_is_answered_wrong() -> None:
    wrong = [question for question, slug in OURS if FINDER.find(question).slug not in (slug, None)]
    assert len(wrong) <= 0.07 * len(OURS)


@pytest.mark.parametrize("question", ASKED["elsewhere"])
def test_what_another_office_does_is_pointed_there_or_left(question: str) -> None:
    slug = FINDER.find(question).slug
    entry = KNOWLEDGE.entry(slug) if slug else None
    assert entry is None or entry.redirect


@pytest.mark.parametrize("question", ASKED["not ours"])
def test_what_is_not_ours_at_all_is_not_answered(question: str) -> None:
    assert FINDER.find(question).slug is None
