"""``create_app()``: settings, then every module's manifest, then one Litestar application."""

from __future__ import annotations

import gc
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial
from typing import Any, cast

from litestar import Litestar, Router
from litestar.config.compression import CompressionConfig
from litestar.config.cors import CORSConfig
from litestar.datastructures import CacheControlHeader, State
from litestar.di import Provide
from litestar.plugins.jinja import JinjaTemplateEngine
from litestar.static_files import create_static_files_router
from litestar.template import TemplateConfig

from unison_web.health import health_routes
from unison_web.kit import logs
from unison_web.kit.buckets import Bucket
from unison_web.kit.db.engine import connect
from unison_web.kit.manifest import Manifest
from unison_web.kit.storage import Folder, Storage
from unison_web.kit.vault import Vault
from unison_web.kit.web import templates
from unison_web.kit.web.again import TryAgain
from unison_web.kit.web.cookies import Cookies
from unison_web.kit.web.csrf import Csrf
from unison_web.kit.web.errors import on_error
from unison_web.kit.web.faces import View
from unison_web.kit.web.guards import guard
from unison_web.kit.web.listview import own_start
from unison_web.kit.web.live import LiveHub
from unison_web.kit.web.middleware import AroundRequest
from unison_web.kit.web.navigation import Navigation
from unison_web.kit.web.pattern_page import PatternController
from unison_web.kit.web.requests import WebRequest
from unison_web.kit.web.uow import provide_uow
from unison_web.modules import manifests
from unison_web.modules.branding import features
from unison_web.modules.branding.faces import Dressed, Faces
from unison_web.modules.identity.authentication import Authentication, Bearers
from unison_web.modules.identity.service import sessions
from unison_web.modules.identity.service.principals import Principals
from unison_web.modules.identity.service.tokens import Signer
from unison_web.modules.identity.service.why import refused
from unison_web.openapi import docs, openapi_config
from unison_web.settings import Settings, get_settings

LARGEST_BODY = 10 * 1024 * 1024
#: A request makes thousands of objects and hardly a cycle; Python's own numbers make it look for cycles several times.
FEWER_COLLECTIONS = (20_000, 20, 100)


def create_app(settings: Settings | None = None) -> Litestar:
    settings = settings or get_settings()
    logs.configure(settings.log_level)
    modules = manifests()
    app = Litestar(
        route_handlers=[*_routers(modules, settings), *health_routes(), docs, _static()],
        request_class=WebRequest,
        response_class=View,
        dependencies={"uow": Provide(provide_uow)},
        guards=[guard],
        before_request=cast("Any", own_start),
        exception_handlers={Exception: cast("Any", on_error)},
        template_config=TemplateConfig(instance=_templates(settings, modules)),
        compression_config=CompressionConfig(
            backend="brotli", brotli_quality=4, minimum_size=800, brotli_gzip_fallback=True
        ),
        cors_config=CORSConfig(allow_origins=list(settings.cors_origins), allow_headers=["*"])
        if settings.cors_origins
        else None,
        openapi_config=openapi_config(),
        request_max_body_size=LARGEST_BODY,
        state=_state(settings, modules),
        lifespan=[_running],
        logging_config=None,
        debug=False,
    )
    around = AroundRequest(tls=settings.public_url.startswith("https"))
    app.asgi_handler = around(Authentication()(Dressed()(TryAgain()(app.asgi_handler))))
    return app


def _routers(modules: list[Manifest], settings: Settings) -> list[Router]:
    """The same controllers twice: for browsers on ``/``, for programs on ``/api/v1``."""
    shared = [controller for module in modules for controller in module.controllers]
    pages = [page for module in modules for page in module.pages]
    if settings.is_development:
        pages.append(PatternController)
    return [
        Router("/", route_handlers=[*shared, *pages], include_in_schema=False),
        Router("/api/v1", route_handlers=shared, security=[{"bearer": []}]),
    ]


def _templates(settings: Settings, modules: list[Manifest]) -> JinjaTemplateEngine:
    words = {name: word for module in modules for name, word in module.words.items()}
    return templates.engine(words, reload=settings.is_development)


def _static() -> Router:
    forever = CacheControlHeader(max_age=31536000, immutable=True, public=True)
    return create_static_files_router(
        "/static", [templates.STATIC], opt={"permission": "anyone"}, include_in_schema=False, cache_control=forever
    )


def storage_of(settings: Settings) -> Storage:
    """A folder of this machine, or a bucket where an S3 server is named."""
    if settings.storage_url is None:
        return Folder(settings.data_dir / "files")
    return Bucket(
        settings.storage_url, settings.storage_bucket, settings.storage_access_key, settings.storage_secret_key,
        settings.storage_region,
    )  # fmt: skip


def _state(settings: Settings, modules: list[Manifest]) -> State:
    """What lives as long as the process. Requests reach it as ``request.app.state``."""
    engine = connect(settings.database_url)
    sessions.guard_with(door for module in modules for door in module.doors)
    permissions = [str(item) for module in modules for enum in module.permissions for item in enum]
    principals = Principals(engine, permissions, {k: v for module in modules for k, v in module.carried.items()})
    cookies = Cookies(secure=settings.public_url.startswith("https"), secret=settings.secret_key)
    return State(
        {
            "settings": settings,
            "engine": engine,
            "cookies": cookies,
            "storage": storage_of(settings),
            "csrf": Csrf(settings.secret_key, cookies),
            "signer": Signer(settings.secret_key, settings.algorithm, settings.access_token_minutes),
            "principals": principals,
            "bearers": Bearers(make(engine, principals) for module in modules for make in module.bearers),
            "after_password": [check for module in modules for check in module.after_password],
            "ways_in": [way for module in modules for way in module.ways_in],
            "vault": Vault(settings.secret_key, settings.secret_keys_before),
            "explain": partial(refused, engine, principals),
            "lists": {view.noun: view for module in modules for view in module.listings},
            "permissions": permissions,
            "faces": Faces(engine, features.permissions()),
            "navigation": Navigation(entry for module in modules for entry in module.navigation),
            "live": LiveHub(settings.database_url),
            "scans": [scan for module in modules for scan in module.scans],
            "searches": sorted((s for module in modules for s in module.searches), key=lambda s: s.order),
            "opened": [note for module in modules for note in module.opened],
            "deeds": [deed for module in modules for deed in module.deeds],
            "features": {name: any(module.name == name for module in modules) for name in ("search", "notifications")},
        }
    )


@asynccontextmanager
async def _running(app: Litestar) -> AsyncIterator[None]:
    gc.set_threshold(*FEWER_COLLECTIONS)
    await app.state.live.start()
    try:
        yield
    finally:
        await app.state.live.stop()
        await app.state.engine.dispose()
