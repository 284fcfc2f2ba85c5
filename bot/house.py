"""What stands in the house between visits: the content, the wording, the calendar, answers, and everybody's name."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property

from bot import dates
from bot.calendar import SchoolCalendar
from bot.content import Content
from bot.content.district import District
from bot.content.district_file import ENGLISH
from bot.content.translations import Translation
from bot.evidence.links import Links
from bot.knowledge.languages import Languages
from bot.knowledge.library import Library
from bot.wording import Words

PASSES_FOR_MORE = frozenset('@();·"')
"""What stands between names and what is said of them in records, and in no name."""


@dataclass(frozen=True, repr=False)  # it would be the whole of content/, half a second long
class House:
    """Read by every room, changed by none (but for `names`, which learns people as they are met, and the library, which
    follows its files).

    links  None where no browser reaches us, or nothing is there to sign with
    now    what the time is: a moment of another year is said with its year
    """

    content: Content
    words: Words
    calendar: SchoolCalendar
    library: Library
    names: dict[str, str] = field(default_factory=dict)
    links: Links | None = None
    now: dates.Clock = dates.utc_now

    @property
    def district(self) -> District:
        return self.content.district

    @cached_property
    def _translations(self) -> dict[str, Translation]:
        return {one.language: one for one in self.content.translations}

    @cached_property
    def _languages(self) -> Languages:
        others = {code: one.says for code, one in self._translations.items()}
        return Languages({ENGLISH: self.content.safety.says, **others}, ENGLISH)

    def translation(self, language: str) -> Translation | None:
        """The texts for emergencies in a language; None for English, and for one that the district does not list."""
        return self._translations.get(language)

    def language(self, words: str, locale: str) -> str:
        """In which language somebody reads these texts: the one in which they write, where that shows, else that of
        their chat, as it calls it (`es-MX`); English where the district has no other."""
        if not self._translations:
            return ENGLISH
        return self._languages.of(words) or self._languages.of_chat(locale) or ENGLISH

    def name(self, email: str) -> str:
        """What somebody is called: as their chat says, else as the district's file does, else their address."""
        return self.names.get(email) or self.district.names.get(email) or email

    def who(self, email: str) -> str:
        """Somebody as records name them: `Ana Reyes (ana@example.org)`; the address alone where no name is known. A
        name from a chat that could pass for more than a name stands in quotation marks."""
        name = self.name(email)
        if name != email and PASSES_FOR_MORE.intersection(name):
            name = '"{}"'.format(name.replace('"', "'"))
        return f"{name} ({email})" if name != email else email

    def clock(self, at: datetime) -> str:
        """A moment as people here say it: `Mon, Nov 23, 2:02 PM`; with its year where that is not this one."""
        return dates.moment(at.astimezone(self.calendar.timezone), self.now())

    def day(self, at: datetime) -> str:
        """The day of a moment that may be years ago: `November 23, 2026`."""
        return dates.day(at.astimezone(self.calendar.timezone))

    def on_record(self, at: datetime) -> str:
        """A moment as it is read years later: `November 23, 2026, 2:02 PM PST`."""
        here = at.astimezone(self.calendar.timezone)
        return f"{dates.day(here)}, {dates.clock(here)} {here:%Z}"
