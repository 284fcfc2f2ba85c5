"""The only file that knows botbuilder 4.17.1: who may come in, whom we answer, and with which token.

That SDK is at its end and nobody will mend it, so what we keep of it is small: the check of a token's signature and
the ways to get a token. Its defects, and where each is corrected (all reproduced against 4.17.1):

 1, 2, 3, 13  invoke answers serialized twice, text answers refused, actions handed over as dicts that claim to be
              models, a crash without channelData: activities and answers stay plain dicts, so none of it is run
 4            a new token for each turn, fetched on the event loop: `Tokens`
 5, 7         no refresh for an unknown key; keys fetched on the event loop and without a time-out: `SigningKeys`
 6, 14        500 for a bad token or bad JSON, and 401 for any PermissionError of our own: `Framework.admit`
 8            no app id means no authentication: `Framework` refuses to be built, except for the playground
 9, 10        the tenant is never read and the service host never checked: `Framework.admit` and `Framework.check_host`
 11, 12       errors without a status, retries that sleep in a thread: the sender is our own (send.py)

A successor has to offer the public methods of `Framework`, and nothing else of this file.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import Any, Protocol

import jwt
import requests
from botframework.connector.auth import (
    AuthenticationConstants,
    GovernmentConstants,
    ManagedIdentityAppCredentials,
    MicrosoftAppCredentials,
    MicrosoftGovernmentAppCredentials,
    VerifyOptions,
)
from botframework.connector.auth.jwt_token_extractor import JwtTokenExtractor
from yarl import URL

from bot.loopback import is_here
from bot.platforms.teams.activity import CHANNEL, Activity, TurnedAway, tenants_named
from bot.settings import TeamsSettings

log = logging.getLogger(__name__)

CLOCK_SKEW = 300
"""Seconds that a token may be early or late (Bot Connector authentication, "Verify the JWT token")."""

PATIENCE = 5.0
"""Seconds for the addresses of Microsoft that hold keys and tokens."""

TOKEN_KEPT = 240.0
"""Seconds to hold a token: the token library gives none out that has less than five minutes to live."""

KEYS_KEPT = 86_400.0
KEYS_AGAIN = 3_600.0
"""Seconds until the keys are read again: all of them, or for a key that is not among them."""

TEAMS_HOSTS = (
    "smba.trafficmanager.net",
    "*.botframework.com",
    "*.teams.microsoft.com",
    "smba.infra.gcc.teams.microsoft.com",
    "smba.infra.gov.teams.microsoft.us",
)


class ForeignHost(Exception):
    """An address that is none of Teams': it gets no message and never our token."""


class Credentials(Protocol):
    """Anything that can fetch a token, blocking while it does."""

    def get_access_token(self) -> str:
        """A token for the connector; raises whatever stands in the way."""


@dataclass(frozen=True, slots=True)
class Cloud:
    """Which Microsoft cloud the bot lives in: who signs what comes in, and for whom our token is."""

    issuer: str
    metadata: str
    scope: str
    application: type[MicrosoftAppCredentials]


PUBLIC = Cloud(
    AuthenticationConstants.TO_BOT_FROM_CHANNEL_TOKEN_ISSUER,
    AuthenticationConstants.TO_BOT_FROM_CHANNEL_OPENID_METADATA_URL,
    AuthenticationConstants.TO_CHANNEL_FROM_BOT_OAUTH_SCOPE,
    MicrosoftAppCredentials,
)
GOVERNMENT = Cloud(
    GovernmentConstants.TO_BOT_FROM_CHANNEL_TOKEN_ISSUER,
    GovernmentConstants.TO_BOT_FROM_CHANNEL_OPENID_METADATA_URL,
    GovernmentConstants.TO_CHANNEL_FROM_BOT_OAUTH_SCOPE,
    MicrosoftGovernmentAppCredentials,
)
CLOUDS = {"": PUBLIC, GovernmentConstants.CHANNEL_SERVICE: GOVERNMENT}


def cloud_of(settings: TeamsSettings) -> Cloud:
    """The cloud that the settings name, which take no channel service that nobody knows."""
    return CLOUDS[settings.channel_service]


def credentials_of(settings: TeamsSettings, cloud: Cloud) -> Credentials:
    """How this app proves who it is: a managed identity, or its own secret in its own tenant."""
    if settings.app_type == "UserAssignedMSI":
        identity: Credentials = ManagedIdentityAppCredentials(settings.app_id, cloud.scope)
        return identity
    secret = settings.app_password.get_secret_value()
    application: Credentials = cloud.application(settings.app_id, secret, settings.tenant_id, cloud.scope)
    return application


class Tokens:
    """Our token for the connector: fetched in a thread, once for many sends (defect 4)."""

    def __init__(self, credentials: Credentials) -> None:
        self._credentials = credentials
        self._lock = asyncio.Lock()
        self.forget()

    def forget(self) -> None:
        """The connector did not take the last one: fetch another."""
        self._token, self._until = "", 0.0

    async def get(self) -> str:
        """A token. Whatever the token service raises, or TimeoutError after five seconds."""
        async with self._lock:
            if time.monotonic() >= self._until:
                async with asyncio.timeout(PATIENCE):
                    self._token = await asyncio.to_thread(self._credentials.get_access_token)
                self._until = time.monotonic() + TOKEN_KEPT
            return self._token


@dataclass(frozen=True, slots=True)
class SigningKey:
    """One of the Bot Framework's keys, and the channels that it may speak for."""

    public_key: Any
    endorsements: list[str]


class SigningKeys:
    """The Bot Framework's keys: read in a thread with a time-out, and again for a key unseen so far (defects 5, 7).

    An unknown key causes a look at most once an hour, or anybody could make us ask at every request. Old keys are
    kept when new ones cannot be had.
    """

    def __init__(self, address: str, clock: Callable[[], float] = time.monotonic) -> None:
        self._address = address
        self._clock = clock
        self._keys: list[dict[str, Any]] = []
        self._asked = 0.0
        self._lock = asyncio.Lock()

    async def get(self, key_id: str) -> SigningKey:
        """The key of this name. PermissionError when there is none."""
        async with self._lock:
            await self._refresh_after(KEYS_KEPT)
            if not self._find(key_id):
                await self._refresh_after(KEYS_AGAIN)
        if not (key := self._find(key_id)):
            raise PermissionError("signed with an unknown key")
        return _signing_key(key)

    async def _refresh_after(self, seconds: float) -> None:
        if self._keys and self._clock() < self._asked + seconds:
            return
        try:
            self._keys = await asyncio.to_thread(_fetch_keys, self._address)
        except requests.RequestException:
            if not self._keys:
                raise
            log.warning("the Bot Framework's keys cannot be read; the old ones are still used")
        self._asked = self._clock()

    def _find(self, key_id: str) -> dict[str, Any]:
        return next((key for key in self._keys if key.get("kid") == key_id), {})


def _signing_key(key: Mapping[str, Any]) -> SigningKey:
    # The SDK lets a key pass that endorses nobody; the protocol wants the channel named.
    if CHANNEL not in key.get("endorsements", ()):
        raise PermissionError("signed with a key that is not for Teams")
    return SigningKey(jwt.PyJWK.from_dict(dict(key)).key, list(key["endorsements"]))


def _fetch_keys(address: str) -> list[dict[str, Any]]:
    keys: list[dict[str, Any]] = _fetch(_fetch(address)["jwks_uri"])["keys"]
    return keys


def _fetch(address: str) -> dict[str, Any]:
    response = requests.get(address, timeout=PATIENCE)
    response.raise_for_status()
    found: dict[str, Any] = response.json()
    return found


class Framework:
    """The Bot Framework as we use it: `admit` what comes in, `check_host` and `bearer` for what goes out."""

    def __init__(
        self, settings: TeamsSettings, cloud: Cloud | None = None, credentials: Credentials | None = None
    ) -> None:
        if not settings.on:
            raise ValueError("Teams needs MicrosoftAppId; TEAMS_PLAYGROUND=1 does without, on this machine only")
        self._settings = settings
        self._hosts = TEAMS_HOSTS + settings.service_hosts
        self._tenants = {settings.tenant_id, *settings.allowed_tenants}
        cloud = cloud or cloud_of(settings)
        self.metadata = cloud.metadata
        self._extractor = _extractor(cloud)
        self._tokens = Tokens(credentials or credentials_of(settings, cloud))

    async def admit(self, authorization: str, activity: Activity) -> None:
        """Let an activity pass once it is certain that Teams sent it, for a tenant that we serve.

        TurnedAway with 401 for a token that proves nothing, 403 for another tenant or host (defects 6, 9, 10).
        """
        if not self._settings.playground:
            await self._prove(authorization, activity["serviceUrl"])
            self._check_tenant(activity)
        try:
            self.check_host(activity["serviceUrl"])
        except ForeignHost as error:
            raise TurnedAway(403, str(error)) from error

    async def _prove(self, authorization: str, service: str) -> None:
        try:
            identity = await self._extractor.get_identity_from_auth_header(authorization, CHANNEL)
        except Exception as error:  # the SDK raises whatever the broken token broke: all of it means no
            raise TurnedAway(401, f"the token proves nothing: {type(error).__name__}") from error
        claims = identity.claims if identity else {}
        if claims.get("aud") != self._settings.app_id:
            raise TurnedAway(401, "the token is not for this bot")
        if claims.get("serviceurl") != service:
            raise TurnedAway(401, "the token is for another service address")

    def _check_tenant(self, activity: Activity) -> None:
        if not (tenants := tenants_named(activity)) or not tenants <= self._tenants:
            raise TurnedAway(403, "another tenant")

    def serves(self, tenant: str) -> bool:
        """Whether people of this tenant are ours."""
        return self._settings.playground or tenant in self._tenants

    def check_host(self, address: str) -> None:
        """ForeignHost unless the address is one of Teams', or one that the settings add (defect 10)."""
        url = _url(address)
        host = url.host or ""
        if url.scheme != "https" and not is_here(host):
            raise ForeignHost("the service address is not https")
        if not (is_here(host) if self._settings.playground else any(fnmatchcase(host, one) for one in self._hosts)):
            raise ForeignHost(f"{host} is no service host of Teams")

    async def bearer(self) -> dict[str, str]:
        """The header that proves who we are; empty for the playground. Send it to a checked host only."""
        return {} if self._settings.playground else {"Authorization": f"Bearer {await self._tokens.get()}"}

    def forget_bearer(self) -> None:
        """The connector answered 401: the next `bearer` is a fresh one."""
        self._tokens.forget()


def _extractor(cloud: Cloud) -> Any:
    # The SDK looks its keys up in this table of its own; an entry made beforehand is how ours come into use.
    JwtTokenExtractor.metadataCache[cloud.metadata] = SigningKeys(cloud.metadata)
    options = VerifyOptions([cloud.issuer], audience=None, clock_tolerance=CLOCK_SKEW, ignore_expiration=False)
    return JwtTokenExtractor(options, cloud.metadata, ["RS256"])


def _url(address: str) -> URL:
    # The sender's own reading of an address: two parsers that disagree about the host would open a door.
    try:
        return URL(address)
    except ValueError as error:
        raise ForeignHost("the service address cannot be read") from error
