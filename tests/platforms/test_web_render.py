"""Whatever a card or form says, the playground shows all of it, as words and never as HTML, and every control can be
reached and named."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any
from xml.etree.ElementTree import Element
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings

from bot.dates import clock
from bot.events import Filled
from bot.platforms.web.panels import Panel
from bot.ui import (
    FIELDS,
    Answer,
    Button,
    Buttons,
    Card,
    ChoiceField,
    DayField,
    Facts,
    Field,
    Form,
    Image,
    Option,
    PersonField,
    Quote,
    Row,
    Rows,
    Status,
    Text,
    TextField,
    YesField,
    literal,
    plain,
    plain_body,
)
from tests.drive_web import WebPerson
from tests.platforms.web_double import ANA, Playground, playground
from tests.strategies import cards, filled_forms, forms
from tests.web_html import marked, read_html, words

some = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


async def ana_sees(place: Playground) -> WebPerson:
    ana = WebPerson(place.session, place.url, ANA.email)
    await ana.look()
    return ana


@given(cards())
@some
async def test_any_card_is_shown_whole(card: Card) -> None:
    async with playground() as place:
        await place.chat.post(await place.chat.find(ANA.email), card)
        assert (await ana_sees(place)).messages() == [plain(card)]


@given(forms())
@some
async def test_any_form_is_shown_whole(form: Form) -> None:
    async with playground() as place:
        place.chat.panels.show(ANA.email, Panel(form))
        shown = (await ana_sees(place)).form() or ""
        assert shown.startswith(form.title + "\n")
        assert shown.endswith(" ".join(f"[{label}]" for label in (form.submit, *(each.label for each in form.buttons))))
        pieces = [field.label for field in form.fields] + [plain_body((part,)) for part in said_by(form)]
        assert [piece for piece in pieces if piece not in shown] == []


def said_by(form: Form) -> list[Any]:
    return [part for part in form.body if not isinstance(part, FIELDS)]


@given(filled_forms())
@some
async def test_answers_come_back_identical(filled: tuple[Form, dict[str, Answer]]) -> None:
    form, answers = filled
    async with playground() as place:
        place.chat.panels.show(ANA.email, Panel(form, typed=answers))
        await (await ana_sees(place)).send()
        came_back = next(event for event in place.machine.heard if isinstance(event, Filled))
        assert came_back.answers == answers
        assert (came_back.form, came_back.value, came_back.pressed) == (form.name, form.value, "")


async def test_a_reference_is_never_broken_at_its_hyphen() -> None:
    body = (
        Text("Type history R-1001, or **hold I-1002: the reason**."),
        Quote("Our reference: I-1003"),
        Facts((("Request", "R-1004"),)),
        Rows((Row("Q-1005 · May we?", "with Q-1006 in the 1-2-3"),)),
    )
    card = Card("A-1007 · Facebook", body)
    async with playground() as place:
        await place.chat.post(await place.chat.find(ANA.email), card)
        assert (await ana_sees(place)).messages() == [plain(card)]
        async with place.session.get(f"{place.url}/playground") as answer:
            whole = [words(each) for each in marked(read_html(await answer.text()), "whole")]
    named = [piece for piece in whole if len(piece) == len("R-1001")]
    assert named == ["A-1007", "R-1001", "I-1002", "I-1003", "R-1004", "Q-1005", "Q-1006"]


# --- What people write is never HTML --------------------------------------------------------------------------

EVIL = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    "</textarea><script>alert(1)</script>",
    "</article><form action=https://evil.example><button>Approve</button>",
    "<b>Approve</b>",
    "<https://evil|Approve>",
    "[x](https://evil)",
    "<!channel>",
    "{{ 7 * 7 }}{% raw %}",
    "&lt;b&gt; &amp;",
    "\u202eevorppA",
    "👩🏽‍🏫🚸",
)


def everything(word: str) -> tuple[Card, Form]:
    """A card and a form with this word wherever a person's words can stand."""
    button = Button("go", word, word)
    card = Card(
        word,
        (
            Text(literal(word)),
            Quote(word),
            Status(word),
            Facts(((word, word),)),
            Rows((Row(word, word, Button("row", word)),)),
            Buttons((Button("beside", word, word),)),
            Image("https://example.org/a.png", word),
        ),
        (button,),
    )
    form = Form("any", word[:24], fields_with(word), word[:24], value=word, buttons=(button,), step=(1, 2))
    return card, form


def fields_with(word: str) -> tuple[Field, ...]:
    few = (Option(word[:75], word[:75]),)
    many = (*few, *(Option(str(place), str(place)) for place in range(9)))
    return (
        TextField("one", word, word, word),
        TextField("many", word, word, word, lines="many"),
        ChoiceField("radio", word, few, word),
        ChoiceField("list", word, many, word, (word[:75],)),
        ChoiceField("boxes", word, few, word, (word[:75],), many=True),
        YesField("yes", word, word[:75], word),
        DayField("day", word, word),
        PersonField("person", word, word, word),
    )


async def page_with(word: str) -> Element:
    card, form = everything(word)
    async with playground() as place:
        await place.chat.post(await place.chat.find(ANA.email), card)
        await place.chat.board.say(ANA.email, word)
        errors = {field.name: word for field in form.fields} | {"stray": word}
        place.chat.panels.show(ANA.email, Panel(form, errors))
        async with place.session.get(f"{place.url}/playground") as answer:
            return read_html(await answer.text())


def skeleton(page: Element) -> list[tuple[str, list[str]]]:
    """A page without its words: tags, and the names of their attributes."""
    return [(each.tag, sorted(each.attrib)) for each in page.iter()]


@pytest.mark.parametrize("evil", EVIL)
async def test_what_people_write_stays_words(evil: str) -> None:
    page, harmless = await page_with(evil), await page_with("harmless")
    assert skeleton(page) == skeleton(harmless)
    assert words(page).count(evil[:24]) == words(harmless).count("harmless")


@pytest.mark.parametrize("address", ["javascript:alert(1)", "JavaScript:alert(1)", "data:text/html,<b>x</b>", "//evil"])
async def test_an_address_that_does_more_than_open_a_page_is_no_link(address: str) -> None:
    card = Card("", (Image(address, "A picture"),), (Button("go", "Go", url=address),))
    async with playground() as place:
        await place.chat.post(await place.chat.find(ANA.email), card)
        assert (await ana_sees(place)).messages() == ["(picture: A picture)\n[Go]"]
        async with place.session.get(f"{place.url}/playground") as answer:
            assert [link.attrib for link in read_html(await answer.text()).iter("a")] == []


# --- Everybody can use it -------------------------------------------------------------------------------------


def ancestors(page: Element) -> dict[Element, Element]:
    return {child: parent for parent in page.iter() for child in parent}


def labelled(page: Element) -> Iterator[tuple[Element, str]]:
    """Every control that people fill in, with the words of its label."""
    parents = ancestors(page)
    by_id = {label.get("for"): words(label).strip() for label in page.iter("label")}
    for control in page.iter():
        if control.tag in {"textarea", "select"} or (control.tag == "input" and control.get("type") != "hidden"):
            around = parents[control]
            yield control, by_id.get(control.get("id")) or (words(around).strip() if around.tag == "label" else "")


async def test_every_control_has_a_label() -> None:
    page = await page_with("word")
    controls = list(labelled(page))
    assert len(controls) > 15
    assert [control.attrib for control, label in controls if not label] == []


async def test_every_name_is_used_once_and_every_reference_leads_somewhere() -> None:
    page = await page_with("word")
    names = [each.get("id") for each in page.iter() if each.get("id")]
    assert len(set(names)) == len(names)
    references = [
        name
        for each in page.iter()
        for attribute in ("for", "form", "list", "aria-describedby", "aria-labelledby")
        for name in each.get(attribute, "").split()
    ]
    assert len(references) > 20
    assert set(references) <= set(names)


async def test_a_wrong_field_is_marked_and_tied_to_its_sentence_and_hint() -> None:
    page = await page_with("word")
    by_id = {each.get("id"): each for each in page.iter() if each.get("id")}
    parents = ancestors(page)
    wrong = [each for each in page.iter() if each.get("aria-invalid") == "true"]
    assert len({each.get("name") for each in wrong}) == len(fields_with("word"))
    for control in wrong:
        described = control if control.get("aria-describedby") else parents[parents[control]]
        tied = [by_id[name].get("class") for name in described.get("aria-describedby", "").split()]
        assert tied == ["hint", "error"], control.attrib


async def test_everything_that_can_be_pressed_is_a_button_or_a_link() -> None:
    page = await page_with("word")
    assert [each.tag for each in page.iter() if each.get("role") == "button" or "onclick" in each.attrib] == []
    inside = {button for form in page.iter("form") if form.get("method") == "post" for button in form.iter("button")}
    assert {words(button).strip() for button in inside} == {"word", "Send", "Cancel"}
    assert all(words(button).strip() for button in page.iter("button"))


async def test_the_log_is_read_out_politely_and_every_form_names_itself() -> None:
    page = await page_with("word")
    logs = [each for each in page.iter() if each.get("role") == "log"]
    assert [log.get("aria-live") for log in logs] == ["polite"] * 3
    assert [each.get("aria-label") for each in logs] == [
        "Messages to Ana Lopez",
        "Messages to Pat Rivera",
        "Messages to Casey Okafor",
    ]


def test_a_message_bears_the_time_of_the_district_wherever_the_server_stands() -> None:
    assert clock(datetime(2026, 11, 20, 22, 19, tzinfo=ZoneInfo("America/Los_Angeles"))) == "10:19 PM"
