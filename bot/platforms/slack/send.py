"""Writes to Slack by its Web API."""

from __future__ import annotations

import logging
from collections.abc import AsyncGenerator, AsyncIterator, Awaitable, Callable
from typing import Any

import aiohttp
from slack_sdk.web.async_client import AsyncWebClient

from bot.dates import Clock, utc_now
from bot.events import Person, SentFile, Standing
from bot.platforms.base import (
    Abilities,
    Barred,
    Connected,
    Copy,
    MessageGone,
    Met,
    Rejected,
    Seat,
    Sent,
    Undelivered,
    Unreachable,
)
from bot.platforms.slack.hosted_files import HostedFiles
from bot.platforms.slack.presence import Presence
from bot.platforms.slack.render import message
from bot.platforms.slack.web_api import Answers, NoConversation
from bot.settings import SlackSettings
from bot.ui import Card

log = logging.getLogger(__name__)

TIMEOUT = aiohttp.ClientTimeout(total=10, connect=3)

OURS = "crossing_guard_message"
LOOKED_THROUGH = 50
"""How many messages of a chat are looked through for one that may have been shown."""

QUIET = logging.getLogger("bot.platforms.slack")
"""What Slack's libraries log to. Below ERROR they log payloads or parts of them: what people wrote about students."""
QUIET.setLevel(logging.ERROR)


class SlackChat:
    """One workspace, written to with one bot token. It implements `bot.platforms.base.Platform`."""

    name = "slack"
    pace = 1.0
    """chat.postMessage takes one message a second in a channel (Slack's rate limits)."""
    most_a_second: int | None = None

    def __init__(
        self,
        settings: SlackSettings,
        timeout: aiohttp.ClientTimeout = TIMEOUT,
        clock: Clock = utc_now,
    ) -> None:
        self.can = Abilities(people_picker=not settings.basic_inputs, files_in_forms=not settings.basic_inputs)
        # Repeating is delivery's work, with its record of what was tried; the SDK would do it behind its back.
        token = settings.bot_token.get_secret_value()
        self.client = AsyncWebClient(token, settings.api_url, retry_handlers=[], logger=QUIET)
        self._timeout = timeout
        self._presence = Presence(clock)
        self._answers = Answers()
        self._files = HostedFiles(self.client, self._answers)
        self.itself: dict[str, Any] = {}
        self.line: Connected | None = None

    async def start(self) -> None:
        """Open the one session, and learn who the bot is, so that the first click need not wait for it."""
        await self.open()
        try:
            await self._know_itself()
        except Undelivered as error:  # Slack may be back before the first message: no reason not to start
            log.error("Slack does not say yet who the bot is: %s", error)

    async def open(self) -> None:
        """Open the one session."""
        self.client.session = aiohttp.ClientSession(timeout=self._timeout)

    def trouble(self) -> str:
        """See `platforms.base.Connected`; by HTTP there is no line to break."""
        return self.line.trouble() if self.line else ""

    def refusal(self) -> str:
        """See `platforms.base.ByToken`."""
        if self._answers.refused:
            return f"Slack refuses the bot's token: {self._answers.refused}"
        return "" if self.itself else "Slack has not said yet who the bot is"

    async def _know_itself(self) -> None:
        self.itself = self.itself or await self._answers.wait_for(self.client.auth_test())

    async def stop(self) -> None:
        """Close the session."""
        if self.client.session:
            await self.client.session.close()

    async def find(self, email: str) -> Seat:
        """The seat of the member of staff with an address. Unreachable for whoever is none: gone, guest or bot,
        and unknown for a stranger, of whom no more is said than where Slack knows nobody."""
        await self._know_itself()
        user = (await self._answers.wait_for(self.client.users_lookupByEmail(email=email)))["user"]
        standing = self._standing(user)
        if standing != "staff":
            raise Unreachable("unknown" if standing == "outside" else standing, user["id"])
        return Seat(user["id"])

    async def meet(self, user: str) -> Met:
        """Who a Slack user is. Whether the address is one of the district's is the machine's to say."""
        await self._know_itself()
        found = (await self._answers.wait_for(self.client.users_info(user=user, include_locale=True)))["user"]
        profile = found.get("profile", {})
        name = profile.get("real_name") or found.get("real_name") or found.get("name") or user
        email, language = profile.get("email", "").lower(), found.get("locale", "")
        return Met(Person(email, name, self._standing(found), language), Seat(user))

    def _standing(self, user: dict[str, Any]) -> Standing:
        signs: dict[Standing, bool] = {
            "gone": bool(user.get("deleted")),
            "bot": bool(user.get("is_bot")),
            "outside": not self._is_ours(user),
            "guest": bool(user.get("is_restricted") or user.get("is_ultra_restricted")),
        }
        return next((standing for standing, is_so in signs.items() if is_so), "staff")

    def _is_ours(self, user: dict[str, Any]) -> bool:
        if user.get("is_stranger") or not user.get("profile", {}).get("email"):
            return False
        # In an Enterprise organization a colleague may belong to another workspace of the same one.
        organization = user.get("enterprise_user", {}).get("enterprise_id")
        same_organization = bool(organization) and organization == self.itself.get("enterprise_id")
        return same_organization or user.get("team_id") == self.itself.get("team_id")

    async def post(self, seat: Seat, card: Card, mark: str = "") -> Sent:
        """Show a new message in the direct conversation with a person. Everybody may read its metadata (Slack)."""
        metadata = {"event_type": OURS, "event_payload": {"mark": mark}}
        drawn = {"metadata": metadata, "unfurl_links": False, "unfurl_media": False, **message(card)}

        async def show(channel: str) -> Sent:
            shown = await self._answers.wait_for(self.client.chat_postMessage(channel=channel, **drawn))
            return Sent(shown["channel"], shown["ts"])

        return await self._shown(seat, await self._reach(seat), show)

    async def _shown(self, seat: Seat, channel: str, show: Callable[[str], Awaitable[Sent]]) -> Sent:
        """Show something in a conversation; where that is not there any more, in the one that this app has."""
        try:
            return await show(channel)
        except NoConversation:
            if channel != seat.conversation:
                raise
            return await show(await self._open(seat.user))

    async def find_posted(self, seat: Seat, mark: str) -> Sent | None:
        """A message that Slack took and had no time to say so. Needs the scope im:history, as direct messages do."""
        try:
            channel = seat.conversation or await self._open(seat.user)
            reading = self.client.conversations_history(
                channel=channel, limit=LOOKED_THROUGH, include_all_metadata=True
            )
            newest = (await self._answers.wait_for(reading)).get("messages", [])
        except (Barred, Rejected, Unreachable):  # what may be written is tried without having been looked for
            return None
        ts = next((one["ts"] for one in newest if _bears(one, mark)), "")
        return Sent(channel, ts) if ts else None

    async def _reach(self, seat: Seat) -> str:
        """The conversation for a new message to somebody who is still there."""
        # Slack takes a message to somebody who is deactivated and shows it to nobody, so it is asked before.
        if not self._presence.has(seat.user):
            if (await self._answers.wait_for(self.client.users_info(user=seat.user)))["user"].get("deleted"):
                raise Unreachable("gone", seat.user)
            self._presence.saw(seat.user)
        return seat.conversation or await self._open(seat.user)

    async def _open(self, user: str) -> str:
        opened = await self._answers.wait_for(self.client.conversations_open(users=[user]))
        return str(opened["channel"]["id"])

    async def edit(self, seat: Seat, sent: Sent, card: Card) -> None:
        """Replace a message; MessageGone if it is there no more."""
        try:
            await self._answers.wait_for(
                self.client.chat_update(channel=sent.conversation, ts=sent.message, **message(card))
            )
        except NoConversation as error:
            raise MessageGone(str(error)) from error

    async def permalink(self, channel: str, ts: str) -> str:
        """The address of a message; "" for one that the bot may not see, or while Slack does not say."""
        try:
            found = await self._answers.wait_for(self.client.chat_getPermalink(channel=channel, message_ts=ts))
        except Undelivered:
            return ""
        return str(found.get("permalink", ""))

    def fetch(self, file: SentFile) -> AsyncGenerator[bytes, None]:
        """The bytes of a file that somebody sent here; see `platforms.base.Platform`."""
        return self._files.fetch(file)

    async def hand_over(self, seat: Seat, copies: AsyncIterator[Copy], words: str, mark: str) -> Sent | None:
        """Put files into the direct conversation with a person, as one message. Needs the scope files:write.

        Slack, "Working with files": an address for each upload, the bytes, and one call that shows them all. Such a
        message takes no metadata, so the names of its files bear the mark; people see their titles.
        """
        channel = await self._reach(seat)
        uploaded: list[dict[str, str | None]] = [
            {"id": await self._files.upload(copy, mark), "title": copy.name} async for copy in copies
        ]
        if not uploaded:
            return None

        async def show(shown_in: str) -> Sent:
            showing = self.client.files_completeUploadExternal(
                files=uploaded, channel_id=shown_in, initial_comment=words
            )
            await self._answers.wait_for(showing)
            return Sent(shown_in, "")

        return await self._shown(seat, channel, show)

    async def open_view(self, trigger: str, view: dict[str, Any]) -> None:
        """Open a window for whoever caused the trigger, not more than three seconds ago."""
        await self._answers.wait_for(self.client.views_open(trigger_id=trigger, view=view))

    async def push_view(self, trigger: str, view: dict[str, Any]) -> None:
        """Lay a window over the one that the trigger comes from."""
        await self._answers.wait_for(self.client.views_push(trigger_id=trigger, view=view))

    async def update_view(self, shown: dict[str, Any], view: dict[str, Any]) -> None:
        """Replace an open window, if it is still as it was `shown`."""
        updating = self.client.views_update(view_id=shown["id"], hash=shown.get("hash"), view=view)
        await self._answers.wait_for(updating)

    async def publish(self, user: str, view: dict[str, Any]) -> None:
        """Show a home page to a user."""
        await self._answers.wait_for(self.client.views_publish(user_id=user, view=view))


def _bears(message: dict[str, Any], mark: str) -> bool:
    """Whether a message is the one that was posted with this mark, in its metadata or in the names of its files."""
    names = [str(file.get("name", "")) for file in message.get("files", ())]
    in_metadata = message.get("metadata", {}).get("event_payload", {}).get("mark")
    return in_metadata == mark or any(name.startswith(f"{mark}-") for name in names)
