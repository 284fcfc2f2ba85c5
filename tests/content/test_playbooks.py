"""The playbooks: for every platform and category somebody files, with proof, somewhere, and nothing is promised."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from bot.content import load_content
from bot.content.playbooks import Playbook
from bot.content.yaml_files import Faults
from tests.changed_content import changed

FOLDER = Path(__file__).parents[2] / "content"
CONTENT = load_content(FOLDER)
TOOLS = CONTENT.tools
TODAY = date(2026, 11, 21)
PLATFORMS = [
    "facebook",
    "instagram",
    "threads",
    "snapchat",
    "tiktok",
    "x",
    "youtube",
    "linkedin",
    "discord",
    "reddit",
    "website",
    "other",
]
CATEGORIES = [category.value for category in CONTENT.incidents.categories]
EVERY = [(tool, category) for tool in (*PLATFORMS, "blog", "gone") for category in CATEGORIES]


def playbook(tool: str, category: str) -> Playbook:
    return TOOLS.playbook(tool, category)


@pytest.mark.parametrize(("tool", "category"), EVERY)
def test_every_playbook_says_who_with_what_where_and_what_then(tool: str, category: str) -> None:
    found = playbook(tool, category)
    assert found.who_says.endswith(".")
    assert found.proof
    assert found.routes
    assert found.ladder[-1].id == "counsel"
    for route in found.routes:
        assert all((route.name, route.say, route.standing, route.who_files))
        assert route.answer_hours in (48, 168)


@pytest.mark.parametrize(
    ("tool", "category", "who"),
    [
        ("tiktok", "impersonates_staff", "staff_member"),
        ("instagram", "impersonates_student", "student_or_parent"),
        ("facebook", "impersonates_district", "communications_office"),
        ("snapchat", "impersonates_staff", "anyone"),
        ("x", "impersonates_staff", "person_or_representative"),
        ("youtube", "privacy", "parent_or_guardian"),
        ("facebook", "bullying", "anyone"),
        ("snapchat", "threat", "police_first"),
        ("instagram", "threat", "police_first"),
        ("discord", "sexual_image", "person_shown"),
        ("reddit", "copyright", "rights_owner"),
        ("facebook", "comment_on_page", "communications_director"),
        ("instagram", "staff_conduct", "human_resources"),
        ("facebook", "hacked_account", "account_manager"),
    ],
)
def test_the_right_person_files(tool: str, category: str, who: str) -> None:
    assert playbook(tool, category).who_files == who


@pytest.mark.parametrize("tool", PLATFORMS)
def test_a_sexual_image_is_never_looked_at_copied_or_sent(tool: str) -> None:
    found = playbook(tool, "sexual_image")
    assert [route.id for route in found.routes][:2] == ["police", "take_it_down"]
    assert found.routes[1].answer_hours == 48
    words = " ".join((*found.proof, *(route.say for route in found.routes), *(rung.say for rung in found.ladder)))
    assert "Nobody may open, copy or send it" in words
    assert "creenshot" not in words
    assert "capture" not in words


def test_only_what_the_law_or_a_program_promises_is_due_in_two_days() -> None:
    prompt = {
        route.id for tool, category in EVERY for route in playbook(tool, category).routes if route.answer_hours == 48
    }
    assert prompt == {"take_it_down", "partner_program"}


def test_who_may_be_a_minor_is_sent_to_the_service_for_minors() -> None:
    (stopncii,) = [route for route in playbook("instagram", "sexual_image").routes if route.id == "stopncii"]
    assert stopncii.say.startswith("If the person shown may be under 18, tell the family about Take It Down instead.")


def test_a_way_that_is_not_everywhere_is_offered_only_where_it_is() -> None:
    with_stopncii = [
        tool for tool in PLATFORMS if "stopncii" in [one.id for one in playbook(tool, "sexual_image").routes]
    ]
    assert with_stopncii == ["facebook", "instagram", "threads", "snapchat", "tiktok", "reddit"]
    with_program = [
        tool for tool in PLATFORMS if "partner_program" in [one.id for one in playbook(tool, "bullying").ladder]
    ]
    assert with_program == ["instagram"]


def test_whoever_reads_a_route_learns_how_far_to_trust_it() -> None:
    standing = {route.id: route.standing for route in playbook("x", "impersonates_staff").routes}
    assert standing["impersonation_form"].startswith(
        "As others report it, or read in a copy of the page, as of November 21, 2026"
    )
    assert standing["new_impersonation_form"].startswith("Nobody here has checked this yet.")
    assert playbook("tiktok", "impersonates_staff").routes[0].standing == "Read at its source on November 21, 2026."


def test_a_look_counts_for_half_a_year() -> None:
    form, newer = playbook("x", "impersonates_staff").routes[:2]
    assert not form.is_old(TODAY)
    assert form.is_old(date(2027, 5, 21))
    assert newer.is_old(TODAY)


FACTS = {
    "district": "Evergreen Public Schools",
    "school": "Central High School, Evergreen Public Schools",
    "link": "https://x.com/fake_central",
    "handle": "fake_central",
    "director": "Casey Lindqvist",
    "reference": "I-0311",
}


def test_a_prepared_text_is_filled_and_shows_what_is_missing() -> None:
    text = TOOLS.fill_in(playbook("x", "impersonates_district").routes[0].text, FACTS)
    assert text == (
        "The account fake_central presents itself as Central High School, Evergreen Public Schools: "
        "https://x.com/fake_central\n"
        "It is not run by the school or the district, and neither has agreed to it. The official account is "
        "[the link to the real account].\n"
        "I am writing on behalf of the communications office of Evergreen Public Schools. Please remove this "
        "account for impersonation.\n"
        "Casey Lindqvist, Evergreen Public Schools. Our reference: I-0311"
    )


def test_what_somebody_typed_is_no_blank() -> None:
    text = TOOLS.fill_in("{handle} {link}", {"handle": "{link}", "link": "L"})
    assert text == "{link} L"


@pytest.mark.parametrize(("tool", "category"), EVERY)
def test_no_text_keeps_an_open_blank(tool: str, category: str) -> None:
    for route in playbook(tool, category).routes:
        assert not re.search("[{}]", TOOLS.fill_in(route.text, {}))


def test_a_badge_is_promised_to_nobody() -> None:
    assert {tool for tool in PLATFORMS if TOOLS.verification(tool)} == {*PLATFORMS} - {"website", "other"}
    youtube = TOOLS.verification("youtube")
    assert youtube is not None
    assert "100,000" in youtube.say
    assert youtube.standing.startswith("As others report it")


def test_addresses_that_nobody_opened_for_long_are_noted() -> None:
    notes = [str(note) for note in TOOLS.notes(TODAY)]
    assert any(
        "reddit.yaml" in note and "Nobody has opened https://www.reddit.com/report yet." in note for note in notes
    )
    assert not any("295309487309948" in note for note in notes)
    later = [str(note) for note in TOOLS.notes(date(2026, 12, 4))]
    assert any("295309487309948 was looked at 181 days ago." in note for note in later)


@pytest.mark.parametrize(
    ("file", "old", "new", "says"),
    [
        ("playbooks.yaml", "who_files: staff_member", "who_files: staff_membr", "Did you mean “staff_member”?"),
        ("playbooks.yaml", "routes: [police, own]", "routes: [polise, own]", "“polise” is not among the routes."),
        ("playbooks.yaml", "proof: [link, who_managed_it]", "proof: [lnik, who_managed_it]", "Did you mean “link”?"),
        ("playbooks.yaml", "ladder: [appeal, host_again, counsel]", "ladder: [apeal]", "Did you mean “appeal”?"),
        ("playbooks.yaml", "categories: [scam]", "categories: [scan]", "“scan” is not among the categories"),
        ("playbooks.yaml", "categories: [scam]", "categories: [scam, hate]", "“hate” is in “harassment” already."),
        ("playbooks.yaml", "categories: [scam]", "categories: []", "No plan is for: scam."),
        ("playbooks.yaml", "The account {handle} asks", "The account {handel} asks", "Did you mean “handle”?"),
        ("playbooks.yaml", "tools: [website]", "tools: [webside]", "“webside” is not among the platforms."),
        ("playbooks.yaml", "verified: ", "checked: ", "“checked” does not fit"),
        ("platforms/snapchat.yaml", "who_files: anyone", "who_files: anybody", "“anybody” is not among the who_files."),
        ("platforms/reddit.yaml", "scam, comment", "scan, comment", "“scan” is not among the plans."),
        ("platforms/reddit.yaml", "scam, comment", "comment", "No route here is for “scam”."),
        ("platforms/reddit.yaml", "status: unverified", "status: verified", "“checked_on” does not say since when."),
        ("platforms/tiktok.yaml", "id: report_form", "id: police", "Another route is called “police”."),
        (
            "platforms/instagram.yaml",
            "name: Report through the",
            "name: The",
            "it is called “Report through the School",
        ),
        ("platforms/x.yaml", "url: https://help", "url: http://help", "does not fit “url”"),
    ],
)
def test_a_slip_is_told_with_its_line(file: str, old: str, new: str, says: str, tmp_path: Path) -> None:
    folder = changed(tmp_path, file, old, new)
    with pytest.raises(Faults) as found:
        load_content(folder)
    told = [str(fault) for fault in found.value.faults]
    assert any(re.search(rf"{file}:\d+: ", line) and says in line for line in told), told


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("{value: host_again, ", "{value: second_host, ", "“host_again” is not among the routes of incidents.yaml."),
        ("label: Appeal the refusal", "label: Appeal", "In incidents.yaml it is called “Appeal”."),
        (
            "label: Request under the TAKE IT DOWN Act",
            "label: A request",
            "In incidents.yaml it is called “A request”.",
        ),
    ],
)
def test_what_can_be_tried_is_a_way_of_filing_by_that_name(old: str, new: str, says: str, tmp_path: Path) -> None:
    """Else it would be offered again after every refusal."""
    with pytest.raises(Faults) as found:
        load_content(changed(tmp_path, "incidents.yaml", old, new))
    (fault,) = found.value.faults
    assert (fault.file.name, says in fault.sentence) == ("playbooks.yaml", True)
