"""Answers of the office that are proposed as entries: each a file in `content/proposals`, for a person to review."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from bot.workflow import Case

KEPT_IN = "proposals"
_ABOVE = """\
# A proposal, from {ref}. Nobody reads it before somebody has reviewed it: check it against the policy and the law, give
# it two more ways to ask, fill in who reviewed it and when, and move the entry into a file of content/knowledge.

"""


def write(folder: Path, case: Case) -> Path | None:
    """Put the proposal of a case into the content folder. None where it has none, or where its file is there already:
    what an editor has changed stays. Raises OSError where the folder takes no file."""
    proposal = case.data.get("proposal")
    file = folder / KEPT_IN / f"{case.ref}.yaml"
    if not proposal or file.exists():
        return None
    file.parent.mkdir(exist_ok=True)
    text = yaml.safe_dump({"entries": [_entry(proposal)]}, allow_unicode=True, sort_keys=False, width=110)
    file.write_text(_ABOVE.format(ref=case.ref) + text, encoding="utf-8")
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
