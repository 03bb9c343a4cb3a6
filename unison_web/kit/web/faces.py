"""One handler, three faces: the typed answer of a handler becomes a page, a fragment or JSON, chosen here."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from typing import Any, Generic, TypeVar

import msgspec
from jinja2 import Environment
from litestar import Response
from litestar.response.base import ASGIResponse

from unison_web.kit.web.context import page_context
from unison_web.kit.web.listview import address
from unison_web.kit.web.requests import WebRequest

T = TypeVar("T")
HTML = "text/html"
VARY = "Accept, HX-Request, HX-Target"
API_ROOT = "/api/v1"
#: Blocks drawn for one row at a time, which cannot stand alone.
PER_ROW = "cell_"


class View(Response[T], Generic[T]):
    """The ``response_class`` of the whole application.

    Returned explicitly by a handler that wants its own template, redirect (``then``), message (``flash``) or cookies.
    """

    def __init__(
        self,
        content: T,
        *,
        template: str | None = None,
        then: str | None = None,
        flash: str | None = None,
        **options: Any,
    ) -> None:
        super().__init__(content, **options)
        self.template, self.then, self.flash = template, then, flash

    def to_asgi_response(self, app: Any, request: WebRequest, **options: Any) -> ASGIResponse:  # type: ignore[override]
        self.headers.setdefault("vary", VARY)
        answer = self._choose(request, request.opt, options)
        request.state.answer = answer
        return answer

    def _choose(self, request: WebRequest, opt: dict[str, Any], options: dict[str, Any]) -> ASGIResponse:
        template = self.template or opt.get("template")
        then = self.then or opt.get("then")
        succeeded = (self.status_code or options.get("status_code") or 200) < 400
        if request.wants_json or not (template or then):
            if then and succeeded:
                self.headers["location"] = API_ROOT + filled(then, self.content)
            return super().to_asgi_response(None, request, **options)
        if then and succeeded:
            return self._go(request, filled(then, self.content), self.flash or opt.get("flash"), options)
        return self._render(request, template or "error/error.html", options)

    def _go(self, request: WebRequest, target: str, flash: Any, options: dict[str, Any]) -> ASGIResponse:
        """Post-redirect-get: 303 for a plain form, 204 and ``HX-Location`` for htmx."""
        headers = {k: v for k, v in self.headers.items() if k != "content-type"}
        if flash:
            self.set_cookie(flash_cookie(request, filled(str(flash), self.content)))
        cookies = list(itertools.chain(self.cookies, options.get("cookies") or ()))
        if request.htmx:
            return ASGIResponse(status_code=204, headers={**headers, "HX-Location": target}, cookies=cookies)
        return ASGIResponse(status_code=303, headers={**headers, "Location": target}, cookies=cookies)

    def _render(self, request: WebRequest, template: str, options: dict[str, Any]) -> ASGIResponse:
        engine: Environment = request.app.template_engine.engine  # type: ignore[union-attr]
        page = engine.get_template(template)
        context = page.new_context(page_context(request, self.content))
        render: Callable[..., Iterator[str]] = page.root_render_func
        if request.is_fragment:
            blocks = inherited_blocks(engine, page)
            context.blocks.update(blocks)
            render = block_of(blocks, request.htmx.target) or render
        body = "".join(render(context)).encode()
        addressed = address(request, self.content) if request.is_fragment else {}
        jar = request.app.state.cookies
        spent = [jar.flash("")] if request.state.get("flashes_shown") else []
        if visit := request.scope["state"].get("new_visit"):
            spent.append(jar.make("visit", visit))
        return ASGIResponse(
            body=body,
            media_type=HTML,
            status_code=self.status_code or options.get("status_code") or 200,
            headers={**(options.get("headers") or {}), "cache-control": "no-store", **addressed, **self.headers},
            cookies=[*self.cookies, *(options.get("cookies") or ()), *spent],
            background=self.background,
            is_head_response=options.get("is_head_response", False),
        )


def inherited_blocks(engine: Environment, template: Any) -> dict[str, Any]:
    """Blocks of the template and its parents, nearest first, as ``super()`` wants them: ``template.blocks`` has only
    its own."""
    found: dict[str, Any] = {}
    while template is not None:
        for name, block in template.blocks.items():
            found.setdefault(name, []).append(block)
        template = _parent(engine, template)
    return found


_parents: dict[str, str | None] = {}


def _parent(engine: Environment, template: Any) -> Any:
    """The template named in ``{% extends "…" %}`` (always a literal here), found once and remembered."""
    if template.name not in _parents or engine.auto_reload:
        source = engine.loader.get_source(engine, template.name)[0]  # type: ignore[union-attr]
        head = source.split("{% extends", 1)
        _parents[template.name] = head[1].split("%}", 1)[0].strip(" -\"'") if len(head) == 2 else None
    name = _parents[template.name]
    return engine.get_template(name) if name else None


def block_of(blocks: dict[str, Any], target: str | None) -> Any:
    """``hx-target="#work-orders-rows"`` asks for the block ``rows``; an unknown target gets ``content``."""
    parts = (target or "").split("-")
    for start in range(len(parts)):
        name = "_".join(parts[start:])
        if name in blocks and not name.startswith(PER_ROW):
            return blocks[name][0]
    return blocks["content"][0] if "content" in blocks else None


def filled(pattern: str, content: Any) -> str:
    """``/work-orders/{number}`` with the answer's own fields."""
    if not isinstance(content, msgspec.Struct):
        return str(pattern)
    return str(pattern).format_map({name: getattr(content, name) for name in content.__struct_fields__})


def flash_cookie(request: WebRequest, message: str) -> Any:
    """A message for the next page only, signed so that nobody else can put words on the screen."""
    return request.app.state.cookies.flash(message)
