"""Cookie names and attributes in one place. ``__Host-`` where there is TLS, a plain name on localhost without it."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Mapping
from urllib.parse import quote, unquote

from litestar.datastructures import Cookie

#: Addresses that an office page and a tablet both ask for.
SHARED = ("/live", "/s/", "/wall")


class Cookies:
    """Makes and reads Unison's cookies. ``secure`` is true where the public address is https."""

    def __init__(self, *, secure: bool, secret: str) -> None:
        self._secure = secure
        self._secret = secret.encode()
        self._prefix = "__Host-" if secure else ""

    def make(self, name: str, value: str, *, max_age: int | None = None) -> Cookie:
        """HttpOnly, SameSite=Lax, for this host only. An empty value removes the cookie."""
        age = 0 if value == "" else max_age
        return Cookie(
            key=self._prefix + name,
            value=value,
            max_age=age,
            path="/",
            secure=self._secure,
            httponly=True,
            samesite="lax",
        )

    def read(self, cookies: Mapping[str, str], name: str) -> str:
        return cookies.get(self._prefix + name, "")

    def session(self, cookies: Mapping[str, str]) -> str:
        return self.read(cookies, "session")

    def badge(self, cookies: Mapping[str, str]) -> str:
        """The person acting at a tablet. Its own cookie: one browser may be somebody's office and a tablet at once."""
        return self.read(cookies, "floor")

    def acting(self, cookies: Mapping[str, str], path: str) -> str:
        """The secret that counts on ``path``: the badge on the floor of a tablet, the office's session elsewhere."""
        if self.on_tablet(cookies, path):
            return self.badge(cookies)
        return self.session(cookies) or (self.badge(cookies) if path.startswith(SHARED) else "")

    def on_tablet(self, cookies: Mapping[str, str], path: str) -> bool:
        return (path + "/").startswith("/floor/") and bool(self.device(cookies))

    def device(self, cookies: Mapping[str, str]) -> str:
        return self.read(cookies, "device")

    def visit(self, cookies: Mapping[str, str]) -> str:
        return self.read(cookies, "visit")

    @staticmethod
    def new_visit() -> str:
        return secrets.token_urlsafe(18)

    def flash(self, message: str) -> Cookie:
        """One signed message for the next page."""
        value = f"{self._mark(message)}.{quote(message)}" if message else ""
        return self.make("flash", value, max_age=60)

    def read_flash(self, cookies: Mapping[str, str]) -> str:
        mark, _, quoted = self.read(cookies, "flash").partition(".")
        message = unquote(quoted)
        return message if message and hmac.compare_digest(mark, self._mark(message)) else ""

    def _mark(self, message: str) -> str:
        return hmac.new(self._secret, b"flash:" + message.encode(), hashlib.sha256).hexdigest()[:32]
