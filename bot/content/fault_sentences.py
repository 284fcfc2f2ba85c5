"""Turn what YAML and the models say about a fault into one sentence for the person who edits the file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from difflib import get_close_matches
from types import NoneType
from typing import Any, get_args

from pydantic import BaseModel
from pydantic_core import ErrorDetails

SENTENCES: Mapping[str, str] = {
    "missing": "“{key}” is missing here. Add a line “{key}: …”.",
    "left_empty": "“{key}” has nothing after its colon. Fill it in.",
    "extra_forbidden": "“{key}” is not a word that is known here.{hint}",
    "string_type": "“{key}” takes one piece of text, not a list or a group of lines.",
    "tuple_type": "“{key}” takes a list. Start each item with a dash, or put them all in square brackets.",
    "dict_type": "“{key}” takes lines such as “word: …” under it, each a little indented.",
    "model_type": "“{key}” takes lines such as “{known[0]}: …” under it, each a little indented.",
    "literal_error": "“{given}” does not fit “{key}”.{hint}",
    "int_parsing": "“{key}” takes a whole number, and “{given}” is not one.",
    "float_parsing": "“{key}” takes a number such as 0.85, and “{given}” is not one.",
    "bool_parsing": "“{key}” takes yes or no, and “{given}” is neither.",
    "date_from_datetime_parsing": "“{given}” is not a day. Write it like 2026-11-26: year, month, day.",
    "time_parsing": "“{given}” is not a time of day. Write it like 07:30.",
    "zoneinfo_str": "“{given}” is not a time zone. Write it like America/Los_Angeles.",
    "greater_than_equal": "“{key}” is {given}; the least is {ge}.",
    "less_than_equal": "“{key}” is {given}; the most is {le}.",
    "string_too_short": "“{key}” is empty. Write something after the colon.",
    "string_too_long": "“{key}” is too long; at most {max_length} characters fit.",
    "too_long": "“{key}” has more than {max_length} entries, and no more fit. Put several into one, or take some out.",
    "too_short": "“{key}” is empty. Add at least one.",
    "string_pattern_mismatch": "“{given}” does not fit “{key}”. Compare it with the sample file.",
    "value_error": "{error}",
}

_SAME = {
    "int_type": "int_parsing",
    "float_type": "float_parsing",
    "finite_number": "float_parsing",
    "bool_type": "bool_parsing",
    "date_type": "date_from_datetime_parsing",
    "date_parsing": "date_from_datetime_parsing",
    "date_from_datetime_inexact": "date_from_datetime_parsing",
    "time_type": "time_parsing",
    "model_attributes_type": "model_type",
}

NEVER_CLOSED = {
    "while scanning a quoted scalar": "A quotation mark opens here and is never closed. Add the second one.",
    "while parsing a flow sequence": "A square bracket opens here and is never closed, or a comma is missing.",
    "while parsing a flow mapping": "A curly bracket opens here and is never closed, or a comma is missing.",
}

NOTICED_LATE = (*NEVER_CLOSED, "while scanning a simple key")
"""What YAML was doing when it noticed a fault only lines later: the place to correct is where that began."""

_OUT_OF_LINE = {
    "mapping values are not allowed here": "There is a colon too many, or this line starts too far right. Put the "
    "text in quotation marks, or line it up with the lines above.",
    "could not find expected ':'": "This line has no colon after its first word. Write it like “name: …”.",
}

_TAB = "There is a tab at the start of this line. Use spaces instead."
_ANYTHING_ELSE = "This line cannot be read. Check its colon, its quotation marks, and that it lines up with the others."


def did_you_mean(given: str, known: Iterable[str]) -> str:
    """A hint to put after a sentence: the nearest known word, else all of them when they are few."""
    words = sorted(known)
    if near := get_close_matches(given.lower(), words, n=1):
        return f" Did you mean “{near[0]}”?"
    return f" Known here: {', '.join(words)}." if 0 < len(words) <= 20 else ""


def invalid(model: type[BaseModel], detail: ErrorDetails) -> str:
    """The sentence for one error of pydantic in a file that is read as `model`."""
    kind = _SAME.get(detail["type"], detail["type"])
    template = SENTENCES.get(kind, "“{given}” does not fit “{key}”. Compare it with the sample file.")
    return template.format(**_facts(model, detail), **detail.get("ctx", {}))


def _facts(model: type[BaseModel], detail: ErrorDetails) -> dict[str, Any]:
    words = [step for step in detail["loc"] if isinstance(step, str)]
    key = words[-1] if words else "this file"
    return {"key": key, "given": _shown(detail["input"])} | _known(model, detail, key)


def _known(model: type[BaseModel], detail: ErrorDetails, key: str) -> dict[str, Any]:
    if detail["type"] == "literal_error":
        expected = detail["ctx"]["expected"].replace(" or ", ", ")
        return {"hint": did_you_mean(str(detail["input"]), [word.strip("'") for word in expected.split(", ")])}
    if detail["type"] == "extra_forbidden":
        return {"hint": did_you_mean(key, _keys(_kind_at(model, detail["loc"][:-1])))}
    return {"known": _keys(_kind_at(model, detail["loc"])) or ["word"]}


def _shown(given: object) -> str:
    text = str(given) if isinstance(given, str) else "a list" if isinstance(given, list) else "a group of lines"
    return text if len(text) <= 60 else text[:59] + "…"


def _kind_at(kind: Any, spot: Sequence[str | int]) -> Any:
    for step in spot:
        kind = _inside(kind, step)
    return kind


def _inside(kind: Any, step: str | int) -> Any:
    if _is_model(kind):
        fields = kind.model_fields.items()
        return next((_required(field.annotation) for name, field in fields if step in (name, field.alias)), None)
    inner = get_args(kind) or (None,)
    return inner[0] if inner[-1] is Ellipsis else inner[-1]


def _required(kind: Any) -> Any:
    """`X` for `X | None`: a part that may be left out has the keys of the part."""
    inner = get_args(kind)
    return inner[0] if inner and inner[-1] is NoneType else kind


def _is_model(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, BaseModel)


def _keys(kind: Any) -> list[str]:
    return [field.alias or name for name, field in kind.model_fields.items()] if _is_model(kind) else []


def broken_yaml(context: str, problem: str, line: str) -> str:
    """The sentence for a line at which YAML gives up, from what its parser was doing and what it met."""
    if "\t" in line[: len(line) - len(line.lstrip())]:
        return _TAB
    return NEVER_CLOSED.get(context) or _OUT_OF_LINE.get(problem) or _ANYTHING_ELSE
