"""What is kept of a question holds no names, as far as they can be told, and stays a question."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.opened import sample

LIBRARY = sample().library


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("does Emma have an IEP", "does … have an IEP"),
        ("May I post Tyler Brooks?", "May I post … …?"),
        ("can we use a drone? Thanks, Ana Reyes, Central HS", "can we use a drone? Thanks, … …, Central HS"),
        ("is Mr. Brown allowed to post", "is Mr. … allowed to post"),
        ("my photo of jayden, ok?", "my photo of …, ok?"),
        ("she is in rm 12, last name okonkwo", "she is in rm 12, last name …"),
        ("Last name: young. May we post?", "Last name: …. May we post?"),
        ("her first name is li, surname is “xu”", "her first name is …, surname is “…”"),
        ("a boy named okonkwo adeyemi posted it", "a boy named … … posted it"),
        ("can we use the first name only", "can we use the first name only"),
        ("first and last name of the winner", "first and last name of the winner"),
        ("may a named student be shown", "may a named student be shown"),
        ("Can I post on TikTok at Central High School?", "Can I post on TikTok at Central High School?"),
        ("may i use canva for our veterans day post", "may i use canva for our veterans day post"),
    ],
)
def test_names_are_left_out_and_nothing_else(typed: str, kept: str) -> None:
    assert LIBRARY.without_names(typed) == kept


@given(st.text(max_size=80))
def test_any_text_is_taken_and_nothing_more_is_found_in_it_again(typed: str) -> None:
    once = LIBRARY.without_names(typed)
    assert len(once) <= len(typed)
    assert LIBRARY.without_names(once) == once
