"""Every sentence that a person reads: there, used, filled in, short and kind; a slip stops the start with its line."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.case_card import about
from bot.content.yaml_files import Fault, Faults
from bot.menu import Menu
from bot.ui import FIELDS, Button, Card, Facts, Form, Image, Option, Quote, Row, Status, Text
from bot.wording import asked_in_source, differences, load_words, unfillable
from bot.workflow import ABOUT_A_CASE, Case
from handlers import CONVERSATIONS
from tests.changed_content import changed
from tests.clock import MONDAY_MORNING
from tests.opened import enter
from tests.stage import CONTENT

MENU = Menu(CONVERSATIONS)
SOURCE = [CONTENT.parent / room for room in ("bot", "handlers")]
HOUSE = enter(CONTENT)
WORDING = Path("wording", "en.yaml")
SENTENCES = {key: HOUSE.words.sentence(key) for key in sorted(HOUSE.words.keys)}
BLAME = re.compile(
    r"\b(invalid|error|illegal|incorrect|wrong|fail(?:ed|ure)?|you (?:must|forgot|failed)|denied)\b", re.I
)
JARGON = re.compile(r"\b(credentials?|token|workflow|database|server error|modal|payload|null|submit|username)\b", re.I)
LONGEST_SENTENCE = 22
"""Words: about what a tired eye takes in at once on a phone."""


# --- How they sound -------------------------------------------------------------------------------------------------


def test_no_sentence_shouts_blames_or_speaks_of_machines() -> None:
    assert not [key for key, text in SENTENCES.items() if "!" in text or BLAME.search(text) or JARGON.search(text)]


def test_sentences_are_short_and_ask_once() -> None:
    said = [(key, one) for key, text in SENTENCES.items() for one in re.split(r"(?<=[.?:;])\s+", text)]
    assert not [(key, one) for key, one in said if len(one.split()) > LONGEST_SENTENCE]
    assert not [(key, one) for key, one in said if one.lower().count("please") > 1]


def test_sentences_are_written_with_care() -> None:
    careless = re.compile(r"^\s|\s$|\s\s|\s[,.;:?](?!\w)|,,|\.\.")
    assert not [key for key, text in SENTENCES.items() if careless.search(text) or text.count("**") % 2]


# --- That each is there, and filled in ------------------------------------------------------------------------------


def test_a_case_tells_what_the_check_believes() -> None:
    case = Case(1, "R-1", "account_request", "done", 1, "central-hs", "ana@example.org", MONDAY_MORNING, MONDAY_MORNING)
    assert set(about(case, HOUSE)) == ABOUT_A_CASE


def faults(folder: Path, old: str, new: str) -> list[Fault]:
    """What a start says after one change in the wording."""
    content = changed(folder, str(WORDING), old, new)
    with pytest.raises(Faults) as found:
        enter(content)
    return list(found.value.faults)


def line(text: str) -> int:
    """Where the sample has this line, counted from 1."""
    lines = (CONTENT / WORDING).read_text(encoding="utf-8").splitlines()
    return next(number for number, one in enumerate(lines, 1) if text in one)


@pytest.mark.parametrize(
    ("old", "new", "at", "says"),
    [
        ("  by_exception:", "  by_exceptio:", "", "The sentence account_request.by_exception is missing."),
        (
            "  by_exception:",
            "  more: Hm\n  by_exception:",
            "  by_exception:",
            "Nothing says account_request.more any",
        ),
        ("    done: Official", "    finished: Official", "", "The sentence account_request.state.done is missing."),
        (
            "reminded of {ref}",
            "reminded of {reff}",
            "  snoozed:",
            "Nothing fills the blank “{reff}” of card.snoozed",
        ),
        (
            "{by} sent it",
            "{by} sent {ref}",
            '    file: "{by}',
            "Nothing fills the blank “{ref}” of account_request.did",
        ),
        ("{by} approved {ref}. It is now", "{who} approved", "{by} approved {ref}. It is now", "the blank “{who}” of"),
        ("{requester} withdrew {ref}", "{0} withdrew {ref}", "{requester} withdrew {ref}", "“{0}” is no blank."),
        (
            "{requester} withdrew {ref}",
            "{ref.state} withdrew",
            "{requester} withdrew {ref}",
            "“{ref.state}” is no blank.",
        ),
        ("{requester} withdrew {ref}", "{ref!r:>9} withdrew", "{requester} withdrew {ref}", "“{ref!r>9}” is no blank."),
        ("{requester} withdrew {ref}", "{requester withdrew {ref}", "{requester} withdrew", "A curly bracket has no"),
        (
            "    title: Close the case\n",
            "",
            "",
            "The sentence incident.close.title is missing.",
        ),
        (
            '  title_unnamed: "New account request"',
            "  title_unnamed:",
            "",
            "The sentence account_request.title_unnamed is missing.",
        ),
    ],
)
def test_a_slip_in_the_wording_stops_the_start_with_its_line(
    old: str, new: str, at: str, says: str, tmp_path: Path
) -> None:
    found = faults(tmp_path, old, new)
    assert says in "\n".join(fault.sentence for fault in found)
    assert {fault.line for fault in found if says in fault.sentence} == {line(at) if at else 1}
    assert all(fault.file.name == "en.yaml" for fault in found)


def test_a_blank_may_be_left_out(tmp_path: Path) -> None:
    """Whoever edits a sentence may say less."""
    assert enter(changed(tmp_path, str(WORDING), "{by} approved {ref}. It is now", "It is now"))


def test_what_the_source_asks_for_is_read_off_it(tmp_path: Path) -> None:
    (tmp_path / "asks.py").write_text(
        'desk.word("a.one", ref=ref)\nword("a.one", ref=ref, by=by)\n'
        'label("b.yes" if so else "b.no")\nwords(f"c.{name}", **about(case, house))\nplain("d.any", **given)\n'
        'other("e.none")\nword(f"{kind}.state")\nlabel(f"f.{name}.title")\n',
        encoding="utf-8",
    )
    asked = asked_in_source([tmp_path])
    assert asked == {
        "a.one": frozenset({"ref"}),
        "b.yes": frozenset(),
        "b.no": frozenset(),
        "c.*": ABOUT_A_CASE,
        "d.any": None,
        "f.*.title": frozenset(),
    }


def test_a_star_stands_for_one_word(tmp_path: Path) -> None:
    file = tmp_path / "en.yaml"
    file.write_text('a:\n  one: "{ref}"\n  two: "{by}"\n  deep: {er: Er}\nb: {three: Three}\n', encoding="utf-8")
    words, nothing = load_words(file), frozenset[str]()
    asked = {"a.*": frozenset({"ref"}), "a.two": frozenset({"by"}), "c.*": nothing, "b.four": nothing}
    assert differences(words, asked) == (["b.four", "c.*"], ["a.deep.er", "b.three"])
    assert not list(unfillable(words, asked))
    assert list(unfillable(words, {"a.*": frozenset({"ref"})})) == [("a.two", "by", frozenset({"ref"}))]


def test_a_form_that_has_a_button_has_a_title(tmp_path: Path) -> None:
    file = tmp_path / "en.yaml"
    file.write_text("a:\n  one: {title: One, submit: Send}\n  two: {submit: Send}\n", encoding="utf-8")
    asked = {"a.*.title": frozenset[str](), "a.*.submit": frozenset[str]()}
    assert differences(load_words(file), asked) == (["a.two.title"], [])


def names() -> set[str]:
    """The words that the program and the content give to things."""
    trees = [ast.parse(file.read_text(encoding="utf-8")) for room in SOURCE for file in room.rglob("*.py")]
    nodes = [node for tree in trees for node in ast.walk(tree)]
    strings = [node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)]
    arguments = {node.arg for node in nodes if isinstance(node, ast.keyword) and node.arg}
    typed = "\n".join(file.read_text(encoding="utf-8") for file in CONTENT.glob("*.yaml"))
    named = [text for text in strings if " " not in text]
    return {word for text in (*named, typed) for word in re.findall(r"[a-z0-9_]+", text)} | arguments


def test_no_sentence_is_kept_that_nothing_names() -> None:
    """Where a key of the program has a blank (`incident.fact.*`), what fills it has a name somewhere."""
    exact = {*asked_in_source(SOURCE), *(key for face in MENU.faces.values() for key, _ in face.workflow.words())}
    known = names()
    known |= {f"{name}_help" for name in known}  # the page of evidence puts this behind a name
    assert not [key for key in SENTENCES if key not in exact and not known.issuperset(key.split("."))]


ELEMENTS = {kind.__name__ for kind in (Text, Quote, Status, Facts, Button, Row, Image, Card, Form, Option, *FIELDS)}


def spoken_in_source() -> Iterator[str]:
    """Words with a space between them that stand in the program where an element of a card or form is built."""
    for file in (file for room in SOURCE for file in room.rglob("*.py")):
        calls = (node for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))) if isinstance(node, ast.Call))
        for call in (call for call in calls if getattr(call.func, "id", "") in ELEMENTS):
            texts = (str(node.value) for node in ast.walk(call) if isinstance(node, ast.Constant))
            yield from (f"{file.name}: {text}" for text in texts if re.search(r"[a-z] [a-z]", text, re.I))


def test_no_sentence_stands_in_the_program() -> None:
    assert list(spoken_in_source()) == []
