"""Where a tablet stands."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy.orm import Mapped

from unison_web.kit.db.base import Model, Tenant, belongs_to, tenant_fk, tenant_unique
from unison_web.modules.identity.models import Device
from unison_web.modules.machines.models import Machine


class Station(Tenant, Model):
    """One tablet at one machine."""

    __tablename__ = "stations"
    __table_args__ = (
        tenant_fk("plant_id", "plants"), tenant_fk("machine_id", "machines"), tenant_fk("device_id", "devices"),
        tenant_unique("device_id"),
    )  # fmt: skip

    plant_id: Mapped[UUID]
    machine_id: Mapped[UUID]
    device_id: Mapped[UUID]
    machine: Mapped[Machine] = belongs_to(Machine, "machine_id")
    device: Mapped[Device] = belongs_to(Device, "device_id")
