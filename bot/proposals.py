"""Answers of the office that are proposed as entries: each a file in `content/proposals`, for a person to review."""

from __future__ import annotations

import logging
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from bot.store import cases, written
from bot.store.database import Database
from bot.workflow import Case

log = logging.getLogger(__name__)

KIND, MOVE = "inquiry", "propose"
"""Where proposals come from: the kind of case, and the step of it."""
KEPT_IN = "proposals"
_ABOVE = """\
# A proposal, from {ref}. Nobody reads it before somebody has reviewed it: check it against the policy and the law, give
# it two more ways to ask, fill in who reviewed it and when, and move the entry into a file of content/knowledge.

"""


async def write_out(database: Database, folder: Path) -> tuple[Path, ...]:
    """Write a file for every proposal that never had one; gives the new files. What an editor moves away does not come
    back. A proposal waits while an older one of its case lies there, and where the folder takes no file."""
    async with database.reading() as connection:
        waiting = await written.waiting(connection, KIND, MOVE)
    files = [await _write_one(database, folder, case_id, version) for case_id, version in waiting]
    return tuple(file for file in files if file)


async def _write_one(database: Database, folder: Path, case_id: int, version: int) -> Path | None:
    try:
        async with database.transaction() as transaction:
            case = await cases.by_id(transaction, case_id)
            if case is None or _file(folder, case).exists():
                return None
            return _write(folder, case) if await written.enter(transaction, case_id, version) else None
    except OSError as error:
        log.warning("proposal %s could not be written out: %s", case_id, error.strerror)
        return None


def _file(folder: Path, case: Case) -> Path:
    return folder / KEPT_IN / f"{case.ref}.yaml"


def _write(folder: Path, case: Case) -> Path:
    """Put the proposal of a case into the content folder. Raises OSError where it takes no file, or has it already."""
    file = _file(folder, case)
    file.parent.mkdir(exist_ok=True)
    entry = _entry(case.data["proposal"])
    text = yaml.safe_dump({"entries": [entry]}, allow_unicode=True, sort_keys=False, width=110)
    with file.open("x", encoding="utf-8") as new:
        new.write(_ABOVE.format(ref=case.ref) + text)
    log.info("%s is proposed for the knowledge base: %s", case.ref, file.name)
    return file


def _entry(proposal: Mapping[str, str]) -> dict[str, Any]:
    """An entry as it is typed, but for what a review adds."""
    return {
        "slug": re.sub(r"[^a-z0-9]+", "-", proposal["title"].lower()).strip("-")[:60] or "new-entry",
        "title": proposal["title"],
        "ask": [proposal["ask"]],
        "answer": proposal["answer"],
        "authority": [{"source": proposal["source"], "status": "unverified"}],
        "follow_ups": [],
        "audience": "staff",
        "reviewed_by": "",
        "written_on": proposal["on"],
        "reviewed_on": None,
        "version": 1,
    }
