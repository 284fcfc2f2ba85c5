"""A word is read in the longest pieces that are known."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.knowledge.pieces import INSIDE, LONGEST_WORD, pieces

LETTERS = "ab"
KNOWN = {*LETTERS, *(INSIDE + letter for letter in LETTERS), "ab", "##ba", "abba"}


@given(st.text(LETTERS, max_size=2 * LONGEST_WORD))
def test_the_pieces_are_the_word(word: str) -> None:
    assert "".join(piece.removeprefix(INSIDE) for piece in pieces(word, KNOWN)) == word[:LONGEST_WORD]


@pytest.mark.parametrize(
    ("word", "found"),
    [("abba", ["abba"]), ("abab", ["ab", "##a", "##b"]), ("bba", ["b", "##ba"]), ("abc", []), ("", [])],
)
def test_the_longest_piece_comes_first(word: str, found: list[str]) -> None:
    assert pieces(word, KNOWN) == found
