"""Words that somebody sends together with files: kept with the report, and never passed over; with no report, answered
like any others."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pytest

from bot.events import Clicked, SentFile, SentFiles
from bot.replies import Open
from bot.store import evidence, questions
from bot.store.questions import Days
from bot.ui import Button
from tests.office import Office
from tests.reports import last_screen, report, taken

LINKED = "https://www.instagram.com/central.hs.fake"
WORDS = f"Someone made a fake account of our school, see {LINKED}?igsh=abc"


async def send(opened: Office, name: str, words: str) -> str:
    """Somebody sends a screenshot and words; what they are told."""
    file = SentFile("page.png", 10, "image/png", {"parked": "0b6b1f0e-0000-4000-8000-000000000001"})
    await opened.receive(SentFiles(**opened.whence(name), text=words, files=(file,)))
    await opened.settle()
    return "\n".join(await opened.chat(name))


async def test_they_are_added_to_the_report_and_whoever_handles_it_reads_them(opened: Office) -> None:
    case = await taken(opened)
    said = await send(opened, "kim", "It began last week.")
    assert f"I am checking that your files for {case.ref}" in said
    assert f"Your words are kept with {case.ref}." in said
    assert "> It began last week." in "\n".join(await opened.chat("casey"))


async def test_those_of_a_reporter_who_handles_it_are_a_note(opened: Office) -> None:
    case = await report(opened, "casey")
    await send(opened, "casey", "It began last week.")
    assert [step.move for step in await opened.history(await opened.case(case.ref))][-1] == "note"


async def test_those_of_a_draft_stand_in_its_note(opened: Office) -> None:
    now = await last_screen(opened, "kim")
    await send(opened, "kim", "It began last week.")
    case = await opened.case(now.form.value.partition(".")[0])
    assert case.data["answers"]["note"] == "It began last week."


async def test_with_no_report_open_those_that_speak_of_one_begin_it_and_nobody_has_to_write_them_again(
    opened: Office,
) -> None:
    said = await send(opened, "kim", WORDS)
    assert "I have not opened your file." in said
    assert "Your words are kept with I-1001." in said
    answers = (await opened.case("I-1001")).data["answers"]
    assert (answers["note"], answers["link"]) == (WORDS, f"{LINKED}?igsh=abc")


async def test_words_that_are_answered_with_what_to_do_about_it_begin_a_report(opened: Office) -> None:
    await send(opened, "kim", "fight video from the cafeteria")
    assert (await opened.case("I-1001")).data["answers"]["note"] == "fight video from the cafeteria"


# --- A question, while a report is open -----------------------------------------------------------------------------

TEAM = "can we post the team photo when one player is opted out?"
ANSWER, CHECKING = "One student in a group photo is opted out", "I am checking that your files for"


async def test_a_question_that_has_its_answer_is_answered_and_the_draft_holds_nothing_of_it(opened: Office) -> None:
    ref = (await last_screen(opened, "kim")).form.value.partition(".")[0]
    said = await send(opened, "kim", TEAM)
    assert said.index(ANSWER) < said.index(f"with the reference beside it, such as {ref}.")
    assert CHECKING not in said
    assert TEAM not in str((await opened.case(ref)).data)
    assert f"{CHECKING} {ref}" in await send(opened, "kim", f"for {ref}: {TEAM}")


async def test_a_report_that_was_sent_holds_nothing_of_a_question_that_has_its_answer(opened: Office) -> None:
    case = await taken(opened)
    said = await send(opened, "kim", TEAM)
    assert ANSWER in said
    assert CHECKING not in said
    assert "such as I-1001." in said
    assert await opened.case(case.ref) == case


@pytest.mark.parametrize("words", ["is this page a scam", "look at this", "It began last week.", "is this enough?"])
async def test_what_has_no_sure_answer_or_is_about_reports_belongs_to_the_one_that_is_open(
    opened: Office, words: str
) -> None:
    ref = (await last_screen(opened, "kim")).form.value.partition(".")[0]
    said = await send(opened, "kim", words)
    assert f"{CHECKING} {ref}" in said
    assert f"Your words are kept with {ref}." in said


# --- With no report -------------------------------------------------------------------------------------------------


async def buttons(opened: Office, name: str) -> Sequence[Button]:
    return [button for card in await opened.cards(name) for button in card.buttons if button.action == "incident.start"]


async def words_kept(opened: Office) -> Sequence[str]:
    async with opened.building.database.reading() as connection:
        return [one.words for one in await questions.within(connection, Days(date(2020, 1, 1)))]


async def test_a_question_is_answered_and_a_line_below_it_says_what_became_of_the_file(opened: Office) -> None:
    said = await send(opened, "lee", TEAM)
    assert said.index("One student in a group photo is opted out") < said.index("I have not opened your file")
    assert "what you wrote here is not in it" in said
    assert len(await buttons(opened, "lee")) == 1


async def test_nothing_of_it_is_kept_but_what_a_question_keeps(opened: Office) -> None:
    await send(opened, "lee", TEAM)
    assert await opened.everything() == []
    assert await words_kept(opened) == [TEAM]


async def test_of_a_named_student_it_is_said_where_to_look_and_nothing_is_kept(opened: Office) -> None:
    said = await send(opened, "lee", "is this ok to post? Dashawn is opted out")
    assert "Where to check who is opted out" in said
    assert await opened.everything() == []
    assert await words_kept(opened) == []


@pytest.mark.parametrize(
    "words", ["can i post this picture of the team?", "look at this", "is this page a scam", "hmm"]
)
async def test_neither_does_a_report_begin_where_no_answer_is_sure(opened: Office, words: str) -> None:
    said = await send(opened, "lee", words)
    assert "[Ask a person]" in said
    assert "I have not opened your file" in said
    assert await opened.everything() == []


async def test_help_beside_a_picture_is_no_command(opened: Office) -> None:
    said = await send(opened, "lee", "help")
    assert said.startswith("An emergency")
    assert "What I can do" not in said


@pytest.mark.parametrize(
    ("words", "first"), [("hi", "I am Crossing Guard"), ("home", "Nothing is open"), ("ok", "Good.")]
)
async def test_a_greeting_is_greeted_and_a_command_is_heard(opened: Office, words: str, first: str) -> None:
    said = await send(opened, "lee", words)
    assert said.index(first) < said.index("I have not opened your file")
    assert len(await buttons(opened, "lee")) == 1
    assert await opened.everything() == []


async def test_the_link_among_them_can_be_reported_as_that_of_any_question(opened: Office) -> None:
    said = await send(opened, "lee", f"is this page a scam? {LINKED}")
    assert "Do you want to report this?" in said
    assert "note" not in (await opened.case("I-1001")).data["answers"]


@pytest.mark.parametrize("words", ["", "\N{THUMBS UP SIGN}", "?"])
async def test_without_words_they_are_asked_whether_they_want_to_report_and_whether_anyone_is_in_danger(
    opened: Office, words: str
) -> None:
    said = await send(opened, "lee", words)
    asked = ("Do you want to report something?", "If anyone is in danger, call 911 now", "I have not opened your file")
    assert sorted(asked, key=said.index) == [*asked]
    assert await opened.everything() == []
    (start,) = await buttons(opened, "lee")
    now = await opened.receive(Clicked(**opened.whence("lee"), action=start.action, value=start.value))
    assert isinstance(now, Open)
    assert now.form.name == "incident.safety"


async def test_a_password_beside_it_is_kept_nowhere(opened: Office) -> None:
    assert "That looked like a password" in await send(opened, "lee", "our insta password is Tiger$2024x")
    assert await opened.everything() == []
    assert await words_kept(opened) == []


@pytest.mark.parametrize("words", ["", TEAM])
async def test_no_file_is_wanted(opened: Office, words: str) -> None:
    await send(opened, "lee", words)
    async with opened.building.database.transaction() as transaction:
        assert await evidence.claim(transaction, opened.clock(), 20) == ()


# --- With one -------------------------------------------------------------------------------------------------------


async def test_where_no_file_may_be_taken_the_words_are(opened: Office) -> None:
    case = await report(opened, "kim", sexual_image="unsure")
    said = await send(opened, "kim", "It was in the group of last year.")
    assert "This chat still holds your file" in said
    assert f"Your words are kept with {case.ref}." in said
    assert [step.note for step in await opened.history(await opened.case(case.ref))][-1].startswith("It was in")


async def test_what_nobody_types_stands_in_no_report(opened: Office) -> None:
    case = await report(opened)
    await send(opened, "kim", "from her\x00 st\x1bory \u202eyesterday\ud83d")
    assert "from her story yesterday" in [step.note for step in await opened.history(case)]


async def test_what_is_too_long_or_a_password_is_answered_and_not_kept(opened: Office) -> None:
    case = await report(opened, "kim")
    assert "Your words are longer than 1,000 characters" in await send(opened, "kim", "long " * 300)
    assert "That looked like a password." in await send(opened, "kim", "The password is Tigers2024!")
    assert (await opened.case(case.ref)).version == case.version


# --- Danger ---------------------------------------------------------------------------------------------------------

ABUSE = "a student told me that her stepfather hits her"
THREAT = "a student posted this, he will shoot up the school tomorrow"
NUDES = "someone made fake nudes of a student in my class"


async def test_danger_in_them_is_answered_before_the_file_is_spoken_of(opened: Office) -> None:
    said = await send(opened, "kim", THREAT)
    assert said.index("Call 911 now") < said.index("[Alert the on-call team]")
    assert said.index("[Alert the on-call team]") < said.index("I have not opened your file.")
    assert "Your words are kept with I-1001." in said


async def test_it_is_answered_beside_a_file_of_an_open_report_as_well(opened: Office) -> None:
    case = await report(opened)
    said = await send(opened, "kim", THREAT)
    assert said.index("Call 911 now") < said.index(f"I am checking that your files for {case.ref}")


async def test_a_report_with_which_words_of_danger_are_kept_is_one_of_danger(opened: Office) -> None:
    case = await report(opened)
    await send(opened, "kim", "It began last week.")
    assert not (await opened.case(case.ref)).data.get("danger_added")
    await send(opened, "kim", THREAT)
    assert (await opened.case(case.ref)).data["danger_added"]


async def test_the_button_below_it_alerts_the_on_call_team(opened: Office) -> None:
    await send(opened, "kim", THREAT)
    (card,) = [card for card in await opened.cards("kim") if any(one.action == "danger.alert" for one in card.buttons)]
    (alert,) = [one for one in card.buttons if one.action == "danger.alert"]
    await opened.receive(Clicked(**opened.whence("kim"), action=alert.action, value=alert.value))
    assert any(case.data.get("alarm") for case, _ in await opened.everything())


async def test_words_of_suspected_abuse_are_kept_with_no_report(opened: Office) -> None:
    case = await report(opened)
    said = await send(opened, "kim", ABUSE)
    assert said.index("1-866-363-4276") < said.index("I have not kept your words")
    assert f"Your words are kept with {case.ref}." not in said
    assert ABUSE not in repr([await opened.history(one) for one, _ in await opened.everything()])


async def test_a_file_beside_words_of_a_sexual_image_is_not_taken_by_an_ordinary_report(opened: Office) -> None:
    await report(opened)
    said = await send(opened, "kim", NUDES)
    assert "This chat still holds your file" in said
    assert "I am checking that your files" not in said


async def test_with_no_report_open_it_is_not_asked_for_again_and_the_words_begin_one(opened: Office) -> None:
    said = await send(opened, "kim", NUDES)
    assert "This chat still holds your file" in said
    assert "Then send the file again." not in said
    assert "Your words are kept with I-1001." in said


async def test_everyday_words_set_nothing_off(opened: Office) -> None:
    await report(opened)
    assert "911" not in await send(opened, "kim", "We shoot the team photo tomorrow.")
