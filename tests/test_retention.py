"""How long each case is kept: by its class, from its end, and when in doubt longer."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.case import Case
from bot.content.records import Line, Span, load_records
from bot.content.yaml_files import Faults
from bot.face import Face
from bot.retention.how_long import Standing, after, standing, together
from handlers import CONVERSATIONS
from tests.changed_content import changed
from tests.opened import CONTENT, enter, sample
from tests.reports import CALM

FACES: dict[str, Face] = {one.face.workflow.kind: one.face for one in CONVERSATIONS if one.face}
ENDED_AT = datetime(2026, 11, 9, 17, 0, tzinfo=UTC)
RECORDS = load_records(CONTENT / "records.yaml")
DAYS = st.dates(min_value=date(1990, 1, 1), max_value=date(2200, 1, 1))
SPANS = st.one_of(st.builds(Span, years=st.integers(1, 100)), st.builds(Span, days=st.integers(1, 36_600)))


def a_case(kind: str, state: str, came_from: str = "", **data: Any) -> Case:
    """A case of Ana's that was last touched when the clock stood at ENDED_AT."""
    case = Case(1, "X-1001", kind, state, 3, "central-hs", "ana@example.org", ENDED_AT, ENDED_AT, data)
    return replace(case, came_from=came_from)


def an_incident(state: str = "closed", **more: Any) -> Case:
    about = {"category": "impersonates_district", "answers": {"harmed": "school"}, "safety": CALM}
    return a_case("incident", state, "", **{**about, **more})


def filed(case: Case) -> str:
    return FACES[case.kind].filed_under(case)


def stands(case: Case, face: Face | None = None) -> Standing:
    return standing(case, face or FACES[case.kind], RECORDS, sample().calendar)


# --- Which class ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("case", "name"),
    [
        (a_case("account_request", "with_director"), ""),
        (a_case("account_request", "changes_wanted"), ""),
        (a_case("account_request", "done"), "request_account"),
        (a_case("account_request", "declined", answers={"kind": "new"}), "request_ended"),
        (a_case("account_request", "withdrawn", "with_principal", answers={"kind": "new"}), "request_ended"),
        (a_case("account_request", "declined", answers={"kind": "existing"}), "request_account"),
        (a_case("account_request", "withdrawn", "custody_check", account={"url": "…"}), "request_account"),
        (a_case("account_request", "withdrawn", "setting_up", answers={"kind": "new"}), "request_account"),
        (a_case("account_request", "withdrawn", "custody_check", answers={"kind": "new"}), "request_account"),
        (a_case("account_request", "withdrawn", "draft", answers={"kind": "existing"}), "request_unsent"),
        (a_case("account_request", "draft"), "request_unsent"),
        (a_case("account", "active"), "account"),
        (a_case("inquiry", "draft"), "inquiry_unsent"),
        (a_case("inquiry", "asked"), ""),
        (a_case("inquiry", "claimed"), ""),
        (a_case("inquiry", "answered"), "inquiry_ended"),
        (a_case("inquiry", "closed"), "inquiry_ended"),
        (an_incident("draft"), "incident_unsent"),
        (an_incident("new"), ""),
        (an_incident("taken"), ""),
        (an_incident("filed"), ""),
        (an_incident(), "incident_district"),
        (an_incident("joined"), "incident_district"),
        (an_incident(category="staff_conduct"), "incident_conduct"),
        (an_incident(also_about=[{"category": "staff_conduct", "harmed": "school"}]), "incident_conduct"),
        (an_incident(category="threat"), "incident_grave"),
        (an_incident(category="sexual_image"), "incident_grave"),
        (an_incident(safety={**CALM, "abuse": "unsure"}), "incident_grave"),
        (an_incident(safety={"danger": "no"}), "incident_grave"),
        (an_incident(safety_of={"kim@example.org": {**CALM, "danger": "yes"}}), "incident_grave"),
        (an_incident(alarm={"by": "kim@example.org"}), "incident_grave"),
        (an_incident(image_in="I-1002"), "incident_grave"),
        (an_incident(danger_added=True), "incident_grave"),
        (an_incident(escalated=[{"to": "police"}]), "incident_grave"),
        (an_incident(escalated=[{"to": "threat_team"}]), "incident_grave"),
        (an_incident(escalated=[{"to": "a team of tomorrow", "role": "threat_team"}]), "incident_grave"),
        (an_incident(escalated=[{"to": "police"}, {"to": "human_resources"}]), "incident_conduct"),
        (an_incident(escalated=[{"to": "human_resources"}]), "incident_conduct"),
        (an_incident(escalated=[{"to": "bullying_contact"}]), "incident_student"),
        (an_incident(escalated=[{"to": "title_ix"}]), "incident_student"),
        (an_incident(escalated=[{"to": "counsel"}]), "incident_student"),
        (an_incident(escalated=[{"to": "whoever comes tomorrow"}]), "incident_student"),
        (an_incident(escalated=[{"to": "platform_partner"}, {"to": "rights_owner"}]), "incident_district"),
        (an_incident(category="bullying"), "incident_student"),
        (an_incident(category="hate"), "incident_student"),
        (an_incident(category="a category of tomorrow"), "incident_student"),
        (an_incident(answers={"harmed": "student"}), "incident_student"),
        (an_incident(answers={"harmed": "family"}), "incident_student"),
        (an_incident(answers={}), "incident_student"),
        (an_incident(category=""), "incident_student"),
        (an_incident(also_about=[{"category": "scam", "harmed": "student"}]), "incident_student"),
        (an_incident(also_about=[{"category": "scam", "harmed": "staff"}]), "incident_district"),
    ],
)
def test_a_case_falls_under_its_class_and_in_doubt_under_the_longer(case: Case, name: str) -> None:
    assert filed(case) == name


@pytest.mark.parametrize(
    "case",
    [
        a_case("account_request", "declined", answers={"kind": "existing"}),
        a_case("account_request", "withdrawn", "setting_up", answers={"kind": "new"}),
        a_case("account_request", "withdrawn", "custody_check", answers={"kind": "new"}, account={"url": "…"}),
    ],
)
def test_a_request_whose_account_is_noted_as_gone_is_as_long_kept_as_one_without(case: Case) -> None:
    assert filed(case) == "request_account"
    assert filed(replace(case, last_move="mark_gone")) == "request_ended"


def test_every_class_that_a_case_can_fall_under_is_declared() -> None:
    for kind, face in FACES.items():
        found = {
            face.filed_under(a_case(kind, state, came)) for state in face.workflow.states for came in ("", "draft")
        }
        assert found - {""} <= {*face.classes}


def test_a_class_without_a_line_stops_the_start(tmp_path: Path) -> None:
    content = changed(tmp_path, "records.yaml", "class: inquiry_ended", "class: inquiry_over")
    with pytest.raises(Faults) as refused:
        enter(content)
    said = str(refused.value)
    assert "There is no line for the class “inquiry_ended” of inquiry." in said
    assert "No inquiry falls under “inquiry_over”. Did you mean “inquiry_ended”?" in said


def a_line(name: str, **new: str) -> tuple[str, str]:
    """(the line of a class as the sample has it, the same line with other words)."""
    text = (CONTENT / "records.yaml").read_text(encoding="utf-8")
    (old,) = re.findall(rf"  - class: {name}\n(?:    .*\n)+", text)
    changed_line = old
    for key, value in new.items():
        changed_line = re.sub(rf"    {key}: .*", f"    {key}: {value}", changed_line)
    assert changed_line != old
    return old, changed_line


@pytest.mark.parametrize(
    ("name", "new", "said"),
    [
        ("account", {"from": "ended"}, "“account” takes “account_ended”: from “ended”, an account that still exists"),
        ("request_account", {"from": "ended"}, "“request_account” takes “account_ended”"),
        ("incident_district", {"from": "account_ended"}, "“incident_district” has no account whose end"),
        ("request_ended", {"from": "account_ended"}, "“request_ended” has no account whose end"),
        ("disposition_list", {"keep": "90 days"}, "“disposition_list” takes no time: “audit verify” reads it"),
    ],
)
def test_a_time_that_cannot_count_from_there_stops_the_start(
    tmp_path: Path, name: str, new: dict[str, str], said: str
) -> None:
    with pytest.raises(Faults, match=rf"records.yaml:\d+: {re.escape(said)}"):
        enter(changed(tmp_path, "records.yaml", *a_line(name, **new)))


# --- From when, and how long ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("case", "due", "why"),
    [
        (a_case("inquiry", "asked"), None, "open"),
        (a_case("inquiry", "answered"), date(2028, 11, 10), ""),
        (an_incident(), date(2032, 11, 10), ""),
        (an_incident(category="bullying"), None, "until_set"),
        (a_case("account_request", "done"), None, "account"),
        (a_case("account", "active"), None, "account"),
        (a_case("disposition", "carried_out"), None, "proof"),
    ],
)
def test_when_a_case_is_due_or_why_it_never_is(case: Case, due: date | None, why: str) -> None:
    found = stands(case)
    assert (found.due, found.why) == (due, why)


def test_a_class_of_another_version_is_never_due() -> None:
    face = replace(FACES["inquiry"], filed_under=lambda _case: "inquiry_of_old")
    assert stands(a_case("inquiry", "closed"), face) == Standing(None, None, "no_line")


@pytest.mark.parametrize("case", [a_case("account", "active"), a_case("account_request", "done")])
def test_no_file_makes_an_account_due_that_is_there(tmp_path: Path, case: Case) -> None:
    """Also one that was not compared with the classes, such as a file that is read while the house is open."""
    content = changed(tmp_path, "records.yaml", *a_line(filed(case), **{"from": "ended"}))
    found = standing(case, FACES[case.kind], load_records(content / "records.yaml"), sample().calendar)
    assert (found.due, found.why) == (None, "account")


def test_the_day_is_that_of_the_district() -> None:
    late = replace(a_case("inquiry", "closed"), updated_at=datetime(2026, 11, 10, 4, 0, tzinfo=UTC))
    assert stands(late).due == date(2028, 11, 10)


def test_what_began_on_february_29_is_kept_through_it() -> None:
    assert after(date(2028, 2, 29), Span(years=6)) == date(2034, 3, 2)
    assert after(date(2028, 2, 29), Span(years=4)) == date(2032, 3, 1)


@given(DAYS, SPANS)
def test_nothing_is_due_before_all_of_its_time_is_over(day: date, kept: Span) -> None:
    due = after(day, kept)
    assert (due - day).days > kept.days
    assert (due.year, due.month, due.day) > (day.year + kept.years, day.month, day.day)


@given(DAYS, DAYS, SPANS)
def test_what_ended_later_is_due_no_earlier(one: date, other: date, kept: Span) -> None:
    assert (after(one, kept) <= after(other, kept)) or one > other


def a_standing(due: date | None, line: Line) -> Standing:
    return Standing(line, due, "" if due else "until_set")


LINE: Line = RECORDS.lines[0]
OFFERED = LINE.model_copy(update={"then": "archives"})
STANDINGS = st.builds(a_standing, st.one_of(st.none(), DAYS), st.sampled_from((LINE, OFFERED)))


@given(STANDINGS, st.lists(STANDINGS, max_size=5))
def test_what_became_one_is_due_with_the_last_of_it_and_never_before(main: Standing, parts: list[Standing]) -> None:
    found = together(main, parts)
    if any(one.due is None for one in (main, *parts)):
        assert found.due is None
        assert found.why
    else:
        assert found.due == max(one.due for one in (main, *parts) if one.due)
        offered = any(one.line is OFFERED for one in (main, *parts))
        assert found.line is (OFFERED if offered else main.line)
