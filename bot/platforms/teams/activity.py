"""An activity as it arrives: JSON that claims to come from Teams, and that nothing is believed of yet."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

CHANNEL = "msteams"

Activity = Mapping[str, Any]


class TurnedAway(Exception):
    """A request that goes no further. `status` is the HTTP answer: 400, 401, 403 or 415."""

    def __init__(self, status: int, why: str) -> None:
        super().__init__(why)
        self.status = status


def parse(content_type: str, body: bytes) -> Activity:
    """The activity in a request's body. TurnedAway with 415, 400 or 403 for what can be none of Teams'."""
    if content_type != "application/json":
        raise TurnedAway(415, "only JSON is taken")
    try:
        activity = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise TurnedAway(400, "no JSON") from error
    if not isinstance(activity, dict) or not word_in(activity, "type"):
        raise TurnedAway(400, "no activity")
    if activity.get("channelId") != CHANNEL or not word_in(activity, "serviceUrl"):
        raise TurnedAway(403, "not from Teams, or without a service address")
    return activity


def part(whole: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    """An object inside an object; empty when there is none of that name, or something else."""
    found = whole.get(name)
    return found if isinstance(found, dict) else {}


def parts(whole: Mapping[str, Any], name: str) -> list[Mapping[str, Any]]:
    """The objects in a list inside an object; empty when there is no such list."""
    found = whole.get(name)
    return [item for item in found if isinstance(item, dict)] if isinstance(found, list) else []


def word_in(whole: Mapping[str, Any], name: str) -> str:
    """A string inside an object; empty when there is none of that name, or something else."""
    found = whole.get(name)
    return found if isinstance(found, str) else ""


def tenants_named(activity: Activity) -> set[str]:
    """The tenants that an activity names, in either of the two places where Teams writes one."""
    named = {
        word_in(part(part(activity, "channelData"), "tenant"), "id"),
        word_in(part(activity, "conversation"), "tenantId"),
    }
    return named - {""}
