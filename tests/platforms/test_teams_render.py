"""Any legal card is drawn so that Teams takes it, says every word, and formats nothing that a person wrote."""

from __future__ import annotations

import json
import os

import pytest
from hypothesis import example, given
from hypothesis import settings as effort

from bot.platforms.teams.form import Sheet, draw_form, input_id, read_answers
from bot.platforms.teams.render import LARGEST, draw_card, weight
from bot.ui import (
    Answer,
    Button,
    Card,
    ChoiceField,
    Facts,
    Field,
    Form,
    Option,
    Quote,
    Row,
    Rows,
    Text,
    YesField,
    plain,
    runs,
)
from tests.platforms.teams_house import word
from tests.strategies import cards, filled_forms, forms
from tests.teams_double import Json, TeamsDouble, blocks
from tests.teams_glass import words_of


@effort(deadline=None)
@given(cards())
@example(Card("", (Text("[a link\non two lines](https://example.org)"), Text("**bold\non two**"))))
def test_any_card_is_one_that_teams_takes_and_says_every_word(card: Card) -> None:
    drawn = draw_card(card)
    TeamsDouble().check_card(drawn)
    assert json.loads(json.dumps(drawn)) == drawn
    assert words_of(drawn) == plain(card)


@effort(deadline=None)
@given(cards())
def test_no_word_of_a_card_stands_where_teams_would_format_it(card: Card) -> None:
    drawn = draw_card(card)
    assert not [block for block in blocks(drawn) if block.get("type") in ("TextBlock", "FactSet")]
    ours = {run.url for part in card.body if isinstance(part, Text) for run in runs(part.text)}
    opened = {block["selectAction"]["url"] for block in blocks(drawn) if "selectAction" in block}
    assert opened <= ours


@effort(deadline=None)
@given(cards())
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


def sent_for(field: Field, answer: Answer) -> dict[str, str]:
    """What Teams sends for an answer: nothing at all for what was left empty."""
    match field, answer:
        case YesField(), _:
            return {input_id(field.name): "true" if answer else "false"}
        case _, tuple():
            answer = ",".join(answer)
    return {input_id(field.name): str(answer)} if answer else {}


@effort(deadline=None)
@given(filled_forms())
def test_the_answers_to_any_form_come_back_identical(filled: tuple[Form, dict[str, Answer]]) -> None:
    form, answers = filled
    drawn = draw_form(Sheet(form, word))
    TeamsDouble().check_card(drawn)
    sent = {name: raw for field in form.fields for name, raw in sent_for(field, answers[field.name]).items()}
    for press in (block for block in blocks(drawn) if block.get("kind") == "form"):
        assert read_answers(press | sent) == answers


@effort(deadline=None)
@given(forms())
def test_what_was_left_empty_comes_back_empty(form: Form) -> None:
    empty = {"ChoiceField": "", "YesField": False}
    for press in (block for block in blocks(draw_form(Sheet(form, word))) if block.get("kind") == "form"):
        for field in form.fields:
            many = isinstance(field, ChoiceField) and field.many
            assert read_answers(press)[field.name] == (() if many else empty.get(type(field).__name__, ""))


@effort(deadline=None)
@given(forms())
def test_every_input_has_a_label_and_none_is_required_by_the_client(form: Form) -> None:
    inputs = [block for block in blocks(draw_form(Sheet(form, word))) if "label" in block]
    assert len(inputs) == len(form.fields)
    assert all(block["label"] and "isRequired" not in block for block in inputs)


def test_an_option_cannot_become_a_link() -> None:
    option = Option("a", "[x](https://evil.example)")
    drawn = draw_form(
        Sheet(Form("f", "Form", (ChoiceField("a", "A", (option,)), YesField("b", "B", option.label)), "Go"), word)
    )
    assert "](" not in json.dumps(drawn["body"])


@pytest.mark.skipif("SCHEMAS_DIR" not in os.environ, reason="SCHEMAS_DIR does not say where Microsoft's schema is")
def test_the_schema_is_really_asked() -> None:
    misspelled: Json = {"type": "AdaptiveCard", "version": "1.5", "body": [{"type": "Container", "itmes": []}]}
    with pytest.raises(Exception, match="itmes"):
        TeamsDouble().check_card(misspelled)
