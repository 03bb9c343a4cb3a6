"""Around every request: an id, a log line, limits, and the security headers no answer may miss."""

from __future__ import annotations

import logging
import re
import secrets
import time
from typing import Any

from litestar.enums import ScopeType
from litestar.middleware import ASGIMiddleware
from litestar.types import ASGIApp, Message, Receive, Scope, Send

from unison_web.kit.web import metrics

log = logging.getLogger("unison.access")
GIVEN_ID = re.compile(r"[A-Za-z0-9._-]{8,64}")

_CSP = (
    "default-src 'none'; script-src 'self'{scan}; style-src 'self'; img-src 'self' data:; media-src 'self'; "
    "font-src 'self'; connect-src 'self'; manifest-src 'self'; worker-src 'self'; "
    "form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)
CSP, CSP_SCANNING = (_CSP.format(scan=scan).encode() for scan in ("", " 'wasm-unsafe-eval'"))
HEADERS = [
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"same-origin"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"x-frame-options", b"DENY"),
    (b"permissions-policy", b"camera=(self), microphone=(self), geolocation=(), payment=()"),
]
SCANNING = ("/scan", "/floor/")


class AroundRequest(ASGIMiddleware):
    """Outermost layer. ``tls`` adds HSTS."""

    scopes = (ScopeType.HTTP,)

    def __init__(self, *, tls: bool) -> None:
        self.tls = tls

    async def handle(self, scope: Scope, receive: Receive, send: Send, next_app: ASGIApp) -> None:
        state: dict[str, Any] = scope.setdefault("state", {})
        state["request_id"] = request_id = self._request_id(scope)
        started, status = time.perf_counter(), 0

        async def sending(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                message["headers"] = [*message["headers"], *self._headers(scope, message, request_id)]
            await send(message)

        try:
            await next_app(scope, receive, sending)
        finally:
            self._finish(scope, status, time.perf_counter() - started)

    @staticmethod
    def _request_id(scope: Scope) -> str:
        """A caller's own id is kept when it looks like one, so that a trace crosses systems."""
        given = next((value for name, value in scope["headers"] if name == b"x-request-id"), b"").decode("latin-1")
        return given if GIVEN_ID.fullmatch(given) else secrets.token_hex(8)

    def _headers(self, scope: Scope, message: Message, request_id: str) -> list[tuple[bytes, bytes]]:
        present = {name.lower() for name, _value in message["headers"]}  # type: ignore[typeddict-item]
        added = [
            *HEADERS,
            (b"content-security-policy", CSP_SCANNING if scope["path"].startswith(SCANNING) else CSP),
            (b"x-request-id", request_id.encode()),
        ]
        if self.tls:
            added.append((b"strict-transport-security", b"max-age=31536000"))
        if b"cache-control" not in present:
            added.append((b"cache-control", b"no-store"))
        return [pair for pair in added if pair[0] not in present]

    def _finish(self, scope: Scope, status: int, seconds: float) -> None:
        method = str(scope.get("method", ""))
        metrics.note(method, str(scope.get("path_template") or "unmatched"), status, seconds)
        if scope["path"].startswith(("/static/", "/health")):
            return
        actor = scope.get("user")
        log.info(
            "%s %s %s", method, scope["path"], status,
            extra={
                "method": method, "path": scope["path"], "status": status, "ms": round(seconds * 1000, 1),
                "request_id": scope["state"]["request_id"],
                "organization_id": str(actor.organization_id) if actor else None,
                "user_id": str(actor.user_id) if actor and actor.user_id else None,
            },
        )  # fmt: skip
