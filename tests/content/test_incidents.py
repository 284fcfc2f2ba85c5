"""What a report can be about, and who hears of it: every row of the rules, and what holds for all answers."""

from __future__ import annotations

from itertools import product
from pathlib import Path

import pytest

from bot.content import load_content
from bot.content.incidents import ROLES, load_incidents
from bot.content.yaml_files import Faults
from bot.ui import Option

FOLDER = Path(__file__).parents[2] / "content"
CONTENT = load_content(FOLDER)
INCIDENTS = CONTENT.incidents
CALM = {"danger": "no", "sexual_image": "no", "self_harm": "no", "abuse": "no"}


def test_the_choices_fit_into_a_form() -> None:
    assert len(INCIDENTS.what) == 8
    for name in ("what", "harmed", "categories", "outcomes", "closings", "minutes", "escalations"):
        assert [Option(choice.value, choice.label) for choice in getattr(INCIDENTS, name)]


def test_who_pretends_to_be_a_student_is_told_from_who_pretends_to_be_staff() -> None:
    assert INCIDENTS.category("fake_person", "staff") == "impersonates_staff"
    assert INCIDENTS.category("fake_person", "student") == "impersonates_student"
    assert INCIDENTS.category("a choice of long ago", "student") == "other"


@pytest.mark.parametrize(
    ("category", "harmed", "safety", "handle", "also"),
    [
        ("impersonates_district", "school", {}, "communications_director", []),
        ("bullying", "student", {}, "communications_director", ["bullying_contact"]),
        ("staff_conduct", "staff", {}, "human_resources", []),
        ("staff_conduct", "student", {}, "human_resources", ["bullying_contact"]),
        ("threat", "school", {}, "threat_team", ["on_call"]),
        ("other", "school", {"danger": "unsure"}, "threat_team", ["on_call"]),
        ("hacked_account", "school", {}, "communications_director", []),
        ("sexual_image", "student", {"sexual_image": "unsure"}, "communications_director",
         ["bullying_contact", "title_ix"]),
    ],
)  # fmt: skip
def test_who_handles_it_and_who_is_told(
    category: str, harmed: str, safety: dict[str, str], handle: str, also: list[str]
) -> None:
    route = INCIDENTS.route(category, harmed, CALM | safety)
    assert (route.handle[0], list(route.also)) == (handle, also)


def test_the_conduct_of_staff_is_kept_from_the_director_and_the_principal() -> None:
    assert set(INCIDENTS.route("staff_conduct", "student", CALM).never) == {"communications_director", "principal"}


@pytest.mark.parametrize("category", [one.value for one in INCIDENTS.categories])
def test_every_report_has_somebody_and_nobody_who_must_not_know(category: str) -> None:
    answers = product([one.value for one in INCIDENTS.harmed], ("no", "yes", "unsure"), ("no", "yes_minor", "unsure"))
    for harmed, danger, image in answers:
        route = INCIDENTS.route(category, harmed, CALM | {"danger": danger, "sexual_image": image})
        assert route.handle
        assert {*route.handle, *route.also, *route.never} <= set(ROLES)
        assert not {*route.handle, *route.also} & set(route.never)
        assert harmed != "student" or "bullying_contact" in (*route.also, *route.handle)
        assert set(route.required) <= {*route.also, *route.handle}


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("handle: [threat_team, communications_director]", "handle: [threat_teem]", "“threat_teem” is no role."),
        ("category_is: [threat]", "category_is: [thread]", "“thread” is not among the values above."),
        ("category: bullying}", "category: bulling}", "“bulling” is no category. Did you mean"),
        ("  - when: {}\n    handle: [communications_director]\n", "", "The last row fits every report"),
        ("never: [communications_director, principal]", "never: [human_resources]", "must not hear of it. Choose one."),
        ("{value: hate, label: Hate}", "{value: scam, label: Hate}", "“scam” is in “categories” twice."),
        ("chase: {promised: 48,", "chase: {promised: soon,", "“promised” takes a whole number"),
    ],
)
def test_a_slip_is_told_with_its_line(old: str, new: str, says: str, tmp_path: Path) -> None:
    text = (FOLDER / "incidents.yaml").read_text(encoding="utf-8")
    assert old in text
    file = tmp_path / "incidents.yaml"
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(Faults) as found:
        load_incidents(file)
    assert says in str(found.value)
