"""What a packet asks the records officer to look at: each flag leads to what it found, and decides nothing."""

from __future__ import annotations

import pytest

from tests.evidence_office import SCREENSHOT, Drawer, sends
from tests.office import Office
from tests.packets import packet_of
from tests.reports import report
from tests.sent_files import drawer as drawer
from tests.sent_files import opened as opened
from tests.test_packets import NOTE


async def test_each_flag_leads_to_what_it_found(opened: Office) -> None:
    case = await report(opened, "kim", note=NOTE, harmed="student")
    packet = await packet_of(opened, case.ref)
    for one in packet.data("redactions.json"):
        for place in one["places"]:
            assert "pointer" in place or "line" in place or place["file"].startswith("files/"), place
            if one["says"] and place["file"] != "summary.txt":
                found = packet.at(place)
                assert one["says"][:20] in " ".join(found.split()) or "Kim Tanaka" in found or found in NOTE, place


@pytest.mark.parametrize(
    ("what", "says"),
    [
        ("A student", "Jordan Smith, a student, showed me"),
        ("An address or a number outside the district", "jane@example.com"),
        ("An address or a number outside the district", "(360) 555-0199"),
        ("Who reported it", "kim@example.org"),
    ],
)
async def test_what_may_have_to_be_withheld_is_found(opened: Office, what: str, says: str) -> None:
    case = await report(opened, "kim", note=NOTE)
    packet = await packet_of(opened, case.ref)
    (found,) = [one for one in packet.flagged(what) if one["says"] == says]
    lines = [place["line"] for place in found["places"] if place["file"] == "summary.txt"]
    assert lines
    shown = says if "@" not in says or says.endswith(".com") else "Kim Tanaka"
    assert all(shown.split(",")[0] in packet.summary.splitlines()[line - 1] for line in lines)
    assert found["status"] in ("verified", "unverified")
    assert found["why"] in " ".join(packet.text("redactions.txt").split())


async def test_every_file_and_every_reporter_of_a_case_is_flagged(opened: Office, drawer: Drawer) -> None:
    drawer.holds["a.png"] = SCREENSHOT
    await report(opened, "kim")
    await sends(opened, "kim", file="a.png")
    await report(opened, "lee")
    packet = await packet_of(opened, "I-1001")
    assert {one["says"] for one in packet.flagged("Who reported it")} == {"kim@example.org", "lee@example.org"}
    places = [place for one in packet.flagged("A file that was sent") for place in one["places"]]
    assert {"file": "files/01.png"} in places


async def test_the_list_of_flags_says_that_it_decides_nothing(opened: Office) -> None:
    case = await report(opened, "kim")
    packet = await packet_of(opened, case.ref)
    assert "Nothing is blacked out. The records officer decides, with counsel." in packet.text("redactions.txt")
    assert "Nothing is blacked out." in packet.summary
