"""An entry that is newer than what was learned is found all the same, and takes little from the others.

The floors lie a few points below what `python -m tools.newcomers` measured (docs/answers.md).
"""

from __future__ import annotations

import pytest

from bot.content.words_file import load_vocabulary
from bot.knowledge import judgement, meanings
from bot.knowledge.finder import Finder, learned
from bot.knowledge.index import Index
from tools.messages import CONTENT, EXAM, knowledge, labelled
from tools.newcomers import Forgetful, divided, shares

ENTRIES = knowledge().entries


def test_questions_find_it_and_the_others_keep_theirs() -> None:
    new, others = divided(labelled(EXAM), 20, 4)
    assert shares(new)["first"] >= 0.7
    assert shares(new)["in three"] >= 0.87
    assert shares(new)["answered wrong"] <= 0.08
    assert shares(others)["first"] >= 0.92
    assert shares(others)["answered wrong"] <= 0.03


@pytest.mark.parametrize("slug", ["content-music", "optout-events", "incident-scam", "elsewhere-transportation"])
def test_its_own_way_of_asking_finds_it_first(slug: str) -> None:
    entry = next(entry for entry in ENTRIES if entry.slug == slug)
    known = Forgetful(learned(), {entry.slug})
    index = Index(ENTRIES, load_vocabulary(CONTENT / "words.yaml"), meanings.shipped(), known)
    finder = Finder(index, judgement.shipped())
    found = [finder.find(text) for text in entry.ask]
    assert all(entry.slug in (each.slug, *each.suggestions[:1]) for each in found)
