"""What the people of our own workspace have in front of them: windows, one over the other, and a home page."""

from __future__ import annotations

import itertools
import time
from typing import Any

from tests.slack_faults import Refusal
from tests.slack_rules import take

Given = dict[str, Any]

TRIGGER_LIVES = 3.0
"""Seconds (Slack, "Modals")."""
WINDOWS_AT_MOST = 3


class SlackWindows:
    """Opens a window for a trigger, once and in time, and refuses what Slack would not draw."""

    def __init__(self) -> None:
        self.windows: dict[str, list[Given]] = {}
        self.homes: dict[str, Given] = {}
        self._triggers: dict[str, tuple[float, str]] = {}
        self._numbers = itertools.count(1)

    def number(self) -> int:
        """A number that was not there before, for ids."""
        return next(self._numbers)

    def trigger(self, user: str) -> str:
        """A new trigger of a user, good for three seconds and one window."""
        trigger = f"{self.number()}.trigger"
        self._triggers[trigger] = (time.monotonic(), user)
        return trigger

    def _exchange(self, trigger: str) -> str:
        if trigger not in self._triggers:
            raise Refusal("invalid_trigger_id")
        issued, user = self._triggers[trigger]
        if not user:
            raise Refusal("exchanged_trigger_id")
        self._triggers[trigger] = (issued, "")
        if time.monotonic() - issued > TRIGGER_LIVES:
            raise Refusal("expired_trigger_id")
        return user

    def open_view(self, given: Given) -> Given:
        """Slack's views.open and views.push."""
        user = self._exchange(given["trigger_id"])
        self.lay(user, given["view"])
        return {"view": self.windows[user][-1]}

    def lay(self, user: str, view: Given) -> None:
        """Lay a window over whatever a user has open."""
        windows = self.windows.setdefault(user, [])
        if len(windows) >= WINDOWS_AT_MOST:
            raise Refusal("push_limit_reached")
        take("ModalView", view, "invalid_arguments")
        windows.append({**view, "id": f"V{self.number()}", "hash": f"{self.number()}.hash"})

    def replace(self, user: str, shown: Given, view: Given) -> None:
        """Put a view in the place of an open one."""
        take("ModalView", view, "invalid_arguments")
        at = self.windows[user].index(shown)
        self.windows[user][at] = {**view, "id": shown["id"], "hash": f"{self.number()}.hash"}

    def update_view(self, given: Given) -> Given:
        """Slack's views.update, which refuses a view that was changed meanwhile."""
        for user, shown in self._open_views():
            if shown["id"] == given["view_id"]:
                if given.get("hash", shown["hash"]) != shown["hash"]:
                    raise Refusal("hash_conflict")
                self.replace(user, shown, given["view"])
                return {}
        raise Refusal("not_found")

    def _open_views(self) -> list[tuple[str, Given]]:
        return [(user, shown) for user, windows in self.windows.items() for shown in windows]

    def publish(self, user: str, view: Given) -> Given:
        """Slack's views.publish: the one page that a person sees under Home."""
        take("HomeView", view, "invalid_arguments")
        self.homes[user] = {**view, "id": f"V{self.number()}"}
        return {}
