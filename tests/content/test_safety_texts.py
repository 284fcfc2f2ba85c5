"""The fixed words for danger: each says what must be said, and none says what must not."""

from __future__ import annotations

import re

import pytest

from bot.content.safety import SafetyText
from tests.content.safety_texts import CONTACTS, SAFETY, said

every_text = pytest.mark.parametrize("text", SAFETY.texts, ids=lambda text: text.id)

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
    "staff_conduct_reported": (
        "you must also report it yourself",
        *POLICE_OR_DCYF,
        "This report does not count.",
        "Questions: human resources, 360-555-0113.",
        "Don't confront anybody, don't tell the person it is about, and don't look for explanations.",
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
    "file_kept": (
        "This chat still holds your file. Don't open, forward or delete it; tell the police where it is.",
        "Tell the police that this system holds it.",
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
        ("staff_conduct_reported", "**If a child may be abused, you must also report it yourself**"),
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
