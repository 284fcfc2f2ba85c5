"""What a handler reads about filing with a platform: what is done first where somebody is in danger or may be shown
undressed, and each way with those who may go it, where they are not the same."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from bot.events import Clicked
from bot.ui import Answer, plain
from bot.workflow import Case
from tests.office import Office, office
from tests.reports import alarm_from_the_chat, report, taken

YOUTUBE = {"link": "https://www.youtube.com/@central.student.fake"}
THE_FAMILY_FILES = "Who, for this one: The person shown files it. For a student that is a parent"


@pytest.fixture
async def district(address: str) -> AsyncIterator[Office]:
    async with office(address) as running:
        yield running


async def steps(district: Office, category: str, **answers: str) -> str:
    """The card with the steps for a report that the Director has taken."""
    return await steps_for(district, "casey", await taken(district, category=category, **answers))


async def steps_for(district: Office, name: str, case: Case) -> str:
    """The card with the steps that somebody who handles a case asks for."""
    await district.receive(Clicked(**district.whence(name), action="incident.playbook", value=case.stamp))
    await district.settle()
    cards = [plain(card) for card in await district.cards(name)]
    return next(card for card in reversed(cards) if "Who:" in card)


@pytest.mark.parametrize("answer", ["yes_minor", "yes_adult", "unsure"])
async def test_where_somebody_may_be_undressed_nobody_is_told_to_take_a_picture(
    district: Office, answer: Answer
) -> None:
    """Whatever plain word the report has, and whoever else may be in danger: to copy such an image can be a crime."""
    case = await report(district, category="bullying", sexual_image=answer, danger="unsure")
    card = await steps_for(district, "toni", case)
    assert "screenshot" not in card
    assert "Words only" in card
    assert all(way in card for way in ("Police", "TAKE IT DOWN", "CyberTipline"))


async def test_a_picture_that_another_report_tells_of_counts_for_the_steps(district: Office) -> None:
    case = await report(district, category="bullying")
    await report(district, name="lee", category="bullying", sexual_image="yes_minor")
    assert "screenshot" not in await steps_for(district, "casey", await district.case(case.ref))


@pytest.mark.parametrize("answer", ["yes", "unsure"])
async def test_where_somebody_may_be_in_danger_the_police_come_first(district: Office, answer: Answer) -> None:
    card = await steps_for(district, "toni", await report(district, category="bullying", danger=answer))
    assert "Who: The police come first: 911 if there is danger now." in card


async def test_so_they_do_where_all_that_is_known_is_an_alert_from_the_chat(district: Office) -> None:
    card = await steps_for(district, "toni", await alarm_from_the_chat(district, "kim"))
    assert "Who: The police come first" in card


async def test_a_way_that_only_a_family_may_go_says_so(district: Office) -> None:
    card = await steps(district, "impersonates_staff", harmed="student", **YOUTUBE)
    assert "Who: Anyone may file it." in card
    complaint = card[card.index("Privacy complaint") :]
    assert complaint[: complaint.index("Removal of a likeness")].count(THE_FAMILY_FILES) == 1


async def test_a_way_for_the_same_people_does_not_repeat_who_they_are(district: Office) -> None:
    card = await steps(district, "impersonates_staff", harmed="student", **YOUTUBE)
    report = card[card.index("Report a channel that copies") : card.index("Privacy complaint")]
    assert "Who files" not in report


# --- The words to paste ---------------------------------------------------------------------------------------------


async def words(district: Office, name: str, case: Case) -> str:
    """The words to paste that somebody who handles a case gets."""
    await steps_for(district, name, case)
    return next(said for said in reversed(await district.chat(name)) if "To copy and paste" in said)


async def official(district: Office, on: str, **answers: str) -> None:
    """An official account of Central High School on Instagram."""
    form = await district.review("ana", tool="instagram", **answers)
    await district.send("ana", form)
    case = await district.case(form.value.partition(".")[0])
    case = await district.move("casey", "approve", await district.move("pat", "approve", case))
    case = await district.move("kim", "accept_charter", await district.move("ana", "accept_charter", case))
    case = await district.move("ana", "report_set_up", case, address=on)
    await district.move("casey", "activate", case)


async def test_the_words_name_the_account_that_the_register_has(district: Office) -> None:
    await official(district, "https://www.instagram.com/central.high")
    said = await words(district, "casey", await taken(district))
    assert "presents itself as Central High School, Evergreen Public Schools: https" in said
    assert "The official account is https://www.instagram.com/central.high/." in said


async def test_of_two_accounts_the_one_that_is_meant_is_chosen_by_a_person(district: Office) -> None:
    await official(district, "https://www.instagram.com/central.high")
    await official(district, "https://www.instagram.com/central.band", on_behalf="Band")
    first, second = (f"https://www.instagram.com/central.{name}/" for name in ("band", "high"))
    said = await words(district, "casey", await taken(district))
    assert f"The official account is [{first} / {second}]." in said


async def test_an_official_account_that_does_harm_itself_is_not_called_the_real_one(district: Office) -> None:
    await official(district, "https://www.instagram.com/central.high")
    case = await taken(district, link="https://www.instagram.com/central.high/")
    assert "The official account is [the link to the real account]." in await words(district, "casey", case)


async def test_an_account_elsewhere_is_not_named(district: Office) -> None:
    await official(district, "https://www.instagram.com/central.high")
    case = await taken(district, link="https://www.tiktok.com/@central.hs.fake")
    assert "The official account is [the link to the real account]." in await words(district, "casey", case)


async def test_the_words_after_an_alert_from_the_chat_name_the_school_of_whoever_raised_it(district: Office) -> None:
    case = await alarm_from_the_chat(district, "kim")
    assert "This concerns Central High School, Evergreen Public Schools: [the link]" in await words(
        district, "toni", case
    )
