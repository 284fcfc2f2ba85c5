"""Words that somebody sends together with files: kept with the report, and never passed over."""

from __future__ import annotations

from bot.events import Clicked, SentFile, SentFiles
from tests.office import Office
from tests.reports import last_screen, report, taken

WORDS = "It began last week, see https://www.instagram.com/central.hs.fake"


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


async def test_with_no_report_open_they_begin_one_that_nobody_has_to_write_again(opened: Office) -> None:
    said = await send(opened, "kim", WORDS)
    assert "I have not opened your file." in said
    assert "Your words are kept with I-1001." in said
    answers = (await opened.case("I-1001")).data["answers"]
    assert (answers["note"], answers["link"]) == (WORDS, "https://www.instagram.com/central.hs.fake")


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
