"""What a report can be about, and who hears of it: every row of the rules, and what holds for all answers."""

from __future__ import annotations

from itertools import product
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.content.district import District, load_district
from bot.content.incidents import ROLES, load_incidents
from bot.marks import runs
from bot.ui import Option
from handlers.incident_ending import SPANS
from tests.content.incident_rules import FOLDER, SAFETY, incidents, line_of

INCIDENTS = load_incidents(FOLDER / "incidents.yaml", SAFETY)
CATEGORIES = [one.value for one in INCIDENTS.categories]
HARMED = [one.value for one in INCIDENTS.harmed]
SAFETY_ANSWERS = [
    dict(zip((check.value for check in SAFETY.checks), answers, strict=True))
    for answers in product(*(check.values for check in SAFETY.checks))
]

# --- The choices ----------------------------------------------------------------------------------------------------


def test_a_reporter_has_eight_plain_choices_and_a_handler_nineteen_categories() -> None:
    assert (len(INCIDENTS.what), len(CATEGORIES)) == (8, 19)
    assert HARMED == ["school", "staff", "student", "family"]
    assert [one.value for one in INCIDENTS.minutes] == ["under_15", "15_to_60", "over_60"]


@pytest.mark.parametrize("name", INCIDENTS.sheet.holds.choices())
def test_every_choice_fits_into_a_form(name: str) -> None:
    assert [Option(choice.value, choice.label) for choice in INCIDENTS.sheet.holds.choices()[name]]


def test_who_pretends_to_be_a_student_is_told_from_who_pretends_to_be_staff() -> None:
    assert INCIDENTS.category("fake_person", "staff") == "impersonates_staff"
    assert INCIDENTS.category("fake_person", "student") == "impersonates_student"
    assert INCIDENTS.category("bullying", "student") == "bullying"
    assert INCIDENTS.category("a choice of long ago", "student") == "other"


def test_which_outcomes_ask_for_the_next_rung() -> None:
    assert {one.value: one.asks_next_rung for one in INCIDENTS.outcomes} == {
        "removed": False,
        "restricted": False,
        "gone": False,
        "refused": True,
        "no_answer": True,
        "renamed": True,
        "withdrawn": False,
        "came_back": True,
    }


def test_how_a_case_ends_by_an_outcome() -> None:
    assert {one.value: one.ends_as for one in INCIDENTS.outcomes if one.ends_as} == {
        "removed": "removed",
        "restricted": "restricted",
        "gone": "removed",
        "refused": "stays",
        "no_answer": "stays",
        "came_back": "stays",
    }


def test_the_three_spans_of_staff_time_each_close_a_case_in_one_tap() -> None:
    assert [one.value for one in INCIDENTS.minutes if one.value in SPANS] == list(SPANS)


def test_an_escalation_goes_to_a_role_of_the_district_or_outside() -> None:
    assert {one.value: one.role or one.contact for one in INCIDENTS.escalations} == {
        "police": "police_non_emergency",
        "bullying_contact": "bullying_contact",
        "title_ix": "title_ix",
        "human_resources": "human_resources",
        "threat_team": "threat_team",
        "counsel": "counsel",
        "platform_partner": "",
        "rights_owner": "",
    }


def test_a_reporter_reads_what_happens_next_and_what_not_to_do() -> None:
    said = (INCIDENTS.emergency, *INCIDENTS.after_report, *INCIDENTS.do_not)
    read = "".join(run.text for line in said for run in runs(line))
    for phrase in (
        "get a message when someone takes the case, if nobody has yet, and when it is closed",
        "cannot share discipline or personnel decisions",
        "If anyone is in danger, call 911.",
        "don't share it, comment on it, or warn people by posting it again",
        "one good report by the right person",
        "don't open fake accounts",
        "don't search a student's phone",
    ):
        assert phrase in read
    assert "!" not in read


# --- What later reporters hear, and what is urgent ------------------------------------------------------------------


@pytest.mark.parametrize("category", CATEGORIES)
def test_of_three_kinds_a_later_reporter_hears_no_more_than_any(category: str) -> None:
    assert INCIDENTS.is_restricted(category) is (category in ("staff_conduct", "sexual_image", "threat"))


@pytest.mark.parametrize("category", CATEGORIES)
def test_what_is_urgent(category: str) -> None:
    urgent = ("false_news", "threat", "sexual_image", "hacked_account")
    assert INCIDENTS.is_urgent(category) is (category in urgent)


@pytest.mark.parametrize("answers", SAFETY_ANSWERS, ids=lambda answers: "-".join(answers.values()))
def test_danger_and_a_sexual_image_make_any_report_a_restricted_and_urgent_one(answers: dict[str, str]) -> None:
    grave = answers["danger"] != "no" or answers["sexual_image"] != "no"
    assert INCIDENTS.is_restricted("bullying", answers) is grave
    assert INCIDENTS.is_urgent("bullying", answers) is grave


# --- Who hears of it ------------------------------------------------------------------------------------------------

DIRECTOR, THREAT, HUMAN = (
    "communications_director",
    ("threat_team", "communications_director"),
    ("human_resources", "superintendent"),
)
NOT_TO_KNOW = ("communications_director", "principal")


@pytest.mark.parametrize(
    ("category", "harmed", "safety", "handle", "also", "never"),
    [
        ("impersonates_district", "school", {}, (DIRECTOR,), (), ()),
        ("false_news", "school", {}, (DIRECTOR,), (), ()),
        ("bullying", "staff", {}, (DIRECTOR,), (), ()),
        ("bullying", "student", {}, (DIRECTOR,), ("bullying_contact",), ()),
        ("impersonates_student", "school", {}, (DIRECTOR,), ("bullying_contact",), ()),
        ("sexual_harassment", "staff", {}, (DIRECTOR,), ("title_ix",), ()),
        ("sexual_harassment", "student", {}, (DIRECTOR,), ("bullying_contact", "title_ix"), ()),
        ("other", "student", {"abuse": "yes"}, (DIRECTOR,), ("bullying_contact",), ()),
        ("sexual_image", "family", {}, (DIRECTOR,), ("title_ix",), ()),
        ("bullying", "student", {"sexual_image": "unsure"}, (DIRECTOR,), ("bullying_contact", "title_ix"), ()),
        ("threat", "school", {}, THREAT, ("on_call",), ()),
        ("hate", "school", {"danger": "unsure"}, THREAT, ("on_call",), ()),
        ("hacked_account", "school", {}, (DIRECTOR,), ("it",), ()),
        ("staff_conduct", "staff", {}, HUMAN, (), NOT_TO_KNOW),
        ("staff_conduct", "student", {}, HUMAN, ("bullying_contact",), NOT_TO_KNOW),
        ("staff_conduct", "student", {"danger": "yes", "sexual_image": "yes_minor"}, HUMAN,
         ("bullying_contact", "title_ix", "threat_team", "on_call"), NOT_TO_KNOW),
    ],
)  # fmt: skip
def test_who_handles_it_who_is_told_and_who_must_not_hear(
    category: str,
    harmed: str,
    safety: dict[str, str],
    handle: tuple[str, ...],
    also: tuple[str, ...],
    never: tuple[str, ...],
) -> None:
    route = INCIDENTS.route(category, harmed, safety)
    assert (route.handle, route.also, route.never) == (handle, also, never)


def test_the_law_names_the_contact_for_bullying() -> None:
    route = INCIDENTS.route("bullying", "student", {})
    assert (route.required, route.laws) == (("bullying_contact",), ("RCW 28A.600.477",))
    assert INCIDENTS.route("bullying", "staff", {}).required == ()


@given(
    st.sampled_from(CATEGORIES),
    st.sampled_from(HARMED),
    st.sampled_from(SAFETY_ANSWERS),
    st.sets(st.sampled_from(ROLES)),
)
def test_every_report_has_somebody_and_never_one_who_must_not_know(
    category: str, harmed: str, safety: dict[str, str], vacant: set[str]
) -> None:
    route = INCIDENTS.route(category, harmed, safety)
    told = {*route.handle, *route.also, *route.fallback}
    assert route.handle
    assert told <= {*ROLES}
    assert not told & {*route.never}
    assert not {*route.handle} & {*route.also}
    assert {*route.required} <= told
    assert not {"student", "impersonates_student"} & {category, harmed} or "bullying_contact" in route.also
    asked = route.asked(lambda role: () if role in vacant else ("somebody@example.org",))
    assert asked or {*route.handle, *route.fallback} <= vacant
    assert not {*asked} & (vacant | {*route.never})


def test_where_nobody_holds_a_role_the_superintendent_stands_in_and_then_the_director() -> None:
    route = INCIDENTS.route("threat", "school", {})
    held = {"superintendent": ("robin@example.org",), "communications_director": ("casey@example.org",)}
    assert route.asked(lambda role: held.get(role, ())) == ("communications_director",)
    assert route.asked(lambda role: held.get(role, ()) if role == "superintendent" else ()) == ("superintendent",)


def test_where_the_director_must_not_hear_the_director_does_not_stand_in() -> None:
    route = INCIDENTS.route("staff_conduct", "staff", {})
    held = {"communications_director": ("casey@example.org",)}
    assert route.asked(lambda role: held.get(role, ())) == ()


# --- What the check notes -------------------------------------------------------------------------------------------


def district(folder: Path, *vacant: str) -> District:
    """The sample district, with nobody in some of its roles."""
    text = (FOLDER / "district.yaml").read_text(encoding="utf-8").splitlines()
    lines = (f"  {role}: []" if (role := line.strip().split(": [")[0]) in vacant else line for line in text)
    file = folder / "district.yaml"
    file.write_text("\n".join(lines), encoding="utf-8")
    return load_district(file)


@pytest.mark.parametrize(
    ("vacant", "at", "notes"),
    [
        ((), "", []),
        (("human_resources",), "", []),
        (("human_resources", "superintendent"), "value: staff_conduct, label: Conduct of staff",
         ["Nobody holds “human_resources” or “superintendent”, so “Conduct of staff” would reach nobody. "
          "Name somebody in district.yaml."]),
        (("bullying_contact",), "roles: [bullying_contact]",
         ["Nobody holds “bullying_contact”, whom the law names (RCW 28A.600.477). Name somebody in district.yaml."]),
        (("title_ix",), "roles: [title_ix]",
         ["Nobody holds “title_ix”, who would be told of these. Name somebody in district.yaml."]),
    ],
)  # fmt: skip
def test_a_role_without_anybody_is_a_note(vacant: tuple[str, ...], at: str, notes: list[str], tmp_path: Path) -> None:
    found = INCIDENTS.vacancies(district(tmp_path, *vacant))
    assert [note.sentence for note in found] == notes
    assert not at or [note.line for note in found] == [line_of(at)]


def test_whoever_stands_in_is_named(tmp_path: Path) -> None:
    changed = incidents(tmp_path, "{when: {}, roles: [communications_director]}", "{when: {}, roles: [it]}")
    notes = [note.sentence for note in changed.vacancies(district(tmp_path, "it"))]
    assert "Nobody holds “it”, so “Hate” goes to “superintendent”." in notes


def test_a_number_that_nobody_can_call_is_a_note(tmp_path: Path) -> None:
    """A typing error in `call` reads like a contact that the district has left empty."""
    contacts = load_district(FOLDER / "district.yaml").contacts
    assert not INCIDENTS.empty_contacts(contacts)
    noted = incidents(tmp_path, "call: human_resources", "call: human_resorces").empty_contacts(contacts)
    assert [(note.line, note.sentence[:18]) for note in noted] == [
        (line_of("call: human_resources"), "“human_resorces” is"[:18])
    ]


# --- What is done about it -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("safety", SAFETY_ANSWERS, ids=str)
def test_what_is_done_follows_the_safety_answers_before_the_plain_word(safety: dict[str, str]) -> None:
    """First what no file may be taken of, then danger; only a calm report is dealt with as what it was called."""
    made = "sexual_image" if safety["sexual_image"] != "no" else "threat" if safety["danger"] != "no" else ""
    for category in CATEGORIES:
        image = category == "sexual_image"
        assert INCIDENTS.acted_on_as([category], safety) == (category if image else made or category)


def test_a_picture_in_a_report_that_joined_comes_before_all_others() -> None:
    assert INCIDENTS.acted_on_as(["bullying", "sexual_image"], {"danger": "yes"}) == "sexual_image"
    assert INCIDENTS.acted_on_as([], {}) == "other"


# --- Over time -------------------------------------------------------------------------------------------------------


def test_files_are_refused_by_what_a_category_says_and_not_by_its_name(tmp_path: Path) -> None:
    """What an earlier version called by another name takes none either: nobody can say any more what it was."""
    text = (FOLDER / "incidents.yaml").read_text(encoding="utf-8")
    text = text.replace("value: sexual_image,", "value: intimate_image,").replace("[sexual_image]", "[intimate_image]")
    (tmp_path / "incidents.yaml").write_text(text, encoding="utf-8")
    renamed = load_incidents(tmp_path / "incidents.yaml", SAFETY)
    assert not renamed.takes_files("intimate_image")
    assert not renamed.takes_files("sexual_image")
    assert renamed.takes_files("hate")
    assert renamed.takes_files("")


def test_an_answer_is_asked_for_after_two_days_where_it_is_promised_and_else_after_seven() -> None:
    hours = {route.value: INCIDENTS.answer_hours(route.value) for route in INCIDENTS.routes}
    assert {value for value, after in hours.items() if after == 48} == {"partner_program", "take_it_down"}
    assert {after for after in hours.values() if after != 48} == {168}


def test_until_anybody_says_what_it_is_about_the_on_call_team_has_it_and_the_answers_alone_name_the_others() -> None:
    route = INCIDENTS.until_known({"danger": "yes", "sexual_image": "unsure"})
    assert (route.handle, route.also, route.never) == (("on_call",), ("title_ix", "threat_team"), ())
    assert INCIDENTS.until_known({"self_harm": "yes"}).also == ()
