"""A message that is longer than what is read: it says so, and its end counts as much as its beginning."""

from __future__ import annotations

from tests.office import Office

STORY = "It was a long day at our school, and then it rained for an hour. "
ONLY = "I read only its first and its last 2,000 characters."


async def test_a_question_behind_a_long_story_is_answered(opened: Office) -> None:
    await opened.say("kim", f"{STORY * 150}\nHow do we get the blue check?")
    told = await opened.told("kim")
    assert ONLY in told[0]
    assert len([said for said in told if ONLY in said]) == 1
    assert "The verification badge" in told[1]
    assert len(told) == 2


async def test_nothing_is_said_of_what_is_read_as_a_whole(opened: Office) -> None:
    await opened.say("kim", f"{STORY * 40}\nHow do we get the blue check?")
    told = await opened.told("kim")
    assert ONLY not in "".join(told)
    assert "The verification badge" in told[-1]


async def test_of_a_long_message_that_asks_nothing_a_person_is_offered_once(opened: Office) -> None:
    await opened.say("kim", "x" * 10_000)
    notice, answer = await opened.told("kim")
    assert ONLY in notice
    assert "[Ask a person]" in answer
