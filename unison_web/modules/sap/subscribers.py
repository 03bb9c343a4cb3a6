"""What is made is noted for SAP in the transaction of the report; nobody on the floor ever waits for SAP."""

from __future__ import annotations

from unison_web.kit.db.unit_of_work import UnitOfWork
from unison_web.kit.events import on
from unison_web.modules.production.events import Reported
from unison_web.modules.sap.service import noting


@on(Reported)
async def noted_for_sap(uow: UnitOfWork, event: Reported) -> None:
    if event.what in noting.TOLD:
        await noting.note(uow, event)
