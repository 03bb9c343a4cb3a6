"""What a use case may refuse, in words a person understands. ``kit.web.errors`` turns these into answers."""

from __future__ import annotations

from typing import Any


class UnisonError(Exception):
    """Base of every refusal a person may see. ``status`` is the HTTP status, ``code`` the stable problem code."""

    status = 400
    code = "bad-request"

    #: where a person goes on; programs read the code
    leads_to: str = ""

    def __init__(self, message: str = "", *, code: str | None = None) -> None:
        super().__init__(message)
        self.message = str(message)
        if code:
            self.code = code


class Refused(UnisonError):
    """A rule said no. Keyword arguments name the field each sentence belongs to.

    ``Refused("An order needs a routing")`` or ``Refused(quantity="Must be above zero")``. ``confirm`` is a question the
    caller may answer by asking again with one more field: ``{"field": …, "label": …}``.
    """

    status = 422
    code = "refused"
    confirm: dict[str, object] | None = None

    def __init__(self, message: str = "", *, code: str | None = None, **fields: str) -> None:
        super().__init__(message or next(iter(fields.values()), ""), code=code)
        self.fields = {name: str(text) for name, text in fields.items()}

    @classmethod
    def at(cls, field: str, sentence: str, *, code: str | None = None) -> Refused:
        """For fields whose names are taken by this constructor: ``code``, ``message``."""
        error = cls(sentence, code=code)
        error.fields = {field: str(sentence)}
        return error


class NotFound(UnisonError):
    """Missing, archived beyond reach, or another company's: always the same words."""

    status = 404
    code = "not-found"


class Conflict(UnisonError):
    """Somebody else was first; the caller has to look again."""

    status = 409
    code = "conflict"


class Outdated(UnisonError):
    """The version the caller started from is not the current one any more."""

    status = 412
    code = "outdated"

    def __init__(self, message: str = "", **versus: str) -> None:
        """``versus`` says both values and whose the other one is, where that is known: yours, now, who."""
        super().__init__(message)
        self.versus = versus


class SignInNeeded(UnisonError):
    status = 401
    code = "sign-in-needed"


class StepNeeded(SignInNeeded):
    """The password was right, and something has to follow; ``ticket`` says for whom."""

    def __init__(self, message: str, *, code: str, ticket: str, leads_to: str) -> None:
        super().__init__(message, code=code)
        self.ticket, self.leads_to = ticket, leads_to


class Forbidden(UnisonError):
    """The actor is known, the permission is missing. ``permission`` names it so that somebody can grant it, ``why``
    says which roles were looked at and who that somebody is."""

    status = 403
    code = "forbidden"

    def __init__(self, message: str = "", *, permission: str = "", code: str | None = None, why: Any = None) -> None:
        super().__init__(message, code=code)
        self.permission, self.why = permission, why


class TooMany(UnisonError):
    """Rate limit or lock-out. ``retry_after`` is in seconds."""

    status = 429
    code = "too-many-requests"

    def __init__(self, message: str = "", *, retry_after: int = 60) -> None:
        super().__init__(message)
        self.retry_after = retry_after


class Unavailable(UnisonError):
    """Something Unison leans on does not answer just now. ``retry_after`` is in seconds."""

    status = 503
    code = "unavailable"

    def __init__(self, message: str = "", *, retry_after: int = 5) -> None:
        super().__init__(message)
        self.retry_after = retry_after
