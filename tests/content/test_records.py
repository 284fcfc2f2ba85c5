"""The retention of records as content: what its editors are told, and that nothing is due by a slip."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bot.content.records import Records, Span, load_records
from bot.content.records_checks import Classes
from bot.content.records_file import UNTIL_SET
from bot.content.yaml_files import Faults
from tests.changed_content import changed

FOLDER = Path(__file__).parents[2] / "content"
RECORDS = load_records(FOLDER / "records.yaml")
LINE = "keep: 2 years\n    from: ended\n    series: GS2010-001\n    status: unverified"


def loaded(folder: Path) -> Records:
    return load_records(folder / "records.yaml")


@pytest.mark.parametrize("line", RECORDS.lines, ids=lambda line: line.name)
def test_nothing_that_nobody_has_read_is_called_verified(line: object) -> None:
    """DOMAIN.md section 7: what is known by heart or by judgment is a setting, and says so."""
    assert getattr(line, "status") == "unverified"  # noqa: B009 - any line of the sample


@pytest.mark.parametrize("name", ["incident_student", "incident_grave", "incident_conduct", "incident_unsent"])
def test_what_no_schedule_says_is_kept_until_the_records_officer_sets_a_time(name: str) -> None:
    line = RECORDS.line(name)
    assert line
    assert not line.keep.is_set
    assert str(line.keep) == UNTIL_SET


def test_a_class_of_an_earlier_version_has_no_line() -> None:
    assert RECORDS.line("incident_of_old") is None


@pytest.mark.parametrize(
    ("given", "span", "said"),
    [
        ("1 year", Span(years=1), "1 year"),
        ("6 years", Span(years=6), "6 years"),
        ("90 days", Span(days=90), "90 days"),
        (UNTIL_SET, Span(), UNTIL_SET),
    ],
)
def test_a_time_is_read_as_it_is_said(tmp_path: Path, given: str, span: Span, said: str) -> None:
    line = loaded(changed(tmp_path, "records.yaml", "keep: 2 years", f"keep: {given}")).line("inquiry_ended")
    assert line
    assert (line.keep, str(line.keep)) == (span, said)


@pytest.mark.parametrize("given", ["2", "two years", "0 years", "2 month", "-1 years", "101 years", "for ever", "[2]"])
def test_a_time_that_is_none_is_refused_at_its_line(tmp_path: Path, given: str) -> None:
    with pytest.raises(Faults, match=r"records.yaml:\d+: “keep” takes a time such as “6 years”"):
        loaded(changed(tmp_path, "records.yaml", "keep: 2 years", f"keep: {given}"))


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("class: request_ended", "class: request_account", "“request_account” has a line already"),
        (LINE, LINE.replace("GS2010-001", '""').replace("unverified", "verified"), "“verified” needs a series"),
        ('reviewed_by: ""', "reviewed_by: Rene Dubois", "belong together"),
        ("may_hold: [records_officer", "may_hold: [records_oficer", "Did you mean “records_officer”"),
        ("then: destroy", "then: shred", "“shred” does not fit “then”"),
        ("from: account_ended", "from: soon", "“soon” does not fit “from”"),
    ],
)
def test_a_slip_is_named_with_its_line(tmp_path: Path, old: str, new: str, said: str) -> None:
    with pytest.raises(Faults) as refused:
        loaded(changed(tmp_path, "records.yaml", old, new))
    assert re.search(rf"records.yaml:\d+: .*{said}", str(refused.value)), refused.value


def test_each_class_has_a_line_and_each_line_a_class() -> None:
    classes: Classes = {
        "inquiry": {"inquiry_ended": "ended", "inquiry_kept": "ended"},
        "account": {"account": "account_ended"},
    }
    said = [fault.sentence for fault in RECORDS.faults(classes)]
    assert "There is no line for the class “inquiry_kept” of inquiry. Please add it." in said
    assert any(sentence.startswith("No inquiry falls under “inquiry_unsent”.") for sentence in said)
    assert any(sentence.startswith("“incident” is not a kind.") for sentence in said)
    assert not any("the class “account”" in sentence or "under “account”" in sentence for sentence in said)


def test_what_nobody_has_read_is_worth_a_look(tmp_path: Path) -> None:
    assert any("has not reviewed these times yet" in str(note) for note in RECORDS.notes())
    assert any("Nobody in the district has opened" in str(note) for note in RECORDS.notes())
    read = changed(
        tmp_path, "records.yaml", 'reviewed_by: ""\nreviewed_on:', "reviewed_by: Rene\nreviewed_on: 2026-11-20"
    )
    text = (read / "records.yaml").read_text(encoding="utf-8").replace("used_on:\n", "used_on: 2026-11-19\n")
    (read / "records.yaml").write_text(text, encoding="utf-8")
    assert not loaded(read).notes()


# --- What a packet flags --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("looks: [student_addresses, students]", "looks: [students_names]", "“students_names” does not fit"),
        ("looks: [student_addresses, students]", "looks: []", "“A student” finds nothing."),
        ("      account: [/data/custody]", "      account: [data.custody]", "does not fit"),
        ("law: RCW 42.56.230(1), chapter 182, Laws of 2023; 34 CFR 99.30", 'law: ""', "“verified” needs a law"),
    ],
)
def test_a_slip_in_a_flag_is_named_with_its_line(tmp_path: Path, old: str, new: str, said: str) -> None:
    with pytest.raises(Faults, match=rf"records.yaml:\d+: .*{re.escape(said)}"):
        loaded(changed(tmp_path, "records.yaml", old, new))


def test_a_flag_of_a_kind_that_is_not_there_is_named() -> None:
    said = [fault.sentence for fault in RECORDS.faults({"account": {"account": "account_ended"}})]
    assert any(sentence.startswith("“account_request” is not a kind.") for sentence in said)
    assert not any(sentence.startswith(("“log” is not a kind", "“account” is not a kind")) for sentence in said)


def test_a_flag_is_called_verified_only_where_its_law_was_read() -> None:
    """DOMAIN.md sections 0 and 1: RCW 42.56.230(1) as changed in 2023, and 34 CFR 99.30."""
    verified = {flag.law for flag in RECORDS.flags if flag.status == "verified"}
    assert all(law.startswith("RCW 42.56.230(1), chapter 182, Laws of 2023") for law in verified)
