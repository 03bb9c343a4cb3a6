"""The one exception handler: problem+json for programs, the same form again or an error page for people."""

from __future__ import annotations

import logging
from typing import Any

from litestar import Response
from litestar.exceptions import ValidationException

from unison_web.kit.errors import Refused, StepNeeded, UnisonError
from unison_web.kit.web import again
from unison_web.kit.web.faces import View
from unison_web.kit.web.forms import Form, field_errors
from unison_web.kit.web.idempotency import Replay
from unison_web.kit.web.problems import Problem, problem_of, sqlstate_of
from unison_web.kit.web.requests import WebRequest
from unison_web.kit.web.security import refused_statement
from unison_web.kit.web.templates import TEMPLATES

log = logging.getLogger("unison.web")


def on_error(request: WebRequest, error: Exception) -> Response[Any]:
    """Synchronous on purpose: Litestar answers an empty 500 when an exception handler is asynchronous."""
    if isinstance(error, Replay):
        return error.response()
    if isinstance(error, UnisonError) and error.leads_to and not request.wants_json:
        return View(None, then=error.leads_to, status_code=200, cookies=_ticket(request, error))
    again.mark(request.scope, error)
    problem = problem_of(error)
    problem.instance, problem.request_id = request.scope["path"], request.request_id
    model = request.model
    if isinstance(error, ValidationException):
        problem.errors = _validation_errors(error, model, request.state.get("raw"))
    _log(request, error, problem)
    if _belongs_to_form(request, error, problem) and model:
        return _form_again(request, problem, model)
    if request.wants_json:
        return Response(
            problem, status_code=problem.status, media_type="application/problem+json", headers=_headers(problem)
        )
    return View(problem, template=_page(request, problem), status_code=problem.status, headers=_headers(problem))


def _ticket(request: WebRequest, error: UnisonError) -> list[Any]:
    """How far somebody got with signing in, for the page that goes on."""
    ticket = error.ticket if isinstance(error, StepNeeded) else ""
    return [request.app.state.cookies.make("ticket", ticket, max_age=600)] if ticket else []


def _belongs_to_form(request: WebRequest, error: Exception, problem: Problem) -> bool:
    """A refusal of what somebody typed goes back to the form they typed it in; so does "somebody else was first"."""
    refused = problem.status in (409, 412, 422, 429) or isinstance(error, Refused)
    return refused and _can_be_drawn(request) and not request.wants_json


def _can_be_drawn(request: WebRequest) -> bool:
    """Not before what stands around the form was looked up: a path that leads nowhere has no form."""
    known = not request.opt.get("about") or request.state.get("form_context") is not None
    return known and _form_template(request) is not None


def _form_again(request: WebRequest, problem: Problem, model: Any) -> Response[Any]:
    """The same template with the refusal's status, everything that was typed, and every error at its field."""
    conflict = problem.detail if problem.status in (409, 412) else ""
    errors = problem.errors or ({} if conflict else {"": problem.detail})
    typed = request.state.get("typed") or request.state.get("raw") or {}
    form = Form(model, typed, errors, context=request.state.get("form_context"))
    form.action, form.conflict = request.scope["path"], conflict
    return View(form, template=_form_template(request), status_code=problem.status, headers=_headers(problem))


def _form_template(request: WebRequest) -> str | None:
    return request.opt.get("form")


def _validation_errors(error: ValidationException, model: Any, raw: Any) -> dict[str, str]:
    errors = field_errors(model, raw) if model else {}
    for extra in error.extra or ():
        if isinstance(extra, dict) and (key := extra.get("key")) and key != "data":
            errors.setdefault(key, extra.get("message", ""))
    return errors or {"": error.detail}


def _headers(problem: Problem) -> dict[str, str]:
    headers = {}
    if problem.retry_after:
        headers["Retry-After"] = str(problem.retry_after)
    if problem.status == 401:
        headers["WWW-Authenticate"] = "Bearer"
    return headers


def _page(request: WebRequest, problem: Problem) -> str:
    """A fragment inside a page, else the page of this status, else the page for any."""
    if request.is_fragment:
        return "error/fragment.html"
    own = f"error/{problem.status}.html"
    return own if (TEMPLATES / own).is_file() else "error/error.html"


def _log(request: WebRequest, error: Exception, problem: Problem) -> None:
    if sqlstate_of(error) == "42501":
        refused_statement(request, error)
    if problem.status >= 500:
        level = logging.ERROR if problem.code == "bug" else logging.WARNING
        log.log(level, "request failed: %s", problem.code, exc_info=error if problem.code == "bug" else None)
    elif isinstance(error, Refused) or problem.status in (409, 412):
        log.info("refused: %s", problem.detail)
