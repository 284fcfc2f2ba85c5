"""Every setting that the environment holds: its name, what it means, its default.

A bad value stops the start, with the whole list of what is wrong and never the value of a secret.
"""

from __future__ import annotations

import hmac
import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from pathlib import Path
from secrets import token_urlsafe
from typing import Annotated, Any, Literal, Self, TypeVar
from urllib.parse import urlsplit

from cryptography.fernet import Fernet
from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, SecretStr, Strict, ValidationError

from bot.database_address import DatabaseAddress, for_driver
from bot.loopback import is_here

Switch = Annotated[bool, BeforeValidator(lambda value: {"1": True, "0": False}.get(value, value)), Strict()]
"""1 is on; 0, empty or unset is off."""

Value = TypeVar("Value")
Listed = Annotated[tuple[Value, ...], BeforeValidator(lambda value: _listed(value))]
"""Several values, separated by commas."""

Host = Annotated[str, Field(pattern=r"^[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*$")]
Origin = Annotated[str, Field(pattern=r"^(https?://)?[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*(:[0-9]+)?$")]
"""The name of a machine, or where to reach it: `https://files.example.org`."""

EntraId = Annotated[str, AfterValidator(str.lower)]
"""An ID that Entra gave. Whoever copies it may get capitals; Teams always writes small letters."""


def _web_address(value: str) -> str:
    parts = urlsplit(value)
    schemes = ("http", "https") if is_here(parts.hostname or "") else ("https",)  # else passwords go by in the clear
    if parts.scheme not in schemes or not parts.hostname or " " in value or parts.port == 0:
        raise ValueError("no address of the web")  # as urlsplit does of a port that is no number
    if parts.username is not None or "?" in value or "#" in value:  # the log and every link would repeat a secret there
        raise ValueError("more than an address")
    return value


WebAddress = Annotated[str, AfterValidator(_web_address)]


def _fernet_keys(value: SecretStr) -> SecretStr:
    for key in _listed(value.get_secret_value()):
        Fernet(key)  # a ValueError says nothing of the key itself
    return value


EvidenceKeys = Annotated[SecretStr, AfterValidator(_fernet_keys)]
"""Fernet keys, newest first, separated by commas."""


def _listed(value: object) -> Any:
    return tuple(part.strip() for part in value.split(",") if part.strip()) if isinstance(value, str) else value


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
        keys: tuple[str, ...] = _listed(self.evidence_keys.get_secret_value())
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
        given = {**_written(self), **_written(self.slack), **_written(self.teams)}
        return {name: value for name, value in given.items() if name not in ("HOST", "PORT")}

    def missing(self) -> list[str]:
        """What the bot does not start without; every other command works, so that a backup can be made first."""
        said = "{} is missing: Teams takes no files from us, and the page that shows them there needs it.".format
        return [said(one) for one in ("PUBLIC_URL", "SECRET_KEY") if self.teams.app_id and not _written(self)[one]]

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
        faults += _disagreements(given)
        if faults or settings is None:
            raise BadSettings(faults)
        return settings


def _written(group: _Group) -> dict[str, str]:
    named = {field.alias: getattr(group, name) for name, field in type(group).model_fields.items() if field.alias}
    return {alias: _said(alias, value) for alias, value in named.items()}


def _said(alias: str, value: Any) -> str:
    if isinstance(value, SecretStr):
        return _mark(alias, value.get_secret_value())
    return _SAID.get(type(value), str)(value)


def _mark(alias: str, secret: str) -> str:
    """`(set, 5f3a91c2)`: another mark where the secret is another one; `(set)` where a mark would help to guess it."""
    # Who reads a mark can try secrets against it: in vain with long random ones, and soon with what a person chose.
    if len(secret) < LONG_ENOUGH or alias == "DATABASE_URL":
        return "(set)" if secret else ""
    return f"(set, {hmac.new(secret.encode(), alias.encode(), 'sha256').hexdigest()[:MARK]})"


LONG_ENOUGH, MARK = 32, 8
"""Characters: of a secret that gets a mark, and of that mark."""
_SAID: Mapping[type, Callable[[Any], str]] = {
    bool: lambda switch: "1" if switch else "",
    str: lambda address: re.sub(r"//[^/@]*@", "//", address),  # somebody may sign in with an address
    tuple: ", ".join,
    type(None): lambda _nothing: "",
}

_PLAYGROUND_KEY = "cGxheWdyb3VuZC1vbmx5LW5vdC1hLXNlY3JldC1rZXk="
"""Its 32 bytes read "playground-only-not-a-secret-key"."""

_WANTED = {
    "DATABASE_URL": "an address that begins with sqlite:/// and names a file, or with postgresql://, its port a whole "
    "number and nothing behind its ? but sslmode",
    "HOST": "the address at which this machine listens, such as 127.0.0.1",
    "EVIDENCE_KEYS": "Fernet keys, newest first, separated by commas",
    "SECRET_KEY": "at least 32 characters that nobody can guess",
    "PORT": "a whole number from 0 to 65535",
    "PUBLIC_URL": "an address that begins with https://, without a name to sign in with and without ? or #",
    "SLACK_API_URL": "an address that begins with https:// and ends in /api/",
    "SLACK_BASIC_INPUTS": "1 or nothing",
    "TEAMS_CHANNEL_SERVICE": "nothing, or https://botframework.azure.us for the government cloud",
    "TEAMS_FILE_HOSTS": "names of machines, or addresses such as https://files.example.org, separated by commas",
    "TEAMS_SERVICE_HOSTS": "names of machines, separated by commas",
    "TEAMS_PLAYGROUND": "1 or nothing",
    "TEAMS_SECRET_ENDS": "a day, such as 2027-05-31",
    "WEB_PLAYGROUND": "1 or nothing",
    "MicrosoftAppType": "SingleTenant or UserAssignedMSI",
}
"""What a setting should be, where a value can be wrong. The value itself is never repeated: it may be a secret."""

Part = TypeVar("Part", bound="_Group")


def _read(part: type[Part], given: Mapping[str, object], faults: list[str]) -> Part | None:
    try:
        return part.model_validate(given)
    except ValidationError as error:
        names = dict.fromkeys(str(fault["loc"][0]) for fault in error.errors())
        faults += [f"{name}: this should be {_WANTED.get(name, 'something else')}." for name in names]
        return None


def _disagreements(given: Mapping[str, str]) -> Iterator[str]:
    """Settings that do not go together, looked at as they were given, so that one fault hides no other."""
    if "SLACK_APP_TOKEN" in given and "SLACK_BOT_TOKEN" not in given:
        yield "SLACK_APP_TOKEN is for Socket Mode, which needs SLACK_BOT_TOKEN as well."
    elif ("SLACK_BOT_TOKEN" in given) != ("SLACK_SIGNING_SECRET" in given) and "SLACK_APP_TOKEN" not in given:
        yield "SLACK_BOT_TOKEN and SLACK_SIGNING_SECRET belong together; one of them is missing."
    yield from _disagreements_of_teams(given)
    for playground in ("WEB_PLAYGROUND", "TEAMS_PLAYGROUND"):
        if given.get(playground) == "1":
            yield from _playground_faults(playground, given)


def _disagreements_of_teams(given: Mapping[str, str]) -> Iterator[str]:
    if "MicrosoftAppId" not in given and given.keys() & {"MicrosoftAppPassword", "MicrosoftAppTenantId"}:
        yield "MicrosoftAppId is missing: without it Teams stays off, whatever else is set for it."
    if "MicrosoftAppId" in given and "MicrosoftAppTenantId" not in given:
        yield "MicrosoftAppTenantId is missing: the bot serves one tenant, and must know which."
    single = given.get("MicrosoftAppType", "SingleTenant") == "SingleTenant"
    if "MicrosoftAppId" in given and single and "MicrosoftAppPassword" not in given:
        yield "MicrosoftAppPassword is missing: a single-tenant app needs its client secret."


def _playground_faults(playground: str, given: Mapping[str, str]) -> Iterator[str]:
    if not is_here(given.get("HOST", "127.0.0.1")):
        yield f"{playground}=1 has no sign-in, so HOST must be 127.0.0.1."
    slack_is_here = is_here(urlsplit(given.get("SLACK_API_URL", "")).hostname or "")
    if ("SLACK_BOT_TOKEN" in given and not slack_is_here) or "MicrosoftAppId" in given:
        yield f"{playground}=1 has no sign-in and refuses to run beside production credentials."
