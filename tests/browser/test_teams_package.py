"""Microsoft's own schema takes the app package; `make browser` installs it with the clients."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from jsonschema import Draft4Validator

from bot.platforms.teams.package import VERSION
from tests.browser.servers import CLIENTS
from tests.test_chat_apps import APP, teams_manifest, teams_package

pytestmark = pytest.mark.browser

SCHEMAS = CLIENTS / "@microsoft" / "app-manifest" / "build" / "json-schemas" / "teams"


@pytest.mark.parametrize("version", [VERSION, "1.22", "1.25"])
def test_the_manifest_is_what_the_schema_says(version: str, tmp_path: Path) -> None:
    """Its own version, and later ones that an administrator may change it to."""
    schema = json.loads((SCHEMAS / f"v{version}" / "MicrosoftTeams.schema.json").read_text(encoding="utf-8"))
    teams_package(tmp_path, MicrosoftAppId=APP)
    written = teams_manifest(tmp_path) | {"manifestVersion": version}
    assert [error.message for error in Draft4Validator(schema).iter_errors(written)] == []
