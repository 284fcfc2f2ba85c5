"""What Slack is given to draw: always legal, always all the words, and nothing that a person wrote comes alive."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from bot.events import Filled, Person
from bot.platforms.base import Abilities
from bot.platforms.slack.form_view import Frame, closing_view, form_view
from bot.platforms.slack.read import event_of, picked_people
from bot.platforms.slack.render import card_blocks, home_view, message
from bot.ui import (
    Answer,
    Button,
    Card,
    DayField,
    Facts,
    Form,
    Quote,
    Row,
    Rows,
    Status,
    Text,
    TextField,
    literal,
    plain,
)
from tests.platforms.slack_world import word
from tests.slack_plain import plain_message
from tests.slack_rules import faults, has_schema
from tests.strategies import cards, filled_forms, forms

ABLE = Frame(Abilities(people_picker=True, files_in_forms=True), word)
BASIC = Frame(Abilities(people_picker=False, files_in_forms=False), word)
ANA = Person("ana@example.org", "Ana Lopez")

checked = pytest.mark.skipif(not has_schema(), reason="SCHEMAS_DIR names no folder with slack-blocks.json")
thorough = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))

INJECTIONS = [
    "<!channel>",
    "<@U0BOT>",
    "<https://evil.example|Approve>",
    "[x](https://evil.example)",
    "<b>bold</b> & <script>alert(1)</script>",
    "*bold* _italic_ ~gone~ `code` ```block```",
    ":white_check_mark: Approved",
    "\u202eevorppA مرحبا 👩‍🏫",
]


def as_shown(text: str) -> str:
    """Words in their order: where lines break, and how wide a bar is, does not count."""
    return " ".join(text.replace("¦", "|").split())


# --- Any legal card and form ---------------------------------------------------------------------------------------


@checked
@thorough
@given(cards())
def test_slack_takes_any_legal_card_as_a_message_a_home_page_and_a_last_window(card: Card) -> None:
    assert faults("Message", message(card)) == []
    assert faults("HomeView", home_view(card)) == []
    assert faults("ModalView", closing_view(card, "Thank you", word)) == []


@checked
@thorough
@given(forms())
def test_slack_takes_any_legal_form(form: Form) -> None:
    assert faults("ModalView", form_view(form, ABLE)) == []
    assert faults("ModalView", form_view(form, BASIC)) == []
    assert faults("ModalView", form_view(form, BASIC, {field.name: "Please look." for field in form.fields})) == []


@thorough
@given(cards())
def test_every_word_of_a_card_is_shown(card: Card) -> None:
    assert as_shown(plain_message(message(card))) == as_shown(plain(card))


@thorough
@given(filled_forms())
def test_answers_come_back_as_they_were_given(filled: tuple[Form, dict[str, Answer]]) -> None:
    form, answers = filled
    view = form_view(form, ABLE)
    state = {block["block_id"]: _state(block, answers[block["block_id"]]) for block in _inputs(view)}
    sent_view = {**view, "state": {"values": state}}
    body = {"type": "view_submission", "trigger_id": "1", "user": {"id": "U1"}, "view": sent_view}
    read = event_of(body, ANA, {user: user.removeprefix("U:") for user in picked_people(body)})
    assert isinstance(read, Filled)
    assert (read.form, read.value, read.answers) == (form.name, form.value, answers)


def _inputs(view: dict[str, Any]) -> list[dict[str, Any]]:
    return [block for block in view["blocks"] if block["type"] == "input"]


def _state(block: dict[str, Any], answer: Answer) -> dict[str, Any]:
    element = block["element"]
    offered = {option["value"]: option for option in element.get("options", [])}
    chosen = list(offered) if answer is True else list(answer) if isinstance(answer, tuple) else []
    held: dict[str, dict[str, Any]] = {
        "plain_text_input": {"value": answer or None},
        "radio_buttons": {"selected_option": offered.get(str(answer))},
        "static_select": {"selected_option": offered.get(str(answer))},
        "checkboxes": {"selected_options": [offered[value] for value in chosen]},
        "datepicker": {"selected_date": answer},
        "users_select": {"selected_user": f"U:{answer}"},
    }
    return {element["action_id"]: {"type": element["type"], **held[element["type"]]}}


def test_a_last_window_bears_the_title_of_its_card_where_slack_lets_it_be_that_long() -> None:
    said = (Text("Your principal reads it first."),)
    short = closing_view(Card("R-1042 is on its way", said), "Your request", word)
    long = closing_view(Card("R-1042 is on its way to the principal", said), "Your request", word)
    assert (short["title"]["text"], len(short["blocks"])) == ("R-1042 is on its way", 1)
    assert (long["title"]["text"], len(long["blocks"])) == ("Your request", 2)


def test_a_lone_fact_has_the_whole_width() -> None:
    (alone,) = card_blocks(Card(body=(Facts((("Usual time", "About four school days."),)),)))
    (together,) = card_blocks(Card(body=(Facts((("Tool", "Instagram"), ("Ages", "Adults"))),)))
    assert alone["text"]["text"] == "Usual time: About four school days."
    assert len(together["fields"]) == 2


# --- What a person wrote stays what they wrote -----------------------------------------------------------------------


@pytest.mark.parametrize("text", INJECTIONS)
def test_what_a_person_wrote_is_shown_to_the_letter(text: str) -> None:
    card = Card("R-1042", (Quote(text), Facts((("Purpose", text),)), Rows((Row(text, text),))))
    drawn = message(card)
    assert plain_message(drawn) == plain(card)
    assert "mrkdwn" not in json.dumps(drawn["blocks"])


@pytest.mark.parametrize("text", INJECTIONS)
def test_what_a_person_wrote_stays_inert_inside_our_own_words(text: str) -> None:
    card = Card(body=(Text(f"**Ana** wrote {literal(text)}"), Status(text)))
    drawn = message(card)
    assert plain_message(drawn) == plain(card)
    for block in drawn["blocks"]:
        marked = block["text"]["text"]
        assert "<" not in marked
        assert not set("_~`") & set(marked)
        assert marked.count("*") == 2
        assert ":white_check_mark:" not in marked
        assert block["text"]["verbatim"] is True


@pytest.mark.parametrize("text", ["<!channel> all", "<https://evil.example|Approve>"])
def test_a_notification_calls_nobody(text: str) -> None:
    assert "<" not in message(Card(body=(Quote(text),)))["text"]


def test_a_link_address_cannot_leave_its_link() -> None:
    drawn = message(Card(body=(Text("[the policy](https://example.org/a|b><!channel>&c)"),)))
    assert drawn["blocks"][0]["text"]["text"] == "<https://example.org/a%7Cb%3E%3C!channel%3E&amp;c|the policy>"


def test_a_long_card_has_a_short_notification_that_says_so() -> None:
    text = message(Card(body=tuple(Quote("&" * 2_000) for _ in range(4))))["text"]
    assert len(text) <= 4_000
    assert text.endswith("&amp;…")


# --- Edges -----------------------------------------------------------------------------------------------------------


@checked
def test_words_that_would_not_fit_with_their_escapes_are_shown_plainly() -> None:
    card = Card(body=(Text("**Read** " + "&" * 2_400), Quote("<" * 3_000)))
    assert faults("Message", message(card)) == []
    assert "&" * 2_400 in plain_message(message(card))


def test_buttons_that_differ_only_in_their_case_stand_side_by_side() -> None:
    pair = (Button("approve", "R-1042", "R-1042.7"), Button("approve", "R-1043", "R-1043.1"))
    elements = message(Card("Two", buttons=pair))["blocks"][-1]["elements"]
    assert [each["value"] for each in elements] == ["R-1042.7", "R-1043.1"]
    assert len({each["action_id"] for each in elements}) == 2


def test_the_same_question_on_the_next_screen_starts_empty_and_a_corrected_one_keeps_what_is_typed() -> None:
    first = Form("ask", "One", (TextField("answer", "Why?"),), "Next", step=(1, 2))
    second = Form("ask", "Two", (TextField("answer", "How?"),), "Next", step=(2, 2))

    def action(form: Form, errors: dict[str, str] | None = None) -> str:
        return str(_inputs(form_view(form, ABLE, errors))[0]["element"]["action_id"])

    assert action(first) != action(second)
    assert action(first) == action(first, {"answer": "Please say why."})


def test_a_day_that_does_not_exist_is_left_empty_rather_than_refused_with_the_whole_window() -> None:
    from_elsewhere = Form("day", "Day", (DayField("on", "On", value="2026-02-31"),), "Next")
    assert "initial_date" not in _inputs(form_view(from_elsewhere, ABLE))[0]["element"]


def test_a_draft_that_is_longer_than_a_field_is_cut_where_one_sees_it() -> None:
    drafted = Form("why", "Why", (TextField("why", "Why?", value="x" * 200, longest=100),), "Next")
    assert _inputs(form_view(drafted, ABLE))[0]["element"]["initial_value"] == "x" * 99 + "…"
