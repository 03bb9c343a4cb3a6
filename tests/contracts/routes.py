"""Everything the application answers, as data."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from litestar import Litestar

API = "/api/v1"
#: Not ours, or an open end: the document itself, files, streams that do not stop, pages for developers only.
ELSEWHERE = frozenset({"/static/{file_path}", "/api/v1/{path}", "/api/v1", "/live", "/health/metrics"}) | frozenset(
    {"/_patterns", "/_patterns/options"}
)


@dataclass(frozen=True)
class Route:
    method: str
    path: str
    permission: str
    handler: Any

    @property
    def opt(self) -> dict[str, Any]:
        return dict(self.handler.opt)

    @property
    def on_api(self) -> bool:
        return self.path.startswith(API)

    @property
    def record(self) -> str:
        """The path without the mount."""
        return self.path.removeprefix(API) or "/"

    @property
    def params(self) -> list[str]:
        return [part.split("}")[0] for part in self.path.split("{")[1:]]

    @property
    def template(self) -> str | None:
        return self.opt.get("template")

    def __str__(self) -> str:
        return f"{self.method} {self.path}"

    def at(self, params: dict[str, Any]) -> str:
        return self.path.format_map(params)


def routes_of(app: Litestar) -> Iterator[Route]:
    for route in app.routes:
        for handler in getattr(route, "route_handlers", []):
            for method in sorted(handler.http_methods - {"OPTIONS", "HEAD"}):
                yield Route(method, route.path_format, str(handler.opt.get("permission") or ""), handler)


def ours(app: Litestar) -> list[Route]:
    """Sorted, without what is not a contract of ours."""
    return sorted((r for r in routes_of(app) if r.path not in ELSEWHERE), key=lambda route: (route.path, route.method))
