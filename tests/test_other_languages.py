"""Whoever writes another language of the district, or has their chat in it, reads what to do in it, and in English."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from itertools import product
from pathlib import Path

import pytest

from bot.content.translation_checks import LONGEST_TEXT
from bot.events import Clicked
from bot.house import House
from bot.replies import Open, Swap
from bot.ui import Card, Form, Text, plain, plain_body
from handlers import safety_words
from tests.content.safety_texts import SAFETY
from tests.office import Office, office
from tests.opened import enter
from tests.reports import ANSWERS, CALM, last_screen, report
from tests.translated import translated

SUICIDE = "mi estudiante dice que se quiere morir"
DUTY = "maltrato cps obligacion reportar"
CALL = ("llame al 911", "call 911")


@pytest.fixture
async def spanish(tmp_path: Path) -> AsyncIterator[Office]:
    """An office of a district that has the texts in Spanish too."""
    async with office(f"sqlite+aiosqlite:///{tmp_path}/test.db", content=translated(tmp_path)) as opened:
        yield opened


async def button(spanish: Office, action: str) -> Clicked:
    """A press of Kim's on the first such button of her newest message."""
    await spanish.settle()
    card = (await spanish.cards("kim"))[-1]
    rows = [row.button for part in card.body for row in getattr(part, "items", ()) if row.button]
    found = next(one for one in (*rows, *card.buttons) if one.action == action)
    return Clicked(**spanish.whence("kim"), action=action, value=found.value)


def in_both(words: str, *languages: str) -> bool:
    """Whether the translation stands there, and the English below it."""
    first, second = languages
    return -1 < words.find(first) < words.find(second)


# --- Which language -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("chat", ["", "en-US", "es-MX"])
async def test_who_writes_spanish_reads_spanish_whatever_their_chat_is_in(chat: str, spanish: Office) -> None:
    spanish.languages["kim"] = chat
    await spanish.say("kim", SUICIDE)
    (told,) = await spanish.told("kim")
    assert in_both(told, *CALL)


async def test_who_writes_english_in_a_spanish_chat_reads_english(spanish: Office) -> None:
    spanish.languages["kim"] = "es-MX"
    await spanish.say("kim", "a student told me that she wants to kill herself tonight")
    (told,) = await spanish.told("kim")
    assert "llame" not in told


async def test_a_few_short_words_that_could_be_any_language_count_as_that_of_the_chat(spanish: Office) -> None:
    spanish.languages["kim"] = "es-MX"
    await spanish.say("kim", "sos gun")
    (told,) = await spanish.told("kim")
    assert in_both(told.casefold(), "llame ahora al 911", "call 911")


async def test_a_text_for_danger_that_is_read_as_an_answer_is_in_both_languages(spanish: Office) -> None:
    spanish.languages["kim"] = "es-MX"
    press = Clicked(**spanish.whence("kim"), action="question.read", value="safety-abuse")
    await spanish.receive(press)
    (told,) = await spanish.told("kim")
    assert told.startswith("Sospecha de maltrato o abandono / Suspected abuse or neglect")
    assert in_both(told, *CALL)


async def test_titles_and_ratings_that_are_tapped_show_the_answer_in_the_language_of_the_message(
    spanish: Office,
) -> None:
    spanish.languages["kim"] = "en-US"
    await spanish.say("kim", "¿Me explican qué es CPS?")
    for action in ("question.choose", "question.unhelpful"):
        await spanish.receive(await button(spanish, action))
        told = (await spanish.told("kim"))[-1]
        assert told.startswith("Sospecha de maltrato o abandono / Suspected abuse or neglect")
        assert in_both(told, "llame al 911", "call 911")


async def test_without_a_translation_danger_in_spanish_is_answered_below_the_line_to_call(opened: Office) -> None:
    opened.languages["kim"] = "es-MX"
    await opened.say("kim", SUICIDE)
    (told,) = await opened.told("kim")
    assert in_both(told, "llame ahora al 911", "Do not leave the student alone")


@pytest.mark.parametrize(
    ("words", "times"),
    [
        ("¿Puedo publicar la foto del equipo?", 1),
        ("que es FERPA", 1),
        ("можно выложить фото класса", 0),
        ("peut on publier la photo de classe", 0),
    ],
)
async def test_only_who_writes_spanish_reads_spanish_without_a_translation(
    opened: Office, words: str, times: int
) -> None:
    await opened.say("kim", words)
    told = "\n".join(await opened.told("kim"))
    assert "I read English best" in told
    assert told.count("Entiendo mejor") == times


NONE, UNSURE = "¿Cuándo empieza el partido de fútbol?", "¿Puedo publicar la foto del equipo?"
PERSON, THEIR_PERSON = "puede preguntarle a una persona", "Pregúntele a una persona"


@pytest.mark.parametrize("words", [NONE, UNSURE])
async def test_who_writes_spanish_and_gets_no_answer_reads_in_spanish_that_a_person_can_be_asked(
    opened: Office, words: str
) -> None:
    await opened.say("kim", words)
    told = (await opened.told("kim"))[-1]
    assert in_both(told, "press Ask a person", PERSON)
    assert told.count("press Ask a person") == 1
    assert "[Ask a person]" in told


@pytest.mark.parametrize("words", [NONE, UNSURE])
async def test_where_a_translation_says_so_its_words_are_read(spanish: Office, words: str) -> None:
    spanish.languages["kim"] = "es-MX"
    await spanish.say("kim", words)
    told = (await spanish.told("kim"))[-1]
    assert in_both(told, "press Ask a person", THEIR_PERSON)
    assert PERSON not in told


async def test_where_a_translation_is_older_than_that_sentence_spanish_is_told_all_the_same(tmp_path: Path) -> None:
    content = translated(tmp_path)
    file = content / "safety.es.yaml"
    lines = file.read_text(encoding="utf-8").splitlines(keepends=True)
    file.write_text("".join(line for line in lines if "ask_a_person" not in line), encoding="utf-8")
    async with office(f"sqlite+aiosqlite:///{tmp_path}/test.db", content=content) as opened:
        await opened.say("kim", NONE)
        assert PERSON in (await opened.told("kim"))[-1]


@pytest.mark.parametrize("words", ["рецепт горохового супа", "peut on publier la photo de classe", "a recipe for soup"])
async def test_nobody_else_reads_spanish_about_it(opened: Office, words: str) -> None:
    await opened.say("kim", words)
    told = (await opened.told("kim"))[-1]
    assert "[Ask a person]" in told
    assert "persona" not in told


# --- Wherever a fixed text is read ----------------------------------------------------------------------------------


async def test_a_report_begins_with_the_questions_in_the_language_of_the_chat(spanish: Office) -> None:
    spanish.languages["kim"] = "es"
    now = await spanish.say("kim", "/report-account")
    assert isinstance(now, Open)
    asked = plain_body(now.form.body)
    assert "¿Está en peligro la vida o la seguridad de alguien? / Is anyone's life or safety in danger?" in asked
    assert "No / Sí / Yes / No estoy seguro / I am not sure" in asked
    assert in_both(asked, "llame ahora al 911", "call 911 now")


async def test_the_receipt_of_a_report_says_what_to_do_in_both(spanish: Office) -> None:
    spanish.languages["kim"] = "es"
    form = (await last_screen(spanish, "kim", "staff_conduct")).form
    shown = await spanish.send("kim", form, ANSWERS)
    assert isinstance(shown, Swap)
    assert in_both(plain(shown.card), "debe denunciarlo también usted mismo", "you must also report it yourself")


async def test_words_in_a_form_that_speak_of_danger_are_answered_in_their_language(spanish: Office) -> None:
    now = await spanish.say("kim", "ask a person")
    assert isinstance(now, Open)
    shown = await spanish.send("kim", now.form, {"words": SUICIDE})
    assert isinstance(shown, Swap)
    assert in_both(plain(shown.card), *CALL)
    assert in_both((await spanish.told("kim"))[-1], *CALL)


async def test_two_reporters_of_one_case_read_each_their_own_language(spanish: Office) -> None:
    spanish.languages["kim"] = "es"
    hurt = {**CALM, "self_harm": "yes"}
    first, second = await report(spanish, "kim", **hurt), await report(spanish, "ana", **hurt)
    assert first.ref == second.ref
    assert in_both((await spanish.told("kim"))[-1], "No deje solo", "Don't leave a student alone")
    assert "No deje solo" not in "\n".join(await spanish.told("ana"))


@pytest.mark.parametrize(
    "value",
    [
        "safety-threat",
        "safety-threat es",
        "safety-threat xx",
        "safety-threat es es",
        "safety-threat es I-9",
        "safety-threat ",
    ],
)
async def test_an_alert_is_raised_whatever_its_button_says_of_a_language(value: str, spanish: Office) -> None:
    now = await spanish.receive(Clicked(**spanish.whence("kim"), action="danger.alert", value=value))
    assert isinstance(now, Swap)
    assert ("Llame ahora al 911" in plain(now.card)) == value.startswith("safety-threat es")
    assert "Call 911 now" in plain(now.card)


async def test_a_second_press_shows_the_first_alert_in_its_language(spanish: Office) -> None:
    alert = "danger.alert"
    for _ in range(2):
        now = await spanish.receive(Clicked(**spanish.whence("kim"), action=alert, value="safety-threat es"))
    assert isinstance(now, Swap)
    assert in_both(plain(now.card), "Llame ahora al 911", "No new alert was sent")


async def test_of_an_answer_that_was_corrected_since_no_old_number_is_told(spanish: Office) -> None:
    library = spanish.building.house.library
    file = library.folder / "knowledge" / "safety.yaml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("Call or text **988**", "Call or text **989**", 1), encoding="utf-8")
    assert await library.refresh()
    await spanish.say("kim", SUICIDE)
    (told,) = await spanish.told("kim")
    assert "No deje solo" not in told
    assert in_both(told, "llame ahora al 911", "Do not leave the student alone")


async def test_an_answer_that_was_added_since_is_told_in_english(spanish: Office) -> None:
    house = spanish.building.house
    entry = house.library.knowledge.entry("safety-abuse")
    assert entry is not None
    fresh = entry.model_copy(update={"slug": "safety-new"})
    assert [text.text for text in safety_words.of_entry(fresh, house, "es")] == [house.library.knowledge.said(fresh)]
    assert safety_words.title_of(fresh, house, "es") == fresh.title


# --- What fits ------------------------------------------------------------------------------------------------------


def at_its_longest(house: House) -> House:
    """The same house with translated texts that use all the room that a translation is allowed."""
    (spanish,) = house.content.translations
    holds = spanish.sheet.holds
    texts = tuple(
        text.model_copy(update={"never": (*text.never, "x" * (LONGEST_TEXT - text.longest))}) for text in holds.texts
    )
    sheet = replace(spanish.sheet, holds=holds.model_copy(update={"texts": texts}))
    return replace(house, content=replace(house.content, translations=(replace(spanish, sheet=sheet),)))


def test_the_longest_translations_of_all_that_may_be_called_for_fit_a_card_and_a_form(tmp_path: Path) -> None:
    house = at_its_longest(enter(translated(tmp_path)))
    beside = (Text("y" * 300),) * 8
    for answers in product(*(check.values for check in SAFETY.checks)):
        given: dict[str, str] = dict(zip((check.value for check in SAFETY.checks), answers, strict=True))
        texts = tuple(safety_words.for_answers(given, house, "es"))
        assert Card("A title", (*texts, *beside))
        assert Form("incident.texts", "Please read this first", (*texts, *beside), "Go on")
