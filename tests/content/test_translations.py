"""The fixed texts in another language: whole, signed by a person, and with every number of the English."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.content import load_content
from bot.content.translation_checks import English, checks
from bot.content.translation_file import TranslationFile
from bot.content.yaml_files import Faults, read
from tests.changed_content import changed, changed_further
from tests.commands import complaint, run
from tests.content.safety_texts import SAFETY
from tests.opened import CONTENT
from tests.translated import SPANISH, translated

TODAY = date(2026, 11, 9)
EMPTY = re.compile(r"((?: *# .*\n)*) *[^#\n]*?(\"\")")


def faults(content: Path) -> list[str]:
    """What keeps a folder from being used: the file, the line, and a sentence."""
    with pytest.raises(Faults) as refused:
        load_content(content)
    return [f"{fault.file.name}:{fault.line}: {fault.sentence}" for fault in refused.value.faults]


def notes(content: Path) -> list[str]:
    return [f"{note.file.name}:{note.line}: {note.sentence}" for note in load_content(content).notes(TODAY)]


def line_of(words: str) -> int:
    """Where the translation first says this."""
    lines = SPANISH.read_text(encoding="utf-8").splitlines()
    return next(at for at, line in enumerate(lines, 1) if words in line)


# --- What is there --------------------------------------------------------------------------------------------------


def test_a_translation_says_all_that_the_english_says_in_its_order(tmp_path: Path) -> None:
    (spanish,) = load_content(translated(tmp_path)).translations
    everything = {"danger": "yes", "sexual_image": "unsure", "self_harm": "yes", "abuse": "yes"}
    english = SAFETY.shown(everything)
    for here, there in zip(spanish.safety.shown(everything), english, strict=True):
        assert (here.id, here.alarm, here.files, len(here.say)) == (there.id, there.alarm, there.files, len(there.say))
        assert here.title != there.title
    assert [check.values for check in spanish.safety.checks] == [check.values for check in SAFETY.checks]


def test_beside_a_text_on_abuse_a_translation_asks_for_nothing_either(tmp_path: Path) -> None:
    (spanish,) = load_content(translated(tmp_path)).translations
    said = [line.say for text in spanish.safety.shown({"self_harm": "yes", "abuse": "yes"}) for line in text.say]
    assert not [line for line in said if "Escriba aquí solo lo que otros" in line]
    assert [line for line in said if "Escriba aquí solo que lo denunció" in line]


def test_the_sample_district_is_promised_english_and_no_more() -> None:
    content = load_content(CONTENT)
    assert content.district.languages == ("en",)
    assert content.translations == ()
    assert not [*CONTENT.glob("safety.*.yaml")]


# --- A start that is refused ----------------------------------------------------------------------------------------


def test_a_language_without_its_file_stops_the_start(tmp_path: Path) -> None:
    content = changed(tmp_path, "district.yaml", "languages: [en]", "languages: [en, vi]")
    (fault,) = faults(content)
    assert re.fullmatch(
        r"district\.yaml:\d+: There is no safety\.vi\.yaml\. Write it with “python -m bot translation vi”, have a "
        r"person translate it, or take “vi” out\.",
        fault,
    )


@pytest.mark.parametrize("listed", ["[es, en]", "[es]"])
def test_english_comes_first(listed: str, tmp_path: Path) -> None:
    content = changed(tmp_path, "district.yaml", "languages: [en]", f"languages: {listed}")
    assert any("English comes first: write “en” before the others." in fault for fault in faults(content))


SLIPS = [
    ("  - id: youth_support\n", "  - id: youth_supprt\n", "“youth_support” is not translated."),
    ("  - id: youth_support\n", "  - id: youth_supprt\n", "There is no “youth_supprt” to translate."),
    ("mensaje al **988**", "mensaje al **998**", "“988” is in the English and not here. Copy it as it is."),
    ("**1-866-363-4276**", "**1-866-363-4267**", "“1-866-363-4276” is in the English and not here."),
    ("(https://tips.fbi.gov)", "(https://tips.fbi.com)", "“https://tips.fbi.gov” is in the English and not here."),
    ("**report-account**", "**avisar-cuenta**", "“**report-account**” is in the English and not here."),
    ("**{contact.counselor}**", "**360-555-0112**", "The blanks are not those of the English: “Counselor: **{contact"),
    (
        '{value: yes, label: "Sí"}',
        '{value: si, label: "Sí"}',
        "The answers to “danger” are these, in this order: no, yes,",
    ),
    ("No vuelva a mirar", "No vuelva a mirar, por favor" * 8, "“hint” is too long"),
    (
        "Sí, quizá menor de 18 años",
        "Sí, de alguien que puede ser menor de 18 años",
        "Together with the English this is",
    ),
    ("llame ahora al **911**.", "llame ahora a alguien.", "Say here to call 911 in danger."),
    (
        '      - "No mande a los estudiantes',
        '      # "No mande a los estudiantes',
        "“danger” has 2 lines under “never”",
    ),
    ("Made up for the tests; no person has signed it", "", "“translated_by” is empty."),
    ('contacts.counselor: "la', 'contacts.consejero: "la', "These belong under “without”: contacts.cou"),
]


@pytest.mark.parametrize(("right", "wrong", "sentence"), SLIPS, ids=lambda words: words[:30])
def test_a_slip_in_a_translation_stops_the_start_and_names_its_line(
    right: str, wrong: str, sentence: str, tmp_path: Path
) -> None:
    translated(tmp_path)
    said = faults(changed_further(tmp_path, "safety.es.yaml", right, wrong))
    assert [fault for fault in said if sentence in fault and fault.startswith("safety.es.yaml:")]


def test_a_lost_number_is_named_with_the_line_where_it_should_stand(tmp_path: Path) -> None:
    translated(tmp_path)
    content = changed_further(tmp_path, "safety.es.yaml", "texto al **741741**", "texto al **741714**")
    line = line_of("**741741**")
    assert faults(content) == [f"safety.es.yaml:{line}: “741741” is in the English and not here. Copy it as it is."]


HOLDS = read(SPANISH, TranslationFile).holds
ENGLISH = English(SAFETY.sheet.holds, load_content(CONTENT).knowledge.interrupts)
NUMBERED = [
    (at, place, found.start())
    for at, text in enumerate(HOLDS.texts)
    for place, line in enumerate(text.say)
    for found in re.finditer(r"\d(?=[\d-])|(?<=[\d-])\d", re.sub(r"{[^}]*}", "", line.say))
    if "{" not in line.say
]


@given(st.sampled_from(NUMBERED), st.sampled_from("0123456789"))
def test_no_digit_of_a_number_can_change_unnoticed(place: tuple[int, int, int], digit: str) -> None:
    text_at, line_at, at = place
    text = HOLDS.texts[text_at]
    line = text.say[line_at]
    changed_line = line.model_copy(update={"say": f"{line.say[:at]}{digit}{line.say[at + 1 :]}"})
    say = (*text.say[:line_at], changed_line, *text.say[line_at + 1 :])
    texts = (*HOLDS.texts[:text_at], text.model_copy(update={"say": say}), *HOLDS.texts[text_at + 1 :])
    found = [problem for check in checks(ENGLISH) for problem in check(HOLDS.model_copy(update={"texts": texts}))]
    assert bool(found) == (digit != line.say[at])


# --- What is worth a look -------------------------------------------------------------------------------------------


def test_check_names_each_language_with_whoever_signed_it(tmp_path: Path) -> None:
    assert any("“es” is translated by Made up for the tests" in note for note in notes(translated(tmp_path)))


def test_check_notes_a_translation_of_an_older_text(tmp_path: Path) -> None:
    translated(tmp_path)
    content = changed_further(tmp_path, "safety.yaml", f"version: {SAFETY.version}", f"version: {SAFETY.version + 1}")
    (note,) = [note for note in notes(content) if note.startswith(f"safety.es.yaml:{line_of('of_version')}:")]
    assert f"This translates version {SAFETY.version} of safety.yaml, which is at version {SAFETY.version + 1}." in note


def test_check_notes_a_translation_of_an_older_answer(tmp_path: Path) -> None:
    translated(tmp_path)
    content = changed_further(
        tmp_path, "safety.es.yaml", "slug: safety-abuse\n    of_version: 1", "slug: safety-abuse\n    of_version: 2"
    )
    assert any(
        "This translates version 2 of the entry “safety-abuse”, which is at version 1." in one for one in notes(content)
    )


def test_check_notes_a_translation_that_does_not_say_yet_that_a_person_can_be_asked(tmp_path: Path) -> None:
    content = translated(tmp_path)
    assert not any("ask_a_person" in note for note in notes(content))
    file = content / "safety.es.yaml"
    lines = file.read_text(encoding="utf-8").splitlines(keepends=True)
    file.write_text("".join(line for line in lines if "ask_a_person" not in line), encoding="utf-8")
    assert any("“ask_a_person” is not translated yet." in note for note in notes(content))


def test_check_notes_a_translation_that_nobody_reads(tmp_path: Path) -> None:
    translated(tmp_path)
    content = changed_further(tmp_path, "district.yaml", "languages: [en, es]", "languages: [en]")
    assert "safety.es.yaml:1: Nobody reads this yet: “languages” in district.yaml does not list “es”." in notes(content)


# --- How a district makes one ---------------------------------------------------------------------------------------


def test_the_command_writes_every_english_line_above_an_empty_one_to_be_filled_in(tmp_path: Path) -> None:
    content = changed(tmp_path, "district.yaml", "languages: [en]", "languages: [en, vi]")
    written = run(tmp_path, "translation", "vi", CONTENT_DIR=str(content)).stdout
    (content / "safety.vi.yaml").write_text(written, encoding="utf-8")
    left = faults(content)
    assert len(left) >= written.count('""')
    assert all(fault.startswith("safety.vi.yaml:") for fault in left)

    filled = EMPTY.sub(with_its_english, written).replace("translated_on:", "translated_on: 2026-11-09")
    (content / "safety.vi.yaml").write_text(filled, encoding="utf-8")
    (echo,) = load_content(content).translations
    assert [text.model_dump() for text in echo.safety.texts] == [text.model_dump() for text in SAFETY.texts]


def with_its_english(blank: re.Match[str]) -> str:
    english = " ".join(line.strip().removeprefix("# ") for line in blank[1].splitlines())
    return blank[0].removesuffix('""') + json.dumps(english[:140] if "signs" in english else english)


@pytest.mark.parametrize("code", ["en", "Spanish", "../es", ""])
def test_what_is_no_other_language_is_refused_with_an_example(code: str, tmp_path: Path) -> None:
    assert complaint(tmp_path, "translation", code) == (
        f"“{code}” is not a language to translate into. Write its code, such as es or vi.\n"
    )
