"""Whether a host is this machine: for playgrounds and local workspaces alone."""

from __future__ import annotations

from ipaddress import ip_address


def is_here(host: str) -> bool:
    """(a host's name or address, without a port) -> whether only this machine is behind it."""
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False
