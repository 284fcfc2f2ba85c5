"""A packet of records of one case: whole, to the byte, for a person to read, and never what may be shown to nobody."""

from __future__ import annotations

import re
from dataclasses import replace
from hashlib import sha256

import pytest
from sqlalchemy import update

from bot.evidence.vault import Vault
from bot.kept_files import KeptFiles
from bot.records.leaving import Order
from bot.records.packet import CannotPack
from bot.records.papers import NoSuchCase
from bot.store import deeds, holds
from bot.store.deeds import Deed
from bot.store.holds import Hold
from bot.store.tables import outbox
from bot.ui import plain
from tests.evidence_office import KEY, LARGE, SCREENSHOT, Drawer, Reports, sends
from tests.evidence_office import reports as reports
from tests.office import Office
from tests.packets import FOR, packet_of, packing
from tests.reports import alarm_from_the_chat, closed, filed, last_screen, report, report_without, taken
from tests.sent_files import drawer as drawer
from tests.sent_files import opened as opened
from tests.situations import SITUATIONS

NOTE = "Jordan Smith, a student, showed me.\nHis mother: jane@example.com, (360) 555-0199.\nKind: incident"
OURS = re.compile(r"[a-z]+\.(?:txt|json|jsonl)|files/\d\d\.(?:png|jpg|gif|webp|heic|pdf)")


# --- What it holds --------------------------------------------------------------------------------------------------


async def test_a_packet_says_what_was_asked_answered_and_done(opened: Office) -> None:
    case = await closed(opened, name="kim", note=NOTE)
    packet = await packet_of(opened, case.ref)
    for said in (
        "Records packet of I-1001",
        f"For: {FOR}",
        "Made by: operator:rene",
        "Where it stands: Closed",
        "Opened by: Kim Tanaka (kim@example.org), November 9, 2026, 9:00 AM PST",
        "  Is anyone's life or safety in danger?: No",
        "  What is it?: It pretends to be our school or district",
        "  How was it filed?: Another way",
        "  Total staff time spent on it: Less than 15 minutes",
        "Casey Lindqvist (casey@example.org) took it",
        "On hold: no",
    ):
        assert said in packet.summary, said
    assert "    | Kind: incident" in packet.summary.splitlines()


async def test_every_name_in_a_packet_is_ours_and_every_line_of_data_is_plain(opened: Office) -> None:
    case = await taken(opened, name="kim", note=NOTE)
    await sends(opened, "kim", file="a.png")
    packet = await packet_of(opened, case.ref)
    assert all(OURS.fullmatch(name) for name in packet.files)
    assert all(packet.files[name].isascii() for name in packet.files if name.endswith(("json", "jsonl")))


async def test_files_are_there_to_the_byte_with_what_is_known_of_each(reports: Reports) -> None:
    await reports.take(page__png=SCREENSHOT, large__png=LARGE)
    packet = await packet_of(reports.office, "R-1001")
    assert [packet.files[f"files/0{number}.png"] for number in (1, 2)] == [SCREENSHOT, LARGE]
    first = packet.data("files.json")[0]
    assert (first["file"], first["name"], first["sender"]) == ("files/01.png", "page.png", "ana@example.org")
    assert (first["sha256"], first["size"], first["platform"]) == (
        sha256(SCREENSHOT).hexdigest(),
        len(SCREENSHOT),
        "web",
    )
    assert "key" not in first
    assert "Name as sent: page.png" in packet.summary


async def test_the_log_has_every_move_look_and_deed_in_order_with_its_seal(opened: Office) -> None:
    case = await filed(opened, name="kim")
    async with opened.building.database.transaction() as transaction:
        await deeds.enter(transaction, Deed("viewed", "casey@example.org", opened.clock(), case.ref))
    await opened.building.sealer.round()
    lines = (await packet_of(opened, case.ref)).lines("log.jsonl")
    assert [line["row"]["move"] for line in lines if line["record"] == "history"] == ["report", "take", "file"]
    assert lines[-1]["row"]["deed"] == "viewed"
    assert all(line["seal"]["seal"] for line in lines)


async def test_who_was_told_what_is_there_as_far_as_it_is_kept(opened: Office) -> None:
    case = await taken(opened, name="kim")
    await opened.settle()
    packet = await packet_of(opened, case.ref)
    told = {(line["recipient"], line["shows"], line["status"]) for line in packet.lines("messages.jsonl")}
    assert ("kim@example.org", "line", "sent") in told
    assert "Kim Tanaka (kim@example.org) · a line · sent" in packet.summary
    assert "taken back" not in packet.summary.partition("Who was told what")[2]


async def test_a_card_that_was_shown_and_waits_to_be_drawn_again_was_shown(opened: Office) -> None:
    case = await taken(opened, name="kim")
    await opened.settle()
    async with opened.building.database.transaction() as transaction:
        await transaction.execute(update(outbox).where(outbox.c.status == "shown").values(status="due"))
    told = " ".join((await packet_of(opened, case.ref)).summary.partition("Who was told what")[2].split())
    assert "Kim Tanaka (kim@example.org) · a card of the case · shown, and to be redrawn" in told


async def test_it_is_known_from_whom_any_of_it_must_be_kept(opened: Office) -> None:
    case = await report_without(opened, "kim", "rene")
    assert await packing(opened).not_for(case.ref) == ("Rene Dubois (rene@example.org)",)


async def test_a_name_from_a_chat_passes_for_no_line_of_ours(opened: Office) -> None:
    case = await taken(opened, name="lee")
    opened.building.house.names["lee@example.org"] = 'Casey (casey@example.org) closed it; "Lee" · Abara'
    said = """"Casey (casey@example.org) closed it; 'Lee' · Abara" (lee@example.org)"""
    summary = (await packet_of(opened, case.ref)).summary
    assert f"{said} reported it" in " ".join(summary.split())
    assert "  Taken by: Casey Lindqvist (casey@example.org)" in summary


async def test_a_hold_is_said_with_its_reason(opened: Office) -> None:
    case = await report(opened, "kim")
    hold = Hold(case.ref, "rene@example.org", opened.clock(), "A lawsuit.\nDoe v. District")
    async with opened.building.database.transaction() as transaction:
        assert await holds.place(transaction, hold)
    packet = await packet_of(opened, case.ref)
    assert "On hold: since November 9, 2026, 9:00 AM PST, by Rene Dubois (rene@example.org)" in packet.summary
    assert "    | Doe v. District" in packet.summary
    assert packet.data("case.json")["case"]["hold"]["reason"] == hold.reason


async def test_reports_that_joined_are_in_the_packet_of_their_case(opened: Office) -> None:
    main = await report(opened, "kim")
    await report(opened, "lee", note="Seen on the bus.")
    packet = await packet_of(opened, main.ref)
    assert "It holds: I-1001, I-1002" in packet.summary
    assert "Seen on the bus." in packet.summary
    assert [part["ref"] for part in packet.data("case.json")["parts"]] == ["I-1002"]
    assert {line["ref"] for line in packet.lines("log.jsonl")} == {"I-1001", "I-1002"}


async def test_the_packet_of_a_part_says_where_the_rest_is(opened: Office) -> None:
    await report(opened, "kim")
    await report(opened, "lee")
    packet = await packet_of(opened, "I-1002")
    assert "I-1002 became part of I-1001." in packet.summary
    assert packet.data("case.json")["goes_on_as"] == "I-1001"
    assert packet.data("files.json") == []


async def test_a_request_brings_its_entry_in_the_register(opened: Office) -> None:
    done = await SITUATIONS["done"](opened)
    packet = await packet_of(opened, done.ref)
    assert packet.data("case.json")["entry"]["ref"] == "A-1001"
    assert "A-1001 · Facebook centralsoccer · its entry in the register" in packet.summary
    assert "Which team, club, class or office is it for?: Girls Soccer" in packet.summary


@pytest.mark.parametrize("situation", SITUATIONS)
async def test_a_request_can_be_packed_wherever_it_stands(opened: Office, situation: str) -> None:
    case = await SITUATIONS[situation](opened)
    assert f"Records packet of {case.ref}" in (await packet_of(opened, case.ref)).summary


async def test_so_can_an_account_a_question_and_a_report_that_is_only_begun(opened: Office) -> None:
    await SITUATIONS["done"](opened)
    assert "Request: R-1001" in (await packet_of(opened, "A-1001")).summary
    now = await last_screen(opened, "kim")
    assert "Where it stands: Not sent yet" in (await packet_of(opened, now.form.value.partition(".")[0])).summary
    alarm = await alarm_from_the_chat(opened, "lee")
    assert "Raised by: Lee Abara (lee@example.org)" in (await packet_of(opened, alarm.ref)).summary
    await opened.finish("ana", await opened.say("ana", "ask a person"), {"words": "May I?"})
    asked = await packet_of(opened, "Q-1001")
    assert "  Your question: May I?" in asked.summary


# --- What may be shown to nobody ------------------------------------------------------------------------------------


async def test_files_that_are_shut_away_are_listed_and_never_there(opened: Office, drawer: Drawer) -> None:
    case = await taken(opened, name="kim")
    drawer.holds["a.png"] = SCREENSHOT
    await sends(opened, "kim", file="a.png")
    await opened.move("casey", "recategorise", await opened.case(case.ref), category="sexual_image")
    packet = await packet_of(opened, case.ref)
    assert not [name for name in packet.files if name.startswith("files/")]
    assert SCREENSHOT not in packet.files.values()
    (listed,) = packet.data("files.json")
    assert (listed["file"], listed["sha256"]) == (None, sha256(SCREENSHOT).hexdigest())
    assert "01: locked, not in this packet" in packet.summary
    assert "Law enforcement decides what happens to them" in packet.summary


async def test_the_same_bytes_are_in_no_packet_of_another_case_either(opened: Office, drawer: Drawer) -> None:
    """Both cases keep the picture; of one it turns out to be sexual. The other one's own picture stays."""
    drawer.holds |= {"a.png": SCREENSHOT, "b.png": LARGE}
    case = await taken(opened, name="kim")
    for file in ("a.png", "b.png"):
        await sends(opened, "kim", file=file)
    other = await taken(opened, name="lee", link="https://www.instagram.com/central.hs.copy")
    await sends(opened, "lee", file="a.png")
    assert SCREENSHOT in (await packet_of(opened, case.ref)).files.values()
    await opened.move("casey", "recategorise", await opened.case(other.ref), category="sexual_image")
    packet = await packet_of(opened, case.ref)
    assert [packet.files[name] for name in packet.files if name.startswith("files/")] == [LARGE]
    assert "01: locked, not in this packet" in packet.summary
    assert "Law enforcement decides what happens to them" in packet.summary
    await opened.press("casey", "evidence", await opened.case(case.ref))
    await opened.settle()
    card = plain((await opened.cards("casey"))[-1])
    assert "b.png" in card
    assert "a.png" not in card
    assert "Locked: 1." in card


async def test_what_opens_with_none_of_the_keys_stops_the_packet(reports: Reports) -> None:
    await reports.take(page__png=SCREENSHOT)
    given: list[bytes] = []

    async def give(data: bytes) -> None:
        given.append(data)

    one = packing(reports.office)
    order = Order("operator:rene", reports.office.clock(), "")
    without = replace(one, kept=KeptFiles(one.database, None))
    with pytest.raises(CannotPack, match="EVIDENCE_KEYS is empty"):
        await without.write("R-1001", order, give)
    another = replace(one, kept=KeptFiles(one.database, Vault(["cGxheWdyb3VuZC1vbmx5LW5vdC1hLXNlY3JldC1rZXk="])))
    with pytest.raises(CannotPack, match="none of EVIDENCE_KEYS opens"):
        await another.write("R-1001", order, give)
    assert not given
    assert KEY


@pytest.mark.parametrize(
    ("came", "said"),
    [
        ({}, "operator:rene began to take a packet"),  # as it was entered before an entry said what came of it
        ({"came": "begun"}, "operator:rene began to take a packet"),
        ({"came": "given"}, "operator:rene was given a packet"),
        ({"came": "failed"}, "operator:rene was not given a packet, or not all of it"),
    ],
)
async def test_a_packet_says_of_the_ones_before_it_what_came_of_them(
    came: dict[str, str], said: str, opened: Office
) -> None:
    case = await filed(opened, name="kim")
    details = {"what": "packet", "reason": FOR, "manifest": "00", **came}
    async with opened.building.database.transaction() as transaction:
        await deeds.enter(transaction, Deed("exported", "operator:rene", opened.clock(), case.ref, details))
    assert any(line.endswith(said) for line in (await packet_of(opened, case.ref)).summary.splitlines())


async def test_without_a_file_no_keys_are_needed(reports: Reports) -> None:
    one = packing(reports.office)
    order = Order("operator:rene", reports.office.clock(), "")
    (await replace(one, kept=KeptFiles(one.database, None)).made("R-1001", order)).close()


async def test_there_is_no_packet_of_what_is_not_there(opened: Office) -> None:
    with pytest.raises(NoSuchCase):
        await packet_of(opened, "I-9999")
