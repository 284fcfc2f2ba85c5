"""One person at their chat in Teams, working only from the activities that Teams' stand-in really received."""

from __future__ import annotations

import time
from typing import Any

from aiohttp import ClientSession

from tests.teams_double import BOT, CARD, TENANT, Json, Member, Shown, TeamsDouble, activity
from tests.teams_glass import (
    Typed,
    actions,
    bare_label,
    began_as_form,
    errors_on,
    form_words,
    inputs_of,
    typed_in,
    words_of,
)

APP = "Crossing Guard"

ANSWER_WITHIN = 3.0
"""Seconds after which Teams calls the app unreachable and sends the press again."""


class TeamsPerson:
    """A person with Teams open on their own chat with the bot.

    `old_client` is a client that knows no Action.Execute and takes the fallback. `noticed` holds the sentences that
    were shown under a card in answer to a press.
    """

    def __init__(self, double: TeamsDouble, bot_url: str, member: Member, *, old_client: bool = False) -> None:
        self.noticed: list[str] = []
        self._double, self._bot_url, self._member = double, bot_url.rstrip("/"), member
        self._old_client = old_client
        self._answers: dict[str, tuple[int, Json]] = {}
        self._typed: dict[str, str] = {}
        self._to_send: list[str] = []
        self._locale = "en-US"

    async def arrive(self) -> None:
        """The app is installed for this person: Teams tells it twice."""
        await self._deliver(type="installationUpdate", action="add")
        await self._deliver(type="conversationUpdate", membersAdded=[{"id": BOT}])

    async def say(self, text: str) -> None:
        """Type into the chat."""
        await self._deliver(type="message", text=text, textFormat="plain")

    async def speak(self, locale: str) -> None:
        """Set the language of their Teams."""
        self._locale = locale

    async def mention(self, text: str) -> None:
        """Type after the bot's name, as people do who are used to channels."""
        mention = {"type": "mention", "mentioned": {"id": BOT}, "text": f"<at>{APP}</at>"}
        await self._deliver(type="message", text=f"<at>{APP}</at>{text}", entities=[mention])

    async def send_files(self, names: list[str], text: str = "") -> None:
        """Send files with the paperclip."""
        files = [self._double.files.attach(name) for name in names]
        await self._deliver(type="message", text=text, attachments=files)

    async def add_files(self, label: str, names: list[str]) -> None:
        """A card of Teams takes no files: they are sent in the chat, where the bot asks for them."""
        assert label
        self._to_send = names

    async def flag(self, html: str, link: str = "", command: str = "reportMessage") -> str:
        """Choose "Report this message" in the menu of somebody's message in a channel; what the window says."""
        message = {"id": "1", "body": {"contentType": "html", "content": html}, "linkToMessage": link}
        answer = await self._deliver(
            type="invoke",
            name="composeExtension/fetchTask",
            value={"commandId": command, "commandContext": "message", "messagePayload": message},
            conversation={"id": "19:staffroom", "conversationType": "channel", "tenantId": TENANT},
        )
        window = answer["task"]["value"]
        self._double.check_card(window["card"]["content"])
        return words_of(window["card"]["content"])

    async def press(self, label: str, *, home: bool = False) -> None:
        """Press the newest button with this label in the chat. Teams has no home page."""
        assert not home, "Teams has no home page"
        await self._press(*self._found(label), {})

    async def hold(self, label: str) -> None:
        """Have the newest button with this label before one's eyes, and wait."""
        self._held = self._found(label)

    async def let_go(self) -> None:
        """Press what was held, whatever has become of it."""
        await self._press(*self._held, {})

    def _found(self, label: str) -> tuple[Shown, Json]:
        found = [(shown, action) for shown, card in self._cards() for action in actions(card, label)]
        assert found, f"no button {label!r} in:\n" + "\n\n".join(self.messages())
        return found[-1]

    async def fill(self, answers: dict[str, Typed]) -> None:
        """Type into the open form, by field label; options by their labels, people by e-mail."""
        inputs = {bare_label(field["label"]): field for field in inputs_of(self._open()[1])}
        for label, answer in answers.items():
            assert label in inputs, f"no field {label!r} in:\n{self.form()}"
            self._typed[inputs[label]["id"]] = typed_in(inputs[label], answer)

    async def send(self, label: str | None = None) -> None:
        """Send the open form, or press one of its own buttons."""
        shown, card = self._open()
        action = actions(card, label)[0] if label else card["actions"][0]
        sent = {field["id"]: self._typed.get(field["id"], field.get("value", "")) for field in inputs_of(card)}
        self._typed = {}
        await self._press(shown, action, {name: value for name, value in sent.items() if value})
        names, self._to_send = self._to_send, []
        if names:
            await self.send_files(names)

    def messages(self) -> list[str]:
        """What the bot said, oldest first, without the forms."""
        return [words_of(card) for shown, card in self._cards() if not began_as_form(shown)]

    def form(self) -> str | None:
        """The newest form in the chat, or the card that took its place when it had done its work."""
        forms = self._forms()
        return form_words(forms[-1][1], self._typed) if forms else None

    def forms(self) -> int:
        """How many messages in the chat are forms, or were."""
        return len(self._forms())

    def errors(self) -> dict[str, str]:
        """The sentence at each field, by the field's label."""
        return {label: sentence for _, card in self._forms()[-1:] for label, sentence in errors_on(card)}

    def home(self) -> str | None:
        """Teams has no home page."""
        return None

    # --- Under the glass --------------------------------------------------------------------------------------

    def _cards(self) -> list[tuple[Shown, Json]]:
        """Each message as this client shows it: the answer to a press stands until the message is updated."""
        return [(shown, self._view(shown)) for shown in self._double.shown_to(self._member)]

    def _view(self, shown: Shown) -> Json:
        edits, card = self._answers.get(shown.activity["id"], (-1, {}))
        return card if edits == shown.edits else shown.card

    def _forms(self) -> list[tuple[Shown, Json]]:
        return [(shown, card) for shown, card in self._cards() if began_as_form(shown)]

    def _open(self) -> tuple[Shown, Json]:
        forms = self._forms()
        assert forms, "no form is open in:\n" + "\n\n".join(self.messages())
        return forms[-1]

    async def _press(self, shown: Shown, action: Json, inputs: dict[str, str]) -> None:
        message, edits = shown.activity["id"], shown.edits
        if self._old_client:
            action = action["fallback"]
            await self._deliver(type="message", value=action["data"] | inputs, replyToId=message)
            return
        value = {"action": action | {"data": action["data"] | inputs}, "trigger": "manual"}
        answer = await self._deliver(type="invoke", name="adaptiveCard/action", value=value, replyToId=message)
        self._take(message, edits, answer)

    def _take(self, message: str, edits: int, answer: Json) -> None:
        if answer["type"] == CARD:
            self._double.check_card(answer["value"])
            self._answers[message] = (edits, answer["value"])
            return
        said = answer["value"] if answer["statusCode"] == 200 else answer["value"]["message"]
        assert said, "an empty answer counts as none, and the press is sent again"
        self.noticed.append(said)

    async def deliver_again(self) -> None:
        """Teams sends once more what it sent last, since it takes the answer for lost."""
        await self._send(self._sent)

    async def _deliver(self, **what: Any) -> Json:
        self._sent = activity(self._member, self._double.service, locale=self._locale, **what)
        return await self._send(self._sent)

    async def _send(self, sent: Json) -> Json:
        started = time.monotonic()
        headers = {"Authorization": self._double.signer.authorize(self._double.service)}
        async with (
            ClientSession() as session,
            session.post(f"{self._bot_url}/api/messages", json=sent, headers=headers) as response,
        ):
            assert response.status == 200, f"the bot answered {response.status}"
            assert time.monotonic() - started < ANSWER_WITHIN, "too late for Teams"
            answer: Json = await response.json() if sent["type"] == "invoke" else {}
            return answer
