"""Prints what a command found: as a JSON list for a program, or a line for each for somebody who reads."""

from __future__ import annotations

import json
import os
import sys
from argparse import Namespace
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, redirect_stdout
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any, TextIO, cast

from bot.file_errors import naming


@contextmanager
def standard_output() -> Iterator[None]:
    """Where goes what is printed in this block; an OSError of it names it, as that of any other file does."""
    out = _StandardOutput(sys.stdout)
    with redirect_stdout(cast(TextIO, out)):
        yield
    out.flush()


@dataclass(frozen=True)
class _StandardOutput:
    out: TextIO

    def write(self, text: str) -> int:
        with self._taken():
            return self.out.write(text)

    def flush(self) -> None:
        with self._taken():
            self.out.flush()

    @contextmanager
    def _taken(self) -> Iterator[None]:
        try:
            with naming("Standard output"):
                yield
        except OSError:  # nothing more can be written, and what waits would be tried again at the end
            os.dup2(os.open(os.devnull, os.O_WRONLY), self.out.fileno())
            raise


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
