"""The fixed words for danger: each says what must be said, none says what must not, and no answer is left without."""

from __future__ import annotations

from itertools import product
from pathlib import Path

import pytest

from bot.content import load_content
from bot.content.safety import NO, Safety, load_safety
from bot.content.yaml_files import Faults
from bot.ui import Card, Text, plain

FOLDER = Path(__file__).parents[2] / "content"
CONTENT = load_content(FOLDER)
SAFETY = CONTENT.safety
CONTACTS = CONTENT.district.contacts
ANSWERS = [dict(zip((check.value for check in SAFETY.checks), given, strict=True)) for given in product(
    *([choice.value for choice in check.options] for check in SAFETY.checks)
)]  # fmt: skip


def said(text_id: str) -> str:
    text = SAFETY.text(text_id)
    return plain(Card(text.title, tuple(Text(line) for line in (*text.paragraphs(CONTACTS), *text.forbids))))


MUST_SAY = {
    "danger": ["Call 911 now", "Do not wait for this report", "Keep the link", "do not repost", "do not send anybody"],
    "self_harm": ["988", "911", "Do not leave a student alone", "counselor", "741741", "do not counsel"],
    "sexual_image_minor": [
        "Do not open, copy, screenshot, forward, print or upload it",
        "do not look again",
        "made by AI",
        "police or the school resource officer at once",
        "if the principal is involved, the district office",
        "Leave the device as it is",
        "words only",
        "Do not describe the picture",
        "cybertipline.org",
        "takeitdown.ncmec.org",
        "on the device that holds the original",
        "does not count",
    ],
    "sexual_image_adult": ["do not open, copy or forward", "48 hours", "does not file in their place"],
    "sextortion": ["Do not pay", "do not delete", "tips.fbi.gov", "not the fault"],
    "abuse": ["You must report it yourself", "48 hours", "1-866-363-4276", "does not count", "do not wait"],
    "staff_boundary": ["at once", "human resources", "do not confront", "do not look for explanations"],
    "bullied_student": ["harassment, intimidation and bullying"],
    "youth_support": ["HearMeWA", "tip line", "911", "988"],
    "file_in_chat": ["have not fetched", "do not open, forward or delete it", "tell the police where it is"],
}
"""DOMAIN's table of safety rules, by phrase."""

NEVER_SAYS = ("upload it here", "send the picture here", "take a screenshot", "hoax", "counts as", "!")


@pytest.mark.parametrize("text_id", MUST_SAY)
def test_each_text_says_what_it_must(text_id: str) -> None:
    for phrase in MUST_SAY[text_id]:
        assert phrase in said(text_id)


def test_no_text_says_what_none_may() -> None:
    assert {text.id for text in SAFETY.sheet.holds.texts} == set(MUST_SAY)
    for text_id in MUST_SAY:
        for phrase in NEVER_SAYS:
            assert phrase not in said(text_id)


@pytest.mark.parametrize("answers", ANSWERS, ids=lambda answers: "-".join(answers.values()))
def test_every_answer_but_no_has_its_words_and_the_most_urgent_comes_first(answers: dict[str, str]) -> None:
    shown = SAFETY.shown(answers)
    assert {check for check, value in answers.items() if value != NO} == {
        check for text in shown for check in text.when
    }
    order = [text.id for text in SAFETY.sheet.holds.texts]
    assert [text.id for text in shown] == sorted((text.id for text in shown), key=order.index)


@pytest.mark.parametrize("answers", ANSWERS, ids=lambda answers: "-".join(answers.values()))
def test_files_are_taken_only_where_the_answer_on_images_is_no(answers: dict[str, str]) -> None:
    assert SAFETY.takes_files(answers) is (answers["sexual_image"] == NO)
    assert SAFETY.alerts_at_once(answers) is (answers["danger"] != NO)
    assert SAFETY.alerts(answers) is any(value != NO for value in answers.values())


def test_an_empty_contact_leaves_no_hole() -> None:
    for text in SAFETY.sheet.holds.texts:
        for line in text.paragraphs({}):
            assert line
            assert "{" not in line
    named = [str(fault) for fault in SAFETY.empty_contacts({})]
    assert any("“counselor” is empty under “contacts”" in fault for fault in named)
    assert SAFETY.empty_contacts(CONTACTS) == []


def broken(folder: Path, old: str, new: str) -> Safety:
    text = (FOLDER / "safety.yaml").read_text(encoding="utf-8")
    assert old in text
    file = folder / "safety.yaml"
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    return load_safety(file)


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("- value: self_harm", "- value: danger", "The questions are these, in this order"),
        ('when: {abuse: ["yes", unsure]}', 'when: {abuse: ["yes"]}', "No text is shown for the answer “unsure”"),
        ('when: {abuse: ["yes", unsure]}', 'when: {abuse: ["yes", maybe]}', "“maybe” is no answer to “abuse”."),
        ("{contact.tip_line}", "{tip_line}", "“{tip_line}” cannot be filled in."),
        (', without: "The number of human resources is not in my settings; the district office has it."', "",
         "This line names a contact. Say under “without”"),
        ("id: file_in_chat", "id: file_in_the_chat", "The text “file_in_chat” is missing"),
        ("id: youth_support", "id: danger", "“danger” is here twice."),
        ("Do not wait for this report.", "Do not wait. " * 30, "at most 400 characters fit"),
    ],
)  # fmt: skip
def test_a_slip_is_told_with_its_line(old: str, new: str, says: str, tmp_path: Path) -> None:
    with pytest.raises(Faults) as found:
        broken(tmp_path, old, new)
    assert says in str(found.value)
    assert all(fault.line >= 1 for fault in found.value.faults)
