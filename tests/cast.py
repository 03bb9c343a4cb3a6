"""The people of two companies, and what they can do in a test: see a page, send a form, call the API."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID, uuid4

import httpx

from unison_web.kit.actor import Actor

ORIGIN = "http://localhost:8000"


@dataclass
class Person:
    """Somebody who is signed in both in a browser and in a program."""

    account: str
    name: str
    role: str
    email: str
    organization: UUID
    app: Any
    secret: str = ""
    token: str = ""
    actor: Actor | None = None
    client: httpx.AsyncClient = field(init=False)

    def __post_init__(self) -> None:
        transport = httpx.ASGITransport(app=self.app, raise_app_exceptions=False)
        self.client = httpx.AsyncClient(
            transport=transport, base_url=ORIGIN, cookies={"session": self.secret} if self.secret else None
        )

    async def see(self, path: str, **params: Any) -> httpx.Response:
        """The whole page."""
        return await self.client.get(path, params=params, headers={"accept": "text/html"})

    async def fragment(self, path: str, target: str, **params: Any) -> httpx.Response:
        """What htmx asks for when it fills ``#target``."""
        headers = {"accept": "text/html", "hx-request": "true", "hx-target": target}
        return await self.client.get(path, params=params, headers=headers)

    async def send(self, path: str, htmx: bool = False, request_key: str = "", **values: Any) -> httpx.Response:
        """A form post from our own page."""
        headers = {"accept": "text/html", "origin": ORIGIN, **({"hx-request": "true"} if htmx else {})}
        form = {"_csrf_token": self.csrf, "_key": request_key or str(uuid4()), **values}
        return await self.client.post(path, data=form, headers=headers)

    async def api(self, method: str, path: str, json: Any = None, key: str = "", **options: Any) -> httpx.Response:
        """The JSON API with a bearer token."""
        headers = {"authorization": f"Bearer {self.token}", **options.pop("headers", {})}
        if method != "GET":
            headers.setdefault("idempotency-key", key or str(uuid4()))
        async with httpx.AsyncClient(transport=self.client._transport, base_url=ORIGIN) as plain:
            return await plain.request(method, "/api/v1" + path, json=json, headers=headers, **options)

    @property
    def csrf(self) -> str:
        jar = self.client.cookies
        tablet = jar.get("floor", "") or jar.get("device", "")
        basis = tablet or jar.get("session", "") or jar.get("visit", "")
        return self.app.state.csrf._sign(basis)
