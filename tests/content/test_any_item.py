"""Whatever a reporter pastes: an item leads to itself, no two things share a key, and nothing breaks."""

from __future__ import annotations

import re
from pathlib import Path

from hypothesis import example, given
from hypothesis import strategies as st

from bot.content.items import Item
from bot.content.links import NotAnAddress
from bot.content.tools import load_tools

TOOLS = load_tools(Path(__file__).parents[2] / "content" / "platforms")
PLATFORMS = {tool.id: tool.file.addresses for tool in TOOLS if tool.file.addresses}
SHAPES = [
    (tool, path) for tool, addresses in PLATFORMS.items() for shape in addresses.every_shape for path in shape.paths
]


@st.composite
def links(draw: st.DrawFn) -> str:
    """A link of any shape that the files have."""
    tool, path = draw(st.sampled_from(SHAPES))
    words = PLATFORMS[tool].known_words

    def filled(blank: re.Match[str]) -> str:
        return draw(st.from_regex(re.compile(words[blank[1]], re.ASCII), fullmatch=True))

    place = re.sub(r"\{(\w+)\}", filled, path)
    return f"https://{PLATFORMS[tool].hosts[0]}{place}" if place.startswith("/") else f"https://{place}"


def found(text: str, tool: str | None = None) -> Item | None:
    """The item, or None for a reason that a report knows; what only keeps a request from its register is none."""
    try:
        return TOOLS.item(text, tool)
    except NotAnAddress as error:
        if error.why in ("post_not_account", "private_group", "not_this_platform"):
            raise
        return None


@given(links())
@example("https://instagram.com/_u/p")
@example("https://instagram.com/about/tagged")
def test_an_item_leads_to_itself(link: str) -> None:
    item = found(link)
    if item and not item.url.endswith("."):  # no platform has such a handle; the full stop is a sentence's
        assert TOOLS.item(item.url).key == item.key


@given(links(), links())
def test_two_accounts_never_become_one(one: str, other: str) -> None:
    first, second = found(one), found(other)
    if first and second and first.kind == second.kind == "account":
        assert first.key != second.key or (first.tool, first.handle) == (second.tool, second.handle)
        assert first.url != second.url or first.key == second.key


IDS = {
    "https://www.facebook.com/central/posts/pfbid{}": "[A-Za-z0-9]{4,12}",
    "https://www.instagram.com/p/{}/": "[A-Za-z0-9_-]{5,12}",
    "https://www.instagram.com/central/reel/{}": "[A-Za-z0-9_-]{5,12}",
    "https://www.threads.com/@central/post/{}": "[A-Za-z0-9_-]{5,12}",
    "https://www.tiktok.com/@central/video/{}": "[0-9]{1,20}",
    "https://x.com/central/status/{}": "[0-9]{1,20}",
    "https://youtu.be/{}": "[A-Za-z0-9_-]{11}",
    "https://www.youtube.com/watch?v={}": "[A-Za-z0-9_-]{11}",
    "https://www.reddit.com/r/yelm/comments/{}/a": "[a-z0-9]{4,8}",
    "https://discord.com/channels/1/2/{}": "[0-9]{1,20}",
    "https://signal.group/#{}": "[A-Za-z0-9_-]{4,12}",
    "https://chat.whatsapp.com/{}": "[A-Za-z0-9]{4,12}",
    "https://t.me/+{}": "[A-Za-z0-9_-]{4,12}",
    "https://tickets.example.com/sale?game={}": "[A-Za-z0-9]{1,8}",
    "https://tickets.example.com/{}": "[A-Za-z0-9._~-]{1,8}[a-z]",
}


@given(st.sampled_from(sorted(IDS)), st.data())
def test_two_posts_never_become_one(place: str, data: st.DataObject) -> None:
    one, other = (data.draw(st.from_regex(IDS[place], fullmatch=True)) for _ in range(2))
    assert (TOOLS.item(place.format(one)).key == TOOLS.item(place.format(other)).key) == (one == other)


@given(st.text(max_size=60), st.sampled_from([None, *(tool.id for tool in TOOLS)]))
def test_any_text_is_an_item_or_a_reason(text: str, tool: str | None) -> None:
    item = found(text, tool)
    if item:
        assert item.url.startswith(("https://", "http://"))
        assert item.url.isascii()
        assert item.url.endswith(".") or TOOLS.item(item.url).key == item.key


@given(
    st.sampled_from(["https://example.com/{}", "https://example.com/a?b={}", "https://{}.com/", "http://{}"]), st.text()
)
def test_any_website_leads_to_itself(frame: str, text: str) -> None:
    item = found(frame.format(text))
    if item:
        assert TOOLS.item(item.url) == item


@given(st.text())
def test_any_message_has_links_or_none(message: str) -> None:
    assert all(link in message for link in TOOLS.links_in(message))
