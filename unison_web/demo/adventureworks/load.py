"""Master data into a company, through the same importer as anybody's files."""

from __future__ import annotations

from unison_web.demo.adventureworks.factory import load
from unison_web.demo.adventureworks.records import Factory
from unison_web.demo.adventureworks.rows import KINDS, rows
from unison_web.kit.db.unit_of_work import UnitOfWork
from unison_web.kit.importing.report import Report
from unison_web.modules.imports.service.run import run


async def master_data(uow: UnitOfWork, factory: Factory | None = None) -> list[Report]:
    """Units, materials, bills, machines and routings of the bicycle factory, in this order. Again is no double."""
    factory = factory or load()
    return [await run(uow, kind, rows(factory, kind)) for kind in KINDS]
