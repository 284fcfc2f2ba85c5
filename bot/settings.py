"""Every setting that the environment holds: its name, what it means, its default.

A bad value stops the start, with the whole list of what is wrong and never the value of a secret.
"""

from __future__ import annotations

from collections.abc import Mapping
from ipaddress import ip_address
from pathlib import Path
from typing import Annotated, Literal, Self, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, SecretStr, ValidationError, model_validator

Switch = Annotated[bool, BeforeValidator(lambda value: {"1": True, "0": False, "": False}.get(value, value))]
"""1 is on; 0, empty or unset is off."""

Names = Annotated[tuple[str, ...], BeforeValidator(lambda value: _listed(value))]
"""Several values, separated by commas."""


def _listed(value: object) -> object:
    return tuple(part.strip() for part in value.split(",") if part.strip()) if isinstance(value, str) else value


class BadSettings(Exception):
    """The environment does not make sense; `faults` says what, one sentence each."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__("\n".join(faults))
        self.faults = faults


class _Group(BaseModel):
    model_config = ConfigDict(frozen=True, hide_input_in_errors=True, populate_by_name=True)


class SlackSettings(_Group):
    """Slack is on when both the token and the signing secret are there."""

    bot_token: SecretStr = Field(SecretStr(""), alias="SLACK_BOT_TOKEN")
    signing_secret: SecretStr = Field(SecretStr(""), alias="SLACK_SIGNING_SECRET")
    api_url: str = Field("https://slack.com/api/", alias="SLACK_API_URL", pattern=r"^https?://.+/api/$")
    basic_inputs: Switch = Field(default=False, alias="SLACK_BASIC_INPUTS")

    @property
    def on(self) -> bool:
        return bool(self.bot_token.get_secret_value())

    @model_validator(mode="after")
    def _both_or_none(self) -> Self:
        if bool(self.bot_token.get_secret_value()) != bool(self.signing_secret.get_secret_value()):
            raise ValueError("SLACK_BOT_TOKEN and SLACK_SIGNING_SECRET belong together; one of them is missing")
        return self


class TeamsSettings(_Group):
    """Teams is on when there is an app id, or for the local playground without authentication.

    The names are the Bot Framework's own. `TEAMS_SERVICE_HOSTS` adds hosts that may be answered, for
    government clouds; `TEAMS_CHANNEL_SERVICE` is their channel service (`https://botframework.azure.us`).
    """

    app_type: Literal["SingleTenant", "UserAssignedMSI"] = Field("SingleTenant", alias="MicrosoftAppType")
    app_id: str = Field("", alias="MicrosoftAppId")
    app_password: SecretStr = Field(SecretStr(""), alias="MicrosoftAppPassword")
    tenant_id: str = Field("", alias="MicrosoftAppTenantId")
    allowed_tenants: Names = Field((), alias="TEAMS_ALLOWED_TENANTS")
    service_hosts: Names = Field((), alias="TEAMS_SERVICE_HOSTS")
    channel_service: str = Field("", alias="TEAMS_CHANNEL_SERVICE")
    playground: Switch = Field(default=False, alias="TEAMS_PLAYGROUND")

    @property
    def on(self) -> bool:
        return bool(self.app_id) or self.playground

    @model_validator(mode="after")
    def _complete(self) -> Self:
        if self.app_id and not self.tenant_id:
            raise ValueError("MicrosoftAppTenantId is missing: the bot serves one tenant, and must know which")
        if self.app_id and self.app_type == "SingleTenant" and not self.app_password.get_secret_value():
            raise ValueError("MicrosoftAppPassword is missing: a single-tenant app needs its client secret")
        if self.playground and self.app_id:
            raise ValueError("TEAMS_PLAYGROUND=1 turns authentication off and refuses to run beside MicrosoftAppId")
        return self


class Settings(_Group):
    """All of it. `Settings.read(os.environ)` is the way in."""

    database_url: SecretStr = Field(SecretStr("sqlite+aiosqlite:///crossing-guard.db"), alias="DATABASE_URL")
    host: str = Field("127.0.0.1", alias="HOST")
    port: int = Field(3978, alias="PORT", ge=0, le=65535)
    content_dir: Path = Field(Path("content"), alias="CONTENT_DIR")
    public_url: str = Field("", alias="PUBLIC_URL", pattern=r"^(https?://.+)?$")
    secret_key: SecretStr = Field(SecretStr(""), alias="SECRET_KEY")
    web_playground: Switch = Field(default=False, alias="WEB_PLAYGROUND")
    slack: SlackSettings = SlackSettings()
    teams: TeamsSettings = TeamsSettings()

    @property
    def database(self) -> str:
        """The address that SQLAlchemy takes, with the asynchronous driver named."""
        url = self.database_url.get_secret_value()
        for plain, driver in _DRIVERS.items():
            if url.startswith(plain):
                return driver + url.removeprefix(plain)
        return url

    @model_validator(mode="after")
    def _playgrounds_stay_at_home(self) -> Self:
        playing = [name for name, on in self._playgrounds().items() if on]
        if playing and not _loopback(self.host):
            raise ValueError(f"{playing[0]}=1 has no sign-in, so HOST must be 127.0.0.1, not {self.host}")
        if playing and (self.teams.app_id or self._slack_is_real()):
            raise ValueError(f"{playing[0]}=1 has no sign-in and refuses to run beside production credentials")
        return self

    def _playgrounds(self) -> dict[str, bool]:
        return {"WEB_PLAYGROUND": self.web_playground, "TEAMS_PLAYGROUND": self.teams.playground}

    def _slack_is_real(self) -> bool:
        return self.slack.on and self.slack.api_url.startswith("https://")

    @classmethod
    def read(cls, environment: Mapping[str, str]) -> Self:
        """The settings in an environment; BadSettings with every fault in it."""
        given = {name: value for name, value in environment.items() if value != ""}
        faults: list[str] = []
        parts = {"slack": _read(SlackSettings, given, faults), "teams": _read(TeamsSettings, given, faults)}
        settings = _read(cls, given | {name: part for name, part in parts.items() if part}, faults)
        if faults or settings is None:
            raise BadSettings(faults)
        return settings


_DRIVERS = {
    "postgres://": "postgresql+asyncpg://",
    "postgresql://": "postgresql+asyncpg://",
    "sqlite://": "sqlite+aiosqlite://",
}


Part = TypeVar("Part", bound="_Group")


def _read(part: type[Part], given: Mapping[str, object], faults: list[str]) -> Part | None:
    try:
        return part.model_validate(given)
    except ValidationError as error:
        faults += [_sentence(fault["loc"], fault["msg"]) for fault in error.errors()]
        return None


def _sentence(where: tuple[int | str, ...], message: str) -> str:
    message = message.removeprefix("Value error, ")
    return f"{where[0]}: {message}" if where else message


def _loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
