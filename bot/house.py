"""What stands in the house between visits: the content, the wording, the calendar, answers, and everybody's name."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from bot import dates
from bot.calendar import SchoolCalendar
from bot.content import Content
from bot.content.district import District
from bot.evidence.links import Links
from bot.knowledge.library import Library
from bot.wording import Words


@dataclass(frozen=True)
class House:
    """Read by every room, changed by none (but for `names`, which learns people as they are met, and the library, which
    follows its files).

    links  None where no browser reaches us, or nothing is there to sign with
    """

    content: Content
    words: Words
    calendar: SchoolCalendar
    library: Library
    names: dict[str, str] = field(default_factory=dict)
    links: Links | None = None

    @property
    def district(self) -> District:
        return self.content.district

    def name(self, email: str) -> str:
        """What somebody is called: as their chat says, else as the district's file does, else their address."""
        return self.names.get(email) or self.district.names.get(email) or email

    def clock(self, at: datetime) -> str:
        """A moment as people here say it: `Mon, Nov 23, 2:02 PM`."""
        return dates.moment(at.astimezone(self.calendar.timezone))

    def day(self, at: datetime) -> str:
        """The day of a moment that may be years ago: `November 23, 2026`."""
        return dates.day(at.astimezone(self.calendar.timezone))
