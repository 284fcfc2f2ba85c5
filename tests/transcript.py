"""Play a conversation from a plain text file, and write down what everybody sees.

A line that starts at the margin is something that happens; `#` begins a remark. What is indented is what people
see because of it, as the player writes it:

    ana types: /sm-request
    ana answers: School = Central High School; Who should it reach? = Families + Students
    ana sends                     (the open form)
    ana presses: Back             (a button of the open form, else of the newest message that has it)
    ana gives: page.png + second.jpg      (files, in the chat; words beside them: "page.png, and types: is this ours?")
    ana adds: Screenshots = page.png      (files, in a field of the open form)
    ana holds: Approve            (the button stays before their eyes, whatever happens meanwhile)
    ana lets go
    ana speaks: es-MX             (their chat is in this language from now on)
    3 school days pass
    3 years pass                  (then the house does what nobody presses a button for; so it does after "1 night")
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator

from tests.drive_slack import SlackPerson
from tests.stage import Client, Stage

A_LONG_YEAR = 366
"""Days, so that what is kept for a year was kept for one."""

Seen = tuple[list[str], str, dict[str, str]]


async def play(stage: Stage, script: str) -> str:
    """The script again, with everything that people saw in answer to it."""
    written: list[str] = []
    for line in script.splitlines():
        if line.startswith(" "):
            continue
        written.append(line)
        if line and not line.startswith("#"):
            written += await _happen(stage, line)
    return "\n".join(written) + "\n"


async def _happen(stage: Stage, line: str) -> list[str]:
    cast = _cast(line)
    if cast:
        await stage.person(cast)
    before = {name: _seen(client) for name, client in stage.people.items()}
    offers = _offers(stage, cast)
    await _act(stage, line)
    await stage.settle()
    if _offers(stage, cast) > offers:
        await stage.people[cast].press("Open the form")
        await stage.settle()
    if re.match(r"\w+ answers:", line):
        return []
    return [
        said
        for name, client in stage.people.items()
        for said in _told(name, before.get(name, ([], "", {})), _seen(client))
    ]


def _offers(stage: Stage, name: str) -> int:
    return sum(map(_is_offer, stage.people[name].messages())) if name else 0


def _cast(line: str) -> str:
    return "" if line[0].isdigit() else line.split()[0]


def _seen(client: Client) -> Seen:
    form = "\n".join(row for row in (client.form() or "").splitlines() if not row.startswith("  ! "))
    # Files are asked for in each chat's own way.
    form = re.sub(r"^(Screenshots \(optional\)).*\n(?:.*\n)*?(?=A note)", r"\1: …\n", form, flags=re.MULTILINE)
    messages = [_without_secrets(message) for message in client.messages() if not _is_offer(message)]
    return messages, form, client.errors()


def _without_secrets(message: str) -> str:
    """A link that is somebody's own is another one each time; so, in time, is what the search finds."""
    message = re.sub(r"https?://\S+/evidence/[^\s)]+", "https://guard.example.org/evidence/…", message)
    # A seal closes over all that was done so far, so that any other step would change it.
    message = re.sub(r"\b[0-9a-f]{64}\b", "…", message)
    # Which titles are near is for the search's own tests to say.
    return re.sub(r"^- .+ \[Read\]$", "- … [Read]", message, flags=re.MULTILINE)


async def _act(stage: Stage, line: str) -> None:
    if passing := re.fullmatch(r"(\d+) school days? pass(?:es)?", line):
        stage.clock.moment = stage.building.house.calendar.after(stage.clock.moment, int(passing[1]))
        return
    if passing := re.fullmatch(r"(\d+) (night|year)s? pass(?:es)?", line):
        await stage.keep_house(int(passing[1]) * A_LONG_YEAR if passing[2] == "year" else int(passing[1]))
        return
    name, action, rest = re.fullmatch(r"(\w+) (\w+)(?: go)?(?:: (.*))?", line).groups()  # type: ignore[union-attr]
    await _ACTIONS[action](await stage.person(name), rest or "")


async def _types(client: Client, text: str) -> None:
    """A message in Slack's chat can open no window: there the form is offered with a button, which they press."""
    await client.say(text.replace("\\n", "\n"))


def _is_offer(message: str) -> bool:
    return message == "Your form is ready:\n[Open the form]"


async def _answers(client: Client, text: str) -> None:
    pairs = (pair.split(" = ", 1) for pair in re.split(r"; (?=[^;=]+ = )", text))
    await client.fill({label: _value(value) for label, value in pairs})


def _value(text: str) -> str | list[str] | bool:
    if text in ("yes", "no"):
        return text == "yes"
    if " + " in text or text.startswith("+ "):
        return [part for part in text.removeprefix("+ ").split(" + ") if part]
    return re.sub(r"(\S+) × (\d+)", lambda many: many[1] * int(many[2]), text).replace("\\n", "\n")


async def _sends(client: Client, _text: str) -> None:
    await client.send()


async def _presses(client: Client, label: str) -> None:
    form = client.form() or ""
    if f"[{label}]" in form:
        await client.send(label)
        return
    if isinstance(client, SlackPerson) and form and not _asks(form):
        await client.close()  # a window lies over the chat until it is closed
    await client.press(label)


def _asks(form: str) -> bool:
    """Whether something can be sent or pressed; a card that took a form's place asks nothing."""
    return form.splitlines()[-1].startswith("[")


async def _adds(client: Client, text: str) -> None:
    """Files chosen in the open form; where the chat knows no such field, they are sent in the chat afterwards."""
    label, _, names = text.partition(" = ")
    await client.add_files(label, names.split(" + "))


async def _gives(client: Client, text: str) -> None:
    names, _, words = text.partition(", and types: ")
    await client.send_files(names.split(" + "), words)


async def _holds(client: Client, label: str) -> None:
    await client.hold(label)


async def _speaks(client: Client, locale: str) -> None:
    await client.speak(locale)


async def _lets(client: Client, _text: str) -> None:
    await client.let_go()


async def _arrives(_client: Client, _text: str) -> None:
    """The stage has seated them already."""


_ACTIONS = {
    "holds": _holds,
    "lets": _lets,
    "speaks": _speaks,
    "types": _types,
    "answers": _answers,
    "sends": _sends,
    "presses": _presses,
    "arrives": _arrives,
    "adds": _adds,
    "gives": _gives,
}


def _told(name: str, before: Seen, after: Seen) -> Iterator[str]:
    """What one person sees now and did not see before."""
    for old, new in zip(before[0], after[0], strict=False):
        if old != new:
            yield f"  {name} sees a card change:"
            yield from _changes(old, new)
    for message in after[0][len(before[0]) :]:
        yield f"  {name} reads:"
        yield from (f"    {row}" for row in message.splitlines())
    same_screen = before[1].partition("\n")[0] == after[1].partition("\n")[0]
    if after[1] != before[1] and not (after[2] and same_screen):
        yield from _form(name, before[1].splitlines(), after[1].splitlines())
    for label, sentence in after[2].items():
        yield f"  {name} is told at {label}: {sentence}"


def _form(name: str, before: list[str], after: list[str]) -> Iterator[str]:
    """A form that opened, or the card that took its place; that card's frame differs from chat to chat."""
    if not after and before and not _asks(before[-1]):
        return
    if not after:
        yield f"  {name} has no form open."
    elif _asks(after[-1]):
        yield f"  {name} has a form:"
        yield from (f"    {row}" for row in after)
    else:
        yield f"  {name} is shown:"
        yield from (f"    {row}" for row in after if row not in ("Crossing Guard", *before[:1]))


def _changes(old: str, new: str) -> Iterator[str]:
    if "\n" not in new:
        yield f"    {new}"
        return
    rows = difflib.ndiff(old.splitlines(), new.splitlines())
    yield from (f"    {row}" for row in rows if row[0] in "+-")
