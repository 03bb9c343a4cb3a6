"""Settings that companies, plants and people choose for themselves. Each is declared once, by the module it is for.

What counts is the narrowest choice: a person's over their plant's, over the company's, over the system's. The system's
is the declared one, or what ``UNISON_SETTING_<KEY>`` says (``UNISON_SETTING_SESSION_HOURS=8``).
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from sqlalchemy import UniqueConstraint, select
from sqlalchemy.orm import Mapped

from unison_web.kit import i18n
from unison_web.kit.db.base import Model, Tenant, states, tenant_fk
from unison_web.kit.db.unit_of_work import UnitOfWork

SCOPES = ("organization", "plant", "user")
LONGEST = 200


@dataclass(frozen=True)
class Setting:
    """``kind`` is whole, digits (``low`` to ``high``, or none), choice or language. ``scopes`` says who may choose,
    widest first. ``homes`` names the row and the column of choices that stand with their record (a plant's language
    with the plant), and ``rights`` who may choose there."""

    key: str
    label: Any
    help: Any
    kind: str
    default: str
    scopes: tuple[str, ...]
    low: int = 0
    high: int = 0
    unit: Any = ""
    options: tuple[tuple[str, Any], ...] = ()
    homes: Mapping[str, tuple[Any, str]] = field(default_factory=dict)
    rights: Mapping[str, str] = field(default_factory=dict)

    @property
    def system(self) -> str:
        """What counts where nobody chose."""
        said = os.environ.get("UNISON_SETTING_" + self.key.upper().replace(".", "_"), "")
        return said if said and self.fits(said) else self.default

    def fits(self, value: str) -> bool:
        if self.kind == "whole":
            return value.isascii() and value.isdigit() and len(value) < 10 and self.low <= int(value) <= self.high
        if self.kind == "digits":
            return not value or (value.isascii() and value.isdigit() and self.low <= len(value) <= self.high)
        if self.kind == "language":
            return i18n.exists(value)
        return value in {key for key, _label in self.options}


class StoredSetting(Tenant, Model):
    """What somebody chose."""

    __tablename__ = "setting_values"
    __table_args__ = (
        states("scope", SCOPES), tenant_fk("plant_id", "plants"), tenant_fk("user_id", "users"),
        UniqueConstraint("organization_id", "key", "plant_id", "user_id", postgresql_nulls_not_distinct=True),
    )  # fmt: skip

    key: Mapped[str]
    scope: Mapped[str]
    plant_id: Mapped[UUID | None]
    user_id: Mapped[UUID | None]
    value: Mapped[str]

    @property
    def audit_label(self) -> str:
        return str(_settings[self.key].label) if self.key in _settings else self.key


_settings: dict[str, Setting] = {}


def declare(settings: Iterable[Setting]) -> None:
    _settings.update((setting.key, setting) for setting in settings)


def every() -> list[Setting]:
    return list(_settings.values())


def of(key: str) -> Setting | None:
    return _settings.get(key)


@dataclass(frozen=True)
class Chosen:
    """What was chosen in a company, as far as one person is concerned: (key, scope, plant) → value."""

    values: Mapping[tuple[str, str, UUID | None], str] = field(default_factory=dict)

    def source(self, key: str, plant: UUID | None) -> tuple[str, str]:
        """The value that counts, and whose it is."""
        setting = _settings[key]
        for scope in reversed(SCOPES):
            value = self.values.get((key, scope, plant if scope == "plant" else None))
            if scope in setting.scopes and value is not None and setting.fits(value):
                return value, scope
        return setting.system, "system"

    def value(self, key: str, plant: UUID | None = None) -> str:
        return self.source(key, plant)[0]

    def number(self, key: str, plant: UUID | None = None) -> int:
        return int(self.value(key, plant))


NOTHING = Chosen()


async def load(uow: UnitOfWork, user: UUID | None = None) -> Chosen:
    """The choices of the company, its plants and, where one is named, of a person."""
    statement = select(StoredSetting.key, StoredSetting.scope, StoredSetting.plant_id, StoredSetting.value).where(
        StoredSetting.organization_id == uow.organization_id,
        StoredSetting.user_id.is_(None) | (StoredSetting.user_id == user),
    )
    rows = await uow.session.execute(statement)
    return Chosen({(key, scope, plant): value for key, scope, plant, value in rows})


async def keep(uow: UnitOfWork, key: str, scope: str, value: str) -> None:
    """What was chosen for the company, the plant the actor works in, or the actor; nothing forgets the choice."""
    place, person = uow.actor.plant_id if scope == "plant" else None, uow.actor.user_id if scope == "user" else None
    mine = (
        StoredSetting.organization_id == uow.organization_id, StoredSetting.key == key, StoredSetting.scope == scope,
        StoredSetting.plant_id.is_not_distinct_from(place), StoredSetting.user_id.is_not_distinct_from(person),
    )  # fmt: skip
    row = await uow.session.scalar(select(StoredSetting).where(*mine).with_for_update())
    if row and not value:
        await uow.session.delete(row)
    elif row:
        row.value = value
    elif value:
        uow.session.add(StoredSetting(key=key, scope=scope, plant_id=place, user_id=person, value=value))
