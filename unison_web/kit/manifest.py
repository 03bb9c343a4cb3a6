"""What a module adds to the application, as plain values."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from unison_web.kit.custom.nouns import Noun
from unison_web.kit.job_records import JobKind
from unison_web.kit.permissions import Permission
from unison_web.kit.preferences import Setting
from unison_web.kit.search import Deed, Search


@dataclass(frozen=True)
class Entry:
    """One line of the navigation. ``area`` is one of the nine words; ``permission`` decides who sees it; ``group`` is
    one of the headings that an area with many lines has (``navigation.GROUPS``), ``also`` are other addresses that
    belong to it."""

    area: str
    label: Any
    href: str
    permission: str
    order: int = 50
    group: str = ""
    also: tuple[str, ...] = ()

    @property
    def path(self) -> str:
        """Where it leads, without the view it opens there."""
        return self.href.partition("?")[0]


@dataclass(frozen=True)
class Manifest:
    """``controllers`` answer on ``/`` and ``/api/v1``; ``pages`` on ``/`` only; ``jobs`` are SAQ functions."""

    name: str
    #: what a company may switch off altogether, as it is called; nothing where it cannot be done without
    feature: Any = ""
    controllers: Sequence[type] = ()
    pages: Sequence[Any] = ()
    permissions: Sequence[type[Permission]] = ()
    navigation: Sequence[Entry] = ()
    #: the work a worker does because somebody asked for it
    jobs: Sequence[JobKind] = ()
    #: jobs that no person asks for, with when they run as cron says it, in UTC: ``("*/5 * * * *", function)``
    schedule: Sequence[tuple[str, Callable[..., Any]]] = ()
    listings: Sequence[Any] = ()
    tables: Sequence[str] = ()
    #: (path → record) resolvers of ``/s/{code}``: ``async (uow, code) -> url or None``
    scans: Sequence[Callable[..., Any]] = ()
    #: the nouns rows of a file can become: ``kit.importing.declaring.Importable``, those first that others need
    importables: Sequence[Any] = ()
    #: the nouns people find by words, and the verbs that need no record: "New order"
    searches: Sequence[Search] = ()
    deeds: Sequence[Deed] = ()
    #: the records that companies give fields of their own, or that such fields refer to
    nouns: Sequence[Noun] = ()
    #: what travels with a signed-in person, by name: ``async (uow, user_id) -> value``, loaded with the person
    carried: Mapping[str, Callable[..., Any]] = field(default_factory=dict)
    #: what follows the password: ``async (uow, user_id) -> the step, or ""``; raises Refused where none may be used
    after_password: Sequence[Callable[..., Any]] = ()
    #: asked before a session of a person opens: ``async (uow, user, method)``; raises Refused where that way is closed
    doors: Sequence[Callable[..., Any]] = ()
    #: links below the sign-in form: ``async (request) -> (words, address) or None``
    ways_in: Sequence[Callable[..., Any]] = ()
    #: how programs prove who they are on `/api/v1`, besides access tokens: ``Class(engine, principals)`` with a
    #: ``prefix``, ``recognize(token, address)`` and ``forget()``
    bearers: Sequence[Any] = ()
    #: what follows when somebody has opened a page of their own: ``async (uow, request)``, in its transaction
    opened: Sequence[Callable[..., Any]] = ()
    #: what companies, plants and people may choose for themselves
    settings: Sequence[Setting] = ()
    #: words and small pure functions its templates use, by name
    words: Mapping[str, Any] = field(default_factory=dict)
