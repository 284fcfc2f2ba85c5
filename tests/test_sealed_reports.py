"""Two reports of one link that stay apart, of which the later may be about a sexual image: what the earlier one holds
is locked, and nobody learns of the later one by that."""

from __future__ import annotations

import pytest

from bot.disposition import became
from bot.events import SentFile, SentFiles
from bot.retention.how_long import standing
from bot.workflow import Case
from tests.disposition_office import carried_out, drawn_up, is_there, signed
from tests.evidence_office import WITH_EVIDENCE, Drawer, sends
from tests.office import Office, office
from tests.reports import ANSWERS, LINK, report, report_without, taken
from tests.sent_files import PAGE
from tests.sent_files import drawer as drawer
from tests.sent_files import opened as opened
from tests.test_destroying import a_closed_report
from tests.test_locked_files import OF_THE_COPY, told_anew
from tests.test_same_link import shows

LOCKED = "The files of I-1001 are locked now"
WHY = "Possible sexual image"


async def conduct_with_an_image(opened: Office) -> Case:
    """A later report of the same link that says something else, so that it stays apart."""
    return await report(opened, "kim", "staff_conduct", sexual_image="unsure")


async def with_a_file(opened: Office, name: str = "ana") -> Case:
    """Somebody's report that Casey took, with a screenshot that is kept."""
    case = await taken(opened, name=name, category="impersonates_staff")
    assert f"{PAGE} is kept with {case.ref}" in await sends(opened, name, file=PAGE)
    return case


async def test_what_the_earlier_one_holds_is_opened_by_nobody(opened: Office) -> None:
    case = await with_a_file(opened)
    later = await conduct_with_an_image(opened)
    assert later.ref != case.ref
    await opened.press("casey", "evidence", await opened.case(case.ref))
    said = (await opened.told("casey"))[-1]
    assert WHY in said
    assert "[Open]" not in said


async def test_whoever_handles_it_hears_that_it_is_locked_and_nothing_of_the_other(opened: Office) -> None:
    case = await with_a_file(opened)
    before = len(await opened.told("casey"))
    later = await conduct_with_an_image(opened)
    said = await told_anew(opened, "casey", before)
    assert LOCKED in said
    said += await shows(opened, "casey", case.ref)
    assert WHY in said
    assert "Files of this case are locked from now on" in said
    for other in (later.ref, "Kim Tanaka", "same link", "conduct"):
        assert other not in said, other


async def test_nobody_reads_whose_report_it_was_who_presses_at_that_moment(opened: Office) -> None:
    case = await opened.case((await with_a_file(opened)).ref)
    await conduct_with_an_image(opened)
    await opened.press("casey", "take_over", case)
    assert "Kim" not in (await opened.told("casey"))[-1]


async def test_whoever_presses_too_late_reads_how_it_is_now(opened: Office) -> None:
    untaken = await report(opened, category="impersonates_staff")
    case = await opened.move("casey", "take", untaken)
    await conduct_with_an_image(opened)
    before = len(await opened.told("casey"))
    await opened.press("casey", "take", untaken)
    said = await told_anew(opened, "casey", before)
    assert f"{case.ref} is now: " in said
    assert "Nothing was changed." in said
    assert "not ready" not in said


async def test_whoever_sent_it_reads_what_to_do_and_that_no_more_is_taken(opened: Office, drawer: Drawer) -> None:
    case = await with_a_file(opened)
    before = len(await opened.told("ana"))
    await conduct_with_an_image(opened)
    assert OF_THE_COPY in await told_anew(opened, "ana", before)
    card = await shows(opened, "ana", case.ref)
    assert "Please send no files here." in card
    assert "You can add screenshots" not in card
    assert "locked from now on" not in card
    await sends(opened, "ana", file=PAGE)
    assert drawer.fetched == [PAGE]


async def test_whoever_sent_a_file_to_each_of_the_two_hears_it_too(opened: Office) -> None:
    case = await with_a_file(opened, "kim")
    before = len(await opened.told("kim"))
    assert (await conduct_with_an_image(opened)).ref != case.ref
    assert OF_THE_COPY in await told_anew(opened, "kim", before)


async def test_a_file_that_is_still_on_its_way_is_not_kept(opened: Office, drawer: Drawer) -> None:
    await report(opened, "ana", "impersonates_staff")
    file = SentFile(PAGE, source={"id": PAGE})
    await opened.receive(SentFiles(**opened.whence("ana"), files=(file,)))
    await conduct_with_an_image(opened)
    await opened.settle()
    assert drawer.fetched == []


async def test_whom_the_later_one_leaves_out_reads_no_reason(opened: Office) -> None:
    case = await with_a_file(opened, "kim")
    await report_without(opened, "lee", "casey", link=LINK, sexual_image="unsure")
    said = "\n".join(await opened.told("casey")) + await shows(opened, "casey", case.ref)
    assert LOCKED in said
    assert "are locked for now, and nobody can open them here" in said
    assert "exual image" not in said


async def steps(opened: Office, case: Case) -> str:
    """What Casey reads who presses "See the steps"."""
    before = len(await opened.told("casey"))
    await opened.press("casey", "playbook", await opened.case(case.ref))
    return await told_anew(opened, "casey", before)


async def test_the_steps_are_those_for_such_an_image_and_ask_for_no_capture(opened: Office) -> None:
    case = await with_a_file(opened)
    assert "A screenshot" in await steps(opened, case)
    await conduct_with_an_image(opened)
    assert "A screenshot" not in await steps(opened, case)


async def test_whom_the_later_one_leaves_out_reads_the_steps_as_they_were(opened: Office) -> None:
    case = await with_a_file(opened, "kim")
    before = await steps(opened, case)
    await report_without(opened, "lee", "casey", link=LINK, sexual_image="unsure")
    assert await steps(opened, case) == before


async def test_whoever_reads_both_is_told_which(opened: Office) -> None:
    case = await with_a_file(opened, "kim")
    later = await report_without(opened, "lee", "devon", link=LINK, sexual_image="unsure")
    assert later.ref != case.ref
    assert f"The same link is in {later.ref}" in await shows(opened, "casey", case.ref)


async def test_so_it_is_once_a_handler_finds_out(opened: Office) -> None:
    case = await with_a_file(opened)
    later = await report(opened, "kim", "staff_conduct")
    await opened.move("hollis", "recategorise", later, category="sexual_image")
    assert WHY in await shows(opened, "casey", case.ref)


async def closed_with_a_file(opened: Office) -> Case:
    return await opened.move("casey", "close", await opened.case((await with_a_file(opened)).ref), **ANSWERS)


@pytest.mark.parametrize("days", [0, 800])
async def test_what_is_closed_already_is_locked_at_that_moment_however_long_ago(opened: Office, days: int) -> None:
    case = await closed_with_a_file(opened)
    opened.clock.move(days=days)
    await conduct_with_an_image(opened)
    assert [one.move for one in await opened.history(case)][-2:] == ["close", "seal"]
    said = await files_of(opened, case)
    assert WHY in said
    assert "[Open]" not in said
    card = await shows(opened, "casey", case.ref)
    assert "[Closed]" in card
    assert "Files of this case are locked from now on" in card


async def test_of_what_is_closed_nobody_is_written_to_and_the_sender_finds_on_the_card_what_to_do(
    opened: Office,
) -> None:
    case = await closed_with_a_file(opened)
    before = {name: len(await opened.told(name)) for name in ("ana", "casey")}
    later = await conduct_with_an_image(opened)
    assert {name: len(await opened.told(name)) for name in before} == before
    card = await shows(opened, "ana", case.ref)
    assert OF_THE_COPY in card
    for other in (later.ref, "Kim Tanaka", "locked from now on", "exual image"):
        assert other not in card, other


async def test_what_is_closed_is_locked_once(opened: Office) -> None:
    case = await closed_with_a_file(opened)
    await conduct_with_an_image(opened)
    await report(opened, "lee", "staff_conduct", sexual_image="unsure")
    assert [one.move for one in await opened.history(case)].count("seal") == 1


async def test_what_is_locked_after_its_end_is_kept_as_a_grave_matter_and_its_end_stays(opened: Office) -> None:
    case = await closed_with_a_file(opened)
    opened.clock.move(days=200)
    await conduct_with_an_image(opened)
    locked = await opened.case(case.ref)
    assert (locked.last_move, locked.updated_at) == ("seal", case.updated_at)
    house, face = opened.building.house, opened.building.menu.faces["incident"]
    before, now = (standing(one, face, house.content.records, house.calendar) for one in (case, locked))
    assert before.due
    assert (now.line and now.line.name, now.due, now.why) == ("incident_grave", None, "until_set")


@pytest.mark.parametrize(("days", "named"), [(100, 1), (200, 0)])
async def test_what_counts_as_seen_before_counts_from_its_end(opened: Office, days: int, named: int) -> None:
    case = await closed_with_a_file(opened)
    opened.clock.move(days=200)
    await conduct_with_an_image(opened)
    opened.clock.move(days=days)
    other = await report(opened, "lee", link=f"{LINK}.other")
    await sends(opened, "lee", file=PAGE)
    assert (await shows(opened, "casey", other.ref)).count(f"The same file is in {case.ref}") == named


async def test_what_is_locked_after_the_signature_stays_and_comes_on_no_list(address: str) -> None:
    """A later report of its link may be about a sexual image: such a matter is kept until somebody sets a time."""
    async with office(address, WITH_EVIDENCE) as opened:
        main, _part = await a_closed_report(opened)
        listed = await signed(opened, await drawn_up(opened, years=7))
        await report(opened, "ana", "staff_conduct", sexual_image="unsure")
        assert (await opened.case(main.ref)).last_move == "seal"
        assert became(await carried_out(opened, listed)) == {main.ref: "changed"}
        assert await is_there(opened, main.ref)
        assert (await drawn_up(opened, years=7)).ref == listed.ref
        assert await is_there(opened, main.ref)


async def test_an_ordinary_report_of_the_same_link_locks_nothing_that_is_closed(opened: Office) -> None:
    case = await closed_with_a_file(opened)
    await report(opened, "kim", "staff_conduct")
    assert "[Open]" in await files_of(opened, case)


async def files_of(opened: Office, case: Case) -> str:
    """What Casey reads who presses "See the files"."""
    await opened.press("casey", "evidence", await opened.case(case.ref))
    return (await opened.told("casey"))[-1]


async def test_what_is_opened_again_is_locked_as_well(opened: Office) -> None:
    case = await closed_with_a_file(opened)
    await conduct_with_an_image(opened)
    case = await opened.case(case.ref)
    await opened.move("casey", "reopen", case, reason="It is back.")
    assert WHY in await shows(opened, "casey", case.ref)


async def test_once_the_later_one_is_closed_the_category_is_said_again_and_the_files_open(opened: Office) -> None:
    case, later = await with_a_file(opened), await conduct_with_an_image(opened)
    await opened.move("hollis", "close", await opened.move("hollis", "take", later), **ANSWERS)
    await opened.move("casey", "recategorise", await opened.case(case.ref), category="impersonates_student")
    assert "nobody can open them" not in await shows(opened, "casey", case.ref)
