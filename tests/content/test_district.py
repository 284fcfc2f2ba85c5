"""The district's file: what it answers, and what its editor reads when something in it does not fit."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.content.district import District, load_district
from bot.content.yaml_files import Faults

SAMPLE = """\
district:
  name: Evergreen Public Schools
  short_name: EPS
  kind: public               # or independent
  timezone: America/Los_Angeles
  email_domains: [example.org]
  policy: {number: "4007", procedure: "4007P", url: "https://…", adopted: 2018-05-10}
roles:                       # the first is asked first; the others stand in
  communications_director: [casey@example.org, devon@example.org]
  bullying_contact: [harper@example.org]
  threat_team: [toni@example.org]
  human_resources: [hollis@example.org]
  records_officer: [rene@example.org]
  superintendent: [robin@example.org]
  title_ix: [tracy@example.org]
  counsel: []
  it: [ira@example.org]
  on_call: [toni@example.org, casey@example.org]
schools:
  - {id: central-hs, name: Central High School, principal: pat@example.org, stand_ins: [drew@example.org]}
  - {id: district-office, name: District Office, principal: sam@example.org}
calendar: {school_days: mon-fri, holidays: [2026-11-26, 2026-11-27], breaks: [{from: 2026-12-21, to: 2027-01-01}]}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path


def district(folder: Path, text: str = SAMPLE) -> District:
    file = folder / "district.yaml"
    file.write_text(text, encoding="utf-8")
    return load_district(file)


def faults(folder: Path, text: str) -> list[str]:
    with pytest.raises(Faults) as refused:
        district(folder, text)
    return [line.removeprefix(f"{folder}/district.yaml:") for line in str(refused.value).splitlines()]


def changed(old: str, new: str) -> str:
    assert old in SAMPLE
    return SAMPLE.replace(old, new, 1)


def test_the_sample_alone_is_enough(folder: Path) -> None:
    eps = district(folder)
    assert (eps.name, eps.short_name, eps.kind) == ("Evergreen Public Schools", "EPS", "public")
    assert (eps.policy.number, eps.policy.procedure, eps.policy.adopted) == ("4007", "4007P", date(2018, 5, 10))
    assert eps.role("communications_director") == ("casey@example.org", "devon@example.org")
    assert eps.principal_and_stand_ins("central-hs") == ("pat@example.org", "drew@example.org")
    assert [school.name for school in eps.schools] == ["Central High School", "District Office"]
    assert [eps.reminders.days(name) for name in ("first", "stand_in", "director")] == [2, 4, 6]
    assert [note.sentence for note in eps.notes()] == ["Nobody holds “counsel” yet. Add an address when somebody does."]


def test_the_notice_is_the_procedures_with_the_districts_name(folder: Path) -> None:
    assert district(folder).notice.text == (
        "This is an official publication of Evergreen Public Schools (EPS). "
        "EPS reserves the right to monitor and remove posts or comments that violate Policy 4007P."
    )
    own = district(folder, SAMPLE + "notice: {short: 'Official: {district.short_name}'}\n")
    assert own.notice.short == "Official: EPS"


def test_the_calendar_knows_the_holidays(folder: Path) -> None:
    calendar = district(folder).calendar
    asked = datetime(2026, 11, 25, 10, tzinfo=ZoneInfo("America/Los_Angeles"))
    assert calendar.after(asked, 1) == datetime(2026, 11, 30, 10, tzinfo=ZoneInfo("America/Los_Angeles"))


def test_hours_are_read_with_and_without_quotation_marks(folder: Path) -> None:
    plain = district(folder, SAMPLE + "working_hours: {from: 08:00, to: 16:00}\n")
    quoted = district(folder, SAMPLE + 'working_hours: {from: "08:00", to: "16:00"}\n')
    assert plain.calendar == quoted.calendar
    assert plain.calendar.opens.hour == 8


MORE = """\
staff: [{email: ana@example.org, school: central-hs, name: Ana Reyes}]
names: {pat@example.org: Pat Okafor}
"""


def test_people_have_schools_and_names(folder: Path) -> None:
    eps = district(folder, SAMPLE + MORE)
    assert eps.school_of("Ana@Example.org") == "central-hs"
    assert eps.school_of("drew@example.org") == "central-hs"
    assert eps.school_of("casey@example.org") is None
    assert eps.schools_led_by("sam@example.org") == ("district-office",)
    assert eps.names == {"ana@example.org": "Ana Reyes", "pat@example.org": "Pat Okafor"}
    assert eps.people()[0] == "casey@example.org"
    assert len(eps.people()) == len(set(eps.people())) == 13


def test_whose_address_is_the_districts(folder: Path) -> None:
    students = changed(
        "email_domains: [example.org]", "email_domains: [example.org]\n  student_email_domains: [s.example.org]"
    )
    eps = district(folder, students)
    assert eps.is_staff_address("Anybody@EXAMPLE.org")
    assert eps.is_student_address("kit@S.example.org")
    assert not eps.is_student_address("kit@example.org")


@pytest.mark.parametrize(
    "email",
    [
        "pat@s.example.org",
        "pat@mail.example.org",
        "pat@example.org.evil.com",
        "pat@notexample.org",
        "pat+coach@example.org",
        "pat@exаmple.org",  # a Cyrillic letter
        "pat@\uff45xample.org",  # a wide letter
        "pat@xn--exmple-4nf.org",
        "pat@evil.com@example.org",
        "pat@example.org\n",
        "@example.org",
        "pat",
        "",
    ],
)
def test_what_only_looks_like_the_districts_address_is_not(folder: Path, email: str) -> None:
    assert district(folder).is_staff_address(email) is (email.strip() != email)


def test_letters_that_become_plain_when_made_small_are_not_plain(folder: Path) -> None:
    kite = district(folder, SAMPLE.replace("example.org", "kite.org"))
    assert kite.is_staff_address("pat@kite.org")
    assert not kite.is_staff_address("pat@\u212aite.org")  # the sign for Kelvin, which lower() turns into a k


@given(st.text(max_size=30))
def test_no_other_domain_is_staff(tmp_path_factory: pytest.TempPathFactory, name: str) -> None:
    eps = district(tmp_path_factory.getbasetemp())
    assert eps.is_staff_address(f"pat@{name}") is (name.isascii() and name.strip().lower() == "example.org")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (
            "[casey@example.org, devon@example.org]",
            "[casey@example.org, Casey@example.org]",
            "9: “casey@example.org” is in “communications_director” twice. Take one of them out.",
        ),
        ("[casey@example.org, devon@example.org]", "[]", "9: “communications_director” is empty. Add at least one."),
        (
            "schools:\n",
            "schools:\n" + "".join(f"  - {{id: s{number}, name: School {number}}}\n" for number in range(150)),
            "19: “schools” has more than 100 entries, and no more fit. Put several into one, or take some out.",
        ),
        (
            "[casey@example.org, devon@example.org]",
            "",
            "9: “communications_director” has nothing after its colon. Fill it in.",
        ),
        (
            "[harper@example.org]",
            "[harper@exampel.org]",
            "10: “harper@exampel.org” is not an address of the district (example.org). Did you mean “example.org”?",
        ),
        (
            "[harper@example.org]",
            "[harper@gmail.com]",
            "10: “harper@gmail.com” is not an address of the district (example.org). "
            "Use a district address, or add the domain to “email_domains”.",
        ),
        ("[harper@example.org]", "[harper]", "10: “harper” is not an email address. Write it like pat@example.org."),
        ("title_ix:", "title_9:", "15: “title_9” is not a word that is known here. Did you mean “title_ix”?"),
        (
            "principal: pat",
            "prinicpal: pat",
            "20: “prinicpal” is not a word that is known here. Did you mean “principal”?",
        ),
        (
            "id: district-office",
            "id: central-hs",
            "21: Two schools have the id “central-hs”. Give one of them another.",
        ),
        ("kind: public", "kind: publik", "4: “publik” does not fit “kind”. Did you mean “public”?"),
        (
            "America/Los_Angeles",
            "Pacific",
            "5: “Pacific” is not a time zone. Write it like America/Los_Angeles.",
        ),
        (
            "2026-11-27]",
            "Thanksgiving]",
            "22: “Thanksgiving” is not a day. Write it like 2026-11-26: year, month, day.",
        ),
        ("to: 2027-01-01", "to: 2026-01-01", "22: This break ends before it begins. Swap the two days."),
        (
            "to: 2027-01-01",
            "to: 2062-01-01",
            "22: These breaks leave more than a year without school. Check the years.",
        ),
        (
            "mon-fri",
            "monday-friday",
            "22: “monday-friday” is not a stretch of days. Write it like mon-fri, and let the week begin on mon.",
        ),
        (
            "email_domains: [example.org]",
            "email_domains: [example.org]\n  student_email_domains: [example.org]",
            "7: “example.org” is in “email_domains” too, so staff and students could not be told apart. "
            "Keep it in one of the two.",
        ),
    ],
)
def test_a_slip_is_named_with_its_line(folder: Path, old: str, new: str, said: str) -> None:
    assert said in faults(folder, changed(old, new))


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (
            "staff: [{email: ana@example.org, school: central}]",
            "23: “central” is not the id of a school in this file. Did you mean “central-hs”?",
        ),
        (
            "staff:\n" + 2 * "  - {email: kim@example.org, school: central-hs}\n",
            "25: “kim@example.org” is in “staff” twice. Take one of them out.",
        ),
        ("names: {pat: Pat}", "23: “pat” is not an email address. Write it like pat@example.org."),
        (
            "reminders: {first: 4, stand_in: 4, director: 6}",
            "23: Reminders come one after the other: “first”, then “stand_in”, then “director”.",
        ),
        ("reminders: {first: 0}", "23: “first” is 0; the least is 1."),
        ("working_hours: {from: 17:00, to: 16:30}", "23: Work ends before it begins. Swap the two times."),
        (
            "notice: {text: 'Official page of {district.nmae}'}",
            "23: “{district.nmae}” cannot be filled in. Did you mean “{district.name}”?",
        ),
    ],
)
def test_a_slip_in_what_is_optional_is_named_too(folder: Path, more: str, said: str) -> None:
    assert faults(folder, SAMPLE + more + "\n") == [said]


def test_a_student_holds_no_role(folder: Path) -> None:
    text = changed(
        "email_domains: [example.org]", "email_domains: [example.org]\n  student_email_domains: [s.example.org]"
    )
    assert faults(folder, text.replace("ira@example.org", "ira@s.example.org")) == [
        "18: “ira@s.example.org” is a student’s address. Procedure 4007P gives students no access; name staff here."
    ]


def test_a_school_without_a_principal_is_a_note_and_no_fault(folder: Path) -> None:
    eps = district(folder, changed(", principal: sam@example.org", ""))
    notes = [note.sentence for note in eps.notes()]
    assert "District Office has no principal here, so its requests go to the Communications Director." in notes
    assert eps.principal_and_stand_ins("district-office") == ()


@pytest.mark.parametrize(
    ("languages", "fault"),
    [
        ("[es, en]", "English comes first: write “en” before the others."),
        ("[en, es, es]", "“es” is in “languages” twice. Take one of them out."),
        ("[en, Spanish]", "“Spanish” does not fit “languages”. Compare it with the sample file."),
        ("[]", "“languages” is empty. Add at least one."),
    ],
)
def test_languages_are_codes_and_begin_with_english(languages: str, fault: str, folder: Path) -> None:
    said = faults(folder, SAMPLE + f"languages: {languages}\n")
    assert [one.split(": ", 1)[1] for one in said] == [fault]


def test_all_slips_come_at_once(folder: Path) -> None:
    text = changed("[harper@example.org]", "[harper@gmail.com]").replace("id: district-office", "id: central-hs")
    assert len(faults(folder, text)) == 2
