"""`ask`: what the knowledge base says to a question at the command line, without any setting but the content."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tests.changed_content import changed
from tests.commands import complaint, run
from tests.translated import translated

FIELDS = ["id", "slug", "redirect", "interrupt", "suggestions", "score"]


def test_a_question_is_answered_with_its_entry(tmp_path: Path) -> None:
    said = run(tmp_path, "ask", "how do we get the blue check").stdout
    assert said.startswith("account-verification: ")
    assert "  or elsewhere-payroll: Pay and time sheets\n" in said


def test_what_the_chat_would_not_answer_is_not_answered_here(tmp_path: Path) -> None:
    def told(question: str) -> str:
        return run(tmp_path, "ask", question).stdout

    assert told("can i put it up").startswith("(not sure: one of these, or a person)\n  or ")
    assert told("a recipe for pea soup") == "(no answer: a person)\n"
    assert told("I want to start an Instagram for my team") == "(it asks for an account: the request begins)\n"
    secret = told("password: Tigers2024! how do we get the blue check")
    assert secret == "(it looks like a password: nothing of it is searched for or kept)\n"
    assert told("is https://www.instagram.com/made_up ours") == "(a report of the link is offered)\n"
    # What the account is called is not asked, though pay has an answer.
    assert told("is @payroll_questions ours?") == "(a report of the handle is offered)\n"


def test_a_danger_is_told_once_and_nothing_is_answered_beside_it(tmp_path: Path) -> None:
    asked = "a student has a gun and wants to shoot us"
    first, *lines = run(tmp_path, "ask", asked, "--explain").stdout.splitlines()
    assert first == "safety-threat: A threat of violence"
    assert [line for line in lines if "Call 911 now" in line] == lines[:1]
    assert "decided   danger: safety-threat comes before any search, which would say:" in lines


@pytest.mark.parametrize(
    ("question", "read"),
    [
        ("¿Puedo publicar la foto del equipo?", ("I read English best", "Entiendo mejor")),
        ("можно выложить фото класса", ("I read English best", "(no answer: a person)")),
        ("how do we get our page verified", ("account-verification: ",)),
    ],
)
def test_another_language_is_answered_below_the_line_of_the_chat(
    question: str, read: tuple[str, ...], tmp_path: Path
) -> None:
    said = run(tmp_path, "ask", question).stdout.splitlines()
    assert [line[: len(begins)] for line, begins in zip(said, read, strict=False)] == [*read]


def test_a_danger_in_another_language_reads_as_in_the_chat(tmp_path: Path) -> None:
    asked = "mi estudiante dice que se quiere morir"
    title, *lines = run(tmp_path, "ask", asked).stdout.splitlines()
    assert title == "safety-self-harm: A student may be at risk of self-harm"
    assert [line.partition(" ")[0] for line in lines[:3]] == ["I", "Entiendo", "If"]
    spanish = run(tmp_path, "ask", asked, CONTENT_DIR=str(translated(tmp_path))).stdout
    assert "I read English best" not in spanish
    assert -1 < spanish.find("No deje solo al estudiante") < spanish.find("Do not leave the student alone")


def test_several_questions_are_answered_one_by_one_and_links_say_nothing(tmp_path: Path) -> None:
    badge, wifi = "How do we get the blue check?", "And the wifi in my room is down, whom do I call?"
    said = run(tmp_path, "ask", f"{badge} https://www.instagram.com/yearbook_photos {wifi}").stdout.splitlines()
    assert [line for line in said if line.startswith(">")] == [
        f"> {badge}",
        f"> https://www.instagram.com/yearbook_photos {wifi}",
    ]
    assert said[1].startswith("account-verification: ")
    assert any(line.startswith("elsewhere-technology: ") for line in said)
    row = json.loads(run(tmp_path, "ask", f"{badge} {wifi}", "--json").stdout)
    assert (row["slug"], row["suggestions"][0]) == ("account-verification", "elsewhere-technology")


@pytest.mark.parametrize("question", ["", " ", "???", "👍"])
def test_a_question_without_a_word_is_none(question: str, tmp_path: Path) -> None:
    said = complaint(tmp_path, "ask", question)
    assert said == 'There is no word in this question. Write one, such as ask "May I post this photo?".\n'


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
    lines = ['{"id": 1, "q": "wifi"}', '{"q": "no id"}', "", '{"id": 2, "q": null}', '{"id": 3, "q": 4007}', "[]"]
    (tmp_path / "asked.jsonl").write_text("\n".join(lines), encoding="utf-8")
    none, no_words = 'This line is no {"id": …, "q": …}.', "“q” takes the words of a question, in quotation marks."
    assert complaint(tmp_path, "ask", "--batch", "asked.jsonl").splitlines()[1:] == [
        f"asked.jsonl:{line}: {said}" for line, said in [(2, none), (4, no_words), (5, no_words), (6, none)]
    ]
    assert "asked.jsonl:1:" in complaint(tmp_path, "ask", "--batch", "missing.jsonl").replace("missing", "asked")
