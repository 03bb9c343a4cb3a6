"""Default deny: a route without ``permission=`` is closed, whoever asks."""

from __future__ import annotations

from litestar.connection import ASGIConnection
from litestar.handlers import BaseRouteHandler

from unison_web.kit.errors import Forbidden, SignInNeeded
from unison_web.kit.i18n import _
from unison_web.kit.permissions import ANYONE, SIGNED_IN
from unison_web.kit.web.requests import SAFE_METHODS, WebRequest

#: Where people go who have to add a second factor before anything else.
ENROL = "/me/security/app"


async def guard(connection: ASGIConnection, handler: BaseRouteHandler) -> None:  # type: ignore[type-arg]
    """Who may come in, and, on the browser's side, whether the request was really made on our own page."""
    if isinstance(connection, WebRequest) and connection.method == "OPTIONS":
        return
    permission = handler.opt.get("permission")
    if permission is None:
        raise Forbidden
    if away := connection.scope.get("away"):
        raise away  # type: ignore[misc]
    if permission != ANYONE:
        await authorize(connection, str(permission))
    if isinstance(connection, WebRequest) and connection.method not in SAFE_METHODS:
        only_looking(connection, handler)
        await connection.app.state.csrf.check(connection)


async def authorize(connection: ASGIConnection, permission: str) -> None:  # type: ignore[type-arg]
    actor = connection.scope.get("user")
    if actor is None:
        raise connection.scope.get("refusal") or SignInNeeded()  # type: ignore[misc]
    if connection.scope.get("must_enrol") and not connection.route_handler.opt.get("enrolling"):
        missing = Forbidden(_("Your company needs a second factor. Add one first"), code="second-factor-missing")
        missing.leads_to = ENROL
        raise missing
    if permission == SIGNED_IN and actor.key_id and connection.scope.get("method") not in SAFE_METHODS:
        raise Forbidden(_("This is for people. A key cannot do it"), code="not-for-keys")
    if permission != SIGNED_IN and not actor.may(permission):
        raise Forbidden(permission=permission, why=await connection.app.state.explain(actor, permission))


def only_looking(request: WebRequest, handler: BaseRouteHandler) -> None:
    """Who looks at the product as somebody else changes nothing in that person's name."""
    actor = request.actor
    if actor and actor.viewer_id and not handler.opt.get("while_viewing"):
        words = _("You only look at Unison as {name}, so nothing was changed. Press Stop to go on as yourself")
        raise Forbidden(words.format(name=actor.name), code="only-looking")
