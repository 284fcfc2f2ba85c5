"""Passwords are noticed before they are stored, and people who only talk about passwords are left in peace."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.credentials import could_be_credential, looks_like_credential

# Pieces of tokens are joined here, so that no scanner takes this file for a leak.
TELLS_ONE = [
    "password: hunter2",
    "Password: Tigers",
    "PASSWORD=Tigers2024!",
    "password - panthers99",
    "password -> goeagles",
    "password hunter22",
    "the password is panthers99",
    "The password for the team Instagram is Tigers2024!",
    "the password is still Winter2026",
    'password is "gopanthers"',
    "password: “go panthers go”",
    "passwords: Eagles1 and Eagles2",
    "pw is Tigers2024!",
    "pw: eagles",
    "pwd=abc123",
    "p/w: Tr0ub4dor",
    "pass word: hunter2",
    "passcode: 482913",
    "passphrase: correct-horse-battery-staple",
    "contraseña: tigres2024",
    "la contraseña es tigres2024",
    "password：hunter2",
    "login coach@example.org / Tr0ub4dor&3",
    "coach@example.org: Panthers2024",
    "coach@example.org and Panthers2024!",
    "coach@example.org Panthers2024!",
    "the pass for the insta is panthers99",
    "pass: eagles2024",
    "Admin / Tigers2024!",
    "centralsoccer/Tigers2024!",
    "coach.kim | Tigers2024!",
    "pass Tigers2024!",
    "credentials are centralsoccer/Tigers2024!",
    "login centralsoccer Tigers2024!",
    "Login: centralsoccer / Tigers2024!",
    "Use the login centralsoccer with Tigers2024!",
    "the login for our insta is centralsoccer Tigers2024!",
    "username: central, Tigers2024!",
    "username central, password tigers",
    "user: x pass: y",
    "user: x pass: yellow",
    "username: centralhs\npassword:\nTigers",
    "Log in with user=coach pass=secretword",
    "creds: coach99/Eagles!22",
    "login is centralhs22",
    "the secret is Eagles!22",
    "api key: 9f8e7d6c5b4a",
    "the pin is 4821",
    "PIN: 482913",
    "verification code is 482913",
    "Your one-time code: 482 913",
    "security code 482-913",
    "482913 is your Instagram code",
    "2FA code 482913",
    "otp 482913",
    "the code is 482913",
    "backup codes: 4829 1374",
    "xoxb-" + "1234567890-abcdef",
    "here it is: " + "AKIA" + "IOSFODNN7EXAMPLE",
    "ghp_" + "16C7e42F292c6912E7710c838347Ae178B4a",
    "-----BEGIN " + "PRIVATE KEY-----",
    "-----BEGIN " + "OPENSSH PRIVATE KEY-----",
    "https://coach:" + "Eagles22@example.org/admin",
    "eyJhbGciOiJIUzI1NiJ9." + "eyJzdWIiOiIxMjM0NTY3ODkwIn0.abc",
    "sk_live_" + "4eC39HqLyjWDarjtT1zdp7dc",
]

TELLS_NONE = [
    "",
    "Code of conduct 2025-2026",
    "What does the code of conduct 2025–26 say about phones?",
    "I forgot my password",
    "change the password every year",
    "who has the password?",
    "Who has the password for @CentralSoccer2024?",
    "password policy 4007",
    "The password policy is 4007P.",
    "password: ask Pat Okafor",
    "password: see Pat",
    "Password: kept in the vault",
    "Password: never shared",
    "password: 1Password",
    "the password is kept in the office safe",
    "the password is in 1Password, entry Central soccer",
    "the password is wrong",
    "the password was changed on 2026-11-20",
    "the password is with Casey",
    "the passwords are safe",
    "password reset: https://www.example.org/reset/2024",
    "password: https://vault.example.org/entry/42",
    "my password is the problem",
    "We use two-factor and a password manager.",
    "pass the ball to number 12",
    "the hall pass is green",
    "bus pass: 12 dollars",
    "The pass for game 3 is 2024-25",
    "dress code: smart",
    "the dress code is blue and white",
    "area code 360",
    "area code 360-555-0142",
    "code: 360-555-0142",
    "zip code: 98597",
    "zip code is 98597",
    "the room code is B12",
    "pin the post for 3 weeks",
    "pinned 2 posts",
    "login page: https://www.instagram.com/accounts/login/",
    "the login is shared by two people",
    "https://www.instagram.com/centralsoccer2024/",
    "www.example.org/teams/soccer2024",
    "@CentralSoccer2024",
    "We are @CentralSoccer2024 and @EPS_News",
    "Games on 2026-11-24 at 16:30, gym 2",
    "Central High School, 1200 Main St NE, Yelm WA 98597",
    "coach@example.org",
    "coach@example.org, kim@example.org",
    "coach@example.org and drew@example.org",
    "Write to coach@example.org by 11/24/2026",
    "coach@example.org, 360-555-0142",
    "coach@example.org: https://example.org/soccer2024",
    "Pat Okafor, Central HS, class of 2027",
    "Scores, schedules and pictures of the girls' soccer team",
    "Our hashtag is #GoEagles2026",
    "Room 204B, period 3, AP Chem 2",
    "The secret of our success is practice",
    "code of conduct, section 12",
    "R-1042 was approved",
    "FERPA 34 CFR 99.31(a)(11)",
    "Passing rate: 94.5%",
    "Password protection for the class page, please",
    "The students must never know the password.",
    "Should the password be in the vault or with IT?",
    "one-time donation of 482913 cents",
    "user: families, staff and students",
    "users: families, passwords are never shared with them",
    "the login is for Pat/Casey, period 3",
    "log in with Google or Microsoft365",
    "Football / Champions 2026!",
    "Go Eagles / #GoEagles2026!",
    "https://www.instagram.com/central2024/?a=1&b=2",
    "example.org/teams/soccer?year=2026&page=2a",
    "🎉 Go Eagles 🎉",
    "مرحبا بكم في مدرستنا",
]


@pytest.mark.parametrize("text", TELLS_ONE)
def test_a_secret_is_noticed(text: str) -> None:
    assert looks_like_credential(text)


@pytest.mark.parametrize("text", TELLS_NONE)
def test_talk_about_secrets_and_ordinary_words_pass(text: str) -> None:
    assert not looks_like_credential(text)


@pytest.mark.parametrize(
    "text",
    [
        *TELLS_ONE,
        "Tigers2024!",
        "Vault: Soccer2024!",
        "IG centralsoccer Tigers2024!",
        "password is tigers",
        "Passw0rd!",
        "Tigers２０２４",
    ],
)
def test_where_a_password_lies_nearby_one_word_that_could_be_it_is_enough(text: str) -> None:
    assert could_be_credential(text)


@pytest.mark.parametrize(
    "text",
    [
        "Admin",
        "Vault: Soccer Instagram",
        "1Password, entry Soccer 2026-27",
        "Owner, as comms2@example.org.",
        "https://vault.example.org/entry/42",
        "The password is kept in the district's vault",
        "Full control (see R-1001)",
    ],
)
def test_a_role_or_an_entry_is_none(text: str) -> None:
    assert not could_be_credential(text)


@given(st.sampled_from(TELLS_ONE), st.sampled_from(["", "Hi Casey,\n", "About the Instagram: ", "FYI "]))
def test_a_greeting_does_not_hide_a_secret(secret: str, greeting: str) -> None:
    assert looks_like_credential(greeting + secret)


@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyz .,\n", max_size=200))
def test_words_without_a_label_pass(text: str) -> None:
    assert not looks_like_credential(text.replace("p", "").replace("c", "").replace("l", "").replace("s", ""))


def test_a_long_text_is_read_quickly() -> None:
    for words in ("password for the ", "login for the ", "user is a / ", "a-" * 200 + " / "):
        assert not looks_like_credential(words * 600)
