"""What `check` says of entries by what the search makes of them, and of reviews that nobody can have made."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import yaml

from bot.content.knowledge import load_knowledge
from bot.knowledge import review
from bot.knowledge.finder import open_finder
from tests.changed_content import changed
from tests.commands import complaint
from tests.stage import CONTENT

NEW = {
    "answer": "Please do not post that picture. Use another one, or retake it without drawing attention.",
    "authority": [{"source": "Good practice", "status": "unverified"}],
    "written_on": "2026-11-21",
    "version": "1",
}


def noted(folder: Path, **added: Any) -> list[str]:
    """The notes on the shipped entries and one more."""
    shutil.copytree(CONTENT, folder / "content")
    file = folder / "content" / "knowledge" / "added.yaml"
    file.write_text(yaml.safe_dump({"entries": [NEW | added]}), encoding="utf-8")
    knowledge = load_knowledge(file.parent, folder / "content" / "topics.yaml", None)
    finder = open_finder(knowledge.entries, folder / "content")
    return [note.sentence for note in review.notes(knowledge, finder)]


def of(slug: str, notes: list[str]) -> list[str]:
    return [note for note in notes if f"“{slug}”" in note]


def test_an_entry_that_another_one_answers_already_is_noted_once(tmp_path: Path) -> None:
    ask = [
        "Can I post the team picture if one player is opted out?",
        "May we share a group picture when one kid has an opt-out?",
        "What about a class photo with one opted-out student in it?",
    ]
    assert of("optout-group-photo", noted(tmp_path, slug="added", title="A team photo with one opt-out", ask=ask)) == [
        "“added” is asked for much as “optout-group-photo” is, so that one takes the questions of the other. Make them"
        " one, or ask under each for what only it answers."
    ]


def test_an_entry_for_a_matter_of_its_own_gets_no_note(tmp_path: Path) -> None:
    ask = [
        "May we print a QR code for our page on the spring concert poster?",
        "Can the gym banner have a QR code that opens our Instagram?",
        "Who makes QR codes for a school account?",
    ]
    assert of("added", noted(tmp_path, slug="added", title="A QR code that leads to an account", ask=ask)) == []


def test_each_way_of_asking_that_stands_alone_is_quoted(tmp_path: Path) -> None:
    ask = [
        "Who takes care of the lost property of the swimming pool?",
        "Which lost property box does the swimming pool have?",
        "Does the swimming pool keep its lost property for a year?",
        "Can I post a picture of my class?",
        "How do I report a fake account?",
    ]
    (note,) = of("added", noted(tmp_path, slug="added", title="Lost property of the swimming pool", ask=ask))
    assert note == (
        "“added”: 2 of 5 ways of asking stand alone, and would lead elsewhere if they were not written here:"
        " “Can I post a picture of my class?”, “How do I report a fake account?”. Write one more like each of them."
    )


def test_a_way_of_asking_under_two_entries_is_noted_once(tmp_path: Path) -> None:
    ask = [
        "Who takes care of the lost property of the swimming pool?",
        "Which lost property box does the swimming pool have?",
        "Does the swimming pool keep its lost property for a year?",
        "What do I do with a group shot when one family said no?",
    ]
    notes = of("optout-group-photo", noted(tmp_path, slug="added", title="Lost property of the swimming pool", ask=ask))
    assert notes == ["“optout-group-photo” is asked for in the same words. Keep them in one."]


def test_what_comes_with_the_program_needs_few_looks() -> None:
    knowledge = load_knowledge(CONTENT / "knowledge", CONTENT / "topics.yaml", None)
    assert len([*review.notes(knowledge, open_finder(knowledge.entries, CONTENT))]) <= 20


def test_a_review_that_is_still_to_come_is_a_fault_with_its_line(tmp_path: Path) -> None:
    old = 'reviewed_by: ""\n    written_on: 2026-11-21\n    reviewed_on:'
    content = changed(tmp_path, "knowledge/photos.yaml", old, old.replace('""', "Casey") + " 2199-12-01")
    line = (content / "knowledge/photos.yaml").read_text(encoding="utf-8").partition("2199")[0].count("\n") + 1
    said = complaint(tmp_path, "check", CONTENT_DIR="content")
    wrong = "December 1, 2199 is still to come. Write the day on which it was read."
    assert said.splitlines()[1:] == [f"content/knowledge/photos.yaml:{line}: {wrong}"]
