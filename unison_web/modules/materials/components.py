"""Materials as structures, costs and orders need them: a hundred thousand at a time, read only, no entity each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Protocol
from uuid import UUID

from unison_web.modules.materials.models import MaterialUnit, Unit


class Counted(Protocol):
    """Whatever knows its own unit and what it says about others: a material, or a component of one."""

    @property
    def number(self) -> str: ...
    @property
    def unit_id(self) -> UUID: ...
    @property
    def unit(self) -> Unit: ...
    @property
    def conversions(self) -> Sequence[MaterialUnit]: ...


@dataclass(slots=True, eq=False)
class Component:
    """What it is counted in, and columns of the material in the order in which they are asked for."""

    unit: Unit
    conversions: Sequence[MaterialUnit]
    id: UUID
    number: str
    name: str
    type: str
    phantom: bool
    unit_id: UUID
    standard_cost: Decimal
    currency: str
