"""`ask`: what the knowledge base says to a question at the command line, without any setting but the content."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tests.changed_content import changed
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


@pytest.mark.parametrize(
    ("question", "decided"),
    [
        ("how do we get the blue check", "the answer: the first is right with chance enough"),
        ("is marcus opted out", "the answer: the rule about a named student leads to optout-lookup"),
        (
            "who is opted out",
            "the answer: the rule about a list, or a student who is not named leads to optout-lookup",
        ),
        ("a recipe for pea soup", "a person: it is most like what no entry answers"),
        ("👍", "a person: it has no word that can be read"),
    ],
)
def test_what_decided_is_told(question: str, decided: str, tmp_path: Path) -> None:
    assert f"decided   {decided}" in run(tmp_path, "ask", question, "--explain").stdout.splitlines()


@pytest.mark.parametrize(
    ("sure", "decided"),
    [
        ("answer_from: 0, suggest_from: 0", "the answer: the first is right with chance enough"),
        (
            "answer_from: 1, suggest_from: 0.5",
            "three titles: the chance that the first is right is too low, the chance that it is ours is not",
        ),
        ("answer_from: 1, suggest_from: 1", "a person: the chance that it is ours is too low"),
    ],
)
def test_a_district_says_how_sure_an_answer_must_be(sure: str, decided: str, tmp_path: Path) -> None:
    content = changed(tmp_path, "district.yaml", "answer_from: 0.85, suggest_from: 0.5", sure)
    said = run(tmp_path, "ask", "how do we get the blue check", "--explain", CONTENT_DIR=str(content)).stdout
    first, second, last = said.splitlines()[-3:]
    assert last == f"decided   {decided}"
    for line, share in zip((first, second), re.findall(r": ([\d.]+)", sure), strict=True):
        assert line.endswith(f" from {float(share):.2f}")


def test_a_file_of_questions_is_not_explained(tmp_path: Path) -> None:
    (tmp_path / "asked.jsonl").write_text('{"id": 1, "q": "wifi"}\n', encoding="utf-8")
    said = complaint(tmp_path, "ask", "--batch", "asked.jsonl", "--explain")
    assert said == "--explain explains one question: leave --batch out.\n"


def test_a_line_that_is_no_question_is_named(tmp_path: Path) -> None:
    (tmp_path / "asked.jsonl").write_text('{"id": 1, "q": "wifi"}\n{"q": "no id"}\n', encoding="utf-8")
    failed = run(tmp_path, "ask", "--batch", "asked.jsonl")
    assert failed.returncode == 1
    assert "asked.jsonl:2:" in failed.stderr
    assert "asked.jsonl:1:" in complaint(tmp_path, "ask", "--batch", "missing.jsonl").replace("missing", "asked")
