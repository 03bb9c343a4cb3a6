"""Files the planner brought before: one that went in, one that was taken back, one that still has errors."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncEngine

from unison_web.kit.actor import Actor
from unison_web.kit.db.unit_of_work import unit_of_work
from unison_web.modules.identity.models import User
from unison_web.modules.imports.models import Import
from unison_web.modules.imports.service import going
from unison_web.modules.imports.service.going import Meant
from unison_web.modules.imports.service.taking import Given

#: Price list of a supplier, as its shop exports it.
PAINTS = """\
Artikelnummer;Bezeichnung;Mengeneinheit;Beschaffungsart;Preis
PT-RAL3020;Powder paint, traffic red;G;Fremdbezug;0,031
PT-RAL5015;Powder paint, sky blue;G;Fremdbezug;0,029
PT-RAL9005;Powder paint, jet black;G;Fremdbezug;0,024
PT-RAL9016;Powder paint, traffic white;G;Fremdbezug;0,024
"""
#: Brought with another price by mistake, and taken back.
BELLS = """\
Artikelnummer;Bezeichnung;Mengeneinheit;Beschaffungsart;Preis
BL-B101;Bicycle bell, brass;EA;Fremdbezug;1150
BL-B102;Bicycle bell, black;EA;Fremdbezug;890
"""
RACKS = """\
number,name,unit,type,standard_cost,gtin
RK-F201,Front rack,EA,buy,18.90,
RK-R202,Rear rack,PAIR,buy,24.50,
RK-R203,Rear rack with strap,EA,buy,26.x,
RK-R204,Child seat adapter,EA,buy,11.20,5901234123458
RK-F201,Front rack again,EA,buy,17.90,
"""


async def brought(engine: AsyncEngine, actor: Actor, mail: str) -> None:
    """Through the importer itself, as the person with this address."""
    async with unit_of_work(engine, actor) as uow:
        here = User.organization_id == actor.organization_id, User.email == mail
        user = await uow.session.scalar(select(User).where(*here))
    if user is None:
        raise LookupError(mail)
    planner = replace(actor, user_id=user.id, name=user.name)
    done = await bring(engine, planner, "powder-paints-2026.csv", PAINTS)
    await going.apply(engine, planner, done.id, leave_out=False)
    wrong = await bring(engine, planner, "bells.csv", BELLS)
    await going.apply(engine, planner, wrong.id, leave_out=False)
    await going.undo(engine, planner, wrong.id)
    await bring(engine, planner, "racks.csv", RACKS)


async def bring(engine: AsyncEngine, planner: Actor, name: str, text: str) -> Import:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_text(text, "utf-8")
        return await going.check(engine, planner, [Given(name, path)], Meant("materials"))
