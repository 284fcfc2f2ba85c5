"""What a reporter pasted: every spelling of one thing has one key."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.content.links import NotAnAddress
from bot.content.tools import load_tools

TOOLS = load_tools(Path(__file__).parents[2] / "content" / "platforms")

SAME = {
    "facebook:centralhs": ["https://m.facebook.com/CentralHS/?fbclid=1", "http://facebook.com/centralhs"],
    "facebook:post:pfbid0AbC": [
        "https://www.facebook.com/centralhs/posts/pfbid0AbC?__cft__=x",
        "https://www.facebook.com/permalink.php?story_fbid=pfbid0AbC&id=100064",
        "https://m.facebook.com/story.php?id=100064&story_fbid=pfbid0AbC",
    ],
    "facebook:post:photo/77": [
        "https://www.facebook.com/photo/?fbid=77&set=a.1",
        "facebook.com/photo.php?fbid=77",
        "https://www.facebook.com/centralhs/photos/a.12/77/",
    ],
    "facebook:post:video/55": [
        "https://www.facebook.com/watch/?v=55",
        "https://www.facebook.com/centralhs/videos/55/",
        "facebook.com/reel/55",
    ],
    "facebook:post:fb.watch/aB-1": ["https://fb.watch/aB-1/"],
    "facebook:group:centralparents": ["https://www.facebook.com/groups/CentralParents/?ref=share"],
    "facebook:group:centralparents/9": [
        "https://www.facebook.com/groups/centralparents/posts/9/",
        "https://www.facebook.com/groups/centralparents/permalink/9",
        "https://www.facebook.com/groups/centralparents/?multi_permalinks=9",
    ],
    "instagram:central.fan": ["https://www.instagram.com/Central.Fan?igsh=abc", "instagr.am/central.fan/"],
    "instagram:post:CabC-_1": [
        "https://www.instagram.com/p/CabC-_1/?img_index=2",
        "https://www.instagram.com/reel/CabC-_1/?igshid=x",
        "instagram.com/central.fan/reel/CabC-_1",
    ],
    "instagram:post:stories/12": ["https://www.instagram.com/stories/central.fan/12/"],
    "threads:post:DabC": ["https://www.threads.net/@central/post/DabC", "https://www.threads.com/t/DabC"],
    "tiktok:central.hs": ["https://www.tiktok.com/@Central.HS?_t=8&_r=1"],
    "tiktok:post:7312": [
        "https://www.tiktok.com/@central.hs/video/7312?is_from_webapp=1",
        "https://m.tiktok.com/v/7312.html",
        "tiktok.com/@central.hs/photo/7312",
    ],
    "tiktok:page:vm.tiktok.com/ZMabC": ["https://vm.tiktok.com/ZMabC/", "vm.tiktok.com/ZMabC"],
    "x:post:1799": [
        "https://x.com/central_hs/status/1799?s=20",
        "https://twitter.com/Central_HS/status/1799/photo/1",
        "https://x.com/i/web/status/1799",
    ],
    "x:page:t.co/aBc": ["https://t.co/aBc"],
    "youtube:@central": ["https://m.youtube.com/@Central/videos"],
    "youtube:post:dQw4w9WgXcQ": [
        "https://www.youtube.com/watch?app=desktop&v=dQw4w9WgXcQ&t=30s",
        "https://youtu.be/dQw4w9WgXcQ?si=xyz",
        "https://www.youtube.com/shorts/dQw4w9WgXcQ",
        "https://music.youtube.com/watch?v=dQw4w9WgXcQ",
    ],
    "linkedin:post:activity/7012": [
        "https://www.linkedin.com/posts/ana-reyes_welcome-activity-7012-aBcD?utm_source=share",
        "https://www.linkedin.com/feed/update/urn:li:activity:7012/",
        "https://www.linkedin.com/feed/update/urn%3Ali%3Aactivity%3A7012",
    ],
    "messaging:group:signal.group#CjQK_a-1": ["https://signal.group/#CjQK_a-1", "https://www.signal.group#CjQK_a-1"],
    "linkedin:group:12": ["https://www.linkedin.com/groups/12/"],
    "snapchat:post:spotlight/W7": ["https://www.snapchat.com/spotlight/W7", "snapchat.com/@central/spotlight/W7"],
    "discord:aBcD12": ["https://discord.gg/aBcD12", "https://discord.com/invite/aBcD12?event=1"],
    "discord:post:3": ["https://discord.com/channels/1/2/3", "https://canary.discord.com/channels/1/2/3"],
    "discord:account:44": ["https://discord.com/users/44"],
    "reddit:post:1abc": [
        "https://www.reddit.com/r/Yelm/comments/1abc/a_title/?utm_medium=web2x",
        "https://old.reddit.com/r/yelm/comments/1abc/",
        "https://redd.it/1abc",
    ],
    "reddit:post:1abc/k9": ["https://www.reddit.com/r/yelm/comments/1abc/comment/k9/"],
    "website:page:tickets.example.com/central?game=4": [
        "http://www.tickets.example.com/central/?game=4&utm_source=mail#top",
        "tickets.example.com/central?fbclid=1&game=4",
    ],
    "website:page:tickets.example.com/a%2Fb": ["https://tickets.example.com/a%2fb", "TICKETS.EXAMPLE.COM/a%2Fb"],
    "website:page:app.example.com#/post/7": ["https://app.example.com/#/post/7"],
    "website:page:app.example.com:8443/x": ["https://app.example.com:8443/x"],
    "website:page:xn--nstagram-shh.com/central": [
        "https://іnstagram.com/central",
        "https://xn--nstagram-shh.com/central",
    ],
    "website:page:8.8.8.8/x": ["http://8.8.8.8/x", "http://134744072/x", "http://0x8.8.8.8/x"],
    "website:page:web.archive.org/web/2024/https://x.com/central": [
        "https://web.archive.org/web/2024/https://x.com/central"
    ],
}


@pytest.mark.parametrize(("key", "text"), [(key, text) for key, texts in SAME.items() for text in texts])
def test_every_usual_form_leads_to_one_thing(key: str, text: str) -> None:
    assert TOOLS.item(text).key == key
    assert TOOLS.item(TOOLS.item(text).url).key == key


@pytest.mark.parametrize("key", sorted(SAME))
def test_words_around_a_link_do_no_harm(key: str) -> None:
    full = next((text for text in SAME[key] if text.startswith("http")), None)
    assert full is None or TOOLS.item(f"Look at this, (“{full}”), please!").key == key


@pytest.mark.parametrize(
    ("text", "kind", "account"),
    [
        ("https://www.instagram.com/central.fan/", "account", "instagram:central.fan"),
        ("https://www.instagram.com/Central.Fan/p/Cab/", "post", "instagram:central.fan"),
        ("https://www.instagram.com/p/Cab/", "post", ""),
        ("https://x.com/central/status/12", "post", "x:central"),
        ("https://x.com/i/status/12", "post", ""),
        ("https://www.facebook.com/permalink.php?story_fbid=4&id=9", "post", "facebook:9"),
        ("https://www.reddit.com/r/Yelm/comments/1a/b", "post", "reddit:r/yelm"),
        ("https://www.facebook.com/groups/centralparents/posts/4", "group", ""),
        ("https://www.linkedin.com/groups/12/", "group", ""),
        ("https://www.instagram.com/explore/tags/central/", "page", ""),
        ("https://www.instagram.com/central%2Fp", "page", ""),
        ("http://blog.example.com", "page", ""),
    ],
)
def test_an_item_says_what_it_is_and_whose(text: str, kind: str, account: str) -> None:
    item = TOOLS.item(text)
    assert (item.kind, item.account_key) == (kind, account)


@pytest.mark.parametrize(
    "text",
    [
        "https://www.facebook.com/groups/centralparents/posts/4",
        "https://m.facebook.com/messages/t/12",
        "https://m.me/j/AbC/",
        "https://www.messenger.com/t/12",
        "https://ig.me/j/AbC/",
        "https://www.instagram.com/direct/t/12/",
        "https://twitter.com/messages/1-2",
        "https://x.com/i/communities/12",
        "https://www.linkedin.com/groups/12",
        "discord.gg/AbC",
        "https://discordapp.com/invite/AbC",
        "https://ptb.discord.com/channels/1",
        "https://discord.com/channels/@me/2/3",
        "http://chat.whatsapp.com/AbC",
        "https://CHAT.WhatsApp.com/AbC?utm_source=x",
        "t.me/+AbC",
        "https://t.me/joinchat/AbC",
        "https://t.me/c/12/3",
        "https://telegram.me/joinchat/AbC",
        "https://signal.group/#CjQK",
        "https://www.signal.group/#CjQK",
        "https://web.groupme.com/join_group/1/AbC",
    ],
)
def test_what_only_members_see_is_known_by_its_link(text: str) -> None:
    item = TOOLS.item(text)
    assert TOOLS.is_for_members(item.kind, item.url)


@pytest.mark.parametrize(
    ("text", "tool"),
    [("chat.whatsapp.com/AbC", "messaging"), ("m.me/j/AbC", "facebook"), ("ig.me/j/AbC", "instagram")],
)
def test_a_group_on_another_host_belongs_to_the_tool_whose_file_names_it(text: str, tool: str) -> None:
    item = TOOLS.item(text)
    assert (item.tool, item.kind, item.key) == (tool, "group", f"{tool}:group:{text}")


@pytest.mark.parametrize(
    "text",
    [
        "https://www.instagram.com/central",
        "https://www.instagram.com/direct",
        "https://www.instagram.com/p/direct/",
        "https://t.me/central",
        "https://m.me/central",
        "https://discord.com/users/12",
        "https://www.reddit.com/r/yelm",
        "https://blog.example.com/chat.whatsapp.com/AbC",
        "https://chat.whatsapp.com.example.com/AbC",
        "https://example.com/?to=t.me/+AbC",
    ],
)
def test_what_everybody_sees_is_none_of_it(text: str) -> None:
    item = TOOLS.item(text)
    assert not TOOLS.is_for_members(item.kind, item.url)


def test_an_account_has_the_key_of_the_register() -> None:
    for text in ("https://www.instagram.com/central", "https://discord.gg/aBc", "reddit.com/r/yelm"):
        assert TOOLS.item(text).key == TOOLS.address(text).key


def test_a_handle_needs_its_tool() -> None:
    assert TOOLS.item("@Central.Fan", tool="instagram").key == "instagram:central.fan"
    assert TOOLS.item("central.fan", tool="instagram").key == "instagram:central.fan"
    assert TOOLS.item("r/yelm", tool="reddit").key == "reddit:r/yelm"
    assert TOOLS.item("r/yelm/comments/1a", tool="reddit").key == "reddit:post:1a"
    assert TOOLS.item("groups/central", tool="facebook").key == "facebook:group:central"
    assert TOOLS.item("https://x.com/central", tool="instagram").key == "x:central"
    assert TOOLS.item("@central", tool="discord").key == "discord:central"


@pytest.mark.parametrize(("text", "tool"), [("two words", "instagram"), ("@login", "facebook"), ("central", "reddit")])
def test_a_handle_that_cannot_be_is_none(text: str, tool: str) -> None:
    with pytest.raises(NotAnAddress, match="no_handle"):
        TOOLS.item(text, tool)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "empty"),
        ("  \n ", "empty"),
        ("they post mean things", "not_a_link"),
        ("central", "not_a_link"),
        ("@central", "which_tool"),
        ("https://", "not_a_link"),
        ("exa mple.com", "not_a_link"),
        ("https://www.instagram.com/", "no_handle"),
        ("https://name:word@www.instagram.com/central", "credentials_in_link"),
        ("https://www.instagram.com@evil.example.com/central", "credentials_in_link"),
        ("javascript:alert(1)", "not_https"),
        ("JavaScript://x.com/%0aalert(1)", "not_https"),
        ("data:text/html,<b>", "not_https"),
        ("file:///etc/passwd", "not_https"),
        ("ftp://files.example.com/a", "not_https"),
        ("mailto:ana@example.org", "not_https"),
        ("http://localhost:3000/a", "internal_address"),
        ("localhost", "internal_address"),
        ("http://printer/status", "internal_address"),
        ("https://files.local/a", "internal_address"),
        ("https://sis.internal", "internal_address"),
        ("http://127.0.0.1/a", "internal_address"),
        ("http://127.1/a", "internal_address"),
        ("http://2130706433/", "internal_address"),
        ("http://0x7f000001/", "internal_address"),
        ("http://１２７.０.０.１/", "internal_address"),
        ("http://10.2.3.4", "internal_address"),
        ("http://192.168.0.9:8080/", "internal_address"),
        ("http://169.254.169.254/latest", "internal_address"),
        ("http://[::1]/", "internal_address"),
        ("http://[fe80::1]/", "internal_address"),
        ("http://[::ffff:10.0.0.1]/", "internal_address"),
        ("https://example.com:99999/", "not_a_link"),
        ("https://example.com/" + "a" * 2_000, "too_long"),
    ],
)
def test_what_is_nothing_on_the_web_is_refused_with_its_reason(text: str, why: str) -> None:
    with pytest.raises(NotAnAddress) as refused:
        TOOLS.item(text)
    assert refused.value.why == why


def test_links_are_found_in_a_message() -> None:
    message = (
        "Two of them: https://x.com/central/status/12, and (see instagram.com/central.fan_)! "
        "Ours is <https://www.facebook.com/centralhs>. “www.tickets.example.com/a_(b)” sells tickets; "
        "I wrote to ana@example.org about facebook.com. Really."
    )
    assert TOOLS.links_in(message) == (
        "https://x.com/central/status/12",
        "instagram.com/central.fan_",
        "https://www.facebook.com/centralhs",
        "www.tickets.example.com/a_(b)",
    )
