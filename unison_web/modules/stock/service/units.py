"""Numbers of handling units, for whoever makes them: shipments, pallets of production, labels."""

from __future__ import annotations

from unison_web.engine.gs1.elements import sscc
from unison_web.kit import preferences
from unison_web.kit.db.unit_of_work import UnitOfWork
from unison_web.kit.numbering import next_numbers
from unison_web.modules.stock.declared import GS1_PREFIX

LENGTH_OF_SSCC = 18


async def unit_numbers(uow: UnitOfWork, count: int = 1) -> list[str]:
    """An SSCC for each (GS1 General Specifications, AI 00), each number once in a company's life. Without a GS1 company
    prefix they are numbers of our own: nothing may claim what GS1 did not give out."""
    prefix = (await preferences.load(uow)).value(GS1_PREFIX)
    if not prefix:
        return await next_numbers(uow, "handling_unit", count)
    return [sscc(0, prefix, int(serial)) for serial in await next_numbers(uow, "sscc", count)]


def is_sscc(number: str) -> bool:
    return len(number) == LENGTH_OF_SSCC and number.isascii() and number.isdigit()
