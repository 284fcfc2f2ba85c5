"""Whether a message asks for a new account: as it is typed on any keyboard, and at once however it is typed."""

from __future__ import annotations

from time import process_time

import pytest

from bot.knowledge.account_words import load_account_words
from bot.knowledge.wanted import asks_for_an_account
from tests.opened import CONTENT

WORDS = load_account_words(CONTENT / "account_words.yaml").asks_for_one


@pytest.mark.parametrize("phrase", ["i'd love", "i’d love"])
@pytest.mark.parametrize("message", ["I'd love a page for the band", "I’d love a page for the band"])
def test_an_apostrophe_may_be_straight_or_curly_on_both_sides(phrase: str, message: str) -> None:
    assert asks_for_an_account(message, WORDS.model_copy(update={"wants": (phrase,)}), ())


@pytest.mark.parametrize(
    ("message", "wanted"),
    [
        ("Can we get a page for the band, thanks!", True),
        ("Can we get a page for the band? Please.", True),
        ("can we get a page for the band,,, thanks...", True),
        ("I need an account. What about photos", False),
        ("I need an account for the band? What about photos", False),
    ],
)
def test_what_it_is_for_and_thanks_may_follow_and_nothing_else(message: str, *, wanted: bool) -> None:
    assert asks_for_an_account(message, WORDS, ()) is wanted


@pytest.mark.parametrize("filling", [",", ", ", " x", "x,", "-' "])
def test_no_message_holds_everybody_up(filling: str) -> None:
    message = ("i need an account for " + filling * 300)[:290] + " … ? x"
    began = process_time()
    for _ in range(10):
        assert not asks_for_an_account(message, WORDS, ())
    assert process_time() - began < 0.2
