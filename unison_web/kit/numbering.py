"""Human numbers: one counter row per organization and kind, so that no sequence is shared between companies."""

from __future__ import annotations

from sqlalchemy import update

from unison_web.kit.db.ledger import NumberSeries
from unison_web.kit.db.unit_of_work import UnitOfWork

#: First value and pattern of a kind nobody configured yet. ``{plant}`` and ``{year}`` may appear in a pattern, too.
DEFAULTS = {
    "work_order": ("WO-{n}", 10001), "shipment": ("SH-{n}", 1001), "lot": ("L-{n}", 10001),
    "serial": ("SN-{n}", 100001), "recall": ("RC-{n}", 1001),
    "partner": ("P-{n}", 1001), "customer_order": ("CO-{n}", 1001),
    "engineering_change": ("EC-{n}", 1001), "plant_move": ("PM-{n}", 1001), "subcontract": ("SC-{n}", 1001),
    "handling_unit": ("HU-{n}", 100001), "sscc": ("{n}", 1),
}  # fmt: skip


async def next_number(uow: UnitOfWork, kind: str) -> str:
    """The next number of ``kind``, for example ``WO-10482``. Locks the counter row until the transaction ends."""
    return (await next_numbers(uow, kind, 1))[0]


async def next_numbers(uow: UnitOfWork, kind: str, count: int) -> list[str]:
    """As many as are needed at once, in one step of the counter."""
    taken = await _take(uow, kind, count)
    if taken is None:
        pattern, first = DEFAULTS[kind]
        uow.session.add(NumberSeries(kind=kind, pattern=pattern, next_value=first))
        await uow.session.flush()
        taken = await _take(uow, kind, count)
    assert taken is not None
    pattern, value = taken
    return [written(pattern, value + place, uow) for place in range(count)]


def written(pattern: str, value: int, uow: UnitOfWork) -> str:
    """The number as the company writes it; the year is the plant's."""
    return pattern.format(n=value, plant=uow.actor.plant_code, year=uow.now().astimezone(uow.actor.timezone).year)


async def _take(uow: UnitOfWork, kind: str, count: int) -> tuple[str, int] | None:
    statement = (
        update(NumberSeries)
        .where(NumberSeries.organization_id == uow.organization_id, NumberSeries.kind == kind)
        .values(next_value=NumberSeries.next_value + count)
        .returning(NumberSeries.pattern, NumberSeries.next_value - count)
        .execution_options(synchronize_session=False)
    )
    row = (await uow.session.execute(statement)).one_or_none()
    return (row[0], row[1]) if row else None
