"""Two transactions got in each other's way and PostgreSQL stopped one: the same request is tried again, before anybody
hears of it. Nothing of the first try is left, so the second is the first again."""

from __future__ import annotations

import asyncio
import random
from typing import Any

from litestar.enums import ScopeType
from litestar.middleware import ASGIMiddleware
from litestar.types import ASGIApp, Message, Receive, Scope, Send
from litestar.utils.scope.state import CONNECTION_STATE_KEY

from unison_web.kit.web.problems import sqlstate_of
from unison_web.kit.web.requests import SAFE_METHODS

#: Serialization failure and deadlock. https://www.postgresql.org/docs/18/mvcc-serialization-failure-handling.html
IN_THE_WAY = frozenset({"40001", "40P01"})
TRIES = 3
#: Seconds, times the number of the try, at random: the two must not meet again.
PAUSE = 0.05
MARK = "in_the_way"


def mark(scope: Any, error: Exception) -> None:
    """Said where the error becomes an answer."""
    if sqlstate_of(error) in IN_THE_WAY:
        scope["state"][MARK] = True


class TryAgain(ASGIMiddleware):
    """Holds an answer back while it may be replaced by that of another try. The last one goes out as it is."""

    scopes = (ScopeType.HTTP,)

    async def handle(self, scope: Scope, receive: Receive, send: Send, next_app: ASGIApp) -> None:
        if scope.get("method") in SAFE_METHODS:
            await next_app(scope, receive, send)
            return
        # what Litestar knows about the first try (that its answer has started) does not hold for the second
        state = {name: value for name, value in scope["state"].items() if name != CONNECTION_STATE_KEY}
        heard = Heard(receive)
        for number in range(1, TRIES + 1):
            scope["state"] = dict(state)
            answer = Held(scope, send, last=number == TRIES)
            await next_app(scope, heard.again(), answer)
            if not answer.dropped:
                return
            await asyncio.sleep(random.uniform(0, PAUSE * number))  # noqa: S311  not a secret


class Heard:
    """The request's messages, kept to be heard again."""

    def __init__(self, receive: Receive) -> None:
        self._receive = receive
        self._messages: list[Any] = []

    def again(self) -> Receive:
        place = 0

        async def receive() -> Any:
            nonlocal place
            if place == len(self._messages):
                self._messages.append(await self._receive())
            place += 1
            return self._messages[place - 1]

        return receive


class Held:
    """Drops an answer that was marked, passes any other on."""

    def __init__(self, scope: Scope, send: Send, *, last: bool) -> None:
        self._scope, self._send, self._last = scope, send, last
        self.dropped = False

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.dropped = not self._last and bool(self._scope["state"].get(MARK))
        if not self.dropped:
            await self._send(message)
