"""What a company has already, in one question."""

from __future__ import annotations

from sqlalchemy import ColumnElement, exists, func, select
from sqlalchemy.orm import joinedload

from unison_web.kit.db.repository import Repository
from unison_web.modules.bom.models import Bom
from unison_web.modules.identity.models import Badge, Device
from unison_web.modules.imports.models import Import
from unison_web.modules.machines.models import Machine, WorkCenter
from unison_web.modules.materials.models import Material, Unit
from unison_web.modules.organizations.models import Plant
from unison_web.modules.production.models import LogEntry
from unison_web.modules.routings.models import Routing
from unison_web.modules.work_orders.models import WorkOrder

EXAMPLE = "Example"


class SetupRepository(Repository[LogEntry]):
    model_type = LogEntry

    async def there(self) -> dict[str, bool]:
        """By step, whether the company has it."""
        found = {
            "plant": self._any(Plant),
            "units": self._any(Unit),
            "people": self._any(Badge, Badge.state == "active"),
            "centers": self._any(WorkCenter),
            "machines": self._any(Machine),
            "materials": self._any(Material),
            "bill": self._any(Bom, Bom.state == "released"),
            "routing": self._any(Routing, Routing.state == "released"),
            "order": self._any(WorkOrder),
            "release": self._any(WorkOrder, WorkOrder.released_at.is_not(None)),
            "tablet": self._any(Device, Device.state == "active"),
            "report": self._any(LogEntry, LogEntry.kind == "good"),
        }
        row = (await self.session.execute(select(*(found[name].label(name) for name in found)))).one()
        return dict(row._mapping)

    def _any(self, model: type, *conditions: ColumnElement[bool]) -> ColumnElement[bool]:
        mine = model.organization_id == self.uow.organization_id  # type: ignore[attr-defined]
        return exists().where(mine, *conditions)

    async def first(self) -> LogEntry | None:
        """The first good part of all."""
        options = joinedload(LogEntry.operator), joinedload(LogEntry.order).joinedload(WorkOrder.material)
        good = self.mine().where(LogEntry.kind == "good", LogEntry.quantity > 0)
        return await self.perhaps(good.order_by(LogEntry.id).limit(1), *options)

    async def example(self) -> Import | None:
        """The made-up records that are there."""
        mine = Import.organization_id == self.uow.organization_id
        found = select(Import).where(mine, Import.name == EXAMPLE, Import.state.in_(("done", "undoing")))
        return (await self.session.scalars(found.order_by(Import.id.desc()).limit(1))).first()

    async def unit_of_pieces(self) -> str:
        """The code of the unit things are counted in, or nothing."""
        mine = Unit.organization_id == self.uow.organization_id
        pieces = select(func.min(Unit.code)).where(mine, Unit.dimension == "count", Unit.numerator == Unit.denominator)
        return await self.session.scalar(pieces) or ""
