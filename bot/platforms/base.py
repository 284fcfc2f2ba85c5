"""What the machine asks of a chat, and what a chat may ask of the machine."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any, Protocol, Self, runtime_checkable

from bot.events import Event, Person, SentFile
from bot.replies import Now
from bot.ui import Card

Word = Callable[..., str]
"""(the key of a sentence, and by name what fills its blanks) -> the sentence, for a place that knows no marks."""


@dataclass(frozen=True, slots=True)
class Abilities:
    """What a chat can do; the fallbacks are decided from these, in one place each."""

    people_picker: bool
    files_in_forms: bool


@dataclass(frozen=True, slots=True)
class Seat:
    """Where one person sits in one chat: their id there and, once known, the direct conversation with them.

    `reference` is what the platform needs to write to them first (Teams' conversation reference); it is
    stored as it is and given back as it is.
    """

    user: str
    conversation: str = ""
    reference: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Sent:
    """A message that is now in a chat: enough to edit it later."""

    conversation: str
    message: str


class Undelivered(Exception):
    """A message did not get through; the subclasses say what that means."""


class Throttled(Undelivered):
    """Too fast. Try again after so many seconds; nothing was shown."""

    def __init__(self, seconds: float) -> None:
        super().__init__(f"throttled for {seconds:g} s")
        self.seconds = seconds

    @classmethod
    def as_told(cls, retry_after: str, *, else_for: float) -> Self:
        """By what a Retry-After header says (RFC 9110, 10.2.3), where it says so many seconds."""
        return cls(float(retry_after) if retry_after.isdigit() else else_for)


class Unclear(Undelivered):
    """No answer, a server error or a broken line: it may or may not have been shown. Try again later."""


class Barred(Unclear):
    """The platform refuses the bot itself: its token, or something that it may not do. That is the operator's to mend,
    and nobody's message is given up for it. Nothing was shown."""


class MessageGone(Undelivered):
    """The message to edit exists no more; it has to be posted anew."""


class Unreachable(Undelivered):
    """This person cannot be written to: gone, blocked, or the app is not installed. `why` is a wording key's
    last word: gone, guest, bot, blocked, not_installed, unknown."""

    def __init__(self, why: str, detail: str = "") -> None:
        super().__init__(f"{why}: {detail}" if detail else why)
        self.why = why


class Rejected(Undelivered):
    """The platform refuses this message as it is; sending it again would be refused again. `detail` is its code."""


class FileLost(Exception):
    """A file that cannot be had, now or later. `why` is a wording key's last word: gone (deleted, or the link ran
    out), forbidden (the app may not read it), elsewhere (it lies on a host that is not the platform's own), no_file
    (a page to sign in came instead)."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


class FileSource(Protocol):
    """Where files of one chat come from."""

    def fetch(self, file: SentFile) -> AsyncIterator[bytes]:
        """The bytes of a file that somebody sent here, a piece at a time, as they come.

        Only over https, only from the platform's own hosts, redirects included, and its token goes nowhere else.
        Raises FileLost for good; Throttled or Unclear when it is worth another try.
        """


class Platform(FileSource, Protocol):
    """One chat. `send.py` of each platform implements it; every method but `fetch` may raise an Undelivered."""

    name: str
    can: Abilities
    pace: float
    """Seconds to leave between two messages in one conversation."""
    most_a_second: int | None
    """How many messages it takes from the bot in a second, in all conversations; None where it names no number."""

    async def find(self, email: str) -> Seat:
        """The seat of somebody whom the tables do not know on this platform; Unreachable if they have none."""

    async def post(self, seat: Seat, card: Card, mark: str = "") -> Sent:
        """Show a new message in the direct conversation with a person. `mark` is a word of ours to know it again by,
        which others may read."""

    async def find_posted(self, seat: Seat, mark: str) -> Sent | None:
        """The newest message with this mark, when the chat shows it; None where there is none, or no way to look."""

    async def edit(self, seat: Seat, sent: Sent, card: Card) -> None:
        """Replace a message; MessageGone if it is there no more."""

    async def start(self) -> None:
        """Called once before the first event: warm up what the first click must not wait for."""

    async def stop(self) -> None:
        """Called once at the end: close sessions."""


@runtime_checkable
class Connected(Protocol):
    """A chat that is reached over a line of our own, which can break."""

    def trouble(self) -> str:
        """What is wrong with the line now; "" while it stands."""


@runtime_checkable
class ByToken(Protocol):
    """A chat that lets the bot in by a token of its own."""

    def refusal(self) -> str:
        """What was last said against the token, or kept the bot from having one; "" while it counts."""


@dataclass(frozen=True, slots=True)
class Met:
    """Somebody as an endpoint met them: who they are, and where they sit."""

    person: Person
    seat: Seat


@dataclass(frozen=True, slots=True)
class Copy:
    """A file to be put into somebody's chat."""

    name: str
    content: bytes


@runtime_checkable
class TakesFiles(Protocol):
    """A chat into which a bot can put files."""

    async def hand_over(self, seat: Seat, copies: AsyncIterator[Copy], words: str, mark: str) -> Sent | None:
        """Put files into the direct conversation with a person, in one message with these words; None when there were
        no files. `find_posted` finds it by its mark. Raises an Undelivered; only after an Unclear it may be shown."""


class Reception(Protocol):
    """What an endpoint may ask of the machine."""

    async def meet(
        self, platform: str, user: str, look_up: Callable[[], Awaitable[Met]], seat: Seat | None = None
    ) -> Person:
        """Who this user is. `look_up` asks the platform, and is called only where the tables do not know them as staff,
        or it was last called some minutes ago; `seat` is stored when it says more than the tables do. Raises an
        Undelivered where neither the tables nor the platform say."""

    async def seat(self, platform: str, user: str) -> Seat | None:
        """Where somebody's own chat with the bot is; None for whoever never met it there, or cannot be reached. Raises
        an Undelivered where the tables do not say."""

    async def receive(self, event: Event) -> Now | None:
        """Handle an event, once. What comes back is to be shown at once; all else is already on its way."""

    async def shown(self, event: Event) -> None:
        """What came back stands in the chat as a message of its own: a repeat of the event brings no other."""

    async def offer(self, event: Event, now: Now) -> None:
        """What was to be shown at once could not be (a trigger ran out): say so in the chat, with a button."""
