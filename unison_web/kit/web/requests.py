"""The request: form posts and JSON bodies reach the same typed ``data`` argument, and carry the same request key."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any, cast

from litestar.exceptions import ClientException
from litestar_htmx import HTMXRequest

from unison_web.kit.actor import Actor
from unison_web.kit.web import handwriting
from unison_web.kit.web.nesting import nest

API = "/api/"
DOCS = frozenset({"/api/v1/docs", "/api/docs"})
FORM_TYPES = frozenset({"application/x-www-form-urlencoded", "multipart/form-data"})
LONGEST_PATH = 2000
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})


class WebRequest(HTMXRequest):
    """Adds to Litestar's request: which face is asked for, who asks, and the body in one shape."""

    @property
    def is_api(self) -> bool:
        return self.scope["path"].startswith(API)

    @property
    def wants_json(self) -> bool:
        """JSON on ``/api/…`` always (its documentation page aside), elsewhere when it is asked for and HTML is not."""
        accept = self.headers.get("accept", "")
        if self.scope["path"] in DOCS:
            return False
        return self.is_api or ("json" in accept and "text/html" not in accept)

    @property
    def is_form(self) -> bool:
        return self.content_type[0] in FORM_TYPES

    @property
    def is_fragment(self) -> bool:
        """htmx asks for a part of the page; after a history miss it needs the whole page instead."""
        return bool(self.htmx) and not self.htmx.history_restore_request

    @property
    def actor(self) -> Actor | None:
        return cast("Actor | None", self.scope.get("user"))

    @property
    def device(self) -> Actor | None:
        """The enrolled tablet this browser is, as an actor without rights."""
        return cast("Actor | None", self.scope.get("device"))

    @property
    def plants(self) -> tuple[Any, ...]:
        """The plants the actor may switch to."""
        return cast("tuple[Any, ...]", self.scope.get("plants", ()))

    @property
    def carried(self) -> Mapping[str, Any]:
        """What the modules let travel with this person."""
        return cast("Mapping[str, Any]", self.scope.get("carried", {}))

    @property
    def opt(self) -> dict[str, Any]:
        """What the matched route declared; nothing where no route matched."""
        handler: Any = self.scope.get("route_handler")
        return dict(handler.opt) if handler else {}

    @property
    def request_id(self) -> str:
        return str(self.scope.get("state", {}).get("request_id", ""))

    async def json(self) -> Any:
        raw = await self._form_body() if self.is_form else await self._json_body()
        self.state.raw = raw  # exception handlers are synchronous: what was typed has to be here already
        return raw

    async def _form_body(self) -> dict[str, Any]:
        items = [(name, said) for name, said in (await self.form()).multi_items() if isinstance(said, str)]
        model = self.model
        emptied = handwriting.emptied([name for name, value in items if value == ""], model)
        self.state.next = safe_path(str(dict(items).get("_next", "")))
        self.state.typed = {**emptied, **nest(items)}  # a refused form shows this again, not what was made of it
        return handwriting.read(self.state.typed, model)

    @property
    def model(self) -> Any:
        """The type the matched handler wants its body in, if it wants one."""
        field = getattr(self.scope.get("route_handler"), "parsed_data_field", None)
        return field.annotation if field else None

    async def _json_body(self) -> Any:
        try:
            raw = await super().json()
        except UnicodeDecodeError as error:
            raise ClientException("The body must be UTF-8") from error
        if raw is not None and not isinstance(raw, dict | list):
            raise ClientException("The body must be a JSON object")
        return raw

    async def body(self) -> bytes:
        # A multipart stream is read once, by form(); asking for the raw bytes again would wait for ever. That there
        # is a body has to be said all the same.
        return b"parts" if self.content_type[0] == "multipart/form-data" else await super().body()

    async def request_key(self) -> str:
        """The idempotency key: a header from programs and the floor, a hidden field from forms."""
        key = self.headers.get("idempotency-key", "")
        if not key and self.is_form:
            key = str((await self.form()).get("_key", ""))
        return key.strip()

    async def fingerprint(self) -> str:
        """A hash of what was asked, so that a key cannot be reused for something else."""
        said = await self.body()
        if self.is_form:
            fields = sorted((k, str(v)) for k, v in (await self.form()).multi_items() if k != "_csrf_token")
            said = repr(fields).encode()
        return hashlib.sha256(f"{self.method} {self.scope['path']}\n".encode() + said).hexdigest()


def safe_path(given: str) -> str:
    """A path of our own to go on to, or nothing: never another site's."""
    inside = given.startswith("/") and not given.startswith(("//", "/\\")) and given.isprintable()
    return given if inside and len(given) < LONGEST_PATH else ""
