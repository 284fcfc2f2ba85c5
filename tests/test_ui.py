"""The vocabulary: what fits is built, what does not is refused, and everything survives a stay in the database."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as some

from bot.ui import (
    Button,
    Buttons,
    Card,
    ChoiceField,
    DayField,
    DoesNotFit,
    Facts,
    Form,
    Option,
    Quote,
    Row,
    Rows,
    Run,
    Text,
    TextField,
    literal,
    pack,
    plain,
    runs,
    unpack,
)

WORDS = some.text(some.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), min_size=1, max_size=60)


@given(WORDS)
def test_what_a_person_wrote_is_never_formatted(words: str) -> None:
    assert runs(literal(words)) == (Run(words),)


@given(WORDS, WORDS)
def test_bold_words_stay_the_words_they_are(before: str, bold: str) -> None:
    drawn = runs(f"{literal(before)}**{literal(bold)}**")
    assert drawn == (Run(before), Run(bold, bold=True))


def test_a_link_leads_only_to_https_or_mail() -> None:
    assert runs("[here](https://example.org/a)") == (Run("here", url="https://example.org/a"),)
    assert runs("[here](javascript:alert)") == (Run("[here](javascript:alert)"),)


def test_a_card_as_plain_text() -> None:
    card = Card(
        "R-1001",
        (
            Text("**Hello** there"),
            Quote("line one\nline two"),
            Facts((("School", "Central"),)),
            Rows((Row("one", "detail", Button("list.show", "Show", "R-1001.1")),)),
            Buttons((Button("yes", "Yes", "R-1001.1"), Button("no", "No", "R-1001.1"))),
        ),
        (Button("go", "Go"),),
    )
    assert plain(card) == (
        "R-1001\nHello there\n> line one\n> line two\nSchool: Central\n- one: detail [Show]\n[Yes] [No]\n[Go]"
    )


def test_a_card_survives_the_database() -> None:
    button = Button("a.b", "B", "R-1.2", "danger", opens_form=True)
    card = Card("T", (Rows((Row("one", button=button),)), Buttons((replace(button, action="a.c"),))))
    form = Form("f", "T", (ChoiceField("c", "C", (Option("x", "X"),), value=("x",), many=True),), "Send", step=(1, 2))
    for thing in (card, form):
        assert unpack(json.loads(json.dumps(pack(thing)))) == thing


@pytest.mark.parametrize(
    "build",
    [
        lambda: Text(""),
        lambda: Text("x" * 2_501),
        lambda: Button("go", "x" * 76),
        lambda: Button("Go now", "Go"),
        lambda: Option("a,b", "A and B"),
        lambda: Facts(()),
        lambda: Rows(()),
        lambda: Rows(tuple(Row(str(number)) for number in range(11))),
        lambda: Buttons(()),
        lambda: Buttons(tuple(Button(f"go{number}", "Go") for number in range(6))),
        lambda: Card("T", (Buttons((Button("a", "A"),)),), (Button("a", "Again"),)),
        lambda: Card(),
        lambda: Card("T", tuple(Text("x" * 2_400) for _ in range(6))),
        lambda: Card("T", tuple(Text("x") for _ in range(51))),
        lambda: Card("T", (), (Button("a", "A"), Button("a", "Again"))),
        lambda: Form("f", "A title of 25 characters!", (), "Send"),
        lambda: Form("f", "T", (TextField("a", "A"), TextField("a", "A")), "Send"),
        lambda: ChoiceField("c", "C", (Option("a", "A"), Option("a", "A"))),
        lambda: ChoiceField("c", "C", (Option("a", "A"),), value=("b",)),
        lambda: ChoiceField("c", "C", tuple(Option(str(n), str(n)) for n in range(11)), many=True),
        lambda: DayField("d", "D", value="21.11.2026"),
    ],
)
def test_what_does_not_fit_is_refused_when_it_is_built(build: object) -> None:
    with pytest.raises(DoesNotFit):
        build()  # type: ignore[operator]
