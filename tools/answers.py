"""Measure the answer finder on labelled questions, and write docs/answers.md.

    python -m tools.answers QUESTIONS.jsonl

The questions are as in tools/fit_judgement.py. Two figures are given for each style of message: with the shipped
weights, and with weights that were fitted on other questions only (cross-validation by topic, and by style).
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.knowledge import judgement
from bot.knowledge.danger import load_danger
from bot.knowledge.finder import Finding
from tools.effort import efforts
from tools.trial import CONTENT, OTHER_OFFICE, Labelled, Trial, labelled, open_index

PAGE = Path(__file__).parent.parent / "docs" / "answers.md"
TOP = 3
ROUNDS = 5
OF_SAFETY = "safety-"

Results = dict[Labelled, Finding]
Grouping = Callable[[Labelled], str]

FOREWORD = """# How well questions find their answer

`python -m tools.answers QUESTIONS.jsonl` measured this and wrote this page.

The questions are {count} messages that one author wrote and labelled before the search was built; they are no part of
this repository. Read the figures with these limits in mind. The ways of asking in `content/knowledge` and the names in
`content/words.yaml` were written by people who had read the messages, so that all figures here flatter: expect 5 to 10
points less on messages that nobody here has seen. The 95 % interval of a share of 300 messages is about 5 points to
each side. “Fitted on others” is cross-validation: the weights knew nothing of the topic, or of the style, on which they
are measured.

- **first**, **in three**: the right entry comes first, or is among the first three.
- **answered right**, **answered wrong**: of all questions of the style, those that are answered without asking back.
- **refused**: a message that no entry answers is not answered; for questions of another office, pointing to that office
  counts as well.
"""


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
    questions = labelled(Path(sys.argv[1]))
    trial = Trial(open_index(), questions)
    page = "\n\n".join(
        [
            FOREWORD.format(count=len(questions)).strip(),
            *_tables(trial, questions),
            _safety(questions),
            "## Effort",
            "\n".join(f"- {name}: {figure}" for name, figure in efforts([question.text for question in questions])),
        ]
    )
    PAGE.write_text(page + "\n", encoding="utf-8")
    print(page)


def _tables(trial: Trial, questions: Sequence[Labelled]) -> Iterable[str]:
    shipped = judgement.shipped()
    yield "## With the shipped weights"
    yield table({question: trial.find(shipped, question) for question in questions}, trial)
    yield "## Fitted on other topics"
    yield table(crossed(trial, questions, lambda question: (question.right or (question.id,))[0]), trial)
    yield "## Fitted on other styles"
    yield table(crossed(trial, questions, lambda question: question.style), trial)


def crossed(trial: Trial, questions: Sequence[Labelled], group: Grouping) -> Results:
    """What is found for each question with weights that were fitted without its group."""
    groups = sorted({group(question) for question in questions})
    found: Results = {}
    for turn in range(ROUNDS):
        tested = {question for question in questions if groups.index(group(question)) % ROUNDS == turn}
        judged = trial.fit([question for question in questions if question not in tested])
        found |= {question: trial.find(judged, question) for question in tested}
    return found


def table(results: Results, trial: Trial) -> str:
    """The figures of each style, and of all."""
    styles = sorted({question.style for question in results})
    rows = [row(style, {each: results[each] for each in results if each.style == style}, trial) for style in styles]
    return "\n".join([HEAD, *(each.line() for each in (*rows, row("all", results, trial)))])


def row(name: str, results: Results, trial: Trial) -> Row:
    """The figures of some results."""
    asked = {question: found for question, found in results.items() if question.right}
    others = {question: found for question, found in results.items() if not question.right}
    return Row(
        name,
        len(results),
        _of(asked, lambda question, found: any(slug in question.right for slug in _slugs(found)[:1])),
        _of(asked, lambda question, found: any(slug in question.right for slug in _slugs(found)[:TOP])),
        _of(asked, lambda question, found: found.slug in question.right),
        _of(results, lambda question, found: not _refused(question, found, trial) and found.slug not in question.right)
        or 0.0,
        _of(others, lambda question, found: _refused(question, found, trial)),
    )


def _refused(question: Labelled, found: Finding, trial: Trial) -> bool:
    points = question.style == OTHER_OFFICE and trial.is_redirect(found.slug)
    return found.slug is None or points


def _slugs(found: Finding) -> tuple[str, ...]:
    return (found.slug, *found.suggestions) if found.slug else found.suggestions


def _of(results: Results, holds: Callable[[Labelled, Finding], bool]) -> float | None:
    return sum(holds(*pair) for pair in results.items()) / len(results) if results else None


def _share(figure: float | None) -> str:
    return "" if figure is None else f"{figure:.3f}"


def _safety(questions: Sequence[Labelled]) -> str:
    danger = load_danger(CONTENT / "danger.yaml")
    serious = [question for question in questions if any(slug.startswith(OF_SAFETY) for slug in question.right)]
    others = [question for question in questions if question not in serious]
    seen = sum(danger.of(question.text) is not None for question in serious)
    alarms = sum(danger.of(question.text) is not None for question in others)
    return (
        "## Safety, before any search\n\n"
        f"- Recognised: {seen} of {len(serious)} messages that are labelled as matters of safety.\n"
        f"- False alarms: {alarms} of {len(others)} other messages."
    )


if __name__ == "__main__":
    main()
