"""An echo on the stock adapter of the Bot Framework's SDK, without authentication: what one gets uncorrected."""

from __future__ import annotations

import os

from aiohttp import web
from botbuilder.core import ActivityHandler, TurnContext
from botbuilder.integration.aiohttp import CloudAdapter, ConfigurationBotFrameworkAuthentication
from botbuilder.schema import Activity

from tests.bench.payloads import TEAMS_PATH


class Nobody:
    """Settings without an app id: then nothing is checked, and no token is fetched."""

    APP_ID = ""
    APP_PASSWORD = ""
    APP_TYPE = "MultiTenant"


class Echo(ActivityHandler):  # type: ignore[misc]  # the SDK has no types
    """Says what it hears."""

    async def on_message_activity(self, turn_context: TurnContext) -> None:
        await turn_context.send_activity(turn_context.activity.text)


def main() -> None:
    """Serve until ended."""
    adapter, echo = CloudAdapter(ConfigurationBotFrameworkAuthentication(Nobody())), Echo()

    async def take(request: web.Request) -> web.Response:
        # As the adapter's own `process` does it, but for the header, which would send it to Microsoft for keys.
        await adapter.process_activity("", Activity().deserialize(await request.json()), echo.on_turn)
        return web.Response()

    app = web.Application()
    app.router.add_post(TEAMS_PATH, take)
    web.run_app(app, host="127.0.0.1", port=int(os.environ["PORT"]), print=None)


if __name__ == "__main__":
    main()
