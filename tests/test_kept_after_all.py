"""What keeps a case after the signature: the rules as they are now, and what was decided when its turn came."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from bot.disposition import became, rows
from bot.store.tables import cases, seals
from bot.workflow import Case
from tests.disposition_office import a_question, carried_out, drawn_up, is_there, signed
from tests.edited_content import content as content
from tests.edited_content import district as district
from tests.office import Office
from tests.reports import LINK, closed, report


def edit_records(opened: Office, old: str, new: str) -> str:
    """Somebody edits the retention rules while the office is open. Gives what stood there."""
    file = opened.building.house.library.folder / "records.yaml"
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")
    return text


async def test_a_longer_time_in_the_file_keeps_what_was_signed_for_by_the_shorter(
    district: Office, content: object
) -> None:
    question = await a_question(district)
    listed = await signed(district, await drawn_up(district))
    edit_records(district, "keep: 2 years", "keep: until set")
    assert became(await carried_out(district, listed)) == {question.ref: "not_due"}
    assert await is_there(district, question.ref)


@pytest.mark.parametrize("new", ["keep: two years", "keep: [", "keep: 2 years\n    class: another"])
async def test_rules_that_cannot_be_read_count_as_a_hold(district: Office, content: object, new: str) -> None:
    question = await a_question(district)
    listed = await signed(district, await drawn_up(district))
    text = edit_records(district, "keep: 2 years", new)
    assert (await carried_out(district, listed)).state == "under_way"
    assert await is_there(district, question.ref)
    (district.building.house.library.folder / "records.yaml").write_text(text, encoding="utf-8")
    assert became(await carried_out(district, listed)) == {question.ref: "destroyed"}


async def test_rules_without_the_line_of_a_class_count_as_a_hold(district: Office, content: object) -> None:
    question = await a_question(district)
    listed = await signed(district, await drawn_up(district))
    edit_records(district, "class: inquiry_ended", "class: inquiry_over")
    assert (await carried_out(district, listed)).state == "under_way"
    assert await is_there(district, question.ref)


async def test_what_an_open_case_stands_on_is_on_no_list(open_office: Office) -> None:
    first = await closed(open_office)
    open_office.clock.move(days=300)
    late = await report(open_office, "ana", link=LINK)
    assert late.data["came_back"] == first.ref
    question = await a_question(open_office)
    assert [row.ref for row in rows(await drawn_up(open_office, years=7))] == [question.ref]


async def named_by_an_open_case(opened: Office, **by: object) -> tuple[Case, Case]:
    """I-1001, and its list as it was carried out: after the signature an open report came to name it like this."""
    first = await closed(opened)
    late = await report(opened, "ana", link="https://www.facebook.com/another")
    listed = await signed(opened, await drawn_up(opened, years=7))
    async with opened.building.database.transaction() as transaction:
        names = cases.update().where(cases.c.ref == late.ref)
        await transaction.execute(names.values(data={**late.data, **by}))
    return first, await carried_out(opened, listed)


async def test_a_case_that_an_open_one_only_speaks_of_goes(open_office: Office) -> None:
    first, done = await named_by_an_open_case(open_office, heard_of="I-1001")
    assert became(done) == {first.ref: "destroyed"}


@pytest.mark.parametrize("by", [{"came_back": "I-1001"}, {"same_accounts": ["I-1009", "I-1001"]}], ids=str)
async def test_what_an_open_case_came_to_stand_on_after_the_signature_stays(
    open_office: Office, by: dict[str, object]
) -> None:
    first, done = await named_by_an_open_case(open_office, **by)
    assert became(done) == {first.ref: "recalled"}
    assert await is_there(open_office, first.ref)
    await open_office.press("rene", "read", done)
    assert "kept: a case that is still open refers back to it" in (await open_office.told("rene"))[-1]


async def unseal(opened: Office, ref: str) -> dict[str, object]:
    """The newest line of a case has no seal any more, so that it waits when its list is carried out."""
    async with opened.building.database.transaction() as transaction:
        newest = select(seals).where(seals.c.ref == ref).order_by(seals.c.id.desc()).limit(1)
        row = dict((await transaction.execute(newest)).one()._mapping)
        await transaction.execute(seals.delete().where(seals.c.id == row["id"]))
    return row


async def test_what_was_on_hold_when_its_turn_came_stays_though_the_hold_is_lifted_before_the_list_is_done(
    open_office: Office,
) -> None:
    kept, waits = await a_question(open_office), await a_question(open_office)
    listed = await signed(open_office, await drawn_up(open_office))
    await open_office.say("rene", f"hold {kept.ref}: a lawsuit")
    await open_office.building.sealer.round()
    seal = await unseal(open_office, waits.ref)
    open_office.clock.moment = open_office.building.house.calendar.after(open_office.clock.moment, 1)
    await open_office.building.upkeep.round()
    rests = await open_office.case(listed.ref)
    assert (rests.state, became(rests)) == ("under_way", {kept.ref: "on_hold"})
    await open_office.say("rene", f"release {kept.ref}: settled")
    async with open_office.building.database.transaction() as transaction:
        await transaction.execute(seals.insert().values(**seal))
    await open_office.building.upkeep.round()
    done = await open_office.case(listed.ref)
    assert (done.state, became(done)) == ("carried_out", {kept.ref: "on_hold", waits.ref: "destroyed"})
    assert await is_there(open_office, kept.ref)
