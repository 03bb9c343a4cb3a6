"""Both trees of anything somebody pastes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from time import perf_counter
from typing import Any
from uuid import UUID

from sqlalchemy import select

from unison_web.engine.genealogy import Amount, Shipment, Transformation, to_epcis
from unison_web.kit import clock
from unison_web.kit.db.unit_of_work import UnitOfWork
from unison_web.kit.errors import NotFound
from unison_web.modules.stock.models import Lot
from unison_web.modules.traceability.repository import Face, Step, faces, meant, nearest, reach, steps
from unison_web.modules.traceability.schemas import BranchOut, CountedOut, NodeOut, StepOut, TraceOut
from unison_web.modules.work_orders.models import WorkOrder

#: How many steps are on the page at once; what is behind them comes when it is unfolded.
DEPTH = 3


async def trace(uow: UnitOfWork, code: str) -> TraceOut:
    """What it was made from and where it went, and how long it took to find out."""
    if not code.strip():
        return TraceOut("")
    begun = perf_counter()
    found = await meant(uow, code)
    if found is None:
        return TraceOut(code, nearest=await nearest(uow, code))
    kind, key = found
    near = {each: await walked(uow, key, each) for each in ("up", "down")}
    all_ = {each: await reach(uow, kind, key, each) for each in ("up", "down")}
    known = await faces(uow, {found, *near["up"].nodes, *near["down"].nodes, *all_["up"], *all_["down"]})
    out = TraceOut(
        code, node(kind, key, known[key]), up=drawn(near["up"], known), down=drawn(near["down"], known),
        above=counted(all_["up"], known), below=counted(all_["down"], known),
    )  # fmt: skip
    out.milliseconds = round((perf_counter() - begun) * 1000)
    return out


@dataclass(frozen=True)
class Walked:
    """Some levels of steps from a node, and which nodes lead on."""

    root: UUID
    direction: str
    steps: list[Step]
    on: set[UUID]

    @property
    def nodes(self) -> set[tuple[str, UUID]]:
        return {(step.kind, step.id) for step in self.steps}


async def branch(uow: UnitOfWork, root: UUID, direction: str, depth: int = DEPTH) -> BranchOut:
    found = await walked(uow, root, direction, depth)
    return drawn(found, await faces(uow, found.nodes))


async def walked(uow: UnitOfWork, root: UUID, direction: str, depth: int = DEPTH) -> Walked:
    """A question for each level, whatever its width; one more says which of the last lead on."""
    found: list[Step] = []
    seen, row = {root}, [root]
    for _level in range(depth):
        following = await steps(uow, row, direction)
        found += following
        row = list(dict.fromkeys(step.id for step in following if step.id not in seen))
        seen.update(row)
    on = {step.parent for step in found} | {step.parent for step in await steps(uow, row, direction)}
    return Walked(root, direction, found, on)


def drawn(found: Walked, known: Mapping[UUID, Face]) -> BranchOut:
    steps_ = [step_out(step, known[step.id], step.id in found.on) for step in found.steps]
    return BranchOut(found.root, found.direction, steps_)


def counted(nodes: Sequence[tuple[str, UUID]], known: Mapping[UUID, Face]) -> CountedOut:
    """All that is reached, not only what is on the page."""
    kinds = [kind for kind, _key in nodes]
    here = {key for kind, key in nodes if kind == "lot" and key in known and known[key].on_hand > 0}
    return CountedOut(kinds.count("lot"), kinds.count("order"), kinds.count("partner"), len(here))


def node(kind: str, key: UUID, face: Face) -> NodeOut:
    return NodeOut.of(face, kind=kind, id=key)


def step_out(step: Step, face: Face, more: bool) -> StepOut:
    return StepOut.of(face, more=more, **step._asdict())


async def epcis(uow: UnitOfWork, kind: str, key: UUID) -> dict[str, Any]:
    """Everything above and below of a node as an EPCIS 2.0 document: each order a transformation, what was sent an
    event of its own."""
    nodes = [(kind, key), *await reach(uow, kind, key, "up"), *await reach(uow, kind, key, "down")]
    known = await faces(uow, set(nodes))
    orders = [each for each in dict.fromkeys(nodes) if each[0] == "order"]
    into = await steps(uow, [each for _kind, each in orders], "up")
    out_of = await steps(uow, [each for _kind, each in orders], "down")
    known |= await faces(uow, {(step.kind, step.id) for step in (*into, *out_of)})
    now = clock.now()
    events: list[Transformation | Shipment] = [
        Transformation(name("order", known[order]), now, amounts(into, order, known), amounts(out_of, order, known))
        for _kind, order in orders
    ]
    lots = [each for each_kind, each in dict.fromkeys(nodes) if each_kind == "lot"]
    sent = [step for step in await steps(uow, lots, "down") if step.how == "ship"]
    known |= await faces(uow, {(step.kind, step.id) for step in sent})
    events += [shipment(step, known, now) for step in sent]
    document: dict[str, Any] = in_numbers(to_epcis(events, now))
    return document


def in_numbers(value: Any) -> Any:
    """The standard wants numbers where ours are exact."""
    if isinstance(value, dict):
        return {key: in_numbers(each) for key, each in value.items()}
    if isinstance(value, list):
        return [in_numbers(each) for each in value]
    return float(value) if isinstance(value, Decimal) else value


def amounts(found: Sequence[Step], order: UUID, known: dict[UUID, Face]) -> list[Amount]:
    return [Amount(name("lot", known[step.id]), step.quantity) for step in found if step.parent == order]


def shipment(step: Step, known: dict[UUID, Face], at: datetime) -> Shipment:
    what = Amount(name("lot", known[step.parent]), step.quantity)
    document = f"urn:unison:document:{step.document}" if step.document else ""
    return Shipment(step.document, at, [what], name("party", known[step.id]), document)


def name(kind: str, face: Face) -> str:
    """A name of our own where nothing has a GS1 number."""
    return f"urn:unison:{kind}:{face.label}"


async def ours(uow: UnitOfWork, node: UUID) -> None:
    """Raises NotFound unless the node is a lot or an order that can be seen; another company's is missing."""
    for model in (Lot, WorkOrder):
        found = select(model.id).where(model.organization_id == uow.organization_id, model.id == node)
        if await uow.session.scalar(found):
            return
    raise NotFound
