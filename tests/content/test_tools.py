"""The address of an account: every usual form of it leads to one, and never do two accounts become one."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from bot.content.addresses import Address
from bot.content.links import NotAnAddress
from bot.content.tools import load_tools

FOLDER = Path(__file__).parents[2] / "content" / "platforms"
TOOLS = load_tools(FOLDER)
CHANNEL = "UC" + "aB3_-xYz9Q" * 2 + "kk"

SAME = {
    "facebook:centralhs": [
        "https://www.facebook.com/CentralHS",
        "http://facebook.com/centralhs/",
        "facebook.com/CentralHS?ref=bookmarks",
        "www.facebook.com/centralhs#top",
        "m.facebook.com/centralhs",
        "mobile.facebook.com/centralhs",
        "web.facebook.com/centralhs",
        "pt-br.facebook.com/centralhs/",
        "es.facebook.com/centralhs",
        "FACEBOOK.COM/CENTRALHS",
        "fb.com/centralhs",
        "https://www.facebook.com/pg/centralhs/",
        "https://www.facebook.com/centralhs/about",
        "https://www.facebook.com:443/centralhs",
        "  https://www.facebook.com/centralhs  ",
        "https://www.facebook.com/%63entralhs",
        "https://www.facebook.com//centralhs",
    ],
    "facebook:100064123": [
        "https://www.facebook.com/profile.php?id=100064123",
        "https://www.facebook.com/profile.php?sk=about&id=100064123&ref=x",
        "facebook.com/100064123",
        "https://www.facebook.com/pages/Central-High/100064123",
        "https://www.facebook.com/pages/Escuela-Señora/100064123?fref=ts",
        "https://www.facebook.com/pages/category/School/Central-High-100064123/",
        "https://www.facebook.com/people/Central-High/100064123/",
        "https://www.facebook.com/p/Central-High-100064123/",
    ],
    "instagram:central.soccer_": [
        "https://www.instagram.com/Central.Soccer_/",
        "instagram.com/central.soccer_?igshid=abc123==",
        "instagr.am/central.soccer_",
        "https://www.instagram.com/central.soccer_/tagged/",
    ],
    "threads:central": ["https://www.threads.net/@Central", "threads.com/@central", "threads.net/@central/replies"],
    "tiktok:central.hs": [
        "https://www.tiktok.com/@Central.HS?lang=en",
        "m.tiktok.com/@central.hs",
        "tiktok.com/@central.hs",
    ],
    "x:central_hs": [
        "https://x.com/Central_HS",
        "https://twitter.com/central_hs?s=20",
        "mobile.twitter.com/central_hs",
        "twitter.com/@central_hs",
        "x.com/central_hs/with_replies",
    ],
    "youtube:@centralhs": ["https://www.youtube.com/@CentralHS", "m.youtube.com/@centralhs/videos"],
    "youtube:c/centralhs": ["https://www.youtube.com/c/CentralHS"],
    "youtube:user/centralhs": ["youtube.com/user/CentralHS/about"],
    f"youtube:channel/{CHANNEL}": [
        f"https://www.youtube.com/channel/{CHANNEL}",
        f"m.youtube.com/channel/{CHANNEL}?x=1",
    ],
    "linkedin:company/eps": ["https://www.linkedin.com/company/EPS/", "uk.linkedin.com/company/eps/about"],
    "linkedin:school/eps": ["linkedin.com/school/eps"],
    "linkedin:showcase/eps": ["linkedin.com/showcase/eps/"],
    "snapchat:central": ["https://www.snapchat.com/add/Central", "snapchat.com/@central?share_id=1"],
    "discord:aBcD12": ["https://discord.gg/aBcD12", "discord.com/invite/aBcD12", "discordapp.com/invite/aBcD12"],
    "reddit:r/yelm": ["https://www.reddit.com/r/Yelm/", "old.reddit.com/r/yelm", "reddit.com/r/yelm/top"],
    "reddit:user/eps": ["https://www.reddit.com/user/EPS", "reddit.com/u/eps/"],
    "website:central.example.org/soccer": [
        "https://central.example.org/soccer/",
        "www.central.example.org/soccer?utm_source=x",
    ],
    "website:central.example.org/pages/index.jsp?uREC_ID=111": [
        "https://central.example.org/pages/index.jsp?uREC_ID=111",
        "www.central.example.org/pages/index.jsp?uREC_ID=111&fbclid=abc#top",
    ],
}


@pytest.mark.parametrize(("key", "text"), [(key, text) for key, texts in SAME.items() for text in texts])
def test_every_usual_form_leads_to_one_account(key: str, text: str) -> None:
    address = TOOLS.address(text)
    assert address.key == key
    assert TOOLS.address(text, address.tool) == address
    assert TOOLS.address(address.url) == address


@pytest.mark.parametrize(
    ("text", "tool", "key"),
    [
        ("@CentralSoccer", "instagram", "instagram:centralsoccer"),
        ("central.soccer", "instagram", "instagram:central.soccer"),
        ("@central", "tiktok", "tiktok:central"),
        ("central", "youtube", "youtube:@central"),
        ("c/central", "youtube", "youtube:c/central"),
        ("@central", "facebook", "facebook:central"),
        ("company/eps", "linkedin", "linkedin:company/eps"),
        ("r/yelm", "reddit", "reddit:r/yelm"),
        ("u/eps", "reddit", "reddit:user/eps"),
        ("aBcD12", "discord", "discord:aBcD12"),
        ("@Central-Band", "messaging", "messaging:@central-band"),
        ("@Central-Band", "virtual_world", "virtual_world:@central-band"),
    ],
)
def test_a_handle_alone_is_enough_where_the_tool_is_known(text: str, tool: str, key: str) -> None:
    assert TOOLS.address(text, tool).key == key


@pytest.mark.parametrize(
    ("text", "tool", "why"),
    [
        ("", None, "empty"),
        ("   ", "facebook", "empty"),
        ("https://www.facebook.com/", None, "no_handle"),
        ("facebook.com", "facebook", "no_handle"),
        ("https://www.facebook.com/login", None, "no_handle"),
        ("https://www.facebook.com/groups/centralparents", None, "private_group"),
        ("https://www.facebook.com/centralhs/posts/123", None, "post_not_account"),
        ("https://www.facebook.com/photo.php?fbid=1", None, "post_not_account"),
        ("https://www.facebook.com/share/1AbC/", None, "post_not_account"),
        ("https://www.instagram.com/p/Cabc/", None, "post_not_account"),
        ("https://www.instagram.com/central/reel/Cabc/", None, "post_not_account"),
        ("https://www.instagram.com/stories/central/12/", None, "post_not_account"),
        ("https://www.instagram.com/explore/", None, "no_handle"),
        ("https://vm.tiktok.com/ZMabc/", None, "no_handle"),
        ("https://www.tiktok.com/@central/video/12", None, "post_not_account"),
        ("https://x.com/central/status/12", None, "post_not_account"),
        ("https://x.com/i/web/status/12", None, "post_not_account"),
        ("https://x.com/home", None, "no_handle"),
        ("https://www.youtube.com/watch?v=abc", None, "post_not_account"),
        ("https://www.youtube.com/central", None, "no_handle"),
        ("https://www.reddit.com/r/yelm/comments/1/a", None, "post_not_account"),
        ("https://discord.com/channels/1/2", None, "post_not_account"),
        ("https://www.linkedin.com/groups/12/", None, "private_group"),
        ("https://www.linkedin.com/in/ana-reyes", None, "personal_profile"),
        ("in/ana-reyes", "linkedin", "personal_profile"),
        ("https://www.instagram.com/central", "facebook", "not_this_platform"),
        ("tiktok.com", "instagram", "not_this_platform"),
        ("https://www.facebook.com/central", "website", "not_this_platform"),
        ("https://example.org/central", "instagram", "not_this_platform"),
        ("https://instagram.com.evil.com/central", "instagram", "not_this_platform"),
        ("https://evil.com/instagram.com/central", "instagram", "not_this_platform"),
        ("https://instagram.com@evil.com/central", None, "credentials_in_link"),
        ("https://user:word@www.instagram.com/central", None, "credentials_in_link"),
        ("https://instagram.com\\@evil.com/central", None, "no_handle"),
        ("https://www.іnstagram.com/central", None, "not_this_platform"),  # a Cyrillic letter
        ("https://xn--nstagram-qbf.com/central", None, "not_this_platform"),
        ("https://www.instagram.com/centrаl", None, "no_handle"),  # a Cyrillic letter
        ("https://www.instagram.com/central%2Fp", None, "no_handle"),
        ("https://www.instagram.com/../central", None, "no_handle"),
        ("https://www.instagram.com:8443/central", None, "not_this_platform"),
        ("ftp://www.instagram.com/central", None, "not_https"),
        ("javascript://instagram.com/%0aalert(1)", None, "not_https"),
        ("javascript:alert(1)", "website", "no_handle"),
        ("http://central.example.org", "website", "not_https"),
        ("https://127.0.0.1/central", "website", "not_this_platform"),
        ("localhost", "website", "not_this_platform"),
        ("two words", "instagram", "no_handle"),
        ("@central", "website", "no_handle"),
        ("@central", None, "no_handle"),
        ("Remind code 81010", "messaging", "no_handle"),
        ("<https://x.com/central>", None, "no_handle"),
        ("@" + "a" * 400, "x", "no_handle"),
    ],
)
def test_what_is_no_account_is_refused_with_its_reason(text: str, tool: str | None, why: str) -> None:
    with pytest.raises(NotAnAddress) as refused:
        TOOLS.address(text, tool)
    assert refused.value.why == why


HANDLES = {
    "facebook": "[a-z.]{5,20}",
    "instagram": "[a-z0-9._]{1,30}",
    "threads": "[a-z0-9._]{1,30}",
    "tiktok": "[a-z0-9._]{1,24}",
    "x": "[a-z0-9_]{1,15}",
    "youtube": "[a-z0-9._-]{3,30}",
    "snapchat": "[a-z0-9._-]{3,15}",
    "discord": "[A-Za-z0-9]{6,10}",
}
LINKS = {
    "facebook": "https://www.facebook.com/{}",
    "instagram": "https://instagram.com/{}",
    "threads": "threads.net/@{}",
    "tiktok": "tiktok.com/@{}",
    "x": "https://twitter.com/{}",
    "youtube": "youtube.com/@{}",
    "snapchat": "snapchat.com/add/{}",
    "discord": "discord.gg/{}",
}
ACCOUNTS = st.sampled_from(sorted(HANDLES)).flatmap(
    lambda tool: st.tuples(st.just(tool), st.from_regex(HANDLES[tool], fullmatch=True))
)


def found(text: str, tool: str | None = None) -> Address | None:
    try:
        return TOOLS.address(text, tool)
    except NotAnAddress:
        return None


@given(ACCOUNTS, ACCOUNTS)
def test_two_accounts_never_become_one(one: tuple[str, str], other: tuple[str, str]) -> None:
    assume(one != other)
    first, second = (found(LINKS[tool].format(handle)) for tool, handle in (one, other))
    assert first is None or second is None or first.key != second.key


@given(st.sampled_from(["instagram", "x"]), st.data())
def test_a_changed_letter_is_another_account(tool: str, data: st.DataObject) -> None:
    handle = data.draw(st.from_regex("[a-z]{4,12}", fullmatch=True))
    for position in range(len(handle)):
        near = f"{handle[:position]}_{handle[position + 1 :]}"
        assert found(f"@{near}", tool) != found(f"@{handle}", tool)


@given(ACCOUNTS)
def test_the_address_leads_to_itself(account: tuple[str, str]) -> None:
    tool, handle = account
    address = found(LINKS[tool].format(handle))
    assume(address is not None and handle.strip(".") == handle)
    assert address is not None
    assert found(address.url) == address
    assert found(address.handle, tool) == address


@given(st.text(max_size=60), st.sampled_from([None, *(tool.id for tool in TOOLS)]))
def test_any_text_is_an_account_or_a_reason(text: str, tool: str | None) -> None:
    address = found(text, tool)
    if address:
        assert address.url.startswith("https://") or (text.strip().startswith("@") and not address.url)
        assert address.url.isascii()
        assert tool is None or address.tool == tool
        assert found(address.url or address.handle, address.tool) == address


def test_the_tools_of_the_procedure_are_there_in_their_order() -> None:
    assert [tool.id for tool in TOOLS][:3] == ["facebook", "instagram", "threads"]
    assert [tool.id for tool in TOOLS][-1] == "other"
    named = {"facebook", "x", "blog", "wiki", "media_sharing", "virtual_world", "website", "messaging"}
    assert named <= {tool.id for tool in TOOLS}


def test_some_tools_need_an_exception() -> None:
    assert {tool.id for tool in TOOLS if not tool.is_allowed} == {"discord", "reddit", "snapchat", "virtual_world"}


def test_limits_are_there_only_where_somebody_looked_them_up() -> None:
    assert {tool.id: tool.bio_limit for tool in TOOLS if tool.bio_limit} == {"instagram": 150, "tiktok": 80}
    assert {tool.id: tool.age_limit for tool in TOOLS if tool.age_limit} == {
        "facebook": 13,
        "instagram": 13,
        "tiktok": 13,
    }


def test_a_tool_that_was_taken_out_leaves_the_link_to_decide() -> None:
    assert TOOLS.address("https://x.com/central", "myspace").key == "x:central"
