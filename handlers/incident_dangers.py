"""Of which dangers a report is, of which the words may speak that came with it, and of which the on-call team was
alerted.

A danger is here the fixed text that it calls for: a picture of an adult calls for another one than that of a child.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from bot.content.district import District
from bot.content.safety import NO, SafetyText
from bot.house import House
from bot.workflow import Case

Data = Mapping[str, Any]
Dangers = frozenset[str]

IMAGE_SPOKEN_BY = "image_spoken_by"
"""Who of those that read the whole of a report wrote of a sexual image in it, and when, since somebody said what it
is."""
IMAGE_SAID = "image_said"
"""Whether a reporter wrote of one since it was sent, and nobody has said what it is since then."""


def dangers_of(answers: Mapping[str, str], house: House) -> Dangers:
    """The texts (their `id`) for which such safety answers call."""
    return frozenset(text.id for text in house.content.safety.shown(answers))


def spoken(slugs: Iterable[str], house: House) -> Dangers:
    """The same of words for which these entries of the knowledge base are shown."""
    return frozenset().union(*(_in_words(slug, house) for slug in slugs))


def _in_words(slug: str, house: House) -> Dangers:
    """An injury or a fire is not the threat that was reported, though an answer calls both a danger to life."""
    safety = house.content.safety
    return dangers_of(safety.in_chat(slug), house) | ({slug} if safety.is_apart(slug) else set())


def said(case: Case, house: House) -> Dangers:
    """What a report is about, by what was answered and by what it is."""
    return dangers_of(case.data.get("safety", {}), house).union(*_by_category(case, house))


def _by_category(case: Case, house: House) -> Iterator[Dangers]:
    """Where an answer says more exactly what it is, that counts alone."""
    category = house.content.incidents.named(case.data.get("category", ""))
    answered = {check for check, answer in case.data.get("safety", {}).items() if answer != NO}
    for check, answers in category.safety_is.items() if category else ():
        if check not in answered:
            yield from (dangers_of({check: answer}, house) for answer in answers)


def image_is_spoken_of(case: Case) -> bool:
    """Whether somebody wrote of a sexual image in a report, and nobody who handles it has said what it is since then:
    no file comes into it, and nobody is asked for one (requirement 4.1)."""
    return bool(case.data.get(IMAGE_SPOKEN_BY)) or image_is_said(case)


def image_is_said(case: Case) -> bool:
    """The same of a reporter, who knows what they sent: then nobody opens what was kept, either. What became part of
    another case is said there."""
    return bool(case.data.get(IMAGE_SAID)) and case.state != "joined"


def once_judged(case: Case) -> Case:
    """The case once somebody who handles it has said what it is: by what others wrote of an image it is closed to
    nothing any more."""
    data = {name: value for name, value in case.data.items() if name not in (IMAGE_SPOKEN_BY, IMAGE_SAID)}
    return replace(case, data=data)


def speaks_of_danger(case: Case) -> bool:
    """Whether words that came since it was sent call for the on-call team."""
    return bool(case.data.get("spoken_of")) or image_is_spoken_of(case)


def has_added_words(case: Case, _district: District) -> bool:
    """Words came with it, since it was sent or beside a file, that may speak of danger."""
    return bool(case.data.get("spoken_of"))


def calls_for_help(case: Case, _district: District) -> bool:
    """Something in the answers, or in what was added to them, calls for the on-call team."""
    return bool(case.data.get("may_alarm")) or speaks_of_danger(case)


def alerted_of(data: Data) -> Dangers:
    """The dangers of which the on-call team was alerted."""
    return frozenset((data.get("alarm") or {}).get("about", ()))


def is_about(case: Case, slug: str, house: House) -> bool:
    """Whether a case is about the danger of which such words speak: something in it says so, or the on-call team was
    alerted of that."""
    return spoken((slug,), house) <= said(case, house) | alerted_of(case.data)


def unheeded(case: Case, house: House) -> tuple[str, ...]:
    """Those entries of which words with a case may speak although nothing else in it does, and nobody was alerted."""
    return tuple(slug for slug in case.data.get("spoken_of", ()) if not is_about(case, slug, house))


def heeded(case: Case, house: House) -> tuple[str, ...]:
    """Those of which the on-call team was alerted, and of which nothing else speaks."""
    told = alerted_of(case.data) - said(case, house)
    slugs = (slug for slug in case.data.get("spoken_of", ()) if is_about(case, slug, house))
    return tuple(slug for slug in slugs if spoken((slug,), house) & told)


def with_words_of(case: Case, *slugs: str) -> Case:
    """A case once words are with it that speak of danger: it is kept as one of danger. Those who handle it can alert
    the on-call team of these entries from it."""
    spoken_of = list(dict.fromkeys((*case.data.get("spoken_of", ()), *slugs)))
    return replace(case, data={**case.data, "danger_added": True, "spoken_of": spoken_of})


# --- An alert ---------------------------------------------------------------------------------------------------------


def alarm_about(case: Case, house: House) -> dict[str, Any]:
    """Of what an alert about a case is: of every danger that is known of it by then. Whatever is said of these later,
    was what it was about (`spoken_of`)."""
    safety, heard = house.content.safety, case.data.get("heard", "")
    words = (*case.data.get("spoken_of", ()), *([heard] if safety.is_apart(heard) else []))
    about = said(case, house) | spoken(words, house) | alerted_of(case.data)
    answered_for = [slug for slug in safety.entries if spoken((slug,), house) <= about]
    return {"about": sorted(about), "spoken_of": answered_for}


def set_aside(data: Data) -> dict[str, Any]:
    """The alert of a case that is opened again: whom it reached and who answered stays, and it answers for nothing that
    is said from now on."""
    alarm = data.get("alarm")
    return {"alarm": {**alarm, "about": [], "spoken_of": [], "over": True}} if alarm else {}


def not_alerted_of(case: Case, house: House) -> Dangers:
    """Those dangers of which its reporter spoke in the safety questions, and of which the on-call team was not alerted
    although it may be."""
    return frozenset(text.id for text in _shown(case, house) if text.alerts) - alerted_of(case.data)


def calls_at_once(case: Case, house: House) -> bool:
    """Whether one of these is alerted without being asked: its reporter said yes, or cannot say no."""
    at_once = {text.id for text in _shown(case, house) if text.alarm == "at_once"}
    return not at_once <= alerted_of(case.data)


def _shown(case: Case, house: House) -> tuple[SafetyText, ...]:
    return house.content.safety.shown(case.data.get("safety", {}))
