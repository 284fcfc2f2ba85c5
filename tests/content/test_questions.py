"""The four questions, and the advice that somebody reads before they file."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest

from bot.content import load_content
from bot.content.advice import advise
from bot.content.questions import load_questions
from bot.content.questions_file import AdviceRow
from bot.content.yaml_files import Faults
from bot.ui import Card, Option, Text, plain

FOLDER = Path(__file__).parents[2] / "content"
CONTENT = load_content(FOLDER)


def advice(same: tuple[tuple[str, str], ...] = (), **answers: Any) -> dict[str, str]:
    return {one.id: one.say for one in advise(CONTENT.questions, answers, CONTENT.tools, same)}


def test_the_questions_are_asked_in_the_procedures_words() -> None:
    asked = [CONTENT.questions.question(name) for name in ("audience", "message", "tool", "managers")]
    assert [question.asks for question in asked if question] == [
        "Who is the target audience for communication?",
        "What information is the district, school, group or individual attempting to communicate?",
        "Which online media tool is the best to distribute the information?",
        "Who is responsible for managing and monitoring the social media or online communication tool/accounts?",
    ]
    assert CONTENT.questions.question("start") is None


@pytest.mark.parametrize("name", ["audience", "ages", "messages"])
def test_every_choice_fits_into_a_form(name: str) -> None:
    assert [Option(choice.value, choice.label) for choice in CONTENT.questions.choices(name)]


def test_an_account_that_exists_is_offered_with_its_link() -> None:
    given = advice((("Soccer [best] of **all**", "https://x.com/soccer"),), tool="x")
    card = Card(body=(Text(given["account_exists"]),))
    assert "already has Soccer [best] of **all** (https://x.com/soccer)." in plain(card)


def test_a_tool_that_is_not_allowed_is_no_dead_end() -> None:
    assert "Discord is not approved here. You may ask" in advice(tool="discord")["tool_not_allowed"]


def test_younger_children_are_reached_through_their_families() -> None:
    assert "an age of at least 13" in advice(ages=["under_13"], tool="tiktok")["under_thirteen"]
    assert "under_thirteen" not in advice(ages=["13_to_17"], tool="tiktok")
    assert "under_thirteen" not in advice(ages=["under_13"], tool="website")


def test_faces_of_students_mean_a_look_at_the_opt_outs_even_in_a_crowd() -> None:
    assert "no exception for crowds" in advice(messages=["student_work"])["student_faces"]


def test_an_emergency_belongs_in_the_alert_system_too() -> None:
    assert "alert system" in advice(messages=["emergency"], tool="x")["emergencies"]


def test_open_comments_need_somebody_who_looks() -> None:
    assert "open_comments" in advice(tool="youtube")
    assert "open_comments" not in advice(tool="website")


def test_nothing_answered_means_nothing_advised() -> None:
    assert advice() == {}


@pytest.mark.parametrize("row", CONTENT.questions.advice, ids=lambda row: row.id)
def test_every_line_of_advice_can_be_reached(row: AdviceRow) -> None:
    answers = {
        "audience": row.when.audience_has or (),
        "ages": row.when.age_has or (),
        "messages": row.when.message_has or (),
    }
    same = (("A-0107", "https://x.com/central"),) if row.when.register_has_same else ()
    assert any(row.id in advice(same, tool=tool.id, **answers) for tool in CONTENT.tools)


@pytest.mark.parametrize("row", CONTENT.questions.advice, ids=lambda row: row.id)
def test_every_line_is_calm_and_short(row: AdviceRow) -> None:
    assert "!" not in row.say
    assert len(row.say.split()) <= 50


def test_the_advice_cites_the_policy_of_this_district(tmp_path: Path) -> None:
    """A district with other numbers finds no sentence that cites somebody else's."""
    shutil.copytree(FOLDER, tmp_path / "content")
    file = tmp_path / "content" / "district.yaml"
    numbers = file.read_text(encoding="utf-8")
    assert 'number: "4007"' in numbers
    file.write_text(numbers.replace('"4007"', '"5100 [A]"').replace('"4007P"', '"5100P"'), encoding="utf-8")
    said = [row.say for row in load_content(tmp_path / "content").questions.advice]
    assert not [say for say in said if "4007" in say]
    shown = plain(Card(body=tuple(Text(say) for say in said)))
    assert "Policy 5100 [A] counts telling the widest audience" in shown
    assert "Procedure 5100P bars an opted-out student’s image" in shown


NINE_WARN = "advice:\n" + "".join(f"  - {{id: w{n}, when: {{}}, say: No., warns: true}}\n" for n in range(9))


def changed(folder: Path, old: str, new: str) -> list[str]:
    text = (FOLDER / "questions.yaml").read_text(encoding="utf-8")
    assert old in text
    file = folder / "questions.yaml"
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(Faults) as refused:
        load_questions(file, CONTENT.tools)
    return [fault.sentence for fault in refused.value.faults]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (
            "age_has: [under_13]",
            "age_has: [under13]",
            "“under13” is not a value under “ages”. Did you mean “under_13”?",
        ),
        ("tool_is: [youtube,", "tool_is: [yuotube,", "“yuotube” is not a file in “platforms”. Did you mean “youtube”?"),
        ("{tool} fits", "{tol} fits", "“{tol}” cannot be filled in. Did you mean “{tool}”?"),
        (
            "{tool} fits {what}.",
            "{tool} fits {what}, as {tools} do.",
            "“{tools}” cannot be filled in. Did you mean “{tool}”?",
        ),
        ("    what: fundraising\n", '    what: "{tool}"\n', "“{tool}” cannot be filled in."),
        ("{tool} is not", "{tol} is not", "“{tol}” cannot be filled in. Did you mean “{tool}”?"),
        (
            "fits: [website, blog]",
            "fits: [webste, blog]",
            "“webste” is not a file in “platforms”. Did you mean “website”?",
        ),
        ("    what: fundraising\n", "", "A line on which tools fit has both, “fits” and “what”."),
        (
            "{district.policy.number} counts quick",
            "{district.policy} counts quick",
            "“{district.policy}” cannot be filled in. Did you mean “{district.policy.number}”?",
        ),
        ("advice:\n", NINE_WARN, "At most 8 lines can warn: no more are shown at once."),
        ("value: staff", "value: students", "“students” is in “audience” twice. Give one of them another name."),
        ("id: sponsors", "id: captions", "“captions” is in “advice” twice. Give one of them another name."),
        (
            "register_has_same:",
            "registr_has:",
            "“registr_has” is not a word that is known here. Did you mean “register_has_same”?",
        ),
    ],
)
def test_a_slip_is_named(tmp_path: Path, old: str, new: str, said: str) -> None:
    assert said in changed(tmp_path, old, new)


def test_the_faults_of_all_files_come_at_once(tmp_path: Path) -> None:
    (tmp_path / "platforms").mkdir()
    (tmp_path / "platforms" / "x.yaml").write_text("name: X\n", encoding="utf-8")
    (tmp_path / "district.yaml").write_text("", encoding="utf-8")
    with pytest.raises(Faults) as refused:
        load_content(tmp_path)
    assert {fault.file.name for fault in refused.value.faults} == {
        "x.yaml",
        "district.yaml",
        "questions.yaml",
        "safety.yaml",
        "topics.yaml",
        "incidents.yaml",
        "playbooks.yaml",
        "records.yaml",
    }
