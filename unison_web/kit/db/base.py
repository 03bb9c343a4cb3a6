"""What every table of a company has in common.

``Tenant`` gives a table the key ``(organization_id, id)``. Both columns are the ORM identity, so that every UPDATE
and DELETE names the organization, and every foreign key carries it: another company's row cannot be referred to,
not even by a row that passed row-level security.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from typing import Any, ClassVar, TypeVar
from uuid import UUID

from sqlalchemy import (
    CheckConstraint,
    Computed,
    Date,
    ForeignKeyConstraint,
    Integer,
    MetaData,
    Numeric,
    Text,
    UniqueConstraint,
    Uuid,
)
from sqlalchemy.dialects.postgresql import JSONB, TIMESTAMP
from sqlalchemy.orm import DeclarativeBase, Mapped, declared_attr, mapped_column, relationship

from unison_web.kit import clock
from unison_web.kit.db.ids import new_id

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}

Quantity = Numeric(18, 6)
Money = Numeric(18, 6)
Instant = TIMESTAMP(timezone=True)


class Model(DeclarativeBase):
    """Root of all mapped classes."""

    metadata = MetaData(naming_convention=NAMES)
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        str: Text,
        Decimal: Quantity,
        datetime: Instant,
        date: Date,
        UUID: Uuid(as_uuid=True),
        dict[str, Any]: JSONB(none_as_null=True),
        list[str]: JSONB(none_as_null=True),
    }


class Tenant:
    """Mixin of every table that belongs to a company. ``organization_id`` is filled in at flush from the actor."""

    organization_id: Mapped[UUID] = mapped_column(primary_key=True)
    id: Mapped[UUID] = mapped_column(primary_key=True)
    created_at: Mapped[datetime] = mapped_column(default=clock.now)
    version: Mapped[int] = mapped_column(Integer, nullable=False, default=1)

    #: Columns that never enter the audit trail (secrets), and tables that are no facts of their own (ledgers of
    #: events).
    audit_hidden: ClassVar[frozenset[str]] = frozenset()
    audited: ClassVar[bool] = True

    def __init__(self, **values: Any) -> None:
        values.setdefault("id", new_id())
        super().__init__(**values)

    @declared_attr.directive
    def __mapper_args__(cls) -> dict[str, Any]:  # noqa: N805  declared_attr receives the class
        return {"version_id_col": cls.version}

    @property
    def audit_label(self) -> str:
        """How the audit trail names this row: its number, code or name."""
        for name in ("number", "code", "name", "title"):
            if value := getattr(self, name, None):
                return str(value)
        return str(self.id)


def natural_order(column: str) -> Mapped[str]:
    """The code in ``column`` as lists sort it, kept by the database: WO-9 before WO-10. Never loaded."""
    stored = Computed(f"natural_order({column})", persisted=True)
    return mapped_column(Text, stored, nullable=False, deferred=True, deferred_raiseload=True)


TargetT = TypeVar("TargetT")


def belongs_to(target: type[TargetT] | str, column: str, **options: Any) -> Mapped[TargetT]:
    """A reference within the company: joins on the id *and* the organization; loading it lazily is an error."""
    name = target if isinstance(target, str) else target.__name__

    def join(cls: type) -> str:
        own = cls.__name__
        return f"and_(foreign({own}.{column}) == {name}.id, {own}.organization_id == {name}.organization_id)"

    return _Related(name, join, options)  # type: ignore[return-value]


def has_many(target: str, column: str, **options: Any) -> Any:
    """The other side of :func:`belongs_to`: rows of ``target`` whose ``column`` is this row's id."""

    def join(cls: type) -> str:
        own = cls.__name__
        return f"and_({own}.id == foreign({target}.{column}), {own}.organization_id == {target}.organization_id)"

    return _Related(target, join, {"uselist": True, "viewonly": True, **options})


class _Related(declared_attr):  # type: ignore[type-arg]
    """Builds the relationship once the owning class has its name."""

    def __init__(self, target: str, join: Any, options: dict[str, Any]) -> None:
        def build(cls: type) -> Any:
            return relationship(target, primaryjoin=join(cls), lazy="raise", **{"uselist": False, **options})

        super().__init__(build)


def tenant_fk(column: str, table: str, *, ondelete: str | None = None) -> ForeignKeyConstraint:
    """``(organization_id, column) → table(organization_id, id)``."""
    return ForeignKeyConstraint(
        ["organization_id", column], [f"{table}.organization_id", f"{table}.id"], ondelete=ondelete
    )


def tenant_unique(*columns: str, name: str | None = None) -> UniqueConstraint:
    """Unique within the company, never across companies (a global unique would tell one about the other)."""
    return UniqueConstraint("organization_id", *columns, name=name)


def states(column: str, allowed: Iterable[str]) -> CheckConstraint:
    """``text`` plus CHECK: PostgreSQL enums are not leakproof, so an index on one is useless under row-level
    security."""
    words = ", ".join(f"'{word}'" for word in allowed)
    return CheckConstraint(f"{column} IN ({words})", name=column)
