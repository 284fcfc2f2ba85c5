"""A card and a form with one of everything, what somebody answers, and what has to come back."""

from __future__ import annotations

from typing import Any

from bot.ui import (
    Button,
    Buttons,
    Card,
    ChoiceField,
    DayField,
    Facts,
    FilesField,
    Form,
    Option,
    PersonField,
    Quote,
    Row,
    Rows,
    Status,
    Text,
    TextField,
    YesField,
)

CARD = Card(
    "Request R-1042",
    (
        Status("With the principal", "waiting"),
        Text("Read **all of it**, then [the policy](https://example.org/4007).\nThen decide."),
        Text("Opened today", quiet=True),
        Facts((("School", "Central High School"), ("Why", "Games\nand trips"))),
        Quote("We want [x](https://evil.example) and <b>bold</b>\n\n*now*"),
        Rows((Row("R-1", "waiting", Button("show", "Open", "R-1.1")), Row("R-2"))),
        Buttons((Button("sooner", "Sooner", "R-1042.7"), Button("later", "Later", "R-1042.7"))),
    ),
    (Button("approve", "Approve", "R-1042.7", "primary"), Button("decline", "Decline", "R-1042.7", "danger")),
)

FORM = Form(
    "account_request.purpose",
    "Why this account",
    (
        Text("Two sentences are enough."),
        TextField("purpose", "Purpose", hint="What is it for?", lines="many"),
        TextField("more", "Anything else", required=False, value="old"),
        ChoiceField("platform", "Platform", (Option("ig", "Instagram"), Option("fb", "Facebook"))),
        ChoiceField("groups", "Groups", (Option("a", "Band"), Option("b", "Choir"), Option("c", "Team")), many=True),
        YesField("agree", "Confirmation", "I have read the policy"),
        DayField("start", "First day"),
        PersonField("second", "Second manager"),
        FilesField("shots", "Screenshots"),
    ),
    "Next",
    "R-1042.7",
    (Button("back", "Back"),),
    (2, 4),
)

ANSWERS: dict[str, Any] = {
    "Purpose": "  Match results, \u202e and 🎉 <at>x</at> [x](https://evil.example)\nsecond line ",
    "Anything else": "",
    "Platform": "Facebook",
    "Groups": ["Band", "Team"],
    "Confirmation": True,
    "First day": "2026-11-30",
    "Second manager": "pat@example.org",
}

RETURNED = {
    "purpose": "Match results, \u202e and 🎉 <at>x</at> [x](https://evil.example)\nsecond line",
    "more": "",
    "platform": "fb",
    "groups": ("a", "c"),
    "agree": True,
    "start": "2026-11-30",
    "second": "pat@example.org",
}
