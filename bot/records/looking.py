"""Finds in somebody's words what may have to be withheld: addresses, numbers, passwords, a name beside "student"."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping

from bot.content.records_file import Look
from bot.credentials import looks_like_credential
from bot.house import House

Finds = Callable[[str, House], Iterator[str]]
"""(some words, house) -> what was found in them, as a list of flags shows it."""

_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_NUMBER = re.compile(r"(?<![\w-])(?:\+?1[ .-]?)?(?:\(\d{3}\) ?|\d{3}[ .-])\d{3}[ .-]\d{4}(?![\w-])")
"""A telephone number as it is written in North America; the ten digits alone are more often something else."""
_STUDENT = re.compile(
    r"\b(?:students?|pupils?|kids?|child(?:ren)?|boys?|girls?|sons?|daughters?|freshm[ae]n|sophomores?|juniors?|seniors?|"
    r"minors?|(?:\w+[- ])?graders?|estudiantes?|alumn[oa]s?)\b",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"[^.?!;\n]+")
LONGEST = 80
"""Characters of a finding that a list of flags shows."""


def excerpt(words: str) -> str:
    """As much of some words as a list of flags shows, on one line."""
    line = " ".join(words.split())
    return line if len(line) <= LONGEST else f"{line[: LONGEST - 1]}…"


def _outside(words: str, house: House) -> Iterator[str]:
    district = house.district
    for found in _EMAIL.findall(words):
        if not district.is_staff_address(found) and not district.is_student_address(found):
            yield found


def _of_students(words: str, house: House) -> Iterator[str]:
    yield from (found for found in _EMAIL.findall(words) if house.district.is_student_address(found))


def _numbers(words: str, house: House) -> Iterator[str]:
    """Those that the district gives to everybody are none."""
    known = {_digits(contact) for contact in house.district.contacts.values() if contact}
    yield from (found for found in _NUMBER.findall(words) if _digits(found) not in known)


def _digits(number: str) -> str:
    return re.sub(r"\D", "", number)[-10:]


def _passwords(words: str, _house: House) -> Iterator[str]:
    """It is not said again: a list of passwords is none that anybody needs."""
    if looks_like_credential(words):
        yield ""


def _students(words: str, house: House) -> Iterator[str]:
    for sentence in _SENTENCE.findall(words):
        if _STUDENT.search(sentence) and house.library.without_names(sentence) != sentence:
            yield excerpt(sentence)


def _nothing(_words: str, _house: House) -> Iterator[str]:
    """What is no words is not found in words."""
    yield from ()


LOOKS: Mapping[Look, Finds] = {
    "addresses_outside": _outside,
    "student_addresses": _of_students,
    "telephone_numbers": _numbers,
    "passwords": _passwords,
    "students": _students,
    "files": _nothing,
}
