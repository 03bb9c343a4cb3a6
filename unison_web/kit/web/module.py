"""Controllers and their verbs. The same controller is mounted on ``/`` and on ``/api/v1``."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from litestar import Controller, delete, get, patch, post, put
from litestar.handlers import BaseRouteHandler, HTTPRouteHandler
from litestar.openapi.datastructures import ResponseSpec
from litestar.params import JSONBody as Body

from unison_web.kit.web.documented import operation_of
from unison_web.kit.web.problems import Problem

__all__ = ["Body", "Module", "delete", "get", "page", "patch", "post", "put"]

PROBLEMS = {
    401: "Not signed in",
    403: "A permission is missing",
    404: "Not there, or another company's",
    409: "Somebody else was first",
    422: "Some values are missing or wrong",
    429: "Too many requests",
}


def page(*paths: str, **options: Any) -> Callable[..., Any]:
    """A GET that only people need (a form to fill in): not part of the JSON API."""
    return get(list(paths), page=True, include_in_schema=False, **options)


class Module(Controller):
    """Base of all controllers: page-only handlers stay off the API, and every operation documents its refusals."""

    def get_route_handlers(self) -> list[BaseRouteHandler]:
        on_api = str(self.owner.path).startswith("/api")
        handlers = [handler for handler in super().get_route_handlers() if not (on_api and handler.opt.get("page"))]
        for handler in handlers:
            if isinstance(handler, HTTPRouteHandler):
                handler.responses = {**self._problems(handler), **(handler.responses or {})}
                handler.operation_class = operation_of(handler)
        return handlers

    @staticmethod
    def _problems(handler: HTTPRouteHandler) -> dict[int, ResponseSpec]:
        reads = handler.http_methods <= {"GET", "HEAD"}
        codes = [code for code in PROBLEMS if not (reads and code == 409)]
        return {
            code: ResponseSpec(
                Problem, description=PROBLEMS[code], media_type="application/problem+json", generate_examples=False
            )
            for code in codes
        }
