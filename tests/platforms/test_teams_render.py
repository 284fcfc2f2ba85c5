"""Any legal card is drawn so that Teams takes it, says every word, and formats nothing that a person wrote."""

from __future__ import annotations

import json
import os
from typing import Any

import pytest
from hypothesis import given
from hypothesis import settings as effort
from hypothesis import strategies as some

from bot.platforms.teams.form import Sheet, draw_form, input_id, read_answers
from bot.platforms.teams.render import LARGEST, draw_card, weight
from bot.ui import (
    Answer,
    Button,
    Card,
    ChoiceField,
    DayField,
    DoesNotFit,
    Element,
    Facts,
    Field,
    FilesField,
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
)
from tests.drive_teams import words_of
from tests.platforms.teams_house import word
from tests.teams_double import Json, TeamsDouble, blocks

WORDS = some.text(some.characters(codec="utf-8", exclude_characters="\0\xa0"), min_size=1, max_size=60)
LINE = WORDS.filter(lambda text: "\n" not in text and text.strip() == text)
NAME = some.from_regex(r"[a-z0-9_.]{1,12}", fullmatch=True)

BUTTON = some.builds(
    Button, NAME, LINE, some.from_regex(r"R-[0-9]{1,4}\.[0-9]", fullmatch=True), some.sampled_from(["plain", "danger"])
)
OPTIONS = some.lists(some.builds(Option, NAME, LINE), min_size=1, max_size=9, unique_by=lambda option: option.value)
ELEMENT: some.SearchStrategy[Element] = some.one_of(
    some.builds(Text, WORDS.map(literal), some.booleans()),
    some.builds(Quote, WORDS),
    some.builds(Status, WORDS, some.sampled_from(["good", "waiting", "bad", "neutral"])),
    some.builds(Facts, some.lists(some.tuples(LINE, WORDS), min_size=1, max_size=12).map(tuple)),
    some.builds(Rows, some.lists(some.builds(Row, LINE, LINE, BUTTON), min_size=1, max_size=3).map(tuple)),
    some.builds(Image, some.just("https://example.org/a.png"), LINE),
)


def _card(title: str, body: list[Element], buttons: list[Button]) -> Card | None:
    try:
        return Card(title, tuple(body), tuple(buttons))
    except DoesNotFit:
        return None


CARDS = some.builds(_card, LINE, some.lists(ELEMENT, max_size=8), some.lists(BUTTON, max_size=4)).filter(bool)


@effort(deadline=None)
@given(CARDS)
def test_any_card_is_one_that_teams_takes_and_says_every_word(card: Card) -> None:
    drawn = draw_card(card)
    TeamsDouble().check_card(drawn)
    assert json.loads(json.dumps(drawn)) == drawn
    assert words_of(drawn) == plain(card)


@effort(deadline=None)
@given(CARDS)
def test_no_word_of_a_card_stands_where_teams_would_format_it(card: Card) -> None:
    drawn = draw_card(card)
    assert not [block for block in blocks(drawn) if block.get("type") in ("TextBlock", "FactSet")]
    assert not [block for block in blocks(drawn) if block.get("type") == "Action.OpenUrl"]


@effort(deadline=None)
@given(CARDS)
def test_every_button_executes_and_falls_back_to_the_same(card: Card) -> None:
    for press in (block for block in blocks(draw_card(card)) if block.get("type") == "Action.Execute"):
        assert press["fallback"]["type"] == "Action.Submit"
        assert press["fallback"]["data"] == press["data"]
        assert set(press["data"]) == {"kind", "action", "value"}


# --- Heavy cards ----------------------------------------------------------------------------------------------

HEAVY = {
    "hundreds of facts": Card("Facts", (Facts((("a", "b"),) * 460),)),
    "a word in bold, again and again": Card("Bold", tuple(Text("**a**" * 500) for _ in range(6))),
    "links": Card("Links", tuple(Text("[a](https://b)" * 178) for _ in range(4))),
    "an empty line, again and again": Card("Lines", (Quote("\n" * 2_999),)),
    "rows with buttons": Card(
        "Rows",
        tuple(
            Rows(tuple(Row(f"{n}.{m}", "x" * 40, Button("show", "Open", f"R-{n}.{m}")) for m in range(10)))
            for n in range(4)
        ),
    ),
    "long words": Card("Long", (Quote("ö" * 2_900),)),
}


@pytest.mark.parametrize("card", HEAVY.values(), ids=HEAVY.keys())
def test_a_heavy_card_is_drawn_plainer_and_loses_no_word(card: Card) -> None:
    drawn = draw_card(card)
    assert weight(drawn) <= LARGEST
    TeamsDouble().check_card(drawn)
    assert [line for line in words_of(drawn).splitlines() if line] == [
        line for line in plain(card).splitlines() if line
    ]


# --- Forms ----------------------------------------------------------------------------------------------------


def _choice(options: list[Option], many: Any) -> some.SearchStrategy[ChoiceField]:
    return some.builds(ChoiceField, NAME, LINE, some.just(tuple(options)), many=some.just(many))


FIELD: some.SearchStrategy[Field] = some.one_of(
    some.builds(TextField, NAME, LINE, hint=WORDS, required=some.booleans(), lines=some.sampled_from(["one", "many"])),
    some.tuples(OPTIONS, some.booleans()).flatmap(lambda pair: _choice(*pair)),
    some.builds(YesField, NAME, LINE, LINE, value=some.booleans()),
    some.builds(DayField, NAME, LINE, value=some.dates().map(str)),
    some.builds(PersonField, NAME, LINE, value=some.emails()),
    some.builds(FilesField, NAME, LINE),
)


def _form(body: list[Element | Field], buttons: list[Button]) -> Form | None:
    try:
        return Form("some.form", "Some form", tuple(body), "Next", "R-1.1", tuple(buttons), (1, 3))
    except DoesNotFit:
        return None


FORMS = some.builds(_form, some.lists(FIELD | ELEMENT, max_size=8), some.lists(BUTTON, max_size=3)).filter(bool)


def an_answer(data: some.DataObject, field: Field) -> tuple[Answer, str | None]:
    """What somebody answers, and what Teams sends for it: nothing at all for what was left empty."""
    match field:
        case ChoiceField(many=True):
            chosen = tuple(data.draw(some.lists(some.sampled_from([o.value for o in field.options]), unique=True)))
            return chosen, ",".join(chosen) or None
        case ChoiceField():
            value = data.draw(some.sampled_from([option.value for option in field.options]))
            return value, value
        case YesField():
            return (yes := data.draw(some.booleans())), "true" if yes else data.draw(some.sampled_from(["false", None]))
        case FilesField():
            return (), None
    text = data.draw(some.text(max_size=40)).strip()
    return text, text or None


@effort(deadline=None)
@given(FORMS, some.data())
def test_the_answers_to_any_form_come_back_identical(form: Form, data: some.DataObject) -> None:
    drawn = draw_form(Sheet(form, word))
    TeamsDouble().check_card(drawn)
    given_answers = {field.name: an_answer(data, field) for field in form.fields}
    sent = {input_id(name): raw for name, (_, raw) in given_answers.items() if raw is not None}
    for press in drawn["actions"]:
        assert read_answers(press["data"] | sent) == {name: answer for name, (answer, _) in given_answers.items()}


@effort(deadline=None)
@given(FORMS)
def test_every_input_has_a_label_and_none_is_required_by_the_client(form: Form) -> None:
    inputs = [block for block in blocks(draw_form(Sheet(form, word))) if "label" in block]
    assert len(inputs) == len([field for field in form.fields if not isinstance(field, FilesField)])
    assert all(block["label"] and "isRequired" not in block for block in inputs)


def test_an_option_cannot_become_a_link() -> None:
    option = Option("a", "[x](https://evil.example)")
    drawn = draw_form(
        Sheet(Form("f", "Form", (ChoiceField("a", "A", (option,)), YesField("b", "B", option.label)), "Go"), word)
    )
    assert "](" not in json.dumps(drawn["body"])


@pytest.mark.skipif("SCHEMAS_DIR" not in os.environ, reason="SCHEMAS_DIR does not say where Microsoft's schema is")
def test_the_schema_is_really_asked() -> None:
    misspelt: Json = {"type": "AdaptiveCard", "version": "1.5", "body": [{"type": "Container", "itmes": []}]}
    with pytest.raises(Exception, match="itmes"):
        TeamsDouble().check_card(misspelt)
