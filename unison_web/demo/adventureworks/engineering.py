"""What the engineers and the calculators of the bicycle factory did: rates, alternates, a change, roll-ups."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from unison_web.kit.db.unit_of_work import UnitOfWork
from unison_web.kit.db.writes import bulk_insert
from unison_web.modules.bom.depth import AlternateIn, LossIn, OutputIn
from unison_web.modules.bom.models import Bom
from unison_web.modules.bom.repository import BomRepository, LineRepository
from unison_web.modules.bom.service import bills, depth, sheet
from unison_web.modules.bom.sheets import CellsIn
from unison_web.modules.changes import service as changes
from unison_web.modules.changes.schemas import ChangedBillIn, ChangeIn
from unison_web.modules.costing.schemas import CostRateIn
from unison_web.modules.costing.service import keeping
from unison_web.modules.costing.service.calculation import calculate
from unison_web.modules.currencies import service as currencies
from unison_web.modules.currencies.schemas import RateIn
from unison_web.modules.materials.models import Material, MaterialCost
from unison_web.modules.materials.repository import CostRepository, MaterialRepository
from unison_web.modules.materials.schemas.costs import CostIn
from unison_web.modules.materials.service import costs

BIKE, FRAME, FRONT, REAR = "BK-R93R-62", "FR-R92R-62", "FW-R820", "RW-R820"
BRAKES, PEDAL = "FB-9873", "PD-R853"


async def engineering(uow: UnitOfWork) -> None:
    """Everything at a distance from today, so that the demo is never old."""
    today = costs.today(uow)
    friday = today - timedelta(days=(today.weekday() - 4) % 7 or 7)
    await rates(uow, friday)
    await estimates(uow, today)
    await imported_brakes(uow, today)
    await depth_of_frame(uow, today)
    await change(uow, today)
    await roll_ups(uow, today)


async def rates(uow: UnitOfWork, friday: date) -> None:
    """Fridays only, as many banks publish them."""
    for weeks, euro, pound in ((8, "1.0712", "1.2518"), (4, "1.0794", "1.2606"), (1, "1.0866", "1.2655")):
        day = friday - timedelta(weeks=weeks - 1)
        for base, value in (("EUR", euro), ("GBP", pound)):
            said = RateIn(base=base, quote="USD", value=Decimal(value), valid_from=day, source="House bank")
            await currencies.record(uow, said)
    start = date(friday.year, 1, 1)
    await keeping.set_rate(uow, CostRateIn(kind="labour", amount=Decimal("31.50"), valid_from=start, note="Agreement"))
    await keeping.set_rate(uow, CostRateIn(kind="overhead", amount=Decimal(12), valid_from=start, note="Budget"))


async def imported_brakes(uow: UnitOfWork, today: date) -> None:
    """Front brakes come from Europe; the vendor raised the price three weeks ago."""
    brakes = await record(uow, BRAKES)
    for days, amount in ((60, "44.10"), (21, "46.90")):
        said = CostIn(
            amount=Decimal(amount), currency="EUR", valid_from=today - timedelta(days=days), note="Offer of the vendor"
        )
        await costs.record(uow, brakes, said)


async def estimates(uow: UnitOfWork, today: date) -> None:
    """The source knows no cost of raw material; the buyers put down what they think it is."""
    materials = MaterialRepository(uow)
    bought = await materials.all(materials.mine().where(Material.type == "buy").order_by(Material.number))
    known = await CostRepository(uow).as_of([each.id for each in bought], today)
    rows = [
        {
            "material_id": each.id, "kind": "standard", "amount": Decimal(35 + 17 * place % 240) / 100,
            "currency": "USD", "quantity": Decimal(1), "unit_id": each.unit_id,
            "valid_from": date(today.year - 1, 1, 1), "source": "entry", "note": "Estimate of purchasing",
        }
        for place, each in enumerate(bought)
        if each.id not in known
    ]  # fmt: skip
    await bulk_insert(uow, MaterialCost, rows)


async def cut_offs(uow: UnitOfWork) -> None:
    """Cut-offs of the frame are sold: orders bring them in beside the frames."""
    cut = OutputIn(material="MS-0253", quantity=Decimal("0.25"), kind="by", cost_share=Decimal(1))
    await depth.add_output(uow, await released(uow, FRAME, costs.today(uow)), cut)


async def depth_of_frame(uow: UnitOfWork, today: date) -> None:
    """Welding loses two in a hundred frames; the pedal has alternates."""
    frame = await released(uow, FRAME, today)
    await depth.set_loss(uow, frame, LossIn(operation=20, scrap=Decimal(2)))
    bike = await released(uow, BIKE, today)
    bike_id, pedal_id = bike.id, next(line.id for line in bike.lines if line.component.number == PEDAL)
    for priority, (number, approved) in enumerate((("PD-R563", True), ("PD-M562", False)), start=1):
        line = await LineRepository(uow).record(bike_id, pedal_id)
        await depth.propose(uow, line, AlternateIn(component=number, priority=priority))
        if approved:
            line = await LineRepository(uow).record(bike_id, pedal_id)
            await depth.decide(uow, pedal_id, line.alternates[0].id, "approve")


async def change(uow: UnitOfWork, today: date) -> None:
    """Two wheels get more spokes, together."""
    key = (
        await changes.create(
            uow,
            ChangeIn(
                title="More spokes in the wheels of the Road-150",
                reason="Eleven wheels came back out of true this season, all of them ridden by people above 95 kg.",
            ),
        )
    ).id
    for number in (FRONT, REAR):
        draft = await bills.copy(uow, await released(uow, number, today), "B")
        draft.valid_from = today + timedelta(days=28)
        spokes = max(draft.lines, key=lambda line: line.quantity)
        cells = CellsIn(
            id=spokes.id, component=spokes.component.number, quantity=spokes.quantity + 4, unit=spokes.unit.code,
            operation=spokes.operation, valid_from=spokes.valid_from, position=spokes.position,
        )  # fmt: skip
        await sheet.save(uow, draft, [cells])
        said = ChangedBillIn(material=number, revision="B")
        await changes.add_bill(uow, await changes.again(uow, key), said)
    await changes.move(uow, await changes.again(uow, key), "submit")


async def roll_ups(uow: UnitOfWork, today: date) -> None:
    """One before the vendor raised the price, one after."""
    bike = await record(uow, BIKE)
    for days in (30, 0):
        await keeping.keep(uow, await calculate(uow, bike, today - timedelta(days=days), "USD", Decimal(20)))


async def record(uow: UnitOfWork, number: str) -> Material:
    known = await MaterialRepository(uow).meant(number)
    return await MaterialRepository(uow).record(known.id)


async def released(uow: UnitOfWork, number: str, today: date) -> Bom:
    bom = await BomRepository(uow).valid((await record(uow, number)).id, today)
    if bom is None:
        raise LookupError(number)
    return await BomRepository(uow).record(bom.id)
