"""Was this request made on our own page? Token *and* origin must say so. The JSON API has no cookies and needs
neither."""

from __future__ import annotations

import hashlib
import hmac
from urllib.parse import urlsplit

from unison_web.kit.errors import Forbidden
from unison_web.kit.i18n import _
from unison_web.kit.web.cookies import Cookies
from unison_web.kit.web.requests import WebRequest

TRUSTED_SITES = frozenset({"same-origin", "none"})


class Csrf:
    """The token is an HMAC of the session (or, before sign-in, of a visit cookie): nobody can mint one for somebody
    else."""

    def __init__(self, secret: str, cookies: Cookies) -> None:
        self._secret = secret.encode()
        self._cookies = cookies

    def token_for(self, request: WebRequest) -> str:
        basis = self._basis(request)
        if not basis:
            basis = request.scope.setdefault("state", {}).setdefault("new_visit", self._cookies.new_visit())
        return self._sign(basis)

    async def check(self, request: WebRequest) -> None:
        """Raises Forbidden. Requests authenticated by a bearer or actor token carry no ambient authority and pass."""
        if request.is_api or request.scope.get("auth_by") in ("bearer", "actor-token"):
            return
        self._check_origin(request)
        given = request.headers.get("x-csrf-token") or ""
        if not given and request.is_form:
            given = str((await request.form()).get("_csrf_token", ""))
        basis = self._basis(request)
        if not basis or not hmac.compare_digest(given.encode(), self._sign(basis).encode()):
            raise Forbidden(_("This page is too old to be sent. Reload it and try again"), code="csrf")

    def _check_origin(self, request: WebRequest) -> None:
        site = request.headers.get("sec-fetch-site")
        if site and site not in TRUSTED_SITES:
            raise Forbidden(_("This request came from another site"), code="csrf")
        origin = request.headers.get("origin")
        if origin and origin != "null" and urlsplit(origin).netloc != request.headers.get("host"):
            raise Forbidden(_("This request came from another site"), code="csrf")

    def _basis(self, request: WebRequest) -> str:
        jar, path = request.cookies, request.scope["path"]
        if self._cookies.on_tablet(jar, path):
            return self._cookies.badge(jar) or self._cookies.device(jar)
        return (
            self._cookies.session(request.cookies)
            or self._cookies.visit(request.cookies)
            or self._cookies.device(request.cookies)
        )

    def _sign(self, basis: str) -> str:
        return hmac.new(self._secret, b"csrf:" + basis.encode(), hashlib.sha256).hexdigest()
