"""The fixed words for danger: each says what must be said, none says what must not, and no answer is left without."""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import product
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.content.district import load_district
from bot.content.safety import NO, Safety, SafetyText, load_safety
from bot.content.yaml_files import Faults
from bot.ui import Card, ChoiceField, Option, Text, plain

FOLDER = Path(__file__).parents[2] / "content"
SAFETY = load_safety(FOLDER / "safety.yaml")
CONTACTS = load_district(FOLDER / "district.yaml").contacts
NAMED = sorted({name for text in SAFETY.texts for line in text.say for name in line.contacts})
ANSWERS = [
    dict(zip((check.value for check in SAFETY.checks), answers, strict=True))
    for answers in product(*(check.values for check in SAFETY.checks))
]
every_answer = pytest.mark.parametrize("answers", ANSWERS, ids=lambda answers: "-".join(answers.values()))
every_text = pytest.mark.parametrize("text", SAFETY.texts, ids=lambda text: text.id)


def said(text: SafetyText, contacts: Mapping[str, str] = CONTACTS) -> str:
    """A text as a person reads it, with the sample's contacts or with others."""
    lines = (*text.paragraphs(contacts), *text.forbids)
    return plain(Card(text.title, tuple(Text(line) for line in lines)))


# --- What each text says --------------------------------------------------------------------------------------------

POLICE_OR_DCYF = ("1-866-363-4276", "the police or to DCYF")
MUST_SAY: dict[str, tuple[str, ...]] = {
    "danger": (
        "Call 911 now.",
        "Then tell your principal or the school resource officer.",
        "Do not wait for this form.",
        "Treat it as real until the police and the district's threat team say otherwise.",
        "Keep the link, the account's name and the time",
        "Don't repost it, not even to warn people.",
        "Don't send students to find out more.",
    ),
    "threat": (
        "Call 911 now.",
        "Do not wait for an answer here.",
        "Treat it as real until the police",
        "Don't repost it, not even to warn people.",
        "Don't send students",
        "that is no school record",
        "the exact account name",
        "today about a request to preserve the post; only the police can make it",
    ),
    "self_harm": (
        "If it is happening now, or you do not know where they are, call 911.",
        "call or text 988",
        "Don't leave a student alone.",
        "Counselor: 360-555-0112.",
        "as the district's plan says",
        "text 741741",
        "only what others need",
        "Don't take the counseling on yourself.",
    ),
    "sexual_image_minor": (
        "Stop. Do not open, copy, screenshot, forward, print or upload it",
        "real or made by AI",
        "if you are not sure",
        "Seen by accident: stop, report, do not look again.",
        "Tell the police or the school resource officer at once, and your principal",
        "if the principal is involved, the district office",
        "Leave the device as it is, in a safe place.",
        "Write words only: the platform, the account, a link if you can see it already, who told you, and when.",
        "cybertipline.org",
        "1-800-843-5678",
        "Tell the family about takeitdown.ncmec.org",
        "it is used on the device that holds the original",
        *POLICE_OR_DCYF,
        "This form does not count.",
        "Don't describe the body.",
        "nor the link to a group",
        "never later than 48 hours",
        "Don't search anybody's phone.",
    ),
    "sexual_image_adult": (
        "Do not open, copy, forward or upload it",
        "If you doubt that it is an adult, tell the police at once.",
        "Seen by accident: stop, report, do not look again.",
        "The person shown decides.",
        "48 hours from a valid request",
        "does not file in their place",
        "Write words only",
    ),
    "sextortion": (
        "Do not pay. Do not answer. Do not delete anything.",
        "Keep the account names.",
        "Call the police",
        "tips.fbi.gov",
        "1-800-225-5324",
        "cybertipline.org",
        "not their fault",
        *POLICE_OR_DCYF,
        "Telling me does not count.",
    ),
    "abuse": (
        "You must report it yourself",
        *POLICE_OR_DCYF,
        "at the first opportunity, and never later than 48 hours",
        "This form does not count.",
        "You need not be sure, whoever it is about.",
        "Write here only that you reported it, and when.",
        "Don't wait for an investigation, and don't try to find out whether it is true.",
    ),
    "staff_boundary": (
        "Report it at once to human resources, or to your principal if the principal is not involved.",
        "Human resources: 360-555-0113.",
        *POLICE_OR_DCYF,
        "Telling me does not count.",
        "Don't confront anybody, don't tell the person it is about, and don't look for explanations.",
        "Don't speak of it in a channel or a group.",
    ),
    "bullied_student": (
        "Every complaint, formal or informal, goes to the district's contact for harassment,",
        "The family may also file the district's form: https://www.example.org/bullying-form",
        "911",
    ),
    "youth_support": (
        "The district's tip line: 360-555-0114.",
        "HearMeWA",
        "up to 25",
        "None of these stands in for 911.",
    ),
    "file_in_chat": (
        "This chat still holds your file. Don't open, forward or delete it; tell the police where it is.",
        "keep no copy",
    ),
}
"""The table of safety rules, by phrase: what each text has to say or do."""

MUST_NOT = re.compile(
    r"\bhoax\b|\bprank\b|not credible|take a screenshot|send (?:it|the \w+) here|upload (?:it )?here|"
    r"what does it show|(?:this|here|me) counts as|we (?:have )?(?:reported|alerted)|instead of (?:calling )?911|"
    r"your fault|you should have|\bpassword\b",
    re.I,
)
"""What no text may say: a judgement of the danger, a call for the file, a report that nobody made, blame."""


@every_text
def test_a_text_says_what_it_must(text: SafetyText) -> None:
    assert not [phrase for phrase in MUST_SAY[text.id] if phrase not in said(text)]


@every_text
def test_a_text_says_nothing_that_it_must_not(text: SafetyText) -> None:
    assert not MUST_NOT.search(said(text))
    assert not MUST_NOT.search(said(text, {}))


@pytest.mark.parametrize(
    ("text_id", "first"),
    [
        ("danger", "**Call 911 now.**"),
        ("threat", "**Call 911 now.**"),
        ("self_harm", "**If it is happening now, or you do not know where they are, call 911.**"),
        ("sexual_image_minor", "**Stop. Do not open"),
        ("sexual_image_adult", "**Do not open"),
        ("sextortion", "**Do not pay."),
        ("abuse", "**In danger now: call 911.**"),
        ("staff_boundary", "**Report it at once**"),
        ("bullied_student", "In danger now: call **911**."),
        ("youth_support", "In danger now: call **911**."),
    ],
)
def test_the_first_thing_to_do_comes_first(text_id: str, first: str) -> None:
    assert SAFETY.text(text_id).paragraphs(CONTACTS)[0].startswith(first)


@every_text
def test_a_number_to_call_is_bold(text: SafetyText) -> None:
    number = re.compile(r"\b(?:911|988|741741|1-8\d\d-\d{3}-\d{4}|360-555-\d{4})\b")
    for line in text.paragraphs(CONTACTS):
        bold = " ".join(re.findall(r"\*\*(.+?)\*\*", line))
        assert {*number.findall(line)} == {*number.findall(bold)}


def test_a_number_in_letters_has_the_same_number_in_digits() -> None:
    keys = {
        letter: str(key)
        for key, letters in enumerate(("ABC", "DEF", "GHI", "JKL", "MNO", "PQRS", "TUV", "WXYZ"), 2)
        for letter in letters
    }
    for text in SAFETY.texts:
        for digits, letters in re.findall(
            r"\*\*([\d-]{14})\*\* \((1-[A-Z\d-]+)\)", "\n".join(text.paragraphs(CONTACTS))
        ):
            spelled = "".join(keys.get(letter, letter) for letter in letters if letter != "-")
            assert spelled == digits.replace("-", "")


@every_text
def test_a_text_is_calm_short_and_stands_on_something(text: SafetyText) -> None:
    assert text.longest <= 1_200
    assert "!" not in said(text)
    assert not [line for line in text.say if len(line.say) > 300]
    assert all(authority.status in ("verified", "secondary") for authority in text.authority)


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
    assert SAFETY.alerts_at_once(answers) is (answers["danger"] != NO)
    assert SAFETY.alerts(answers) is any(value != NO for value in answers.values())
    assert SAFETY.hands_off(answers) is (answers["abuse"] != NO)


def test_a_concern_about_a_colleague_never_goes_to_a_group() -> None:
    assert not SAFETY.text("staff_boundary").alerts


def test_where_no_file_may_be_taken_the_text_says_so_itself() -> None:
    refusing = {text.id for text in SAFETY.texts if not text.takes_files}
    assert refusing == {"sexual_image_minor", "sexual_image_adult", "sextortion", "file_in_chat"}


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
        ("- value: self_harm", "- value: danger", "checks:", "The questions are these, in this order: danger, sexual_"),
        ("{value: no, label: No}, ", "", "options:", "One of the answers has to be “no”."),
        ("{abuse: [yes, unsure]}", "{abuse: [yes]}", "", "No text is shown for the answer “unsure”."),
        ("{abuse: [yes, unsure]}", "{abuse: [yes, unsur]}", "{abuse: [", "“unsur” is no answer to “abuse”. Did you"),
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
