"""An account that somebody made before they asked: nobody is told that there is none, and it is called what it is."""

from __future__ import annotations

from asyncio import gather
from dataclasses import replace

import pytest

from bot.events import Filled
from bot.replies import Fix, Open, Swap
from bot.ui import Answer, Card, plain
from handlers.request_words import title
from tests.forged import click
from tests.office import ANSWERS, Office

LINK = "https://www.facebook.com/centralband"
PAUSE = "Until then, please pause posts that show or name a student."
NOTHING_YET = "Until then there is nothing to do, and no account to create yet."


@pytest.mark.parametrize(
    ("answers", "said", "unsaid"),
    [
        ({"kind": "existing", "link": LINK}, PAUSE, NOTHING_YET),
        ({"kind": "new"}, NOTHING_YET, PAUSE),
    ],
)
async def test_what_to_do_until_then_fits_the_account(
    opened: Office, answers: dict[str, Answer], said: str, unsaid: str
) -> None:
    now = await opened.send("ana", await opened.review("ana", **answers))
    assert isinstance(now, Swap)
    assert said in plain(now.card)
    assert unsaid not in plain(now.card)


async def test_the_approver_reads_that_it_is_there_already(opened: Office) -> None:
    await opened.file(kind="existing", link=LINK)
    card = (await opened.told("pat"))[-1]
    assert card.startswith("R-1001 · Facebook for Girls Soccer (existing account)\n")
    assert "Ana Reyes asks for your decision on an account for Central High School." in card


async def test_the_longest_names_fit_the_title_of_a_card(opened: Office) -> None:
    form = await opened.review("ana", tool="other", other_name="T" * 40, on_behalf="b" * 75)
    case = await opened.case(form.value.partition(".")[0])
    existing = replace(case, data={"answers": {**case.data["answers"], "kind": "existing"}})
    assert Card(f"R-100000 · {title(existing, existing.opened_by, opened.building.house)}").title.endswith(
        "b (existing account)"
    )


async def test_who_asks_for_the_same_account_is_told_who_asked_first(opened: Office) -> None:
    case = await opened.file(kind="existing", link=LINK)
    form = await opened.review("lee", kind="existing", link="https://m.facebook.com/CentralBand?ref=share")
    now = await opened.send("lee", form)
    assert isinstance(now, Swap)
    assert plain(now.card).startswith("Ana Reyes has already asked for this account, as R-1001. Please talk with them")
    assert (await opened.case("R-1002")).state == "draft"
    await opened.move("ana", "withdraw", case)
    await opened.send("lee", form)
    assert (await opened.case("R-1002")).state == "with_principal"


async def test_a_request_that_is_now_about_another_account_is_in_nobodys_way(opened: Office) -> None:
    case = await opened.move("pat", "ask_for_changes", await opened.file(kind="existing", link=LINK))
    review = await opened.press("ana", "refile", case)
    assert isinstance(review, Open)
    change = "account_request.change_start"
    start = await opened.receive(
        Filled(**opened.whence("ana"), form=review.form.name, value=review.form.value, answers={}, pressed=change)
    )
    await opened.finish("ana", start)
    assert (await opened.file("lee", kind="existing", link=LINK)).state == "with_principal"


async def test_a_blog_in_the_register_is_not_made_official_again_as_a_website(opened: Office) -> None:
    link = "https://soccer.wordpress.com/"
    case = await opened.move("casey", "approve", await opened.move("pat", "approve", await opened.file(tool="blog")))
    case = await opened.move("kim", "accept_charter", await opened.move("ana", "accept_charter", case))
    await opened.move("casey", "activate", await opened.move("ana", "report_set_up", case, address=link))
    now = await opened.say("lee", "/sm-request")
    for _ in ("start", "link"):
        assert isinstance(now, Open)
        now = await opened.send("lee", now.form, {**ANSWERS, "kind": "existing", "link": link})
    assert isinstance(now, Fix)
    assert now.errors["link"].startswith("This account is in the register already, as A-1001.")


async def test_who_asks_twice_reads_that_they_did(opened: Office) -> None:
    await opened.file(kind="existing", link=LINK)
    now = await opened.send("ana", await opened.review("ana", kind="existing", link=LINK))
    assert isinstance(now, Swap)
    assert plain(now.card) == (
        "You already asked for this account, as R-1001. Your request R-1002 is saved and was not sent."
    )


async def test_a_declined_request_comes_back_only_while_nobody_else_asks(opened: Office) -> None:
    declined = await opened.move("pat", "decline", await opened.file(kind="existing", link=LINK))
    other = await opened.file("lee", kind="existing", link=LINK)
    now = await opened.press("casey", "reopen", declined)
    assert isinstance(now, Open)
    told = await opened.send("casey", now.form, {"note": "It is needed after all."})
    assert isinstance(told, Fix)
    assert told.errors["note"].startswith("Lee Abara has asked for this account in the meantime, as R-1002")
    await opened.move("lee", "withdraw", other)
    assert (await opened.move("casey", "reopen", declined)).state == "with_director"
    again = await opened.send("lee", await opened.review("lee", kind="existing", link=LINK))
    assert isinstance(again, Swap)
    assert "Ana Reyes has already asked for this account, as R-1001." in plain(again.card)


async def test_a_request_that_comes_back_is_not_in_its_own_way(opened: Office) -> None:
    case = await opened.move("pat", "ask_for_changes", await opened.file(kind="existing", link=LINK))
    assert (await opened.move("ana", "refile", case, kind="existing", link=LINK)).state == "with_principal"


async def test_of_two_who_send_at_the_same_moment_one_is_told(open_office: Office) -> None:
    forms = {name: await open_office.review(name, kind="existing", link=LINK) for name in ("ana", "lee")}
    answers = await gather(*(open_office.send(name, form) for name, form in forms.items()))
    told = [plain(now.card) for now in answers if isinstance(now, Swap)]
    assert sum("has already asked for this account" in said for said in told) == 1
    assert sorted([(await open_office.case(ref)).state for ref in ("R-1001", "R-1002")]) == ["draft", "with_principal"]


async def without_our_access(opened: Office) -> str:
    await click(opened, "casey", "account.without_administrator", "")
    return (await opened.told("casey"))[-1]


async def test_an_account_is_in_the_directors_list_whatever_became_of_the_request(opened: Office) -> None:
    declined = await opened.file(kind="existing", link=LINK)
    withdrawn = await opened.file("lee", kind="existing", link="https://www.instagram.com/centralband")
    await opened.move("pat", "decline", declined)
    await opened.move("lee", "withdraw", withdrawn)
    said = await without_our_access(opened)
    assert "R-1001 · Facebook for Girls Soccer (existing account): Declined" in said
    assert "R-1002 · Instagram for Girls Soccer (existing account): Withdrawn" in said


async def test_the_list_names_an_account_once_and_none_that_nobody_sent(opened: Office) -> None:
    await opened.move("pat", "decline", await opened.file(kind="existing", link=LINK))
    await opened.file("lee", kind="existing", link=LINK)
    form = await opened.review("ana", kind="existing", link="https://www.instagram.com/centralband")
    await opened.move("ana", "withdraw", await opened.case(form.value.partition(".")[0]))
    said = await without_our_access(opened)
    assert said.count("(existing account)") == 1
    assert "R-1002 · Facebook for Girls Soccer (existing account): With the principal" in said


async def test_an_account_that_is_official_since_is_not_in_the_list(opened: Office) -> None:
    await opened.move("pat", "decline", await opened.file(kind="existing", link=LINK))
    await opened.move("casey", "activate", await opened.set_up("lee", address=LINK))
    assert (
        await without_our_access(opened) == "No existing account is waiting to give the district administrator rights."
    )
