"""The face that goes with a request: of the person's company, of the tablet's, or of the host somebody came to."""

from __future__ import annotations

import time
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from litestar.enums import ScopeType
from litestar.middleware import ASGIMiddleware
from litestar.types import ASGIApp, Receive, Scope, Send
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncEngine
from sqlalchemy.orm import aliased

from unison_web.kit import i18n
from unison_web.kit.actor import Actor
from unison_web.kit.db.unit_of_work import UnitOfWork, unit_of_work
from unison_web.modules.branding import rules
from unison_web.modules.branding.models import Brand, BrandPicture
from unison_web.modules.branding.repository import company_behind

#: How long a host and a tablet's company are remembered; persons are for five seconds.
REMEMBER_SECONDS, MOST_HOSTS = 30.0, 1000
PRODUCT = "Unison"


@dataclass(frozen=True, slots=True)
class Face:
    """What pages need of a brand. ``without`` are the permissions of parts that are switched off."""

    name: str = PRODUCT
    css: str = ""
    logo: str = ""
    icon: str = ""
    terms: tuple[tuple[str, str], ...] = ()
    without: frozenset[str] = frozenset()


PLAIN = Face()


async def load(uow: UnitOfWork, features: Mapping[str, Collection[str]]) -> Face:
    """The published face of the company, in one question. ``features`` are the permissions of each part."""
    logo, icon = aliased(BrandPicture), aliased(BrandPicture)
    statement = (
        select(Brand.name, Brand.accent, Brand.accent_dark, Brand.terms, Brand.switched_off, logo.digest, icon.digest)
        .outerjoin(logo, (logo.id == Brand.logo_id) & (logo.organization_id == Brand.organization_id))
        .outerjoin(icon, (icon.id == Brand.icon_id) & (icon.organization_id == Brand.organization_id))
        .where(Brand.organization_id == uow.organization_id, Brand.state == "published")
    )
    row = (await uow.session.execute(statement)).one_or_none()
    if row is None:
        return PLAIN
    name, accent, dark, terms, off, logo_digest, icon_digest = row
    home = f"/brand/{uow.organization_id}"
    lost = frozenset(str(permission) for key in off for permission in features.get(key, ()))
    return Face(
        name or PRODUCT,
        f"{home}/{rules.css_name(accent, dark)}" if accent else "",
        f"{home}/pictures/{logo_digest}" if logo_digest else "",
        f"{home}/pictures/{icon_digest}" if icon_digest else "",
        rules.pairs(terms),
        lost,
    )


@dataclass(slots=True)
class Faces:
    """Faces of people nobody knows yet, by the company behind the host or the tablet."""

    engine: AsyncEngine
    features: Mapping[str, Collection[str]]
    _hosts: dict[str, tuple[float, UUID | None]] = field(default_factory=dict)
    _companies: dict[UUID, tuple[float, Face]] = field(default_factory=dict)

    def forget(self) -> None:
        self._hosts.clear()
        self._companies.clear()

    async def of_host(self, host: str) -> Face:
        known = self._hosts.get(host)
        if known is None or known[0] < time.monotonic():
            if len(self._hosts) >= MOST_HOSTS:
                self._hosts.clear()
            known = (time.monotonic() + REMEMBER_SECONDS, await company_behind(self.engine, host))
            self._hosts[host] = known
        return await self.of_company(known[1]) if known[1] else PLAIN

    async def of_company(self, company: UUID) -> Face:
        known = self._companies.get(company)
        if known is None or known[0] < time.monotonic():
            async with unit_of_work(self.engine, Actor(company)) as uow:
                known = (time.monotonic() + REMEMBER_SECONDS, await load(uow, self.features))
            self._companies[company] = known
        return known[1]


class Dressed(ASGIMiddleware):
    """Puts ``face`` into the scope, and the company's own words into use."""

    scopes = (ScopeType.HTTP,)
    exclude = ("^/static/", "^/health", "^/brand/")

    async def handle(self, scope: Scope, receive: Receive, send: Send, next_app: ASGIApp) -> None:
        any_scope: Any = scope
        face = await self._face(any_scope)
        any_scope["face"] = face
        i18n.rename(face.terms)
        await next_app(scope, receive, send)

    @staticmethod
    async def _face(scope: Any) -> Face:
        if scope.get("user") is not None:
            return scope.get("carried", {}).get("branding", PLAIN)  # type: ignore[no-any-return]
        if scope.get("away"):
            return PLAIN
        faces: Faces = scope["litestar_app"].state.faces
        if scope.get("device") is not None:
            return await faces.of_company(scope["device"].organization_id)
        hosts = [value for name, value in scope.get("headers", ()) if name == b"host"]
        host = hosts[0].decode("latin-1").rpartition(":")[0] or hosts[0].decode("latin-1") if hosts else ""
        return await faces.of_host(host.lower()) if rules.HOST.fullmatch(host.lower()) else PLAIN
