"""A question whose account it is: the link or the handle in it is looked up, and what else is asked is answered."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.knowledge.account_words import load_account_words
from bot.knowledge.whose import IT, Whose
from bot.ui import plain
from tests.office import Office
from tests.opened import CONTENT, enter

TOOLS = enter(CONTENT).content.tools
ASKS_WHOSE = load_account_words(CONTENT / "account_words.yaml").asks_whose
WHOSE = Whose(ASKS_WHOSE)
NOT_OURS = "This account is not in the district's register."

ASKED = {
    "is @lincoln_eagles ours?": "@lincoln_eagles",
    "who runs the instagram lincolnhs_band": "@lincolnhs_band",
    "Who's behind @lhs_confessions?": "@lhs_confessions",
    "whos running @central_band": "@central_band",
    "whose account is @lincoln_pto": "@lincoln_pto",
    "@lincoln_pto is whose page": "@lincoln_pto",
    "@lincoln_eagles, is this ours?": "@lincoln_eagles",
    "is this one of ours @lincoln.eagles": "@lincoln.eagles",
    "@lincoln_eagles keeps posting about us. Is it our page?": "@lincoln_eagles",
    "does @lincoln.band belong to the district": "@lincoln.band",
    "do you know if @lincoln_eagles is an official account": "@lincoln_eagles",
    "is @lincoln_eagles on instagram ours": "@lincoln_eagles",
    "is the tiktok @lincolndance legit": "@lincolndance",
    "is lincoln_eagles real or fake": "@lincoln_eagles",
    "hi, can somebody tell me who made the page @westside.moms": "@westside.moms",
    "do we own @central_soccer": "@central_soccer",
    "who has the password for @central_drama": "@central_drama",
    "who else manages the account central_soccer": "@central_soccer",
    "isn't @central_hs our account": "@central_hs",
    "is the account @central_hs run by a student?": "@central_hs",
    "can you check whether @central_band is one of ours": "@central_band",
    "who is in charge of @central_band.": "@central_band",
    "who runs https://www.instagram.com/lincolnhs_band? the parents keep asking me": (
        "https://www.instagram.com/lincolnhs_band"
    ),
    "is https://www.facebook.com/centralboosters one of ours or is it run by the boosters": (
        "https://www.facebook.com/centralboosters"
    ),
}
NOT_ASKED = [
    "can we tag @lincoln_pto in our post?",
    "how do I block @troll123 on our page",
    "is it ok to follow @seattlestorm from the official account?",
    "should we follow @lincoln_fans back",
    "@dana who runs the facebook page?",
    "who approves posts for @central_hs",
    "who do I ask to get @central_band verified",
    "may we repost a video from @nasa on our page",
    "@centralband posted a video of ours, can we repost it?",
    "a student tagged our school account @central_hs in a bad post, what do I do",
    "my address is casey@example.org, who runs the site?",
    "how do we change the handle @central_hs to central_high",
    "is @central_hs allowed to post photos of the team",
    "can I share https://www.nytimes.com/article about our school",
    "what do I do about @fake_central, it pretends to be us",
    "who can see comments on @central_hs",
    "how do I get access to @central_band when the coach has left",
    "who runs the photo club and is on instagram",
    "the parents of @kid_player want the photo down, is this our job?",
    "who owns the photos that parents post to @central_hs",
    "is a real name needed on @central_hs",
    "is FERPA real",
]


def account_asked_about(words: str) -> str:
    return WHOSE.asked_about(words, TOOLS.links_in(words))


@pytest.mark.parametrize(("words", "account"), ASKED.items())
def test_a_sentence_that_asks_whose_it_is_names_the_account(words: str, account: str) -> None:
    assert account_asked_about(words) == account


@pytest.mark.parametrize("words", NOT_ASKED)
def test_any_other_sentence_asks_nothing_of_an_account_that_it_names(words: str) -> None:
    assert account_asked_about(words) == ""


WORDS = ["a", "the", "on", "is", "who", "runs", "ours", "one", "of", "our", "official", "@some_band", "made", IT]


@given(st.lists(st.sampled_from(WORDS), max_size=300))
def test_what_is_looked_up_stands_in_the_message(words: list[str]) -> None:
    assert account_asked_about(" ".join(words)) in {"", "@some_band"}


def test_words_that_stop_nowhere_are_read_at_once() -> None:
    assert ASKS_WHOSE.pattern.search("is " + "on the " * 600) is None
    assert ASKS_WHOSE.pattern.search(f"is {IT} " + "on the one " * 600) is None


# --- In the chat ------------------------------------------------------------------------------------------------------


async def cards(opened: Office, words: str) -> list[str]:
    await opened.say("kim", words)
    await opened.settle()
    return [plain(card) for card in await opened.cards("kim")]


async def test_it_is_looked_up_and_nothing_is_offered_beside_it(opened: Office) -> None:
    (told,) = await cards(opened, "is @lincoln_eagles ours?")
    assert told.startswith(NOT_OURS)
    assert "[Start a report]" in told


async def test_one_of_ours_is_named(opened: Office) -> None:
    await opened.move("casey", "activate", await opened.set_up())
    told = (await cards(opened, "is the facebook @centralsoccer ours?"))[-1]
    assert told.startswith("One of ours is called that: Facebook centralsoccer.")


async def test_no_search_says_that_it_has_no_answer_below_it(opened: Office) -> None:
    (told,) = await cards(opened, "do you know if @lincoln_eagles is an official account")
    assert told.startswith(NOT_OURS)


async def test_a_sure_answer_to_the_same_words_stands_below_it(opened: Office) -> None:
    looked_up, answer = await cards(opened, "whose account is @lhs_confessions")
    assert looked_up.startswith(NOT_OURS)
    assert "[It helped]" in answer


@pytest.mark.parametrize("words", ["can we tag @lincoln_pto in our post?", "how do I block @troll123 on our page"])
async def test_a_question_that_mentions_an_account_has_its_answer_alone(opened: Office, words: str) -> None:
    (answer,) = await cards(opened, words)
    assert "[It helped]" in answer
