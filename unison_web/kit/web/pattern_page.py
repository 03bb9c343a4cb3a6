"""``/_patterns``: every part of the design system in every state. Mounted in development only."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import msgspec
from litestar.params import FromQuery

from unison_web.kit.permissions import ANYONE
from unison_web.kit.web.module import Module, page
from unison_web.kit.web.patterns import PatternPage, pattern_page
from unison_web.kit.web.states import LOOKS


class Offered(msgspec.Struct):
    items: list[Any]


class PatternController(Module):
    path = "/_patterns"

    @page("/", permission=ANYONE, template="pattern/index.html")
    async def show(self) -> PatternPage:
        return pattern_page()

    @page("/options", permission=ANYONE, template="machines/_options.html")
    async def options(self, q: FromQuery[str] = "") -> Offered:
        """Something for the search field of the page to find."""
        found = [name for name in LOOKS if q.lower() in name][:12]
        return Offered([SimpleNamespace(code=name, name=LOOKS[name].label, note="") for name in found])
