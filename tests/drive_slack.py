"""One person at their Slack, working only from what Slack really received: messages, windows, the home page.

Their client checks no answer before it sends it, as some do, so that what the server itself checks is seen.
"""

from __future__ import annotations

import html
import itertools
from collections.abc import Iterator

from tests.slack_double import BOT, TEAM, Given, SlackDouble
from tests.slack_plain import Block, block_lines, buttons, plain_message, words
from tests.slack_signing import Acknowledged

Typed = str | list[str] | bool


class SlackPerson:
    """Somebody with an account in the workspace of a double, whose app listens at `base_url`.

    `forgetful` is a client that sends nothing for a filled field which nobody touched.
    """

    def __init__(self, double: SlackDouble, base_url: str, email: str, *, forgetful: bool = False) -> None:
        self._double = double
        self._address = base_url.rstrip("/") + "/slack/events"
        self.user = double.user_by_email(email)
        self._forgetful = forgetful
        self._typed: dict[tuple[str, str, str], Given] = {}
        self._errors: dict[str, str] = {}

    async def arrive(self) -> None:
        """Open the chat with the bot."""
        await self._opened("messages")

    async def speak(self, locale: str) -> None:
        """Set the language of their Slack."""
        self._double.users[self.user]["locale"] = locale

    async def go_home(self) -> None:
        """Open the bot's home page."""
        await self._opened("home")

    async def _opened(self, tab: str) -> None:
        await self._event({"type": "app_home_opened", "user": self.user, "channel": self._channel, "tab": tab})

    async def say(self, text: str) -> None:
        """Type into the direct message; a slash at the beginning makes it a command."""
        if text.startswith("/"):
            await self._command(text)
            return
        await self._event({**self._message(), "text": html.escape(text, quote=False)})

    async def send_files(self, names: list[str], text: str = "") -> None:
        """Drop files into the direct message, with what is typed there."""
        files = [self._double.files.upload(name) for name in names]
        await self._event({**self._message(), "subtype": "file_share", "text": text, "files": files})

    async def add_files(self, label: str, names: list[str]) -> None:
        """Put files into a field of the open window; they go when it is sent."""
        view = self._window()
        block = next(block for block in _inputs(view) if words(block["label"]) == label)
        files = [self._double.files.upload(name) for name in names]
        self._typed[self._key(view, block)] = {"type": "file_input", "files": files}

    async def flag(self, text: str, channel: str = "C0STAFFROOM") -> None:
        """Choose "Report this message" in the menu of somebody's message in a channel."""
        message = {"type": "message", "user": "U0SOMEBODY", "ts": "1700000000.000100", "text": text}
        where = {"channel": {"id": channel, "name": "staffroom"}, "message": message}
        await self._deliver({"type": "message_action", "callback_id": "report_message", **where, **self._actor()})

    async def press(self, label: str, *, home: bool = False) -> None:
        """Press the newest button with this label, in the chat or on the home page."""
        await self._press(*self._found(label, home=home))

    async def hold(self, label: str) -> None:
        """Have the newest button with this label before one's eyes, and wait."""
        self._held = self._found(label, home=False)

    async def let_go(self) -> None:
        """Press what was held, whatever has become of it."""
        await self._press(*self._held)

    def _found(self, label: str, *, home: bool) -> tuple[Given, Block, Block]:
        pages = [self._double.homes[self.user]] if home else self._double.messages.get(self._channel, [])[::-1]
        for page in pages:
            for block, button in _pressable(page):
                if words(button["text"]) == label:
                    return page, block, button
        raise AssertionError(f"no button {label!r} in:\n" + "\n\n".join(self.messages()))

    async def fill(self, answers: dict[str, Typed]) -> None:
        """Type into the fields of the open window, by their labels."""
        view = self._window()
        fields = {words(block["label"]): block for block in _inputs(view)}
        for label, answer in answers.items():
            assert label in fields, f"no field {label!r} in:\n{self.form()}"
            self._typed[self._key(view, fields[label])] = self._entered(fields[label]["element"], answer)

    async def send(self, label: str | None = None) -> None:
        """Send the open window off, or press one of its own buttons; what is typed travels with either."""
        view = self._window()
        self._errors = {}
        payload = {"view": self._sent_view(view), **self._actor()}
        if label is None:
            await self._submit(view, payload)
            return
        block, button = next((b, e) for b, e in _pressable(view) if words(e["text"]) == label)
        await self._deliver({"type": "block_actions", "actions": [_action(block, button)], **payload})

    async def close(self) -> None:
        """Close the window that lies on top."""
        self._double.windows[self.user].remove(self._window())
        self._errors = {}

    def messages(self) -> list[str]:
        """Every message in their chat, oldest first."""
        return [plain_message(message) for message in self._double.messages.get(self._channel, [])]

    def form(self) -> str | None:
        """The open window: its title, what it says and asks, and what can be pressed."""
        if not self._double.windows.get(self.user):
            return None
        view = self._window()
        lines = [words(view["title"])]
        lines += [line for block in view["blocks"] if block["type"] != "actions" for line in self._lines(view, block)]
        labels = [words(view["submit"])] if "submit" in view else []
        labels += [words(button["text"]) for block in view["blocks"] for button in _under(block)]
        return "\n".join(lines + [" ".join(f"[{label}]" for label in labels)] * bool(labels))

    def errors(self) -> dict[str, str]:
        """The sentence that stands at each field, by the field's label."""
        if not self._double.windows.get(self.user):
            return {}
        blocks = self._window()["blocks"]
        above = {_name(after): words(block["text"])[3:] for block, after in _neighbors(blocks) if _is_error(block)}
        return above | {_name(block): self._errors[block["block_id"]] for block in blocks if self._has_error(block)}

    def home(self) -> str | None:
        """The home page, once it was shown."""
        page = self._double.homes.get(self.user)
        return plain_message(page) if page else None

    # --- What their client does ---------------------------------------------------------------------------------

    @property
    def _channel(self) -> str:
        return self._double.channel_of(self.user)

    def _actor(self) -> Given:
        trigger = self._double.trigger(self.user)
        return {"user": {"id": self.user, "team_id": TEAM}, "team": {"id": TEAM}, "trigger_id": trigger}

    def _message(self) -> Given:
        where = {"channel_type": "im", "channel": self._channel, "user": self.user}
        return {"type": "message", **where, "ts": f"{self._double.number()}.0"}

    async def _event(self, event: Given) -> None:
        authorizations = [{"team_id": TEAM, "user_id": BOT, "is_bot": True}]
        envelope = {"type": "event_callback", "event_id": f"Ev{self._double.number()}", "team_id": TEAM}
        await self._deliver({**envelope, "event": event, "authorizations": authorizations})

    async def _command(self, text: str) -> None:
        command, _, rest = text.partition(" ")
        given = {"command": command, "text": html.escape(rest, quote=False), "user_id": self.user, "team_id": TEAM}
        trigger = self._double.trigger(self.user)
        said = await self._deliver({**given, "channel_id": "C0STAFFROOM", "trigger_id": trigger})
        if said.body:
            block = {"type": "section", "text": {"type": "mrkdwn", "text": said.body}}
            self._double.show(self._channel, {"blocks": [block]}, f"{self._double.number()}.ephemeral")

    async def _press(self, page: Given, block: Block, button: Given) -> None:
        pressed = {"type": "block_actions", "actions": [_action(block, button)], **self._actor()}
        where = {"view": page} if "id" in page else {"container": self._container(page), "message": page}
        await self._deliver({**pressed, **where})

    def _container(self, message: Given) -> Given:
        return {"type": "message", "channel_id": self._channel, "message_ts": message["ts"]}

    async def _submit(self, view: Given, payload: Given) -> None:
        answer = (await self._deliver({"type": "view_submission", **payload})).content()
        match answer.get("response_action"):
            case None:
                self._double.windows[self.user].remove(view)
            case "errors":
                self._errors = answer["errors"]
                wrong = self._errors.keys() - {block["block_id"] for block in _inputs(view)}
                assert not wrong, f"We had some trouble connecting: {wrong} are no inputs"
            case "update":
                self._double.replace(self.user, view, answer["view"])
            case "push":
                self._double.lay(self.user, answer["view"])

    async def _deliver(self, payload: Given) -> Acknowledged:
        answered = await self._double.deliver(self._address, payload)
        assert answered.status == 200, f"Slack was answered {answered.status}"
        return answered

    # --- What stands in their window ----------------------------------------------------------------------------

    def _window(self) -> Given:
        windows = self._double.windows.get(self.user)
        assert windows, "no form is open; the chat:\n" + "\n\n".join(self.messages())
        return windows[-1]

    def _key(self, view: Given, block: Block) -> tuple[str, str, str]:
        # What was typed survives a new view only where both ids are the same (Slack's reference for modals).
        return (view["id"], block["block_id"], block["element"]["action_id"])

    def _sent_view(self, view: Given) -> Given:
        values = {block["block_id"]: self._state(view, block) for block in _inputs(view)}
        return {**view, "state": {"values": values}}

    def _state(self, view: Given, block: Block) -> Given:
        element = block["element"]
        untouched = _held(element, {}) if self._forgetful else _held(element, _initial(element))
        return {element["action_id"]: self._typed.get(self._key(view, block), untouched)}

    def _entered(self, element: Block, answer: Typed) -> Given:
        if element["type"] == "users_select":
            return _held(element, {"selected_user": self._double.user_by_email(str(answer))})
        options = {words(option["text"]): option for option in element.get("options", [])}
        if not options:
            return _held(element, {"value": answer or None, "selected_date": answer or None})
        labels = list(options) if answer is True else [answer] if isinstance(answer, str) else answer or []
        assert isinstance(labels, list)
        missing = [label for label in labels if label not in options]
        assert not missing, f"{list(options)} are offered, not {missing}"
        chosen = [options[label] for label in labels]
        return _held(element, {"selected_options": chosen, "selected_option": next(iter(chosen), None)})

    def _lines(self, view: Given, block: Block) -> Iterator[str]:
        if block["type"] != "input":
            yield from block_lines(block)
            return
        optional = " (optional)" if block["optional"] else ""
        yield f"{_name(block)}{optional}: {self._said(self._state(view, block)[block['element']['action_id']])}"
        yield from [f"  {words(block['hint'])}"] if "hint" in block else []
        yield from [f"  ! {self._errors[block['block_id']]}"] if self._has_error(block) else []

    def _said(self, state: Given) -> str:
        chosen = state.get("selected_options") or filter(None, [state.get("selected_option")])
        user = state.get("selected_user")
        shown = self._double.users[user]["profile"]["email"] if user else ""
        files = ", ".join(file["name"] for file in state.get("files") or ())
        typed = state.get("value") or state.get("selected_date") or shown or files
        return typed or ", ".join(words(option["text"]) for option in chosen)

    def _has_error(self, block: Block) -> bool:
        return block["type"] == "input" and block["block_id"] in self._errors


_STATES = {
    "plain_text_input": {"value": "initial_value"},
    "radio_buttons": {"selected_option": "initial_option"},
    "static_select": {"selected_option": "initial_option"},
    "checkboxes": {"selected_options": "initial_options"},
    "datepicker": {"selected_date": "initial_date"},
    "users_select": {"selected_user": "initial_user"},
    "file_input": {"files": "initial_files"},
}


def _held(element: Block, given: Given) -> Given:
    """What a client sends for an element that holds this."""
    return {"type": element["type"], **{name: given.get(name) for name in _STATES[element["type"]]}}


def _initial(element: Block) -> Given:
    return {name: element.get(initial) for name, initial in _STATES[element["type"]].items()}


def _pressable(page: Given) -> Iterator[tuple[Block, Given]]:
    yield from ((block, button) for block in page["blocks"] for button in buttons(block))


def _under(block: Block) -> list[Given]:
    return buttons(block) if block["type"] == "actions" else []


def _action(block: Block, button: Given) -> Given:
    kept: Given = {name: button[name] for name in button.keys() & {"type", "action_id", "value"}}
    return {**kept, "block_id": block.get("block_id", "made-by-slack"), "action_ts": "1.0"}


def _inputs(view: Given) -> list[Block]:
    return [block for block in view["blocks"] if block["type"] == "input"]


def _name(block: Block) -> str:
    return words(block["label"])


def _is_error(block: Block) -> bool:
    return block["type"] == "section" and "text" in block and words(block["text"]).startswith("⚠️ ")


def _neighbors(blocks: list[Block]) -> Iterator[tuple[Block, Block]]:
    yield from ((one, other) for one, other in itertools.pairwise(blocks) if other["type"] == "input")
