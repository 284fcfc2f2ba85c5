"""`ask`: what the knowledge base says to a question at the command line, without any setting but the content."""

from __future__ import annotations

import json
from pathlib import Path

from tests.commands import complaint, run

FIELDS = ["id", "slug", "redirect", "interrupt", "suggestions", "score"]


def test_a_question_is_answered_with_its_entry(tmp_path: Path) -> None:
    said = run(tmp_path, "ask", "how do we get the blue check").stdout
    assert said.startswith("account-verification: ")
    assert "  or " in said


def test_a_file_of_questions_becomes_a_line_of_json_each(tmp_path: Path) -> None:
    asked = ["how do we get the blue check", "when is payday", "a student has a gun and wants to shoot us", "asdf", ""]
    lines = [json.dumps({"id": place, "q": question}) for place, question in enumerate(asked)]
    (tmp_path / "asked.jsonl").write_text("\n".join([*lines, ""]), encoding="utf-8")
    found = [json.loads(line) for line in run(tmp_path, "ask", "--batch", "asked.jsonl").stdout.splitlines()]
    verified, pay, danger, *nothing = found
    assert [[*line] for line in found] == [FIELDS] * len(asked)
    assert (verified["slug"], verified["redirect"], verified["interrupt"]) == ("account-verification", False, None)
    assert (pay["slug"], pay["redirect"]) == ("elsewhere-payroll", True)
    assert danger["interrupt"] == "safety-threat"
    assert [line["slug"] for line in nothing] == [None, None]


def test_why_an_entry_was_found_is_told(tmp_path: Path) -> None:
    said = run(tmp_path, "ask", "how do we get the blue check", "--json", "--explain").stdout
    assert json.loads(said.splitlines()[0])["slug"] == "account-verification"
    assert "concepts  verification" in said


def test_a_line_that_is_no_question_is_named(tmp_path: Path) -> None:
    (tmp_path / "asked.jsonl").write_text('{"id": 1, "q": "wifi"}\n{"q": "no id"}\n', encoding="utf-8")
    failed = run(tmp_path, "ask", "--batch", "asked.jsonl")
    assert failed.returncode == 1
    assert "asked.jsonl:2:" in failed.stderr
    assert "asked.jsonl:1:" in complaint(tmp_path, "ask", "--batch", "missing.jsonl").replace("missing", "asked")
