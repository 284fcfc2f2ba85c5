"""Which report a file belongs to: the one that its sender names; where several can be meant, they are asked."""

from __future__ import annotations

from bot.store.evidence import of_case
from bot.workflow import Case
from tests.evidence_office import Drawer, sends
from tests.office import Office
from tests.reports import ANSWERS, LINK, closed, report, taken
from tests.sent_files import PAGE
from tests.sent_files import drawer as drawer
from tests.sent_files import opened as opened

WHICH = "Which of these does it belong to?"


async def two(opened: Office) -> tuple[Case, Case]:
    """Kim's report of a colleague's conduct, of which the Director must not hear, and one of a page."""
    return await report(opened, "kim", "staff_conduct"), await report(opened, "kim", link=f"{LINK}2")


async def files(opened: Office, case: Case) -> int:
    async with opened.building.database.reading() as connection:
        return len(await of_case(connection, case.id))


async def test_it_goes_to_the_one_that_is_named_and_so_do_the_words(opened: Office) -> None:
    conduct, page = await two(opened)
    said = await sends(opened, "kim", f"This is for {conduct.ref}", PAGE)
    assert f"{PAGE} is kept with {conduct.ref}" in said
    assert f"Your words are kept with {conduct.ref}." in said
    assert await files(opened, page) == 0
    assert "This is for" not in "\n".join(await opened.told("casey"))


async def test_the_next_one_needs_the_reference_as_well(opened: Office) -> None:
    conduct, _ = await two(opened)
    assert f"please send {conduct.ref} with each further file" in await sends(opened, "kim", conduct.ref, PAGE)


async def test_a_reference_alone_is_no_news_for_whoever_handles_it(opened: Office) -> None:
    conduct, _ = await two(opened)
    assert "Your words are kept" not in await sends(opened, "kim", f"{conduct.ref}.", PAGE)
    assert [step.move for step in await opened.history(conduct)] == ["report"]


async def test_of_two_that_can_be_meant_the_sender_is_asked_and_nothing_is_fetched(
    opened: Office, drawer: Drawer
) -> None:
    conduct, page = await two(opened)
    said = await sends(opened, "kim", "See this.", PAGE)
    assert WHICH in said
    assert conduct.ref in said
    assert page.ref in said
    assert drawer.fetched == []


async def test_whoever_names_two_reports_is_asked_which_one_it_is_for(opened: Office, drawer: Drawer) -> None:
    conduct, page = await two(opened)
    assert WHICH in await sends(opened, "kim", f"{conduct.ref} or {page.ref}?", PAGE)
    assert drawer.fetched == []


async def test_what_is_not_theirs_is_not_meant_by_their_only_one(opened: Office, drawer: Drawer) -> None:
    await report(opened, "kim")
    other = await report(opened, "lee", link=f"{LINK}2")
    assert WHICH in await sends(opened, "kim", f"for {other.ref}", PAGE)
    assert drawer.fetched == []


async def test_a_handler_names_a_case_that_they_took_while_a_report_of_their_own_is_open(opened: Office) -> None:
    case = await taken(opened)
    own = await report(opened, "casey", link=f"{LINK}2")
    assert f"{PAGE} is kept with {case.ref}" in await sends(opened, "casey", f"redacted, for {case.ref}", PAGE)
    assert await files(opened, own) == 0


async def test_while_a_sexual_image_is_open_no_name_helps_and_the_words_go_where_they_belong(
    opened: Office, drawer: Drawer
) -> None:
    conduct, _ = await two(opened)
    await report(opened, "kim", link=f"{LINK}3", sexual_image="unsure")
    said = await sends(opened, "kim", f"This is for {conduct.ref}", PAGE)
    assert "This chat still holds your file" in said
    assert f"Your words are kept with {conduct.ref}." in said
    assert drawer.fetched == []


async def test_two_reports_of_theirs_that_became_one_are_one(opened: Office) -> None:
    first = await taken(opened)
    second = await report(opened, link=f"{LINK}2")
    await opened.finish("casey", await opened.press("casey", "link", second), {"main": first.ref})
    assert f"{PAGE} is kept with {first.ref}" in await sends(opened, "kim", file=PAGE)
    assert f"{PAGE} is kept with {first.ref}" in await sends(opened, "kim", second.ref, PAGE)


# --- Once it is closed ----------------------------------------------------------------------------------------------


async def test_a_file_for_a_closed_one_is_not_opened_and_begins_nothing(opened: Office, drawer: Drawer) -> None:
    case = await closed(opened)
    assert f"I have not opened your file: {case.ref} is closed." in await sends(opened, "kim", case.ref, PAGE)
    assert len(await opened.everything()) == 1
    assert drawer.fetched == []


async def test_what_else_is_said_beside_it_is_not_lost(opened: Office) -> None:
    case = await closed(opened)
    said = await sends(opened, "kim", f"{case.ref}: it is back", PAGE)
    assert "Your words are kept with I-1002." in said


async def test_the_same_of_one_that_was_part_of_what_is_closed(opened: Office) -> None:
    main = await taken(opened, name="lee")
    part = await report(opened, link=f"{LINK}2")
    await opened.finish("casey", await opened.press("casey", "link", part), {"main": main.ref})
    await opened.move("casey", "close", await opened.case(main.ref), **ANSWERS)
    assert f"{part.ref} is closed." in await sends(opened, "kim", part.ref, PAGE)


async def test_of_a_restricted_matter_that_was_reported_before_their_own_reference_is_named(opened: Office) -> None:
    main = await report(opened, "ana", "threat")
    await report(opened, "kim", "threat")
    own = await opened.case("I-1002")
    said = await sends(opened, "kim", "It goes on.", PAGE)
    for words in (
        f"your files for {own.ref}",
        f"Your words are kept with {own.ref}.",
        f"{PAGE} is kept with {own.ref}",
    ):
        assert words in said, words
    assert main.ref not in said
    assert f"added to {main.ref}" in "\n".join(await opened.told("toni"))
