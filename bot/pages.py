"""Pages that the server draws for a browser: an application of their own, with templates and headers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

import aiohttp_jinja2
from aiohttp import web
from aiohttp.typedefs import Middleware
from jinja2 import PackageLoader, StrictUndefined

NO_FILTERS: Mapping[str, Callable[..., Any]] = MappingProxyType({})


def pages(
    package: str,
    headers: Mapping[str, str],
    middleware: Middleware,
    known: Mapping[str, object],
    filters: Mapping[str, Callable[..., Any]] = NO_FILTERS,
) -> web.Application:
    """An application to be mounted under a path of its own.

    package     whose folder `templates` it draws from; a template that asks for what it was not given is not drawn
    headers     of every answer, also of what the middleware refuses
    middleware  who is let in
    known       what every template may name
    """
    application = web.Application(middlewares=[middleware])
    environment = aiohttp_jinja2.setup(
        application,
        loader=PackageLoader(package),
        filters=filters,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(known)

    async def add_headers(_request: web.Request, response: web.StreamResponse) -> None:
        response.headers.update(headers)

    application.on_response_prepare.append(add_headers)
    return application
