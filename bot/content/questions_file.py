"""What `content/questions.yaml` holds: the procedure's four questions, the choices of their screens, the advice."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Annotated

from pydantic import Field

from bot.content.choices import Choice, Id
from bot.content.yaml_files import Part
from bot.ui import literal

Text = Annotated[str, Field(min_length=1, max_length=600)]


class Question(Part):
    """One question: in the procedure's own words, and in one line why it is asked."""

    asks: Text
    why: Annotated[str, Field(min_length=1, max_length=200)]


class FourQuestions(Part):
    """The questions of procedure 4007P, in its order."""

    audience: Question
    message: Question
    tool: Question
    managers: Question


Choices = Annotated[tuple[Choice, ...], Field(min_length=1, max_length=10)]


class When(Part):
    """What must be so for a line of advice: all of it, and of each list at least one."""

    audience_has: tuple[str, ...] | None = None
    age_has: tuple[str, ...] | None = None
    message_has: tuple[str, ...] | None = None
    tool_is: tuple[str, ...] | None = None
    tool_is_not_allowed: bool | None = None
    tool_takes_comments: bool | None = None
    tool_has_age_limit: bool | None = None
    register_has_same: bool | None = None


class AdviceRow(Part):
    """A line of advice: when it is given, and what it says. A line on fit lists the tools that fit `what`, best first;
    what it says is then the reason. A line that warns is never left out of a long list."""

    id: Id
    when: When
    fits: Annotated[tuple[str, ...], Field(min_length=1)] | None = None
    what: Annotated[str, Field(min_length=1, max_length=80)] | None = None
    say: Text
    warns: bool = False


class Fit(Part):
    """How a line on fit is said: where the tool is one of those that fit, where others may be better, and where nothing
    is known of the tool."""

    fits: Text
    better: Text
    own_tool: Text


class Questions(Part):
    """`content/questions.yaml`. A request says with which `version` it was sent."""

    version: Annotated[int, Field(ge=1)]
    questions: FourQuestions
    audience: Choices
    ages: Choices
    messages: Choices
    fit: Fit
    advice: tuple[AdviceRow, ...] = ()

    def question(self, name: str) -> Question | None:
        """The question audience, message, tool or managers; None for a screen that asks none of the four."""
        asked: Question | None = getattr(self.questions, name) if name in FourQuestions.model_fields else None
        return asked

    def choices(self, name: str) -> tuple[Choice, ...]:
        """What can be ticked under audience, ages or messages; KeyError for another name."""
        return {"audience": self.audience, "ages": self.ages, "messages": self.messages}[name]

    def of_district(self, blanks: Mapping[str, str]) -> Questions:
        """The same with the district's own words in its advice; `blanks` are those of `District.blanks`."""
        words = {f"{{{name}}}": literal(said) for name, said in blanks.items()}
        rows = tuple(row.model_copy(update={"say": fill(row.say, words)}) for row in self.advice)
        return self.model_copy(update={"advice": rows})


def fill(say: str, words: Mapping[str, str]) -> str:
    """A line with its blanks filled; one that `words` does not have stays as it is."""
    return re.sub(r"{[^{}]*}", lambda blank: words.get(blank[0], blank[0]), say)
