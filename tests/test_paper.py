"""Plain text on paper: whatever somebody wrote, no line of it passes for one of ours (requirement 8.3)."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.records.paper import FURTHER, MARK, WIDTH, Page, shown

WORDS = st.text(st.one_of(st.characters(), st.sampled_from("\n\r\t\u202e\u2028\u2029\x0b\x0c\x1b\u0085\u2066 |=")))
FORGED = "No.\nRecords packet of I-9999\n====\u202e\u2028Kind: incident\x1b[2J"
UNSEEN = {"Cc", "Cf", "Cs", "Cn", "Co", "Zl", "Zp"}


def has_nothing_hidden(text: str) -> bool:
    return not any(unicodedata.category(letter) in UNSEEN and letter != "\u200d" for letter in text)


@given(WORDS)
@example(FORGED)
def test_every_line_that_somebody_wrote_stands_behind_the_mark(words: str) -> None:
    page = Page()
    page.quote(words)
    assert page.lines
    assert all(f"{line} ".startswith(MARK) for line in page.lines)
    assert all(has_nothing_hidden(line) and len(line) <= WIDTH for line in page.lines)


@given(WORDS)
@example(FORGED)
def test_an_answer_stands_beside_its_question_or_behind_the_mark(answer: str) -> None:
    page = Page()
    page.pair("Question", answer)
    first, *more = page.lines
    assert first.startswith("Question:")
    assert all(f"{line} ".startswith(MARK) for line in more)
    assert all(has_nothing_hidden(line) and len(line) <= WIDTH for line in page.lines)


@given(WORDS)
@example(FORGED)
def test_a_name_in_our_own_words_begins_no_line(name: str) -> None:
    page = Page()
    page.say(f"Reported by {name}")
    first, *more = page.lines
    assert first.startswith("Reported by")
    assert all(line.startswith(FURTHER) for line in more)
    assert all(map(has_nothing_hidden, page.lines))


@given(st.text(st.characters(categories=["L", "N"]), min_size=1, max_size=60))
def test_what_can_be_seen_stands_as_it_is(words: str) -> None:
    page = Page()
    page.quote(words)
    assert page.lines == [MARK + words]


def test_what_turns_a_line_is_named() -> None:
    assert shown("safe\u202egnp.exe") == "safe<U+202E>gnp.exe"
    assert shown("a\tb") == "a    b"


@pytest.mark.parametrize("code", [0x3164, 0x115F, 0x1160, 0x2800, 0x034F, 0x180B, 0x180F, 0xFE0F, 0xE0100, 0xE01EF])
def test_so_is_what_is_drawn_as_nothing(code: int) -> None:
    assert shown(f"a{chr(code)}b") == f"a<U+{code:04X}>b"


@given(st.lists(WORDS, max_size=6))
def test_each_piece_begins_on_the_line_that_is_said(pieces: list[str]) -> None:
    page = Page()
    page.heading("A heading")
    for piece in pieces:
        page.pair("Label", piece)
        page.say(f"Said: {piece}")
        page.heading(f"More {piece}")
    for number, words in page.read:
        start = shown(words.lstrip())[:5].strip()
        assert start in page.lines[number - 1].strip() or start in "".join(page.lines[number - 1 : number + 2])
