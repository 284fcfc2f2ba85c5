"""Measure the answer finder and the recognition of danger, and write docs/answers.md.

    python -m tools.answers [QUESTIONS.jsonl]

Measured are the exams, which are never taught, with the shipped weights; the questions of a file, if one is given (as
tools/learn_answers.py tells); and the taught questions by cross-validation: each author, each topic, and each style of
message, with what was learned without it. Needs `pip install scikit-learn`, and patience: the search is taught fifteen
times.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.knowledge.danger import Danger, load_danger
from bot.knowledge.danger_ear import EVERYDAY
from bot.knowledge.finder import Finding, open_finder
from tools.effort import efforts
from tools.messages import (
    CONTENT,
    DANGER_EXAM,
    EXAM,
    FIFTH_DANGER_EXAM,
    FOURTH_DANGER_EXAM,
    ORDINARY_EXAM,
    OTHER_OFFICE,
    QUESTIONS,
    SECOND_DANGER_EXAM,
    SECOND_EXAM,
    STRANGERS,
    THIRD_DANGER_EXAM,
    THIRD_EXAM,
    Labelled,
    headed,
    knowledge,
    labelled,
    safety_slug,
)
from tools.newcomers import figures as newcomers
from tools.trial import ROUNDS, Grouping, Trial, held_out

PAGE = Path(__file__).parent.parent / "docs" / "answers.md"
TOP = 3

Results = dict[Labelled, Finding]
REDIRECTS = {entry.slug for entry in knowledge().entries if entry.redirect}

FOREWORD = """# How well questions find their answer

`python -m tools.answers` measured this and wrote this page.

Nobody sent these messages: they were written for this by authors who knew the topics, and not each other's messages;
the last 34 of them, three of whom wrote the second and the third exam and the ordinary one, had read the titles and the
answers as well. From {taught} of them, hard ones on purpose, 925 in Spanish, 1,948 as ordinary as they come, and 666 on
other matters of a school in the words of ours, and from the ways of asking in `content/knowledge` the search has
learned; from the exams it never does. Read the figures with these limits in mind: an author is no school, and labels
between near topics are a matter of opinion. Whoever wrote `content/words.yaml` and `content/danger.yaml` had read the
questions of the other author, which flatters the table of these; nobody had read the exams. The 95 % interval of a
share of 300 messages is about 5 points to each side.

- **first**, **in three**: the right entry comes first, or is among the first three.
- **answered right**, **answered wrong**: of all questions of the style, those that are answered without asking back.
- **refused**: a message that no entry answers is not answered; for questions of another office, pointing to that office
  counts as well.
"""

SECOND = """## The second exam

Two messages for each entry, a third of them short or misspelled, in the mix in which people type on a phone: easier
than the first, and of an author who had read the answers."""

THIRD = """## The third exam

A fifth of its messages tell of a danger, and of the others a fifth stand near one. Danger is recognized before any
search; here the search is asked all the same."""

ORDINARY = """## The exam of ordinary questions

Two of the plainest ways to ask for each entry, and 60 of the same shapes that no entry answers, by an author who had
read the answers: "new account request form"."""

UNREAD = "b"
STRANGE = """## Strangers, on a phone

120 messages in the voices of twelve people at a school, written before anybody looked at what the search says to them.
120 others of that author were read, and ways of asking were mended after them: that half rose from 75 to 81 of 100
first, and this one stayed where it was."""

STYLES = """## Taught in other styles

Without the messages that no entry answers (`far`), it has learned of nothing that it should refuse them."""

NEWCOMERS = """## Entries that are newer than what was learned

What messages taught of a twentieth of the entries is left out, and the exam is asked; then of the next twentieth
(`python -m tools.newcomers`)."""


@dataclass(frozen=True)
class Row:
    """The figures of some questions: shares from 0 to 1; None where there is nothing to count."""

    name: str
    count: int
    first: float | None
    in_three: float | None
    answered_right: float | None
    answered_wrong: float
    refused: float | None

    def line(self) -> str:
        """The row of a table."""
        figures = (self.first, self.in_three, self.answered_right, self.answered_wrong, self.refused)
        return f"| {self.name} | {self.count} | " + " | ".join(map(_share, figures)) + " |"


HEAD = "| | questions | first | in three | answered right | answered wrong | refused |\n|---|---|---|---|---|---|---|"


def main() -> None:
    taught, given = labelled(QUESTIONS), [labelled(Path(name)) for name in sys.argv[1:]]
    sections = [
        FOREWORD.format(taught=len(taught)).strip(),
        "## The exam",
        _as_shipped(labelled(EXAM)),
        SECOND,
        _as_shipped(labelled(SECOND_EXAM)),
        THIRD,
        _as_shipped(labelled(THIRD_EXAM)),
        ORDINARY,
        _as_shipped(labelled(ORDINARY_EXAM)),
        STRANGE,
        _as_shipped([question for question in labelled(STRANGERS) if question.id.startswith(UNREAD)]),
        *(f"## Questions of another author, never taught\n\n{_as_shipped(questions)}" for questions in given),
        NEWCOMERS,
        "\n".join(newcomers()),
        "## Taught by other authors",
        _crossed(taught, lambda question: question.author),
        "## Taught on other topics",
        _crossed(taught, lambda question: (question.right or (question.id,))[0]),
        STYLES,
        _crossed(taught, lambda question: question.style),
        "## Danger, before any search",
        "\n".join(_safety(given)),
        "## Effort",
        "\n".join(f"- {name}: {figure}" for name, figure in efforts([question.text for question in taught[:400]])),
    ]
    page = "\n\n".join(sections)
    PAGE.write_text(page + "\n", encoding="utf-8")
    print(page)


def _as_shipped(questions: Sequence[Labelled]) -> str:
    finder = open_finder(knowledge().entries, CONTENT)
    return table({question: finder.find(question.text) for question in questions})


def _crossed(questions: Sequence[Labelled], group: Grouping) -> str:
    """What is found for each question with weights that were learned without its group."""
    trial, groups = Trial(held_out(questions, group)), sorted({group(question) for question in questions})
    found: Results = {}
    for turn in range(ROUNDS):
        tested = {question for question in questions if groups.index(group(question)) % ROUNDS == turn}
        judged = trial.fit([question for question in questions if question not in tested])
        found |= {question: trial.find(judged, question) for question in tested}
    return table(found)


def table(results: Results) -> str:
    """The figures of each style, and of all."""
    styles = sorted({question.style for question in results})
    rows = [row(style, {each: results[each] for each in results if each.style == style}) for style in styles]
    return "\n".join([HEAD, *(each.line() for each in (*rows, row("all", results)))])


def row(name: str, results: Results) -> Row:
    """The figures of some results."""
    asked = {question: found for question, found in results.items() if question.right}
    others = {question: found for question, found in results.items() if not question.right}
    return Row(
        name,
        len(results),
        _of(asked, lambda question, found: any(slug in question.right for slug in _slugs(found)[:1])),
        _of(asked, lambda question, found: any(slug in question.right for slug in _slugs(found)[:TOP])),
        _of(asked, lambda question, found: found.slug in question.right),
        _of(results, lambda question, found: not _refused(question, found) and found.slug not in question.right) or 0.0,
        _of(others, lambda question, found: _refused(question, found)),
    )


def _refused(question: Labelled, found: Finding) -> bool:
    points = question.style == OTHER_OFFICE and found.slug in REDIRECTS
    return found.slug is None or points


def _slugs(found: Finding) -> tuple[str, ...]:
    return (found.slug, *found.suggestions) if found.slug else found.suggestions


def _of(results: Results, holds: Callable[[Labelled, Finding], bool]) -> float | None:
    return sum(holds(*pair) for pair in results.items()) / len(results) if results else None


def _share(figure: float | None) -> str:
    return "" if figure is None else f"{figure:.3f}"


def _safety(given: Sequence[Sequence[Labelled]]) -> Iterator[str]:
    danger = load_danger(CONTENT / "danger.yaml", opinion=open_finder(knowledge().entries, CONTENT).chances)
    yield _recognized("The exam (a third of its everyday messages stand near danger)", danger, [*headed(DANGER_EXAM)])
    yield _recognized("The second exam (a quarter of them do)", danger, [*headed(SECOND_DANGER_EXAM)])
    yield _recognized("The third exam (in the mix of a year)", danger, [*headed(THIRD_DANGER_EXAM)])
    yield _recognized("The fourth exam (inside a question about something else)", danger, [*headed(FOURTH_DANGER_EXAM)])
    yield _recognized("The fifth exam (inside something else)", danger, [*headed(FIFTH_DANGER_EXAM)])
    yield _recognized("The third exam of questions", danger, [*_dangers(labelled(THIRD_EXAM))])
    yield _recognized("The exam of ordinary questions", danger, [*_dangers(labelled(ORDINARY_EXAM))])
    for questions in (labelled(EXAM), *given):
        asked = f"{len(questions)} questions of one of the authors above"
        yield _recognized(asked, danger, [*_dangers(questions)])


def _dangers(questions: Sequence[Labelled]) -> Iterator[tuple[str, str]]:
    yield from ((safety_slug(question.right), question.text) for question in questions)


def _recognized(name: str, danger: Danger, messages: Sequence[tuple[str, str]]) -> str:
    serious = [message for slug, message in messages if slug != EVERYDAY]
    others = [message for slug, message in messages if slug == EVERYDAY]
    seen, alarms = (sum(danger.of(message) is not None for message in each) for each in (serious, others))
    false = f", {alarms} false alarms at {len(others)} other messages" if others else ""
    return f"- {name}: {seen} of {len(serious)} dangers recognized{false}."


if __name__ == "__main__":
    main()
