"""An element of a card or form as JSON data: how it waits in the database, and what it weighs."""

from __future__ import annotations

import json
from dataclasses import fields, is_dataclass
from functools import cache
from typing import Any


def pack(thing: Any) -> Any:
    """An element as JSON data, its kind under `is`, with defaults left out; `bot.ui.unpack` makes it of that again."""
    if isinstance(thing, tuple):
        return [pack(item) for item in thing]
    return {name: pack(value) for name, value in _given(thing).items()} if is_dataclass(thing) else thing


def _given(thing: Any) -> dict[str, Any]:
    kind: Any = type(thing)
    given = {name: value for name, default in _defaults(kind) if (value := getattr(thing, name)) != default}
    return {"is": kind.__name__, **given}


AS_JSON = json.JSONEncoder(ensure_ascii=False, default=_given)
"""Writes an element as `pack` has it, without making the data first."""


@cache
def _defaults(kind: Any) -> list[tuple[str, Any]]:
    return [(field.name, field.default) for field in fields(kind)]
