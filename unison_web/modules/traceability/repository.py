"""Edges walked by the database: an index is read from node to node, so that the size of the rest does not matter."""

from __future__ import annotations

from collections.abc import Collection
from decimal import Decimal
from typing import Any, NamedTuple
from urllib.parse import unquote, urlsplit
from uuid import UUID

from sqlalchemy import ARRAY, Uuid, any_, cast, func, select, text
from sqlalchemy.orm import joinedload

from unison_web.engine.gs1.elements import NotGs1
from unison_web.engine.gs1.scan import bare, understand
from unison_web.kit.db.repository import Repository
from unison_web.kit.db.unit_of_work import UnitOfWork
from unison_web.kit.web.structs import tidy
from unison_web.modules.materials.models import Material, Unit
from unison_web.modules.partners.models import Partner
from unison_web.modules.stock.models import Lot, StockBalance
from unison_web.modules.traceability.models import Recall, RecallDrill, RecallLot
from unison_web.modules.work_orders.models import WorkOrder

#: More than this is not a trace but the whole plant.
MOST = 20000
WALK = """
WITH RECURSIVE reach(kind, id) AS (
  SELECT CAST(:kind AS text), CAST(:id AS uuid)
  UNION
  SELECT far.kind, far.id FROM reach CROSS JOIN LATERAL (
    SELECT e.{far}_kind AS kind, e.{far}_id AS id FROM lot_edges e
    WHERE e.organization_id = :organization AND e.{near}_id = reach.id
    GROUP BY e.{far}_kind, e.{far}_id HAVING sum(e.quantity) > 0) far)
SELECT kind, id FROM reach WHERE id <> :id LIMIT :most
"""
STEPS = """
SELECT e.{near}_id, e.{far}_kind, e.{far}_id, min(e.kind), sum(e.quantity), max(e.document)
FROM lot_edges e WHERE e.organization_id = :organization AND e.{near}_id = ANY(CAST(:ids AS uuid[]))
GROUP BY e.{near}_id, e.{far}_kind, e.{far}_id HAVING sum(e.quantity) > 0 ORDER BY min(e.occurred_at), e.{far}_id
"""
ENDS = {"down": ("source", "target"), "up": ("target", "source")}


class Step(NamedTuple):
    """One edge as it is seen from ``parent``."""

    parent: UUID
    kind: str
    id: UUID
    how: str
    quantity: Decimal
    document: str


class Face(NamedTuple):
    """How a node is shown."""

    label: str
    name: str
    unit: str
    on_hand: Decimal
    held: bool
    href: str


async def reach(uow: UnitOfWork, kind: str, node: UUID, direction: str) -> list[tuple[str, UUID]]:
    """Everything below, or above, of a node."""
    near, far = ENDS[direction]
    asked = {"organization": uow.organization_id, "kind": kind, "id": node, "most": MOST}
    rows = await uow.session.execute(text(WALK.format(near=near, far=far)), asked)
    return [(row[0], row[1]) for row in rows]


async def steps(uow: UnitOfWork, nodes: Collection[UUID], direction: str) -> list[Step]:
    """The edges that begin, or end, at the nodes; each pair once, with all its quantity."""
    if not nodes:
        return []
    near, far = ENDS[direction]
    asked = {"organization": uow.organization_id, "ids": list(nodes)}
    return [Step(*row) for row in await uow.session.execute(text(STEPS.format(near=near, far=far)), asked)]


async def faces(uow: UnitOfWork, nodes: Collection[tuple[str, UUID]]) -> dict[UUID, Face]:
    """Lots with what is on hand of them, orders, customers: one question for each kind."""
    by_kind = {kind: {key for each, key in nodes if each == kind} for kind in ("lot", "order", "partner")}
    found: dict[UUID, Face] = {}
    if by_kind["lot"]:
        found |= await _lots(uow, by_kind["lot"])
    if by_kind["order"]:
        orders = (
            select(WorkOrder.id, WorkOrder.number, Material.name, WorkOrder.unit)
            .join(WorkOrder.material)
            .where(WorkOrder.organization_id == uow.organization_id, WorkOrder.id.in_(by_kind["order"]))
        )
        for key, number, name, unit in await uow.session.execute(orders):
            found[key] = Face(number, name, unit, Decimal(0), False, f"/work-orders/{number}/stock")
    if by_kind["partner"]:
        partners = select(Partner.id, Partner.number, Partner.name).where(
            Partner.organization_id == uow.organization_id, Partner.id.in_(by_kind["partner"])
        )
        for key, number, name in await uow.session.execute(partners):
            found[key] = Face(number, name, "", Decimal(0), False, f"/partners/{key}")
    return found


async def _lots(uow: UnitOfWork, keys: Collection[UUID]) -> dict[UUID, Face]:
    wanted = cast(list(keys), ARRAY(Uuid))
    lies = (
        select(StockBalance.lot_id, func.sum(StockBalance.quantity).label("quantity"))
        .where(StockBalance.organization_id == uow.organization_id, StockBalance.lot_id == any_(wanted))
        .group_by(StockBalance.lot_id)
        .subquery()
    )
    statement = (
        select(Lot.id, Lot.number, Material.name, Unit.code, func.coalesce(lies.c.quantity, 0), Lot.held)
        .join(Lot.material)
        .join(Material.unit)
        .outerjoin(lies, lies.c.lot_id == Lot.id)
        .where(Lot.organization_id == uow.organization_id, Lot.id == any_(wanted))
    )
    return {
        key: Face(number, name, unit, on_hand, held, f"/lots/{key}")
        for key, number, name, unit, on_hand, held in await uow.session.execute(statement)
    }


async def meant(uow: UnitOfWork, code: str) -> tuple[str, UUID] | None:
    """A lot or serial number, an order, a supplier's lot that only one has, a customer; or the GS1 code or address
    that one of them stands in."""
    for said in said_by(code):
        if found := await _called(uow, said):
            return found
    return None


def said_by(code: str) -> list[str]:
    """The numbers a pasted code may mean, the likeliest first: itself, then what its elements say."""
    text_ = bare(code)
    tail = unquote(urlsplit(text_).path.rpartition("/s/")[2]) if "://" in text_ else text_
    try:
        parts = {item.code: item.value for item in understand(text_)}
    except NotGs1:
        parts = {}
    return list(dict.fromkeys([tail, *(parts[key] for key in ("21", "10", "91") if key in parts)]))


async def _called(uow: UnitOfWork, said: str) -> tuple[str, UUID] | None:
    for kind, model, named in (
        ("lot", Lot, Lot.number), ("order", WorkOrder, WorkOrder.number), ("lot", Lot, Lot.supplier_lot),
        ("partner", Partner, Partner.number),
    ):  # fmt: skip
        rows = list(
            await uow.session.scalars(
                select(model.id).where(model.organization_id == uow.organization_id, named == said).limit(2)
            )
        )
        if len(rows) == 1:
            return kind, rows[0]
    return None


async def nearest(uow: UnitOfWork, code: str) -> list[str]:
    """Numbers that begin like what was typed, or hold it."""
    said = f"%{code.strip().replace('%', '').replace('_', '')}%"
    found: list[str] = []
    for model, named in ((Lot, Lot.number), (Lot, Lot.supplier_lot), (WorkOrder, WorkOrder.number)):
        statement = select(named).where(model.organization_id == uow.organization_id, named.ilike(said))
        found += list(await uow.session.scalars(statement.order_by(func.length(named), named).limit(4)))
    return list(dict.fromkeys(found))[:8]


class RecallRepository(Repository[Recall]):
    model_type = Recall

    async def record(self, recall_id: UUID, *, lock: bool = False) -> Recall:
        found = self.mine().where(Recall.id == recall_id)
        return await self.one(found.with_for_update(of=Recall) if lock else found, joinedload(Recall.opener))

    async def stopped(self, recall: UUID) -> list[RecallLot]:
        mine = select(RecallLot).where(RecallLot.organization_id == self.uow.organization_id)
        return list(await self.session.scalars(mine.where(RecallLot.recall_id == recall).order_by(RecallLot.id)))


class DrillRepository(Repository[RecallDrill]):
    model_type = RecallDrill

    async def a_lot(self) -> UUID | None:
        """One that went into something or came from something, at random."""
        has = text(
            "SELECT CASE WHEN source_kind = 'lot' THEN source_id ELSE target_id END FROM lot_edges"
            " WHERE organization_id = :organization AND quantity > 0 ORDER BY random() LIMIT 1"
        )
        found: UUID | None = await self.session.scalar(has, {"organization": self.uow.organization_id})
        return found

    async def with_lot(self, drill_id: UUID) -> RecallDrill:
        lot = joinedload(RecallDrill.lot).joinedload(Lot.material).joinedload(Material.unit)
        return await self.by_id(drill_id, lot, joinedload(RecallDrill.runner))


#: ``way`` is the direction in which a quantity was meant: what is returned or taken back counts against where it went.
FLOWS = """
SELECT coalesce(sum(q) FILTER (WHERE far <> 'customer' AND far <> 'adjustment' AND way > 0), 0),
  coalesce(-sum(q) FILTER (WHERE far <> 'customer' AND far <> 'adjustment' AND way < 0), 0),
  coalesce(-sum(q) FILTER (WHERE far = 'customer'), 0) FROM (
  SELECT CASE WHEN reverses_id IS NULL THEN 1 ELSE -1 END * CASE WHEN kind IN ('return', 'remove') THEN -1 ELSE 1 END
    * CASE WHEN to_account = 'stock' THEN 1 ELSE -1 END AS way,
    CASE WHEN to_account = 'stock' THEN quantity ELSE -quantity END AS q,
    CASE WHEN to_account = 'stock' THEN from_account ELSE to_account END AS far
  FROM stock_movements WHERE organization_id = :organization AND lot_id = :lot
    AND (from_account <> 'stock' OR to_account <> 'stock')) AS said
"""


async def flows(uow: UnitOfWork, lot: UUID) -> dict[str, Decimal]:
    """What came in of a lot, was used, shipped, is there, in its own unit; corrections are in none of them."""
    statement = text(FLOWS)
    came, used, shipped = (
        await uow.session.execute(statement, {"organization": uow.organization_id, "lot": lot})
    ).one()
    lies = select(func.coalesce(func.sum(StockBalance.quantity), 0)).where(
        StockBalance.organization_id == uow.organization_id, StockBalance.lot_id == lot
    )
    on_hand = await uow.session.scalar(lies)
    return {"came_in": came, "used": used, "shipped": shipped, "on_hand": Decimal(on_hand or 0)}


async def broken(uow: UnitOfWork, orders: Collection[UUID]) -> list[dict[str, Any]]:
    """Where a trace ends although something went in: tracked materials that orders used without a known lot."""
    if not orders:
        return []
    statement = text(
        "SELECT o.number, m.number, sum(s.quantity - s.settled) FROM stock_missing s JOIN work_orders o ON"
        " o.organization_id = s.organization_id AND o.id = s.order_id JOIN materials m ON"
        " m.organization_id = s.organization_id AND m.id = s.material_id WHERE s.organization_id = :organization"
        " AND s.order_id = ANY(CAST(:orders AS uuid[])) AND s.quantity > s.settled AND m.tracking <> 'none'"
        " GROUP BY 1, 2 ORDER BY 1, 2"
    )
    rows = await uow.session.execute(statement, {"organization": uow.organization_id, "orders": list(orders)})
    return [
        {"order": order, "material": material, "quantity": f"{much.normalize():f}"} for order, material, much in rows
    ]


async def customers_of(uow: UnitOfWork, lots: Collection[UUID]) -> list[tuple[str, str, str, str, Decimal, str]]:
    """(number, name, e-mail, lot, quantity, documents) of what went to customers of the lots."""
    if not lots:
        return []
    statement = text(
        "SELECT p.number, p.name, p.email, l.number, sum(e.quantity), string_agg(DISTINCT nullif(e.document, ''), ', ')"
        " FROM lot_edges e JOIN partners p ON p.organization_id = e.organization_id AND p.id = e.target_id"
        " JOIN stock_lots l ON l.organization_id = e.organization_id AND l.id = e.source_id"
        " WHERE e.organization_id = :organization AND e.kind = 'ship' AND e.source_id = ANY(CAST(:lots AS uuid[]))"
        " GROUP BY 1, 2, 3, 4 HAVING sum(e.quantity) > 0 ORDER BY 2, 4"
    )
    rows = await uow.session.execute(statement, {"organization": uow.organization_id, "lots": list(lots)})
    return [(number, name, mail, lot, tidy(much), papers or "") for number, name, mail, lot, much, papers in rows]
