"""A slip in the rules for reports is told with its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.content.yaml_files import Faults
from tests.content.incident_rules import incidents, line_of

IMAGE = "safety_is: {sexual_image: [yes_minor, yes_adult, unsure]}"
LAST_ROW = "    - {when: {}, roles: [communications_director]}\n"


@pytest.mark.parametrize(
    ("old", "new", "at", "says"),
    [
        ("roles: [threat_team, ", "roles: [threat_teem, ", "roles: [threat_team", "“threat_teem” is not a role."),
        ("fallback: [superintendent", "fallback: [head", "fallback:", "“head” is not a role."),
        ("role: counsel}", "role: council}", "role: counsel}", "“council” is not a role. Did you mean “counsel”?"),
        ("category_is: [threat]", "category_is: [thread]", "category_is: [threat]", "“thread” is not a category."),
        ("harmed_is: [student]", "harmed_is: [child]", "harmed_is: [", "“child” is not a value under “harmed”."),
        ("{danger: [yes, unsure]}}, roles", "{danger: [maybe]}}, roles", "safety_is: {danger: [yes, unsure]}}, roles",
         "“maybe” is not an answer to “danger” in safety.yaml."),
        ("{danger: [yes, unsure]}}", "{danger: [perhaps]}}", "value: threat, label: Threat", "“perhaps” is not an"),
        ("{danger: [yes,", "{dangr: [yes,", "value: threat, label: Threat", "“dangr” does not fit"),
        ("category: bullying}", "category: bulling}", "category: bullying}", "“bulling” is not a category. Did"),
        (LAST_ROW, "", "  handle:", "Let the last row take them, with “when: {}”."),
        ("fallback: [superintendent, ", "fallback: [", "fallback:", "Each of these is under “never” too."),
        ("[communications_director, principal]}", "[bullying_contact]}", "[communications_director, principal]}",
         "The law names “bullying_contact”, so it cannot stand here."),
        (", law: RCW 28A.600.477", "", "required: yes", "“required” means that the law names them. Add “law: …”."),
        ("{value: hate, ", "{value: scam, ", "value: scam", "“scam” is in “categories” twice."),
        ("files: refused, safety_is", "safety_is", "value: sexual_image", "Add “files: refused”."),
        (f", files: refused, {IMAGE}", "", "categories:", "No category refuses files."),
        ("text: bullied_student", "text: bullied_pupil", "text: bullied", "“bullied_pupil” is not a text in"),
        ("text: staff_conduct_reported, ", "", "label: Conduct of staff", "“text” is missing here."),
        (", asks_new_handle: yes", "", "outcomes:", "No outcome asks for a new name."),
        ("ends_as: restricted", "ends_as: restrained", "value: restricted", "“restrained” is not a value under “clos"),
        ("label: More than an hour", f"label: {'x' * 61}", "value: over_60", "“label” is too long; at most 60"),
        ("label: Appeal the refusal", f"label: {'x' * 71}", "value: appeal", "“label” is too long; at most 70"),
        ("label: Police or school resource", f"label: {'x' * 50}", "label: Police or school",
         "“label” is too long for a step outside the district; at most 56"),
        ("chase: {promised: 48,", "chase: {promised: soon,", "chase:", "“promised” takes a whole number"),
    ],
)  # fmt: skip
def test_a_slip_is_told_with_its_line(old: str, new: str, at: str, says: str, tmp_path: Path) -> None:
    with pytest.raises(Faults) as found:
        incidents(tmp_path, old, new)
    assert [fault.line for fault in found.value.faults if says in fault.sentence] == [line_of(at)]
