"""Asks the knowledge base from the command line: one question, or a file of them, and why an entry was found."""

from __future__ import annotations

import json
import sys
from argparse import Namespace
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from bot.content.district import load_district
from bot.content.knowledge import Entry, Knowledge, load_knowledge
from bot.content.yaml_files import Fault, Faults
from bot.knowledge.danger import Danger, load_danger
from bot.knowledge.finder import Finder, Finding, open_finder

Environment = Mapping[str, str]
Row = dict[str, Any]


def ask(arguments: Namespace, environment: Environment) -> int:
    """Answer one question, or each line of a file. Takes no other setting than CONTENT_DIR."""
    folder = Path(environment.get("CONTENT_DIR") or "content")
    district = load_district(folder / "district.yaml")
    knowledge = load_knowledge(folder / "knowledge", folder / "topics.yaml", district)
    finder = open_finder(knowledge.entries, folder, district.sure)
    desk = _Desk(knowledge, finder, load_danger(folder / "danger.yaml", opinion=finder.chances))
    if arguments.batch and arguments.explain:
        print("--explain explains one question: leave --batch out.", file=sys.stderr)
        return 1
    if arguments.batch:
        return desk.answer_file(Path(arguments.batch))
    if arguments.question is None:
        print('Ask something: ask "May I post this photo?", or ask --batch FILE.jsonl', file=sys.stderr)
        return 1
    desk.answer(arguments.question, arguments)
    return 0


class _Desk:
    def __init__(self, knowledge: Knowledge, finder: Finder, danger: Danger) -> None:
        self._knowledge = knowledge
        self._finder = finder
        self._danger = danger

    def answer(self, question: str, arguments: Namespace) -> None:
        """Print what the search says to one question, as JSON or for people."""
        if arguments.json:
            print(json.dumps(self._row(question), ensure_ascii=False))
        else:
            print(*self._lines(question), sep="\n")
        if arguments.explain:
            signs = [f"danger    {sign.slug}: {sign.sign}" for sign in self._danger.explain(question)]
            print(*signs, *self._finder.explain(question), sep="\n")

    def answer_file(self, file: Path) -> int:
        """Print a line of JSON for each line of a file, `{"id": …, "q": …}`. Raises Faults for a line that is none."""
        for number, line in enumerate(_lines_of(file), 1):
            if not line.strip():
                continue
            asked = _asked(file, number, line)
            print(json.dumps({"id": asked["id"], **self._row(asked["q"])}, ensure_ascii=False))
        return 0

    def _row(self, question: str) -> Row:
        found = self._finder.find(question)
        entry = self._knowledge.entry(found.slug) if found.slug else None
        return {
            "slug": found.slug,
            "redirect": bool(entry and entry.redirect),
            "interrupt": self._danger.of(question),
            "suggestions": list(found.suggestions),
            "score": round(found.score, 4),
        }

    def _lines(self, question: str) -> list[str]:
        slug = self._danger.of(question)
        interrupt = self._knowledge.entry(slug) if slug else None
        return [*self._told(interrupt), *self._found(self._finder.find(question))]

    def _found(self, found: Finding) -> list[str]:
        entry = self._knowledge.entry(found.slug) if found.slug else None
        return [*(self._told(entry) or [f"({found.sure})"]), *(f"  or {slug}" for slug in found.suggestions[:3])]

    def _told(self, entry: Entry | None) -> list[str]:
        return [f"{entry.slug}: {entry.title}", self._knowledge.said(entry)] if entry else []


def _lines_of(file: Path) -> list[str]:
    try:
        return file.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError):
        raise Faults([Fault(file, 1, "This file cannot be read. It takes a JSON object in each line.")]) from None


def _asked(file: Path, number: int, line: str) -> Row:
    try:
        asked = json.loads(line)
        return {"id": asked["id"], "q": str(asked["q"])}
    except (ValueError, TypeError, KeyError):
        raise Faults([Fault(file, number, 'This line is no {"id": …, "q": …}.')]) from None
