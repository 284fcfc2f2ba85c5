"""Measure what an entry can expect that is newer than what was learned: `python -m tools.newcomers`, two minutes.

A part of the entries is taken for new, and then the next part: what messages taught of these is left out, and all
questions are asked. What others lose to newcomers is measured with it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from bot.content.words_file import load_vocabulary
from bot.knowledge import judgement, meanings
from bot.knowledge.finder import Finder, Finding, learned
from bot.knowledge.index import Index
from bot.knowledge.runs import Runs
from bot.knowledge.table import EMPTY, Row
from bot.knowledge.taught import Taught, Traits
from tools.messages import CONTENT, EXAM, OF_SAFETY, Labelled, knowledge, labelled

PARTS = 20
"""About seven of the entries are new at a time."""

Asked = tuple[Labelled, Finding]


class Forgetful(Taught):
    """What was learned, but for what it knows of some names: as if nobody had ever asked for these."""

    def __init__(self, known: Taught, forgotten: Collection[str]) -> None:
        super().__init__([name for name in known.names if name not in forgotten], EMPTY)
        self._known = known

    def chances(self, traits: Traits, meaning: Row, runs: Runs = ()) -> dict[str, float]:
        """How likely a message is each of the names that are left: numbers that add up to 1."""
        every = self._known.chances(traits, meaning, runs)
        total = sum(every[name] for name in self.names)
        return {name: every[name] / total for name in self.names}


def main() -> None:
    print(*figures(), sep="\n")


def figures() -> Iterator[str]:
    """What the exam finds, in lines of a list."""
    new, others = divided(labelled(EXAM), PARTS)
    for name, asked in ((f"{len(new)} questions for an entry that is new", new), ("the questions for others", others)):
        yield f"- {name}: " + ", ".join(f"{part} {share:.3f}" for part, share in shares(asked).items())


def divided(questions: Sequence[Labelled], parts: int, turns: int | None = None) -> tuple[list[Asked], list[Asked]]:
    """What each question finds while each of so many parts of the entries is new: those for a new entry, and those for
    another. `turns` parts are enough where not all have to be."""
    new, others = list[Asked](), list[Asked]()
    for turn in range(turns or parts):
        slugs = {entry.slug for entry in knowledge().entries[turn::parts]}
        for question, found in _asked(slugs, questions):
            (others if slugs.isdisjoint(question.right) else new).append((question, found))
    return new, others


def _asked(new: Collection[str], questions: Sequence[Labelled]) -> Iterator[Asked]:
    known = Forgetful(learned(), new)
    index = Index(knowledge().entries, load_vocabulary(CONTENT / "words.yaml"), meanings.shipped(), known)
    finder = Finder(index, judgement.shipped())
    for question in questions:
        if question.right and not any(slug.startswith(OF_SAFETY) for slug in question.right):
            yield question, finder.find(question.text)


def shares(asked: Sequence[Asked]) -> Mapping[str, float]:
    """The figures of docs/answers.md for some questions."""
    count = len(asked)
    return {
        "first": sum(not {*_best(found)[:1]}.isdisjoint(question.right) for question, found in asked) / count,
        "in three": sum(not {*_best(found)[:3]}.isdisjoint(question.right) for question, found in asked) / count,
        "answered right": sum(found.slug in question.right for question, found in asked) / count,
        "answered wrong": sum(found.slug not in (None, *question.right) for question, found in asked) / count,
    }


def _best(found: Finding) -> tuple[str, ...]:
    return (found.slug, *found.suggestions) if found.slug else found.suggestions


if __name__ == "__main__":
    main()
