"""`doctor`: what the examination found, one line each."""

from __future__ import annotations

import asyncio
from argparse import Namespace
from collections.abc import Mapping, Sequence
from itertools import groupby

from bot.commands.printing import as_json
from bot.dates import utc_now
from bot.doctor.examination import examine
from bot.findings import Finding, Result

MARKS: dict[Result, str] = {"well": "well ", "note": "note ", "fault": "FAULT"}


def doctor(arguments: Namespace, environment: Mapping[str, str]) -> int:
    """Print what was found; 1 when there is a fault."""
    found = asyncio.run(examine(environment, utc_now))
    if arguments.json:
        print(as_json(found))
    else:
        print(*lines(found), sep="\n")
    return int(any(one.result == "fault" for one in found))


def lines(found: Sequence[Finding]) -> list[str]:
    """Each finding on a line, and what to do below it; below the last of several that ask for the same."""
    told = []
    for advice, same in groupby(found, key=lambda one: one.advice):
        told += [f"{MARKS[one.result]}  {one.checked}: {one.found}" for one in same]
        told += [f"         → {advice}"] if advice else []
    return told
