"""The same link reported twice, in other words each time: what is known of it to be dangerous holds for both."""

from __future__ import annotations

from bot.replies import Swap
from bot.ui import FilesField, plain
from bot.workflow import Case
from tests.evidence_office import Drawer, sends
from tests.office import Office
from tests.reports import ANSWERS, LINK, last_screen, report, report_without
from tests.sent_files import PAGE
from tests.sent_files import drawer as drawer
from tests.sent_files import opened as opened


async def shows(opened: Office, name: str, ref: str) -> str:
    """The card that somebody is given who asks for a case."""
    await opened.say(name, ref)
    return (await opened.told(name))[-1]


async def test_a_sexual_image_stays_one_whatever_word_the_second_reporter_chooses(
    opened: Office, drawer: Drawer
) -> None:
    image = await report(opened, "kim", "bullying", sexual_image="yes_minor")
    assert await report(opened, "ana", "impersonates_staff") == await opened.case(image.ref)
    said = "\n".join(await opened.told("ana")) + await sends(opened, "ana", file=PAGE)
    assert "Screenshots?" not in said
    assert "This chat still holds your file" in said
    assert drawer.fetched == []


async def test_a_sexual_image_that_a_handler_found_out_stays_one(opened: Office, drawer: Drawer) -> None:
    image = await opened.move("casey", "recategorise", await report(opened), category="sexual_image")
    assert (await report(opened, "ana", "bullying")).ref == image.ref
    assert "This chat still holds your file" in await sends(opened, "ana", file=PAGE)
    assert drawer.fetched == []


async def test_a_report_that_says_so_first_locks_what_came_before_it(opened: Office) -> None:
    calm = await report(opened, "kim", "bullying")
    assert f"{PAGE} is kept with {calm.ref}" in await sends(opened, "kim", file=PAGE)
    assert (await report(opened, "ana", "impersonates_staff", sexual_image="unsure")).ref == calm.ref
    assert "nobody can open them here" in await shows(opened, "casey", calm.ref)


async def test_a_calm_reporter_of_a_threat_reads_what_a_first_one_would(opened: Office) -> None:
    threat = await report(opened, "kim", "threat")
    now = await opened.send("ana", (await last_screen(opened, "ana")).form, ANSWERS)
    assert isinstance(now, Swap)
    said = plain(now.card) + await shows(opened, "ana", threat.ref)
    assert (await opened.case(threat.ref)).data["reporters"] == ["ana@example.org"]
    for told in ("911 now", "on-call", "threat", "known", "Alert"):
        assert told not in said, told


async def test_conduct_of_staff_takes_in_nothing_else(opened: Office) -> None:
    conduct = await report(opened, "kim", "staff_conduct")
    assert (await report(opened, "ana", "impersonates_staff")).ref != conduct.ref


# --- Where two must stay apart --------------------------------------------------------------------------------------


async def apart(opened: Office) -> tuple[Case, Case]:
    """Conduct of a colleague that shows a sexual image, and a report of the same link that says something else."""
    conduct = await report(opened, "kim", "staff_conduct", sexual_image="unsure")
    other = await report(opened, "ana", "impersonates_staff")
    assert other.ref != conduct.ref
    return conduct, other


async def test_no_files_are_asked_for_or_taken_in_the_other(opened: Office, drawer: Drawer) -> None:
    await report(opened, "kim", "staff_conduct", sexual_image="unsure")
    form = (await last_screen(opened, "ana", "impersonates_staff")).form
    assert not any(isinstance(field, FilesField) for field in form.fields)
    assert "This chat still holds your file" in await sends(opened, "ana", file=PAGE)
    await opened.send("ana", form, ANSWERS)
    assert "Screenshots?" not in "\n".join(await opened.told("ana"))
    assert "This chat still holds your file" in await sends(opened, "ana", file=PAGE)
    assert drawer.fetched == []


async def test_a_report_that_came_before_such_a_one_takes_no_file_either(opened: Office, drawer: Drawer) -> None:
    await report(opened, "ana", "impersonates_staff")
    await report(opened, "kim", "staff_conduct", sexual_image="unsure")
    assert "This chat still holds your file" in await sends(opened, "ana", file=PAGE)
    assert drawer.fetched == []


async def test_who_reads_only_one_of_them_learns_nothing_of_the_other(opened: Office) -> None:
    conduct, other = await apart(opened)
    card = await shows(opened, "casey", other.ref)
    assert conduct.ref not in card
    assert "The same link" not in card


async def test_who_reads_both_is_told_which(opened: Office) -> None:
    image = await report(opened, "kim", sexual_image="unsure")
    other = await report_without(opened, "lee", "devon", link=LINK)
    assert f"The same link is in {image.ref}" in await shows(opened, "casey", other.ref)


async def test_a_lock_outlasts_a_merge(opened: Office) -> None:
    other = await report(opened, "ana", "impersonates_staff")
    await sends(opened, "ana", file=PAGE)
    await report(opened, "kim", "staff_conduct", sexual_image="unsure")
    await opened.move("casey", "recategorise", other, category="impersonates_student")
    main = await report(opened, "lee", link=f"{LINK}.another")
    await opened.move("casey", "link", await opened.case(other.ref), main=main.ref)
    assert "nobody can open them here" in await shows(opened, "casey", main.ref)


async def test_once_the_other_is_closed_whoever_handles_this_one_lets_it_take_files_again(opened: Office) -> None:
    conduct, other = await apart(opened)
    await opened.move("hollis", "close", await opened.move("hollis", "take", conduct), **ANSWERS)
    await opened.move("casey", "recategorise", other, category="impersonates_student")
    assert f"{PAGE} is kept with {other.ref}" in await sends(opened, "ana", file=PAGE)
