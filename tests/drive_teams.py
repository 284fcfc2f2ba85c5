"""One person at their chat in Teams, working only from the activities that Teams' stand-in really received."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from typing import Any

from aiohttp import ClientSession

from tests.teams_double import BOT, CARD, TENANT, Json, Member, Shown, TeamsDouble, activity, blocks

Typed = str | list[str] | bool

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

    async def arrive(self) -> None:
        """The app is installed for this person: Teams tells it twice."""
        await self._deliver(type="installationUpdate", action="add")
        await self._deliver(type="conversationUpdate", membersAdded=[{"id": BOT}])

    async def say(self, text: str) -> None:
        """Type into the chat."""
        await self._deliver(type="message", text=text, textFormat="plain")

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
        found = [(shown, action) for shown, card in self._cards() for action in _actions(card, label)]
        assert found, f"no button {label!r} in:\n" + "\n\n".join(self.messages())
        return found[-1]

    async def fill(self, answers: dict[str, Typed]) -> None:
        """Type into the open form, by field label; options by their labels, people by e-mail."""
        inputs = {_bare(field["label"]): field for field in _inputs(self._open()[1])}
        for label, answer in answers.items():
            assert label in inputs, f"no field {label!r} in:\n{self.form()}"
            self._typed[inputs[label]["id"]] = _typed(inputs[label], answer)

    async def send(self, label: str | None = None) -> None:
        """Send the open form, or press one of its own buttons."""
        shown, card = self._open()
        action = _actions(card, label)[0] if label else card["actions"][0]
        sent = {field["id"]: self._typed.get(field["id"], field.get("value", "")) for field in _inputs(card)}
        self._typed = {}
        await self._press(shown, action, {name: value for name, value in sent.items() if value})
        names, self._to_send = self._to_send, []
        if names:
            await self.send_files(names)

    def messages(self) -> list[str]:
        """What the bot said, oldest first, without the forms."""
        return [words_of(card) for shown, card in self._cards() if not _began_as_form(shown)]

    def form(self) -> str | None:
        """The newest form in the chat, or the card that took its place when it had done its work."""
        forms = self._forms()
        return _form_words(forms[-1][1], self._typed) if forms else None

    def forms(self) -> int:
        """How many messages in the chat are forms, or were."""
        return len(self._forms())

    def errors(self) -> dict[str, str]:
        """The sentence at each field, by the field's label."""
        return {label: sentence for _, card in self._forms()[-1:] for label, sentence in _errors(card)}

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
        return [(shown, card) for shown, card in self._cards() if _began_as_form(shown)]

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
        self._sent = activity(self._member, self._double.service, **what)
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


# --- What can be pressed and filled in ------------------------------------------------------------------------


def _actions(card: Json, label: str) -> list[Json]:
    presses = [block for block in blocks(card) if block.get("type") == "Action.Execute"]
    return [action for action in presses if action["title"] == label]


def _began_as_form(shown: Shown) -> bool:
    return any(block.get("kind") == "form" for block in blocks(shown.posted))


def _inputs(card: Json) -> list[Json]:
    return [block for block in blocks(card) if str(block.get("type", "")).startswith("Input.")]


def _typed(field: Json, answer: Typed) -> str:
    if isinstance(answer, bool):
        return "true" if answer else "false"
    if field["type"] != "Input.ChoiceSet":
        return str(answer)
    chosen = [answer] if isinstance(answer, str) and answer else list(answer)
    values = {_seen(choice["title"]): choice["value"] for choice in field["choices"]}
    assert set(chosen) <= set(values), f"{field['label']!r} offers {list(values)}, not {chosen}"
    return ",".join(values[label] for label in chosen)


def _bare(label: str) -> str:
    return label.removesuffix(" (optional)")


def _seen(title: str) -> str:
    return title.replace("\u200b", "")


# --- What is shown, as the plain text of bot/ui.py ------------------------------------------------------------


def words_of(card: Json) -> str:
    """A drawn card as plain text."""
    lines = [line for part in _paragraphs(card["body"]) for line in _lines(part)]
    return "\n".join(lines + _buttons(card.get("actions", [])))


def _form_words(card: Json, typed: dict[str, str]) -> str:
    lines: list[str] = []
    for part in _paragraphs(card["body"]):
        lines += _field_lines(part, typed) if _inputs(part) else _lines(part)
    return "\n".join(lines + _buttons(card.get("actions", [])))


def _buttons(actions: list[Json]) -> list[str]:
    return [" ".join(f"[{action['title']}]" for action in actions)] if actions else []


def _paragraphs(items: list[Json]) -> list[Json]:
    """Blocks without space between them are lines of one paragraph."""
    found: list[Json] = []
    for item in items:
        if item["type"] == "RichTextBlock" and item.get("spacing") == "None":
            found[-1] = found[-1] | {"inlines": [*found[-1]["inlines"], {"text": "\n"}, *item["inlines"]]}
        else:
            found.append(item)
    return found


def _said(paragraph: Json) -> str:
    return "\n".join("" if line == "\xa0" else line for line in "".join(map(_run, paragraph["inlines"])).split("\n"))


def _run(run: Json) -> str:
    return f"{run['text']} ({run['selectAction']['url']})" if "selectAction" in run else str(run["text"])


def _lines(part: Json) -> Iterator[str]:
    yield from _SHAPES[part["type"]](part)


def _text_lines(part: Json) -> Iterator[str]:
    yield _said(part)


def _box_lines(part: Json) -> Iterator[str]:
    said = [_said(paragraph) for paragraph in _paragraphs(part["items"])]
    match part.get("style"):
        case "emphasis":
            yield "> " + said[0].replace("\n", "\n> ")
        case None:
            yield from said
        case _:
            yield f"[{said[0]}]"


def _column_lines(part: Json) -> Iterator[str]:
    first, *others = part["columns"]
    said = [_said(paragraph) for paragraph in _paragraphs(first["items"])]
    if first["width"] == 1:
        yield f"{said[0]}: " + "\n".join(_said(paragraph) for paragraph in _paragraphs(others[0]["items"]))
        return
    buttons = [f" {line}" for column in others for line in _buttons(column["items"][0]["actions"])]
    yield "- " + ": ".join(said) + "".join(buttons)


def _picture_lines(part: Json) -> Iterator[str]:
    yield f"(picture: {part['altText']})"


_SHAPES: dict[str, Callable[[Json], Iterator[str]]] = {
    "RichTextBlock": _text_lines,
    "Container": _box_lines,
    "ColumnSet": _column_lines,
    "Image": _picture_lines,
}


def _split(part: Json) -> tuple[list[str], Json, list[str]]:
    """A field's box: the sentence above its input, the input, and the hint below."""
    paragraphs = _paragraphs(part["items"])
    where = next(number for number, item in enumerate(paragraphs) if item["type"].startswith("Input."))
    above, below = paragraphs[:where], paragraphs[where + 1 :]
    return [_said(item) for item in above], paragraphs[where], [_said(item) for item in below]


def _field_lines(part: Json, typed: dict[str, str]) -> list[str]:
    errors, field, hints = _split(part)
    held = typed.get(field["id"], str(field.get("value", "")))
    return [f"{field['label']}: {_held(field, held)}"] + [f"  {hint}" for hint in hints] + [f"  ! {e}" for e in errors]


def _held(field: Json, value: str) -> str:
    if field["type"] == "Input.Toggle":
        return _seen(field["title"]) if value == field["valueOn"] else ""
    if field["type"] != "Input.ChoiceSet":
        return value
    return ", ".join(_seen(choice["title"]) for choice in field["choices"] if choice["value"] in value.split(","))


def _errors(card: Json) -> Iterator[tuple[str, str]]:
    for part in card["body"]:
        if _inputs(part) and (split := _split(part))[0]:
            yield _bare(split[1]["label"]), split[0][0]
