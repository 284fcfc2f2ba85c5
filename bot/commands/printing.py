"""Prints what a command found: as a JSON list for a program, or a line for each for somebody who reads."""

from __future__ import annotations

import json
from argparse import Namespace
from collections.abc import Callable, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any


def show(arguments: Namespace, found: Sequence[Any], line: Callable[[Any], str]) -> None:
    """Print dataclasses in their order, each as its `line` says, or with --json all as one list."""
    if arguments.json:
        print(as_json(found))
    else:
        print(*map(line, found), sep="\n", end="\n" if found else "")


def as_json(found: Sequence[Any]) -> str:
    """Dataclasses as a list of objects; a moment is in ISO's spelling."""
    return json.dumps([asdict(one) for one in found], indent=2, ensure_ascii=False, default=datetime.isoformat)


def in_columns(*values: str) -> str:
    """One line of a table that other programs can cut."""
    return "\t".join(values)


def minute(at: datetime) -> str:
    """A moment in UTC, as an operator compares it with a log: `2026-11-09 17:05 UTC`."""
    return f"{at:%Y-%m-%d %H:%M} UTC"
