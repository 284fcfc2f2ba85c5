"""Which fixed words an answer calls for: none is left without, empty contacts leave no hole, and a slip is told."""

from __future__ import annotations

import re
from itertools import product
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.content import load_content
from bot.content.safety import NO, Safety, load_safety
from bot.content.yaml_files import Faults
from bot.ui import ChoiceField, Option
from tests.changed_content import changed
from tests.content.safety_texts import FOLDER, SAFETY, said

NAMED = sorted({name for text in SAFETY.texts for line in text.say for name in line.contacts})
ANSWERS = [
    dict(zip((check.value for check in SAFETY.checks), answers, strict=True))
    for answers in product(*(check.values for check in SAFETY.checks))
]
every_answer = pytest.mark.parametrize("answers", ANSWERS, ids=lambda answers: "-".join(answers.values()))


# --- Which texts an answer calls for --------------------------------------------------------------------------------


def test_the_questions_come_in_the_order_of_urgency_and_fit_into_a_form() -> None:
    assert [check.value for check in SAFETY.checks] == ["danger", "sexual_image", "self_harm", "abuse"]
    for check in SAFETY.checks:
        options = tuple(Option(option.value, option.label) for option in check.options)
        assert ChoiceField(check.value, check.asks, options, check.hint)
        assert {NO, "unsure"} < {*check.values}


@every_answer
def test_every_answer_but_no_has_its_words_and_the_most_urgent_come_first(answers: dict[str, str]) -> None:
    shown = SAFETY.shown(answers)
    assert {check for check, value in answers.items() if value != NO} == {
        check for text in shown for check in text.when
    }
    order = [text.id for text in SAFETY.texts]
    assert [text.id for text in shown] == sorted((text.id for text in shown), key=order.index)


def test_life_comes_before_everything_and_a_childs_image_before_an_adults() -> None:
    everything = {"danger": "yes", "sexual_image": "unsure", "self_harm": "yes", "abuse": "unsure"}
    assert [text.id for text in SAFETY.shown(everything)] == ["danger", "self_harm", "sexual_image_minor", "abuse"]
    assert [text.id for text in SAFETY.shown({"sexual_image": "yes_adult"})] == ["sexual_image_adult"]


@every_answer
def test_files_are_taken_only_where_the_answer_on_images_is_no(answers: dict[str, str]) -> None:
    assert SAFETY.takes_files(answers) is (answers["sexual_image"] == NO)


@pytest.mark.parametrize("answers", [{}, {"danger": "no"}, {"sexual_image": ""}, {"sexual_image": "an old answer"}])
def test_no_file_is_taken_before_the_question_was_answered(answers: dict[str, str]) -> None:
    assert not SAFETY.takes_files(answers)


@every_answer
def test_danger_alerts_at_once_and_every_other_answer_but_no_may_alert(answers: dict[str, str]) -> None:
    at_once = any(text.alarm == "at_once" for text in SAFETY.shown(answers))
    assert at_once is (answers["danger"] != NO)
    assert SAFETY.alerts(answers) is any(value != NO for value in answers.values())
    assert SAFETY.hands_off(answers) is (answers["abuse"] != NO)


def test_a_concern_about_a_colleague_never_goes_to_a_group() -> None:
    assert not SAFETY.text("staff_boundary").alerts


def test_where_no_file_may_be_taken_the_text_says_so_itself() -> None:
    refusing = {text.id for text in SAFETY.texts if not text.takes_files}
    assert refusing == {"sexual_image_minor", "sexual_image_adult", "sextortion", "file_in_chat", "file_kept"}


# --- Contacts -------------------------------------------------------------------------------------------------------


@given(st.fixed_dictionaries({name: st.sampled_from(["", "360-555-0199", "**[x](https://x.org)**"]) for name in NAMED}))
def test_an_empty_contact_leaves_no_hole_and_a_full_one_is_read_as_it_is(contacts: dict[str, str]) -> None:
    for text in SAFETY.texts:
        read = said(text, contacts)
        assert not re.search(r"[{}]|: ?\.|\*\*\*\*|  |: ?\n", read)
        for line in text.say:
            full = [contacts[name] for name in line.contacts]
            assert not all(full) or all(contact in read for contact in full)


def test_the_check_lists_each_empty_contact_once() -> None:
    listed = [fault.sentence.split("”")[0].removeprefix("“") for fault in SAFETY.empty_contacts({})]
    assert sorted(listed) == NAMED
    assert [str(fault) for fault in SAFETY.empty_contacts(dict.fromkeys(NAMED, "360-555-0199"))] == []


# --- Slips ----------------------------------------------------------------------------------------------------------


def broken(folder: Path, old: str, new: str) -> Safety:
    text = (FOLDER / "safety.yaml").read_text(encoding="utf-8")
    assert old in text
    file = folder / "safety.yaml"
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    return load_safety(file)


def line_of(text: str) -> int:
    lines = (FOLDER / "safety.yaml").read_text(encoding="utf-8").splitlines()
    return next(number for number, line in enumerate(lines, 1) if text in line)


@pytest.mark.parametrize(
    ("old", "new", "at", "says"),
    [
        (
            "answers: {abuse: yes}",
            "answers: {abuse: no}",
            "slug: safety-abuse",
            "“no” does not answer “abuse” with a d",
        ),
        (
            "  - {slug: safety-self-harm, answers: {self_harm: yes}}\n",
            "",
            "in_chat:",
            "No entry here answers “self_harm”",
        ),
        ("- value: self_harm", "- value: danger", "checks:", "The questions are these, in this order: danger, sexual_"),
        ("{value: no, label: No}, ", "", "options:", "One of the answers has to be “no”."),
        ("{abuse: [yes, unsure]}", "{abuse: [yes]}", "", "No text is shown for the answer “unsure”."),
        (
            "{abuse: [yes, unsure]}",
            "{abuse: [yes, unsur]}",
            "{abuse: [",
            "“unsur” is not an answer to “abuse”. Did you",
        ),
        ("{abuse: [yes,", "{abus: [yes,", "{abuse: [", "“abus” does not fit"),
        ("{contact.tip_line}", "{tip_line}", "{contact.tip_line}", "“{tip_line}” cannot be filled in here."),
        ("Don't repost it", "{contact.it}: don't", "Don't repost it", "“{contact.it}” cannot be filled in here."),
        ('"The district office can reach human resources."', "", 'say: "Human resources', "This line names a contact."),
        (
            '"Counselor: **{contact.counselor}**."',
            "Go.",
            'say: "Counselor',
            "names no contact, so “without” is never said",
        ),
        ("    files: refused", "    files: taken", "id: sexual_image_minor", "To copy such an image can be a crime"),
        ("    files: refused", "    files: no", "    files: refused", "“no” does not fit “files”."),
        ("id: file_in_chat", "id: file_in_the_chat", "texts:", "The text “file_in_chat” is missing"),
        ("id: youth_support", "id: danger", "id: youth_support", "“danger” is in “texts” twice."),
        ("Do not wait for this form.", "Do not wait. " * 30, "**Call 911 now.** Then", "at most 400 characters fit."),
        ("status: secondary", "status: probably", "status: secondary", "“probably” does not fit “status”."),
    ],
)
def test_a_slip_is_told_with_its_line(old: str, new: str, at: str, says: str, tmp_path: Path) -> None:
    with pytest.raises(Faults) as found:
        broken(tmp_path, old, new)
    assert any(says in fault.sentence and (not at or fault.line == line_of(at)) for fault in found.value.faults)


def test_a_text_that_nobody_could_read_in_a_hurry_is_told(tmp_path: Path) -> None:
    long = "".join(f'\n      - "{"Word " * 70}"' for _ in range(4))
    with pytest.raises(Faults) as found:
        broken(tmp_path, '\n      - "Seen by accident', f'{long}\n      - "Seen by accident')
    assert "characters too long to be read in a hurry." in str(found.value)


def test_an_entry_that_was_renamed_alerts_nobody_in_silence(tmp_path: Path) -> None:
    """The chat finds the button that alerts by the entry; the start says when there is none of that name."""
    content = changed(tmp_path, "safety.yaml", "slug: safety-threat", "slug: safety-violence")
    with pytest.raises(Faults, match="There is no entry “safety-violence”"):
        load_content(content)
