"""What went into what: edges between lots, pieces and orders, walked up and down, weighed, and read from and written as
EPCIS 2.0 (GS1, ISO/IEC 19987:2024).

Nodes are any hashable name. Quantities are Decimal in the unit of the source; an edge that was taken back has a twin
below zero, and an edge whose sum is nothing links nothing.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any, Generic, Literal, TypeVar

Node = TypeVar("Node", bound=Hashable)
Direction = Literal["up", "down"]
CONTEXT = "https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld"
ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class Edge(Generic[Node]):
    """``quantity`` of ``source`` went into ``target``."""

    source: Node
    target: Node
    quantity: Decimal = Decimal(1)


class Genealogy(Generic[Node]):
    """All edges of one question, walked both ways."""

    def __init__(self, edges: Iterable[Edge[Node]]) -> None:
        sums: dict[tuple[Node, Node], Decimal] = defaultdict(Decimal)
        for edge in edges:
            sums[edge.source, edge.target] += edge.quantity
        self._down: dict[Node, dict[Node, Decimal]] = defaultdict(dict)
        self._up: dict[Node, dict[Node, Decimal]] = defaultdict(dict)
        for (source, target), quantity in sums.items():
            if quantity > ZERO:
                self._down[source][target] = quantity
                self._up[target][source] = quantity

    def next_to(self, node: Node, direction: Direction) -> Mapping[Node, Decimal]:
        """What it went into, or what went into it, with quantities."""
        return (self._down if direction == "down" else self._up).get(node, {})

    def levels(self, start: Node, direction: Direction) -> list[list[Node]]:
        """Every node that can be reached, by how few steps; the start is not among them. Circles end by themselves."""
        seen, rows, row = {start}, [], [start]
        while row:
            following = dict.fromkeys(far for node in row for far in self.next_to(node, direction) if far not in seen)
            row = list(following)
            seen.update(row)
            if row:
                rows.append(row)
        return rows

    def reach(self, start: Node, direction: Direction) -> list[Node]:
        return [node for level in self.levels(start, direction) for node in level]

    def way(self, start: Node, end: Node) -> list[Node]:
        """The shortest way down from one to the other, both included; empty where there is none."""
        before: dict[Node, Node] = {}
        waiting = deque([start])
        while waiting:
            node = waiting.popleft()
            if node == end:
                return list(_back(before, start, end))[::-1]
            for far in self.next_to(node, "down"):
                if far not in before and far != start:
                    before[far] = node
                    waiting.append(far)
        return []


def _back(before: Mapping[Node, Node], start: Node, end: Node) -> Iterator[Node]:
    node = end
    while node != start:
        yield node
        node = before[node]
    yield start


@dataclass(frozen=True, slots=True)
class Balance:
    """Where a lot went. What came in and is neither used, shipped nor there is unaccounted for."""

    came_in: Decimal
    used: Decimal
    shipped: Decimal
    on_hand: Decimal

    @property
    def unaccounted(self) -> Decimal:
        return self.came_in - self.used - self.shipped - self.on_hand

    @property
    def share(self) -> Decimal:
        """Accounted for, of what came in, in percent. Never clamped: above 100 more went out than came in."""
        return (self.came_in - self.unaccounted) * 100 / self.came_in if self.came_in else Decimal(100)


def from_epcis(document: Mapping[str, Any]) -> list[Edge[str]]:
    """Edges of an EPCIS 2.0 document: inputs into outputs of transformations, children into parents of aggregations.

    A transformation does not say how much of an input went into which output; each edge bears the whole input.
    """
    edges: list[Edge[str]] = []
    for event in document["epcisBody"]["eventList"]:
        if event["type"] == "TransformationEvent":
            inputs = dict(_named(event, "inputEPCList", "inputQuantityList"))
            outputs = dict(_named(event, "outputEPCList", "outputQuantityList"))
            edges += [Edge(source, target, much) for source, much in inputs.items() for target in outputs]
        elif event["type"] == "AggregationEvent" and event.get("action") != "DELETE":
            parent = event["parentID"]
            edges += [Edge(child, parent, much) for child, much in _named(event, "childEPCs", "childQuantityList")]
    return edges


def _named(event: Mapping[str, Any], pieces: str, quantities: str) -> Iterator[tuple[str, Decimal]]:
    for epc in event.get(pieces, ()):
        yield epc, Decimal(1)
    for each in event.get(quantities, ()):
        yield each["epcClass"], Decimal(str(each.get("quantity", 1)))


@dataclass(frozen=True, slots=True)
class Amount:
    """A quantity of a class of things, as EPCIS names it. ``piece`` where it is a single one with a serial number."""

    epc: str
    quantity: Decimal
    piece: bool = False


@dataclass(frozen=True, slots=True)
class Transformation:
    """Inputs became outputs in one order."""

    id: str
    at: datetime
    inputs: Sequence[Amount]
    outputs: Sequence[Amount]


@dataclass(frozen=True, slots=True)
class Shipment:
    """What left for somebody."""

    id: str
    at: datetime
    what: Sequence[Amount]
    to: str
    document: str = ""


def to_epcis(events: Iterable[Transformation | Shipment], made_at: datetime) -> dict[str, Any]:
    """A document as the standard's JSON/JSON-LD binding writes it; its quantities are Decimal, for whoever encodes it
    as numbers."""
    written = [_transformed(each) if isinstance(each, Transformation) else _shipped(each) for each in events]
    return {
        "@context": [CONTEXT], "type": "EPCISDocument", "schemaVersion": "2.0", "creationDate": made_at.isoformat(),
        "epcisBody": {"eventList": written},
    }  # fmt: skip


def _transformed(event: Transformation) -> dict[str, Any]:
    return {
        "type": "TransformationEvent", **_when(event.at), "transformationID": event.id,
        **_listed("input", event.inputs), **_listed("output", event.outputs), "bizStep": "commissioning",
    }  # fmt: skip


def _shipped(event: Shipment) -> dict[str, Any]:
    papers = {"bizTransactionList": [{"type": "desadv", "bizTransaction": event.document}]} if event.document else {}
    pieces = [each.epc for each in event.what if each.piece]
    return {
        "type": "ObjectEvent", **_when(event.at), "action": "OBSERVE", "epcList": pieces,
        "quantityList": [_counted(each) for each in event.what if not each.piece], "bizStep": "shipping",
        "destinationList": [{"type": "owning_party", "destination": event.to}], **papers,
    }  # fmt: skip


def _when(at: datetime) -> dict[str, str]:
    offset = at.strftime("%z") or "+0000"
    return {"eventTime": at.isoformat(), "eventTimeZoneOffset": f"{offset[:3]}:{offset[3:5]}"}


def _listed(side: str, amounts: Sequence[Amount]) -> dict[str, Any]:
    return {
        f"{side}EPCList": [each.epc for each in amounts if each.piece],
        f"{side}QuantityList": [_counted(each) for each in amounts if not each.piece],
    }


def _counted(amount: Amount) -> dict[str, Any]:
    return {"epcClass": amount.epc, "quantity": amount.quantity}
