"""The knowledge base: what its editors are told, and what a district sees of it."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from bot.content.district import load_district
from bot.content.knowledge import Entry, Knowledge, load_knowledge
from bot.content.yaml_files import Faults
from bot.ui import Card, Text, plain
from tests.changed_content import changed

FOLDER = Path(__file__).parents[2] / "content"
TODAY = date(2026, 11, 21)
CORRECTED = "version: 1\n    correction: {{in_version: {version}, what: It was wrong.}}"


def loaded(folder: Path) -> Knowledge:
    return load_knowledge(folder / "knowledge", folder / "topics.yaml", load_district(folder / "district.yaml"))


KNOWLEDGE = loaded(FOLDER)
ALWAYS = ("policy.number", "policy.procedure", "notice.text", "district.name", "district.short_name")
BARE = {blank: words for blank, words in KNOWLEDGE.fills.items() if blank.endswith(ALWAYS)}
"""What stands in every district's file."""

PROCEDURE_FIRST = (
    "comments-removal",
    "comments-criticism",
    "comments-blocking",
    "comments-closing",
    "ferpa-special-services",
    "ferpa-names",
    "ferpa-recognition",
    "ferpa-student-work",
    "ferpa-reshare",
    "consent-one-time",
    "optout-eligible-student",
    "optout-former-students",
)
"""What the school's own procedure says, with or without a law beside it."""

SENTENCE = re.compile(r"[.!?](?=\s|$)")
QUOTED = re.compile(r'"[^"]*"')

every_entry = pytest.mark.parametrize("entry", KNOWLEDGE.entries, ids=lambda entry: entry.slug)


def _sources(entry: Entry) -> list[str]:
    return [one.source for one in entry.authority]


def faults(folder: Path) -> str:
    with pytest.raises(Faults) as refused:
        loaded(folder)
    return str(refused.value)


@every_entry
def test_an_answer_has_no_hole_with_and_without_the_districts_words(entry: Entry) -> None:
    for fills in (KNOWLEDGE.fills, BARE):
        said = plain(Card(entry.title, (Text(entry.said(fills)),)))
        assert "{" not in said


@every_entry
def test_an_answer_is_short_with_and_without_the_districts_words(entry: Entry) -> None:
    if entry.slug == "safety-self-harm":  # "Listen." is one; its words are a counselor's to change
        return
    for fills in (KNOWLEDGE.fills, BARE):
        said = QUOTED.sub("", entry.said(fills)).replace(" v. ", " v ")
        assert len(SENTENCE.findall(said)) <= 5, said


def test_the_offices_that_answers_send_to_have_names_and_numbers(tmp_path: Path) -> None:
    offices = KNOWLEDGE.entry("elsewhere-offices")
    assert offices
    for told in ("Casey Lindqvist", "360-555-0142", "Rene Dubois", "Harper Nguyen", "Tracy Hale", "Hollis Grant"):
        assert told in KNOWLEDGE.said(offices)
    content = changed(tmp_path, "district.yaml", "records_officer: [rene@example.org]", "records_officer: []")
    assert "records officer (I have not been told the name)" in loaded(content).said(offices)


def test_who_approves_also_says_how_long_it_takes_here(tmp_path: Path) -> None:
    approvers = KNOWLEDGE.entry("account-approvers")
    assert approvers
    assert "School days that it usually takes here: 4;" in KNOWLEDGE.said(approvers)
    bare = loaded(changed(tmp_path, "district.yaml", "usual_days: 4", "usual_days:"))
    assert "School days that it usually takes here: I have not been told;" in bare.said(approvers)


def test_a_district_fills_in_what_only_it_knows(tmp_path: Path) -> None:
    lookup = KNOWLEDGE.entry("optout-lookup")
    assert lookup
    assert KNOWLEDGE.said(lookup).startswith("The front office of each school keeps the list")
    bare = loaded(changed(tmp_path, "district.yaml", "  where_opt_outs_are:", "  opt_out_class_apps:"))
    assert bare.said(lookup).startswith("Your school office knows who is opted out.")


@pytest.mark.parametrize(
    ("slug", "contact", "number", "without"),
    [
        ("safety-threat", "school_resource_officer", "360-555-0110", "(the school office has the number)"),
        ("safety-self-harm", "counselor", "360-555-0112", "(the school office can connect you)"),
        ("incident-bullying", "tip_line", "360-555-0114", "for young people: HearMeWA"),
    ],
)
def test_an_answer_in_a_crisis_gives_the_number_that_the_district_filled_in(
    slug: str, contact: str, number: str, without: str, tmp_path: Path
) -> None:
    entry = KNOWLEDGE.entry(slug)
    assert entry
    assert number in KNOWLEDGE.said(entry)
    bare = loaded(changed(tmp_path, "district.yaml", f"  {contact}: {number}", f"  {contact}:"))
    assert without in bare.said(entry)
    assert any(f"“{contact}” is empty under “contacts”" in str(note) for note in bare.notes(TODAY))


def test_what_a_district_fills_in_formats_nothing(tmp_path: Path) -> None:
    content = changed(
        tmp_path, "district.yaml", "The front office of each", "In **the** [office](https://evil.example) of"
    )
    lookup = loaded(content).entry("optout-lookup")
    assert lookup
    said = plain(Card(lookup.title, (Text(loaded(content).said(lookup)),)))
    assert "**the** [office](https://evil.example) of" in said


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        (
            "knowledge/photos.yaml",
            "slug: optout-blur",
            "slug: optout-blurr",
            r"topics.yaml:\d+: No entry .*“optout-blur”",
        ),
        ("knowledge/photos.yaml", "slug: optout-blur", "slug: optout-events", "Two entries are called “optout-events”"),
        (
            "knowledge/photos.yaml",
            "follow_ups: [optout-lookup",
            "follow_ups: [optout-lokup",
            "Did you mean “optout-lookup”",
        ),
        ("knowledge/photos.yaml", "status: verified", "status: certain", "“certain” does not fit “status”"),
        ("knowledge/photos.yaml", "{district.where_opt_outs_are}", "{district.where_lists_are}", "“where_lists_are”"),
        ("knowledge/photos.yaml", "{district.where_opt_outs_are}", "{where}", "“{where}” cannot be filled in"),
        ("knowledge/photos.yaml", "version: 1", CORRECTED.format(version=1), "corrects nothing"),
        ("knowledge/photos.yaml", "version: 1", CORRECTED.format(version=2), "is of version 2, and the answer of"),
        ("knowledge/photos.yaml", 'reviewed_by: ""', "reviewed_by: Casey", "belong together"),
        ("knowledge/photos.yaml", "reviewed_on:\n", "reviewed_on: soon\n", r"photos.yaml:\d+: "),
        ("district.yaml", "  opt_out_form:", "  optout_form:", r"district.yaml:\d+: No entry asks for “optout_form”"),
        ("topics.yaml", "- optout-blur", "- optout-smear", "“optout-smear”"),
    ],
)
def test_a_slip_is_named_with_its_line(tmp_path: Path, file: str, old: str, new: str, said: str) -> None:
    found = faults(changed(tmp_path, file, old, new))
    assert re.search(said, found), found
    assert re.search(r"\.yaml:\d+: ", found)


def test_editors_are_told_what_waits_for_a_review_and_which_blanks_are_empty() -> None:
    notes = [str(note) for note in KNOWLEDGE.notes(TODAY)]
    assert any("have not been reviewed by anybody in the district yet" in note for note in notes)
    assert any("“consent_form” is empty under “answers”" in note for note in notes)


def test_an_old_review_is_noted(tmp_path: Path) -> None:
    content = changed(tmp_path, "knowledge/photos.yaml", "written_on: 2026-11-21", "written_on: 2024-11-21")
    text = (content / "knowledge" / "photos.yaml").read_text(encoding="utf-8")
    text = text.replace('reviewed_by: ""', "reviewed_by: Casey Lindqvist", 1)
    text = text.replace("reviewed_on:\n", "reviewed_on: 2025-01-10\n", 1)
    (content / "knowledge" / "photos.yaml").write_text(text, encoding="utf-8")
    notes = [str(note) for note in loaded(content).notes(TODAY)]
    assert any("“optout-group-photo” was last reviewed on January 10, 2025" in note for note in notes)


@pytest.mark.parametrize(("file", "notes_of_it"), [("personal", 1), ("safety", 1), ("photos", 0)])
def test_an_editor_hears_of_a_correction_that_nobody_can_be_told(tmp_path: Path, file: str, notes_of_it: int) -> None:
    corrected = CORRECTED.format(version=2).replace("version: 1", "version: 2", 1)
    content = changed(tmp_path, f"knowledge/{file}.yaml", "version: 1", corrected)
    notes = [str(note) for note in loaded(content).notes(TODAY)]
    untold = [note for note in notes if "Nobody is told of this correction" in note]
    assert len([note for note in untold if f"{file}.yaml:" in note]) == len(untold) == notes_of_it


def test_an_independent_school_is_told_no_law_that_follows_public_money_until_it_says_so(tmp_path: Path) -> None:
    independent = loaded(changed(tmp_path, "district.yaml", "kind: public ", "kind: independent "))
    assert independent.entry("ferpa-directory-information") is None
    assert independent.entry("records-request") is None
    assert independent.entry("comments-officials-pages") is None
    assert independent.entry("optout-blur")


def test_an_independent_school_is_told_its_own_procedure_without_the_law_beside_it(tmp_path: Path) -> None:
    independent = loaded(changed(tmp_path, "district.yaml", "kind: public ", "kind: independent "))
    for slug in (*PROCEDURE_FIRST, "ferpa-what-it-is"):
        entry = independent.entry(slug)
        assert entry, slug
        assert "4007P" in " ".join((independent.said(entry), *map(independent.filled, _sources(entry)))), slug
    blocking = independent.entry("comments-blocking")
    assert blocking
    assert "act of government" not in blocking.answer
    assert not any("Ninth Circuit" in source for source in _sources(blocking))


def test_editors_of_an_independent_school_are_told_what_it_is_not_told(tmp_path: Path) -> None:
    independent = loaded(changed(tmp_path, "district.yaml", "kind: public ", "kind: independent "))
    notes = [str(note) for note in independent.notes(TODAY)]
    told = next(note for note in notes if "only about “public_records”: records-retention, records-request" in note)
    assert "If yours is under it, add it to “laws” in district.yaml: laws: [public_records]." in told
    assert not any("independent school" in str(note) for note in KNOWLEDGE.notes(TODAY))


def test_an_independent_school_is_told_nothing_that_only_ferpa_says(tmp_path: Path) -> None:
    independent = loaded(changed(tmp_path, "district.yaml", "kind: public ", "kind: independent "))
    others = [entry for entry in independent.entries if entry.slug != "ferpa-what-it-is"]  # asks whether it binds
    told = [(entry.slug, entry.answer, *_sources(entry)) for entry in others]
    assert [one for one in told if re.search(r"FERPA|34 CFR|RCW 42\.56|\{law", " ".join(one))] == []
    what_it_is = independent.entry("ferpa-what-it-is")
    assert what_it_is
    assert "whether FERPA binds a school, ask the records officer" in what_it_is.answer
    assert "directory information" not in what_it_is.answer


def test_what_ferpa_says_stands_in_its_place_for_those_who_are_under_it() -> None:
    entry = KNOWLEDGE.entry("optout-events")
    assert entry
    assert (
        "how the camera will be set up. FERPA may not apply to an event that is open to the public. Pro" in entry.answer
    )
    assert any("under FERPA" in one.source for one in entry.authority)


@pytest.mark.parametrize(
    ("was", "becomes", "said"),
    [
        ("{law.ferpa} Procedure", "Procedure", "has no {law.ferpa}"),
        ("{law.ferpa} Procedure", "{law.ferpa} {law.hipaa} Procedure", "Say under “laws” what stands for {law.hipaa}"),
    ],
)
def test_a_law_and_its_place_in_the_answer_belong_together(tmp_path: Path, was: str, becomes: str, said: str) -> None:
    with pytest.raises(Faults, match=re.escape(said)):
        loaded(changed(tmp_path, "knowledge/photos.yaml", was, becomes))


def test_an_independent_school_under_ferpa_has_those_entries(tmp_path: Path) -> None:
    content = changed(tmp_path, "district.yaml", "kind: public ", "kind: independent ")
    text = (content / "district.yaml").read_text(encoding="utf-8")
    (content / "district.yaml").write_text(text + "\nlaws: [ferpa]\n", encoding="utf-8")
    assert loaded(content).entry("ferpa-directory-information")
    assert loaded(content).entry("records-request") is None
