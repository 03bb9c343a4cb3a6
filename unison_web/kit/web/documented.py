"""What a handler takes without naming it in its signature, said in the OpenAPI document: how a list is asked, and the
key that makes a repeated request harmless."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from litestar.handlers import HTTPRouteHandler
from litestar.openapi.spec import OpenAPIFormat, OpenAPIType, Operation, Parameter, RequestBody, Schema

from unison_web.kit.permissions import ANYONE
from unison_web.kit.web.filters import Filter
from unison_web.kit.web.listing import MOST, PAGE, Listing
from unison_web.kit.web.listview import ListView

TEXT = Schema(type=OpenAPIType.STRING)
NUMBER = r"^-?[0-9]+(\.[0-9]+)?$"


def operation_of(handler: HTTPRouteHandler) -> type[Operation]:
    """An operation that adds its unnamed parameters to those of the signature, and to its body the example that the
    body's struct gives of itself (``example``)."""
    unnamed = [*_of_list(handler.opt.get("listing")), *_of_change(handler)]

    @dataclass
    class Documented(Operation):
        def __post_init__(self) -> None:
            self.parameters = [*(self.parameters or []), *unnamed]
            body = handler.parsed_data_field
            example = getattr(body.annotation, "example", None) if body else None
            if isinstance(self.request_body, RequestBody) and example is not None:
                for media in self.request_body.content.values():
                    media.example = example

    return Documented


def _of_list(view: ListView | None) -> Iterator[Parameter]:
    if view is None:
        return
    listing: Listing[Any] = view.listing
    keys = [column.key for column in listing.columns if column.sort is not None]
    one = f"-?({'|'.join(map(re.escape, keys))})"
    order = Schema(type=OpenAPIType.STRING, pattern=f"^{one}(,{one}){{0,2}}$", default=listing.default_sort)
    count = Schema(type=OpenAPIType.INTEGER, minimum=1, maximum=MOST, default=PAGE)
    yield _query("q", TEXT, "Words that all have to occur")
    yield _query("sort", order, "Up to three columns, `-due,number`; with a minus, from the last to the first")
    yield _query("after", TEXT, "`next` of the page before")
    yield _query("before", TEXT, "`previous` of the page after")
    yield _query("limit", count, "How many")
    names = [column.key for column in listing.columns]
    shown = Schema(type=OpenAPIType.ARRAY, items=Schema(type=OpenAPIType.STRING, enum=names))
    yield _query("cols", shown, "Which columns a page, a print or a file shows, in this order; JSON has every field")
    for item in listing.filters:
        yield _query(item.key, Schema(type=OpenAPIType.ARRAY, items=_said(item)), f"{item.label}: any of these")


def _said(item: Filter) -> Schema:
    if item.options:
        return Schema(type=OpenAPIType.STRING, enum=[value for value, _label in item.options])
    if item.kind == "date":
        return Schema(type=OpenAPIType.STRING, format=OpenAPIFormat.DATE)
    return Schema(type=OpenAPIType.STRING, pattern=NUMBER) if item.kind == "number" else TEXT


def _query(name: str, schema: Schema, description: str) -> Parameter:
    return Parameter(name=name, param_in="query", schema=schema, description=description, required=False)


def _of_change(handler: HTTPRouteHandler) -> Iterator[Parameter]:
    if "POST" not in handler.http_methods or handler.opt.get("permission") == ANYONE:
        return
    yield Parameter(
        name="Idempotency-Key",
        param_in="header",
        schema=Schema(type=OpenAPIType.STRING, max_length=200),
        description="Made by you. Sent again with the same request, it brings the first answer and no second effect",
        required=False,
    )
