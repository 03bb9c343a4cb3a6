"""The ``uow`` argument of a handler. The transaction commits after the answer is rendered and before it is sent."""

from __future__ import annotations

from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from litestar.di import NamedDependency
from litestar.params import SkipValidation

from unison_web.kit.actor import Actor
from unison_web.kit.db.unit_of_work import UnitOfWork, unit_of_work
from unison_web.kit.errors import Forbidden, SignInNeeded
from unison_web.kit.web import idempotency
from unison_web.kit.web.requests import WebRequest

Uow = NamedDependency[SkipValidation[UnitOfWork]]


async def provide_uow(request: WebRequest) -> AsyncGenerator[UnitOfWork, None]:
    """The unit of work of the signed-in actor."""
    if request.actor is None:
        raise SignInNeeded
    async with opened(request, request.actor) as uow:
        try:
            yield uow
        except Forbidden as error:
            if error.permission and error.why is None:
                error.why = await request.app.state.explain(request.actor, error.permission)
            raise


@asynccontextmanager
async def opened(request: WebRequest, actor: Actor) -> AsyncIterator[UnitOfWork]:
    """One request is one unit of work. Litestar leaves the dependency after ``View`` has rendered the answer, so what
    is stored for a repeated request is exactly what is sent, and nothing is sent that was not committed."""
    reason = request.headers.get("x-reason", "")[:500]
    async with unit_of_work(request.app.state.engine, actor, request_id=request.request_id, reason=reason) as uow:
        if actor.viewer_id:  # whatever is written then, such as the end of looking, is the viewer's own doing
            uow.session.info["actor"] = Actor(actor.organization_id, actor.viewer_id, actor.viewed_by)
        claimed = await idempotency.claim(uow, request)
        await _look_around(uow, request)
        yield uow
        answer = request.state.get("answer")
        await _note(uow, request, answer)
        if claimed is not None and answer is not None:
            await idempotency.remember(uow, claimed, answer, idempotency.vault_of(request))


async def _note(uow: UnitOfWork, request: WebRequest, answer: Any) -> None:
    """A whole page was opened: some modules remember that."""
    opened = request.method == "GET" and not (request.is_fragment or request.wants_json)
    if opened and answer is not None and answer.status_code == 200:
        for note in request.app.state.opened:
            await note(uow, request)


async def _look_around(uow: UnitOfWork, request: WebRequest) -> None:
    """What a form shows around itself, ``about=`` of its route: known before anything can be refused, because an answer
    to a mistake is made without the database. Programs see no form."""
    about = request.scope["route_handler"].opt.get("about")
    if about and not request.wants_json:
        request.state.form_context = await about(request, uow, **request.path_params)
