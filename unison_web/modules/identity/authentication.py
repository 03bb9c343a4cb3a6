"""From a request to an actor: a session cookie on ``/``, a bearer token on ``/api/v1``, a tablet's key on
``/floor``."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from litestar.enums import ScopeType
from litestar.middleware import ASGIMiddleware
from litestar.types import ASGIApp, Receive, Scope, Send

from unison_web.kit import i18n
from unison_web.kit.actor import Actor
from unison_web.kit.custom import fields
from unison_web.kit.errors import SignInNeeded, TooMany
from unison_web.kit.web import frame
from unison_web.kit.web.frame import Frame
from unison_web.kit.web.peers import peer
from unison_web.kit.web.problems import problem_of
from unison_web.kit.web.requests import WebRequest
from unison_web.modules.identity.service import secrets
from unison_web.modules.identity.service.principals import Principal

#: The same for everybody, and asked for with every page.
NOBODYS = ("/static/", "/health", "/ca.crt")
AWAY = 503
#: Where a tablet's own key counts. `/floor-board` is a page of the office.
ON_TABLETS = ("/floor/", "/wall", "/live", "/s/")


class Authentication(ASGIMiddleware):
    """Puts ``user``, ``plants`` and ``auth_by`` into the scope. Deciding what may be done is the guard's business."""

    scopes = (ScopeType.HTTP,)

    async def handle(self, scope: Scope, receive: Receive, send: Send, next_app: ASGIApp) -> None:
        request: WebRequest = WebRequest(scope)
        scope["user"] = None
        fields.use(fields.NONE)
        frame.works_in([])
        if not scope["path"].startswith(NOBODYS):
            await recognize(request)
        speak(request)
        await next_app(scope, receive, send)


async def recognize(request: WebRequest) -> None:
    """Who asks, and from which tablet. While the database is away nobody is known, and the guard says so: this runs
    before routing, where an error would have no page."""
    scope: Any = request.scope
    try:
        if (scope["path"] + "/").startswith(ON_TABLETS):
            scope["device"] = await tablet(request)
        principal = await identified(request)
    except Exception as error:
        if problem_of(error).status != AWAY:
            raise
        scope["away"] = error
        return
    if principal:
        scope["must_enrol"] = principal.by_password and principal.carried.get("must_enrol", False)
        scope["user"], scope["plants"], scope["carried"] = principal.actor, principal.plants, principal.carried
        fields.use(principal.carried.get("custom_fields", fields.NONE))
        frame.works_in([plant.id for plant in principal.plants])


async def identified(request: WebRequest) -> Principal | None:
    """The principal, if any. A token that is not valid any more is told by the guard, not here: this runs before
    routing."""
    try:
        return await (bearer(request) if request.is_api else cookie(request))
    except (SignInNeeded, TooMany) as refusal:
        request.scope["refusal"] = refusal  # type: ignore[typeddict-unknown-key]
        return None


async def tablet(request: WebRequest) -> Actor | None:
    """The enrolled tablet this browser is."""
    state = request.app.state
    key = state.cookies.device(request.cookies)
    return await state.principals.of_key(secrets.digest(key)) if key else None


def speak(request: WebRequest) -> None:
    """From here on words, times and money are written the way this person and this plant write them."""
    actor = request.actor or request.device
    asked = request.headers.get("accept-language", "en").split(",")[0].split(";")[0].strip()
    i18n.speak(actor.locale if actor else asked[:10])
    if actor:
        frame.current.set(Frame(actor.timezone, actor.currency))


async def cookie(request: WebRequest) -> Principal | None:
    """The session of a browser, or, on the floor, of the person acting at an enrolled tablet."""
    state = request.app.state
    token = request.headers.get("x-actor-token", "")
    if token and request.scope["path"].startswith("/floor/"):
        return await actor_token(request, token)
    secret = state.cookies.acting(request.cookies, request.scope["path"])
    if not secret:
        return None
    request.scope["auth_by"] = "cookie"  # type: ignore[typeddict-unknown-key]
    principal: Principal | None = await state.principals.of_secret(secrets.digest(secret))
    return principal


async def bearer(request: WebRequest) -> Principal | None:
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not token:
        return None
    state = request.app.state
    if key := await state.bearers.recognize(request, token.strip()):
        request.scope["auth_by"] = "key"  # type: ignore[typeddict-unknown-key]
        return key  # type: ignore[no-any-return]
    claims = state.signer.read(token.strip(), "access")
    request.scope["auth_by"] = "bearer"  # type: ignore[typeddict-unknown-key]
    principal: Any = await state.principals.of_session(claims["organization_id"], claims["sid"])
    return principal  # type: ignore[no-any-return]


async def actor_token(request: WebRequest, token: str) -> Principal | None:
    """A replayed floor report comes with its own person, not with whoever holds the tablet now."""
    state = request.app.state
    claims = state.signer.read(token, "floor")
    request.scope["auth_by"] = "actor-token"  # type: ignore[typeddict-unknown-key]
    principal: Any = await state.principals.of_session(claims["organization_id"], claims["sid"])
    return principal  # type: ignore[no-any-return]


class Bearers:
    """What modules recognize besides access tokens, each by how it starts."""

    def __init__(self, readers: Iterable[Any]) -> None:
        self._readers = {reader.prefix: reader for reader in readers}

    async def recognize(self, request: WebRequest, token: str) -> Principal | None:
        for prefix, reader in self._readers.items():
            if token.startswith(prefix):
                found: Principal = await reader.recognize(
                    token, peer(request, request.app.state.settings.trusted_proxies)
                )
                return found
        return None

    def forget(self) -> None:
        """This process sees a change at once, others within five seconds."""
        for reader in self._readers.values():
            reader.forget()
