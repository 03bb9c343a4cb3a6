"""Imports, their files, their rows, and how files of the same headings were read before."""

from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from unison_web.kit.db.base import Model, Tenant, states, tenant_fk, tenant_unique
from unison_web.modules.imports import rules


class Import(Tenant, Model):
    """One or several files that become records together. ``plan`` says how each sheet is read, ``counts`` what its
    rows become."""

    __tablename__ = "imports"
    __table_args__ = (
        tenant_fk("plant_id", "plants"), tenant_fk("requested_by", "users"), states("state", rules.STATES),
    )  # fmt: skip
    audit_hidden: ClassVar[frozenset[str]] = frozenset({"plan", "rows_done"})

    plant_id: Mapped[UUID | None]
    name: Mapped[str]
    state: Mapped[str] = mapped_column(default="mapping")
    plan: Mapped[dict[str, Any]]
    counts: Mapped[dict[str, Any]]
    nouns: Mapped[str] = mapped_column(default="")
    rows_total: Mapped[int] = mapped_column(default=0)
    rows_done: Mapped[int] = mapped_column(default=0)
    error: Mapped[str] = mapped_column(default="")
    requested_by: Mapped[UUID | None]
    finished_at: Mapped[datetime | None]


class _Working:
    """Rows that are no facts of their own: they have no version and no trail."""

    audited: ClassVar[bool] = False
    version = None
    __mapper_args__: ClassVar[dict[str, Any]] = {}


class ImportPart(_Working, Tenant, Model):  # type: ignore[misc]
    __tablename__ = "import_parts"
    __table_args__ = (tenant_fk("import_id", "imports"), tenant_unique("import_id", "file", "position"))

    import_id: Mapped[UUID]
    file: Mapped[int]
    position: Mapped[int]
    content: Mapped[bytes] = mapped_column(LargeBinary)


class ImportRow(_Working, Tenant, Model):  # type: ignore[misc]
    """``said`` are the texts by field; ``problems`` are pairs of field and reason, ``changes`` by field what was and
    what comes."""

    __tablename__ = "import_rows"
    __table_args__ = (tenant_fk("import_id", "imports"),)

    import_id: Mapped[UUID]
    source: Mapped[int]
    row: Mapped[int]
    said: Mapped[dict[str, Any]]
    outcome: Mapped[str]
    problems: Mapped[dict[str, Any] | None]
    changes: Mapped[dict[str, Any] | None]
    record: Mapped[UUID | None]


class ImportMapping(Tenant, Model):
    __tablename__ = "import_mappings"
    __table_args__ = (tenant_unique("noun", "heads"),)
    audited: ClassVar[bool] = False

    noun: Mapped[str]
    heads: Mapped[str]
    mapping: Mapped[dict[str, Any]]
