"""`demo`: the playground with the sample district, in one process, without any account or token."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Mapping

from bot.commands.databases import migrate_database
from bot.commands.serving import serve
from bot.settings import Settings

CHOSEN = {"WEB_PLAYGROUND": "1", "DATABASE_URL": "sqlite+aiosqlite:///crossing-guard-demo.db"}


def demo(_arguments: Namespace, environment: Mapping[str, str]) -> int:
    """Make the tables, say where the page is, and serve it."""
    chosen = {**environment, **CHOSEN}
    settings = Settings.read(chosen)
    migrate_database(Namespace(), chosen)
    print(f"Crossing Guard is here: http://{settings.host}:{settings.port}/playground", flush=True)
    return serve(Namespace(no_delivery=False), chosen)
