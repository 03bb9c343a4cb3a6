"""How often an address may knock. In-process, by the peer's own address: a forged header changes nothing."""

from __future__ import annotations

from limits import RateLimitItem, RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

from unison_web.kit.errors import TooMany
from unison_web.kit.i18n import _
from unison_web.kit.web.peers import peer
from unison_web.kit.web.requests import WebRequest


class Limit:
    def __init__(self, name: str, allowed: RateLimitItem) -> None:
        self.name, self.allowed = name, allowed
        self.limiter = MovingWindowRateLimiter(MemoryStorage())

    def check(self, request: WebRequest) -> None:
        """Raises TooMany. The address is the connection's, unless a trusted proxy said otherwise."""
        address = peer(request, request.app.state.settings.trusted_proxies)
        if not self.limiter.hit(self.allowed, self.name, address):
            raise TooMany(_("Too many tries from here. Wait a minute"), retry_after=60)


sign_in = Limit("sign-in", RateLimitItemPerMinute(120))
badge = Limit("badge", RateLimitItemPerMinute(240))
forgotten = Limit("forgotten", RateLimitItemPerMinute(10))
enrolment = Limit("enrolment", RateLimitItemPerMinute(20))
