"""Danger is recognized however it is said, and everyday words set nothing off."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.knowledge.danger import HEARD
from bot.knowledge.danger_ear import EVERYDAY
from tests.danger.test_danger_file import small
from tests.opened import CONTENT, recogniser, signs
from tools.messages import headed

DANGER, SIGNS = recogniser(), signs()

HERE = Path(__file__).parent
DANGERS = [*headed(HERE / "dangers.txt")]
EVERYDAYS = [message for _, message in headed(HERE / "everyday.txt")]
SOME_DANGERS, SOME_EVERYDAYS = DANGERS[::4], EVERYDAYS[::6]
"""Enough to see whether what was learned fits what it was learned from."""
EXAM = [*headed(HERE / "exam.txt")]
SECOND_EXAM = [*headed(HERE / "second_exam.txt")]
THIRD_EXAM = [*headed(HERE / "third_exam.txt")]
FOURTH_EXAM = [*headed(HERE / "fourth_exam.txt")]
FIFTH_EXAM = [*headed(HERE / "fifth_exam.txt")]
IN_OTHER_LANGUAGES = [*headed(HERE / "plainly_in_other_languages.txt")]
EXAMS = ["first", "second", "third"]
Messages = Sequence[tuple[str, str]]
pytestmark = pytest.mark.xdist_group("danger")
"""All in one process, so that what one test has heard need not be listened to again in another."""


@cache
def called_for(message: str) -> tuple[str, ...]:
    """The entries that a message calls for, the one to show first; listened to once, whatever is asked of it then."""
    return DANGER.all(message)


def is_heard(message: str) -> bool:
    return bool(called_for(message))


messages = st.sampled_from([message for _, message in DANGERS]).filter(is_heard)


# --- What people write ----------------------------------------------------------------------------------------------


def test_hardly_a_danger_that_was_taught_is_missed() -> None:
    missed = [(slug, message) for slug, message in SOME_DANGERS if not is_heard(message)]
    assert len(missed) <= 0.005 * len(SOME_DANGERS), missed


def test_nearly_always_the_very_entry_is_shown() -> None:
    others = [(slug, message) for slug, message in SOME_DANGERS if slug not in called_for(message)]
    assert len(others) <= 0.05 * len(SOME_DANGERS)


def test_everyday_words_that_were_taught_set_hardly_anything_off() -> None:
    alarms = [(DANGER.explain(message), message) for message in SOME_EVERYDAYS if is_heard(message)]
    assert len(alarms) <= 0.03 * len(SOME_EVERYDAYS), alarms


@pytest.mark.parametrize(
    "message",
    ["suicide!!", "wants to die", "kill me", "KMS", "unalive", "suicidal post", "sextortion", "a bomb??", "rape"],
)
def test_a_word_or_two_of_danger_are_enough(message: str) -> None:
    assert DANGER.of(message)


@pytest.mark.parametrize(
    "message",
    ["photo shoot", "suicide prevention", "weapons policy", "gun club", "threat level", "dead link", "hit song"],
)
def test_a_word_or_two_of_every_day_are_not(message: str) -> None:
    assert not DANGER.of(message)


@pytest.mark.parametrize(("exam", "least"), [(EXAM, 0.98), (SECOND_EXAM, 0.98), (THIRD_EXAM, 0.99)], ids=EXAMS)
def test_dangers_that_nobody_taught_are_recognized(exam: Messages, least: float) -> None:
    """The exams were written by people who had seen neither signs nor messages; nothing is learned from them."""
    dangers = [message for slug, message in exam if slug != EVERYDAY]
    assert sum(map(is_heard, dangers)) >= least * len(dangers)


def test_most_dangers_inside_a_question_about_something_else_are_recognized() -> None:
    missed = [message for _, message in FOURTH_EXAM if not is_heard(message)]
    assert len(missed) <= 0.16 * len(FOURTH_EXAM), missed


def test_most_dangers_that_stand_inside_something_else_are_recognized() -> None:
    dangers = [message for slug, message in FIFTH_EXAM if slug != EVERYDAY]
    assert sum(map(is_heard, dangers)) >= 0.91 * len(dangers)


def test_what_only_begins_as_such_a_danger_does_sets_little_off() -> None:
    """Many of them open as one of the dangers does and go on harmlessly: the shape tells nothing."""
    everyday = [message for slug, message in FIFTH_EXAM if slug == EVERYDAY]
    assert sum(map(is_heard, everyday)) <= 0.11 * len(everyday)


def test_what_is_said_plainly_is_recognized_in_other_languages_too() -> None:
    missed = [message for _, message in IN_OTHER_LANGUAGES if not is_heard(message)]
    assert len(missed) <= 0.04 * len(IN_OTHER_LANGUAGES), missed


@pytest.mark.parametrize(
    "message",
    [
        "quero morrer de rir com esse video",
        "vou matar a saudade da turma",
        "je veux mourir de rire, la photo du bal",
        "想死你们了,新学期见",
        "听说有人带枪,后来警察说是玩具",
        "o menino tem uma arma de brinquedo na foto, posto?",
    ],
)
def test_everyday_phrases_of_other_languages_say_nothing_outright(message: str) -> None:
    assert SIGNS.of(message) is None


@pytest.mark.parametrize(("exam", "most"), [(EXAM, 0.03), (SECOND_EXAM, 0.025), (THIRD_EXAM, 0.01)], ids=EXAMS)
def test_everyday_words_that_nobody_taught_set_little_off(exam: Messages, most: float) -> None:
    """A third of them, a quarter in the second, were written to stand as near to danger as everyday words can; in the
    third they are what people ask in a year."""
    everyday = [message for slug, message in exam if slug == EVERYDAY]
    assert sum(map(is_heard, everyday)) <= most * len(everyday)


def test_signs_alone_set_hardly_anything_off() -> None:
    assert sum(SIGNS.of(message) is not None for message in SOME_EVERYDAYS) <= 0.02 * len(SOME_EVERYDAYS)


def test_no_message_is_there_twice() -> None:
    every = [
        message.casefold()
        for exam in (DANGERS, EXAM, SECOND_EXAM, THIRD_EXAM, FOURTH_EXAM, FIFTH_EXAM)
        for _, message in exam
    ]
    every += [message.casefold() for message in EVERYDAYS]
    assert len(every) == len({*every})


def test_each_entry_is_one_that_interrupts() -> None:
    entries = yaml.safe_load((CONTENT / "knowledge" / "safety.yaml").read_text(encoding="utf-8"))["entries"]
    assert {*DANGER.slugs} == {entry["slug"] for entry in entries if entry["interrupt"]}


def test_the_variants_of_the_entries_call_for_them() -> None:
    entries = yaml.safe_load((CONTENT / "knowledge" / "safety.yaml").read_text(encoding="utf-8"))["entries"]
    asked = [(entry["slug"], question) for entry in entries for question in entry["ask"]]
    assert not [(slug, question) for slug, question in asked if not DANGER.of(question)]


def test_the_most_urgent_entry_is_shown() -> None:
    message = "he is blackmailed with nudes and now he wants to die"
    assert DANGER.of(message) == "safety-self-harm"
    assert DANGER.all(message) == ("safety-self-harm", "safety-sextortion", "safety-sexual-image")


@pytest.mark.parametrize(
    ("message", "slugs"),
    [
        ("coach says he will bring a gun and texts one of the girls late at night", ("threat", "staff-boundary")),
        ("my uncle makes her sit on his lap", ("abuse", "staff-boundary")),
        ("everyone in C hall is going to die after lunch", ("threat", "self-harm")),
    ],
)
def test_a_sign_of_one_danger_hides_no_graver_one_that_is_heard(message: str, slugs: tuple[str, ...]) -> None:
    assert DANGER.all(message) == tuple(f"safety-{slug}" for slug in slugs)


def test_of_dangers_inside_something_else_six_in_seven_get_their_own_text() -> None:
    found = [(slug, called_for(message)) for slug, message in FIFTH_EXAM if slug != EVERYDAY]
    recognized = [(slug, slugs[0]) for slug, slugs in found if slugs]
    assert sum(slug == shown for slug, shown in recognized) >= 6 / 7 * len(recognized)


def test_a_finding_names_the_sign_and_the_words() -> None:
    finding = DANGER.explain("They said: don't come to SCHOOL tomorrow")[0]
    assert (finding.slug, finding.words) == ("safety-threat", ("not come school",))


def test_a_sign_is_evidence_for_the_ear_and_names_what_it_heard(tmp_path: Path) -> None:
    assert small(tmp_path).of("the boy with the mask") is None
    message = "his little brother is blackmailed with nudes by somebody online"
    assert SIGNS.of(message) is None
    assert ("safety-sextortion", "blackmail*") in [(found.slug, found.sign) for found in DANGER.explain(message)]


@pytest.mark.parametrize("message", ["", " ", "👍", "?", "\u200b", "…", "a" * 10_000, "🙂" * 10_000, "<@U1> <!here>"])
def test_nothing_is_found_in_nothing(message: str) -> None:
    assert DANGER.of(message) is None


# --- How it is typed ------------------------------------------------------------------------------------------------

DISGUISES: Mapping[str, Callable[[str], str]] = {
    "capitals": str.upper,
    "a mark between letters that nobody sees": lambda text: text.replace("i", "i\u200b"),
    "wide letters": lambda text: "".join(chr(ord(c) + 0xFEE0) if c.isascii() and c.isalpha() else c for c in text),
    "two spaces": lambda text: text.replace(" ", "  "),
    "one more exclamation": lambda text: text + "!!!",
    "bold": lambda text: f"*{text}*",
}


@pytest.mark.parametrize("disguise", DISGUISES)
@given(message=messages)
def test_a_disguise_hides_nothing(disguise: str, message: str) -> None:
    assert DANGER.of(DISGUISES[disguise](message)) is not None


@pytest.mark.parametrize(
    "message",
    ["he will k1ll them", "s3lf h4rm pics", "K.M.S. she wrote", "k i l l everyone", "n*des of her",
     "he wants to dieeeee", "su*cide note", "кill everyone", "KILL   EVERYONE", "s e l f harm", "5uicid3"],
)  # fmt: skip
def test_spelling_hides_nothing(message: str) -> None:
    assert DANGER.of(message) is not None


@given(message=messages, before=st.sampled_from(EVERYDAYS), after=st.sampled_from(EVERYDAYS))
def test_everyday_sentences_around_it_hide_nothing(message: str, before: str, after: str) -> None:
    assert DANGER.of(f"{before}\n{message}\n{after}") is not None


# --- The ear --------------------------------------------------------------------------------------------------------


def test_the_ear_hears_what_no_sign_says() -> None:
    message = "she gave away her hoodies and said it was nice knowing us"
    assert SIGNS.of(message) is None
    (finding,) = DANGER.explain(message)
    assert (finding.slug, finding.sign) == ("safety-self-harm", HEARD)


# --- How fast -------------------------------------------------------------------------------------------------------

WORDS = sorted({word for _, message in DANGERS for word in message.split()})
long_messages = st.lists(st.sampled_from([*WORDS, *".!\n"]), min_size=5, max_size=60).map(
    lambda words: (" ".join(words) + " ") * 200
)
gibberish = st.text(min_size=20, max_size=200).map(lambda text: text * 100)


@settings(deadline=None, max_examples=15)
@given(message=long_messages | gibberish)
def test_ten_thousand_characters_are_read_in_no_time(message: str) -> None:
    started = time.process_time()
    DANGER.all(message[:10_000])
    assert time.process_time() - started < 0.25
