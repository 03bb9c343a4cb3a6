"""How machines and work centers are found. A plant has hundreds of them, so every row is looked at."""

from __future__ import annotations

from sqlalchemy import select

from unison_web.kit.db.search import likeness
from unison_web.kit.db.unit_of_work import UnitOfWork
from unison_web.kit.i18n import lazy as _
from unison_web.kit.search import SHOWN, Deed, Hit, Search, Sought, best
from unison_web.modules.machines.models import Machine, WorkCenter
from unison_web.modules.machines.rules import Machines
from unison_web.modules.organizations.models import Plant


async def machines(uow: UnitOfWork, sought: Sought) -> list[Hit]:
    meant, rank = likeness(sought, Machine.code, Machine.name, Machine.location)
    statement = (
        select(Machine.id, Machine.code, Machine.name, Machine.location, Plant.code, Machine.state, rank)
        .join(Machine.plant)
        .where(Machine.organization_id == uow.organization_id, Machine.life == "active", meant)
        .order_by(rank.desc(), Machine.code)
        .limit(SHOWN)
    )
    rows = await uow.session.execute(statement)
    return best(
        [
            Hit(code, f"/machines/{key}", name, ", ".join(filter(None, (where, plant))), state, "machine", rank=sure)
            for key, code, name, where, plant, state, sure in rows
        ]
    )


async def centers(uow: UnitOfWork, sought: Sought) -> list[Hit]:
    meant, rank = likeness(sought, WorkCenter.code, WorkCenter.name)
    statement = (
        select(WorkCenter.id, WorkCenter.code, WorkCenter.name, Plant.code, rank)
        .join(WorkCenter.plant)
        .where(WorkCenter.organization_id == uow.organization_id, WorkCenter.state == "active", meant)
        .order_by(rank.desc(), WorkCenter.code)
        .limit(SHOWN)
    )
    rows = await uow.session.execute(statement)
    return best([Hit(code, f"/work-centers/{key}", name, plant, rank=sure) for key, code, name, plant, sure in rows])


SEARCHES = (
    Search("machines", _("Machines"), "/machines", Machines.READ, machines, order=30),
    Search("work-centers", _("Work centers"), "/work-centers", Machines.READ, centers, order=40),
)
DEEDS = (
    Deed(_("New machine"), "/machines/new", Machines.WRITE),
    Deed(_("New work center"), "/work-centers/new", Machines.WRITE),
)
