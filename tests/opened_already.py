"""For the process from which others are forked: once this is imported, they all find the sample's house open."""

from __future__ import annotations

from tests.opened import sample

sample()
