"""The OpenAPI 3.1 document of ``/api/v1`` and a page to read it that loads nothing from elsewhere."""

from __future__ import annotations

from litestar import Router, get
from litestar.openapi.config import OpenAPIConfig
from litestar.openapi.plugins import JsonRenderPlugin
from litestar.openapi.spec import Components, SecurityScheme

from unison_web import __version__
from unison_web.kit.permissions import ANYONE
from unison_web.kit.web.faces import View

DESCRIPTION = """Everything a person can do in Unison, for programs.

Sign in with `POST /auth/login` and send `Authorization: Bearer …`. Every POST that creates or moves something takes an
`Idempotency-Key`: send the same key again after a broken connection and you get the first answer, never a second
effect. Refusals are `application/problem+json` (RFC 9457) with a stable `code` and the wrong fields in `errors`.
"""


@get(["/api/v1/docs", "/api/docs"], permission=ANYONE, template="layouts/docs.html", include_in_schema=False)
async def docs() -> View[None]:
    """A page to read the document and try it. Everything it loads comes from this server."""
    return View(None, template="layouts/docs.html")


def openapi_config() -> OpenAPIConfig:
    return OpenAPIConfig(
        title="Unison",
        version=__version__,
        description=DESCRIPTION,
        openapi_router=Router("/api/v1", route_handlers=[], opt={"permission": ANYONE}, include_in_schema=False),
        render_plugins=[JsonRenderPlugin(path="/openapi.json")],
        components=Components(
            security_schemes={"bearer": SecurityScheme(type="http", scheme="bearer", bearer_format="JWT")}
        ),
        servers=[],
    )
