"""Every setting that the environment holds: its name, what it means, its default.

A bad value stops the start, with the whole list of what is wrong and never the value of a secret.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from secrets import token_urlsafe
from typing import Literal, Self, TypeVar

from pydantic import BaseModel, ConfigDict, Field, SecretStr, ValidationError

from bot.database_address import DatabaseAddress, for_driver
from bot.logged_settings import as_logged
from bot.setting_faults import disagreements, misfits
from bot.setting_values import EntraId, EvidenceKeys, Host, Listed, Origin, Switch, WebAddress, listed

_PLAYGROUND_KEY = "cGxheWdyb3VuZC1vbmx5LW5vdC1hLXNlY3JldC1rZXk="
"""Its 32 bytes read "playground-only-not-a-secret-key"."""


class BadSettings(Exception):
    """The environment does not make sense; `faults` says what, one sentence each."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__("\n".join(faults))
        self.faults = faults


class _Group(BaseModel):
    model_config = ConfigDict(frozen=True, hide_input_in_errors=True, populate_by_name=True)


class SlackSettings(_Group):
    """Slack is on when there is a bot token: by HTTP with the signing secret, by Socket Mode with an app token."""

    bot_token: SecretStr = Field(SecretStr(""), alias="SLACK_BOT_TOKEN")
    signing_secret: SecretStr = Field(SecretStr(""), alias="SLACK_SIGNING_SECRET")
    api_url: WebAddress = Field("https://slack.com/api/", alias="SLACK_API_URL", pattern=r"^https?://.+/api/$")
    app_token: SecretStr = Field(SecretStr(""), alias="SLACK_APP_TOKEN")
    basic_inputs: Switch = Field(default=False, alias="SLACK_BASIC_INPUTS")

    @property
    def on(self) -> bool:
        return bool(self.bot_token.get_secret_value())

    @property
    def by_socket(self) -> bool:
        """Whether Slack is reached over a line of our own, instead of reaching us."""
        return bool(self.app_token.get_secret_value())

    def notes(self) -> Iterator[str]:
        """A token that Slack hardly gave for this: which it is, only Slack can tell."""
        for name, token, begins in (
            ("SLACK_BOT_TOKEN", self.bot_token, "xoxb-"),
            ("SLACK_APP_TOKEN", self.app_token, "xapp-"),
        ):
            if token and not token.get_secret_value().startswith(begins):
                yield f"{name} does not begin with {begins}, so it may be another token."


class TeamsSettings(_Group):
    """Teams is on when there is an app id, or for the local playground without authentication.

    The names are the Bot Framework's own. `TEAMS_SERVICE_HOSTS` adds hosts that may be answered, for government
    clouds; `TEAMS_CHANNEL_SERVICE` is their channel service (`https://botframework.azure.us`). `TEAMS_FILE_HOSTS`
    adds hosts (or origins) that people's files lie on. `TEAMS_SECRET_ENDS` is the last day of the client secret, as
    Entra shows it, so that `doctor` can say so in time.
    """

    app_type: Literal["SingleTenant", "UserAssignedMSI"] = Field("SingleTenant", alias="MicrosoftAppType")
    app_id: EntraId = Field("", alias="MicrosoftAppId")
    app_password: SecretStr = Field(SecretStr(""), alias="MicrosoftAppPassword")
    tenant_id: EntraId = Field("", alias="MicrosoftAppTenantId")
    allowed_tenants: Listed[EntraId] = Field((), alias="TEAMS_ALLOWED_TENANTS")
    service_hosts: Listed[Host] = Field((), alias="TEAMS_SERVICE_HOSTS")
    file_hosts: Listed[Origin] = Field((), alias="TEAMS_FILE_HOSTS")
    channel_service: str = Field("", alias="TEAMS_CHANNEL_SERVICE", pattern=r"^(https://botframework\.azure\.us)?$")
    secret_ends: date | None = Field(None, alias="TEAMS_SECRET_ENDS")
    playground: Switch = Field(default=False, alias="TEAMS_PLAYGROUND")

    @property
    def on(self) -> bool:
        return bool(self.app_id) or self.playground

    def notes(self) -> Iterator[str]:
        """An ID that Entra hardly gave: whose it is, only Entra can tell."""
        ids = [("MicrosoftAppId", self.app_id), ("MicrosoftAppTenantId", self.tenant_id)]
        ids += [("TEAMS_ALLOWED_TENANTS", tenant) for tenant in self.allowed_tenants]
        for name, value in ids:
            if value and not re.fullmatch(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", value):
                yield f"{name} does not look like an ID in Entra, such as 00000000-0000-0000-0000-000000000000."


class Settings(_Group):
    """All of it. `Settings.read(os.environ)` is the way in."""

    database_url: DatabaseAddress = Field(SecretStr("sqlite+aiosqlite:///crossing-guard.db"), alias="DATABASE_URL")
    host: str = Field("127.0.0.1", alias="HOST", pattern=r"^[A-Za-z0-9.:-]+$")
    port: int = Field(3978, alias="PORT", ge=0, le=65535)
    content_dir: Path = Field(Path("content"), alias="CONTENT_DIR")
    public_url: WebAddress = Field("", alias="PUBLIC_URL")
    secret_key: SecretStr = Field(SecretStr(""), alias="SECRET_KEY", min_length=32)
    evidence_keys: EvidenceKeys = Field(SecretStr(""), alias="EVIDENCE_KEYS")
    web_playground: Switch = Field(default=False, alias="WEB_PLAYGROUND")
    slack: SlackSettings = SlackSettings()
    teams: TeamsSettings = TeamsSettings()

    @property
    def database(self) -> str:
        """The address that SQLAlchemy takes, with the asynchronous driver named."""
        return for_driver(self.database_url.get_secret_value())

    @property
    def is_playground(self) -> bool:
        return self.web_playground or self.teams.playground

    @property
    def vault_keys(self) -> tuple[str, ...]:
        """The keys of evidence, newest first. The playground, which has no secrets, has one that everybody knows."""
        keys: tuple[str, ...] = listed(self.evidence_keys.get_secret_value())
        return keys or ((_PLAYGROUND_KEY,) if self.is_playground else ())

    @property
    def signing_secret(self) -> str:
        """What links are signed with; "" where there is nothing. The playground makes one up at each start."""
        return self.secret_key.get_secret_value() or (token_urlsafe() if self.is_playground else "")

    @property
    def site(self) -> str:
        """Where a browser reaches us; "" where none does."""
        return self.public_url or (f"http://{self.host}:{self.port}" if self.is_playground else "")

    def for_the_log(self) -> dict[str, str]:
        """Each setting by its name, as the log may hold it: of a secret whether it is set, and a mark by which another
        one is told from it. Where a process listens is its own matter, and another for each."""
        given = {**as_logged(self), **as_logged(self.slack), **as_logged(self.teams)}
        return {name: value for name, value in given.items() if name not in ("HOST", "PORT")}

    def missing(self) -> list[str]:
        """What the bot does not start without; every other command works, so that a backup can be made first."""
        said = "{} is missing: Teams takes no files from us, and the page that shows them there needs it.".format
        needed = {"PUBLIC_URL": self.public_url, "SECRET_KEY": self.secret_key}
        return [said(name) for name, value in needed.items() if self.teams.app_id and not value]

    def notes(self) -> Iterator[str]:
        """What works without these settings, but less than it could."""
        if not self.vault_keys:
            yield "EVIDENCE_KEYS is empty: no screenshot can be taken until it holds a key."
        if not self.site or not self.signing_secret:
            yield "PUBLIC_URL or SECRET_KEY is empty: only Slack gets evidence, as copies in the chat."
        yield from self.slack.notes()
        yield from self.teams.notes()

    @classmethod
    def read(cls, environment: Mapping[str, str]) -> Self:
        """The settings in an environment; BadSettings with every fault in it."""
        given = {name: value.strip() for name, value in environment.items() if value.strip()}
        faults: list[str] = []
        parts = {"slack": _read(SlackSettings, given, faults), "teams": _read(TeamsSettings, given, faults)}
        settings = _read(cls, given | {name: part for name, part in parts.items() if part}, faults)
        faults += disagreements(given)
        if faults or settings is None:
            raise BadSettings(faults)
        return settings


Part = TypeVar("Part", bound="_Group")


def _read(part: type[Part], given: Mapping[str, object], faults: list[str]) -> Part | None:
    try:
        return part.model_validate(given)
    except ValidationError as error:
        faults += misfits(error)
        return None
