"""Ways of saying something, as staff write them in the files of content."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bot.content.yaml_files import Faults
from bot.knowledge.account_words import load_account_words
from bot.knowledge.ways import spelled
from tests.opened import CONTENT

GROUPS = {"kind": ("page", "(web|) site"), "which": ("our (own|) <kind>",), "round": ("a <round>",)}


@pytest.mark.parametrize(
    ("way", "said", "not_said"),
    [
        ("(i|we) run", ["i run", "we run"], ["run", "i we run"]),
        ("(still|) ours", ["still ours", "ours"], ["stillours", " ours"]),
        ("the <kind>", ["the page", "the site", "the web site"], ["the kind", "the web page"]),
        ("<which>", ["our page", "our own site"], ["page"]),
        ("is <kind>* it", ["is it", "is page it", "is web site page it"], ["is the it", "is page"]),
        ("isn’t it", ["isn't it"], ["isnt it"]),
        ("<round>", ["a <round>"], ["a a"]),
        ("<nobody>", ["<nobody>"], ["nobody"]),
    ],
)
def test_what_it_is_said_by(way: str, said: list[str], not_said: list[str]) -> None:
    whole = re.compile(spelled(way, GROUPS))
    assert [words for words in (*said, *not_said) if whole.fullmatch(words)] == said


@pytest.mark.parametrize(
    ("typed", "instead", "sentence"),
    [
        ("(i|we) (plan|wish)\n", "(i|we (plan|wish)\n", "A bracket is not closed, or a sign stands here that means"),
        ("how to\n", "how to <start>\n", "There is no group “start”."),
        ("(whose|who's) <words> <account>", "(whose|who's) <words> <acount>", "There is no group “acount”."),
        ("posts (on|to|from)", "posts (on|to|from", "A bracket is not closed, or a sign stands here that means"),
        ("do we (own|run|have|manage)", "do we <run>", "There is no group “run”. Did you mean “runs”?"),
    ],
)
def test_a_slip_is_named_with_its_line(typed: str, instead: str, sentence: str, tmp_path: Path) -> None:
    original = (CONTENT / "account_words.yaml").read_text(encoding="utf-8")
    before, found, after = original.partition(typed)
    assert found
    file = tmp_path / "account_words.yaml"
    file.write_text(f"{before}{instead}{after}", encoding="utf-8")
    with pytest.raises(Faults) as wrong:
        load_account_words(file)
    assert [(fault.line, fault.sentence[: len(sentence)]) for fault in wrong.value.faults] == [
        (before.count("\n") + 1, sentence)
    ]
