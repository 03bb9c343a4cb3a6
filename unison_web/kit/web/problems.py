"""Every refusal becomes one :class:`Problem` (RFC 9457), whatever raised it."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

import msgspec
from litestar.exceptions import HTTPException, ValidationException
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm.exc import StaleDataError

from unison_web.kit.errors import Forbidden, Outdated, Refused, StepNeeded, TooMany, Unavailable, UnisonError
from unison_web.kit.i18n import _, lazy
from unison_web.kit.permissions import Why


class Problem(msgspec.Struct, omit_defaults=True):
    """RFC 9457. ``code`` is stable, ``errors`` names every field that was wrong, ``confirm`` is what would make it
    go, ``conflict`` both values where somebody else was first."""

    status: int
    title: str
    detail: str = ""
    code: str = ""
    type: str = "about:blank"
    instance: str = ""
    errors: dict[str, str] = {}
    request_id: str = ""
    permission: str = ""
    why: Why | None = None
    retry_after: int = 0
    ticket: str = ""
    confirm: dict[str, Any] | None = None
    conflict: dict[str, str] = {}


#: SQLSTATE (whole or class) → status, code, words. https://www.postgresql.org/docs/18/errcodes-appendix.html
SQLSTATES: dict[str, tuple[int, str, str]] = {
    "23505": (409, "already-exists", "There is already one of these"),
    "23503": (409, "in-use", "Something this refers to is missing, or something else still refers to it"),
    "23514": (422, "refused", "A value is outside what is allowed"),
    "23502": (422, "refused", "A value is missing"),
    "23P01": (409, "overlap", "This overlaps with something that is there already"),
    "40001": (503, "try-again", "Two people changed the same thing at once. Try again"),
    "40P01": (503, "try-again", "Two people changed the same thing at once. Try again"),
    "42501": (403, "isolation", "This belongs to somebody else"),
    "53100": (507, "disk-full", "The database has no space left"),
    "55P03": (409, "busy", "Somebody is working on this right now. Try again"),
    "57014": (503, "too-slow", "This took too long and was stopped"),
    "22": (422, "refused", "A value cannot be stored"),
    "08": (503, "database-away", "The database does not answer just now"),
    "57P": (503, "database-away", "The database does not answer just now"),
    "53": (503, "database-busy", "The database is too busy just now"),
}

DATABASE_GONE = (ConnectionError, TimeoutError)


def problem_of(error: Exception) -> Problem:
    """Status, code and words for anything that can be raised. What is not known is a 500, and a bug."""
    if isinstance(error, UnisonError):
        return _of_refusal(error)
    if isinstance(error, StaleDataError):
        return _problem(
            412, "outdated", _("Somebody changed this in the meantime. Look again, then repeat your change")
        )
    if sqlstate := sqlstate_of(error):
        return _of_sqlstate(sqlstate)
    if isinstance(error, RecursionError):
        return _problem(400, "too-deep", _("The body is nested too deeply"))
    if isinstance(error, ValidationException):
        return _problem(422, "refused", _("Some values are missing or wrong"))
    if isinstance(error, HTTPException):
        return _of_http(error)
    if isinstance(error, DATABASE_GONE) or _connection_lost(error):
        return _problem(503, "database-away", _("The database does not answer just now"), retry_after=5)
    return _problem(500, "bug", _("Something went wrong on our side. It has been logged"))


def sqlstate_of(error: Exception) -> str:
    if isinstance(error, DBAPIError):
        return str(getattr(error.orig, "sqlstate", "") or "")
    return str(getattr(error, "sqlstate", "") or "")


#: What a person reads above the sentence; programs read the phrase of the status.
HEADINGS: dict[int, Any] = {
    401: lazy("Sign in first"),
    403: lazy("You may not do this"),
    404: lazy("There is nothing here"),
    405: lazy("This cannot be done here"),
    409: lazy("Somebody else was first"),
    412: lazy("Somebody changed this meanwhile"),
    413: lazy("This is too large"),
    422: lazy("This was not done"),
    429: lazy("Too many tries"),
    500: lazy("Something went wrong"),
    503: lazy("Not available just now"),
    507: lazy("The disk is full"),
}


def heading(status: int) -> Any:
    return HEADINGS.get(status) or _("This did not work")


def _problem(status: int, code: str, detail: str, **more: Any) -> Problem:
    return Problem(status=status, title=title_of(status), detail=detail, code=code, **more)


def title_of(status: int) -> str:
    return _(HTTPStatus(status).phrase) if status in HTTPStatus._value2member_map_ else _("Error")


def _of_refusal(error: UnisonError) -> Problem:
    problem = _problem(error.status, error.code, error.message or _(DEFAULT_WORDS.get(error.code, "")))
    if isinstance(error, Refused):
        problem.errors, problem.confirm = error.fields, error.confirm
    if isinstance(error, Outdated):
        problem.conflict = error.versus
    if isinstance(error, StepNeeded):
        problem.ticket = error.ticket
    if isinstance(error, Forbidden):
        problem.permission, problem.why = error.permission, error.why
    if isinstance(error, TooMany | Unavailable):
        problem.retry_after = error.retry_after
    return problem


DEFAULT_WORDS = {
    "not-found": "There is nothing here by that name",
    "forbidden": "Your roles do not include this",
    "sign-in-needed": "Sign in first",
}


def _of_sqlstate(sqlstate: str) -> Problem:
    for key in (sqlstate, sqlstate[:3], sqlstate[:2]):
        if key in SQLSTATES:
            status, code, words = SQLSTATES[key]
            return _problem(status, code, _(words), retry_after=2 if status == 503 else 0)
    return _problem(500, "bug", _("Something went wrong on our side. It has been logged"))


def _of_http(error: HTTPException) -> Problem:
    codes = {404: "not-found", 405: "method-not-allowed", 413: "too-large", 429: "too-many-requests"}
    status = error.status_code
    code = codes.get(status, HTTPStatus(status).phrase.lower().replace(" ", "-"))
    detail = _(DEFAULT_WORDS["not-found"]) if status == 404 else error.detail
    return _problem(status, code, detail)


def _connection_lost(error: Exception) -> bool:
    return isinstance(error, DBAPIError) and (error.connection_invalidated or "connection" in str(error.orig).lower())
