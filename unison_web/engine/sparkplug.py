"""Sparkplug B, the host's side: what nodes and devices say, in order, and when they have to say everything again.

The payload is protocol buffers. Its description here is written from the field numbers of the specification (Sparkplug
3.0, section 6.4), and holds no more of it than is read; protobuf itself does the decoding.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from google.protobuf import descriptor_pb2, descriptor_pool, message_factory
from google.protobuf.message import DecodeError

from unison_web.engine.signal import Reading, Value

ROOT = "spBv1.0"
VERBS = ("NBIRTH", "NDATA", "NDEATH", "DBIRTH", "DDATA", "DDEATH")
REBIRTH = "Node Control/Rebirth"
#: What Sparkplug says about itself.
OWN = frozenset({"bdSeq", REBIRTH})
BOOLEAN = 11
#: Bits of the signed integers, which travel as unsigned ones.
SIGNED = {1: 8, 2: 16, 3: 32, 4: 64}
FIELDS: dict[str, tuple[tuple[str, int, str], ...]] = {
    "Metric": (
        ("name", 1, "string"), ("alias", 2, "uint64"), ("timestamp", 3, "uint64"), ("datatype", 4, "uint32"),
        ("is_historical", 5, "bool"), ("is_null", 7, "bool"), ("int_value", 10, "uint32"),
        ("long_value", 11, "uint64"), ("float_value", 12, "float"), ("double_value", 13, "double"),
        ("boolean_value", 14, "bool"), ("string_value", 15, "string"),
    ),
    "Payload": (("timestamp", 1, "uint64"), ("metrics", 2, ".unison.sparkplug.Metric"), ("seq", 3, "uint64")),
}  # fmt: skip


def _classes() -> tuple[Any, Any]:
    kinds = descriptor_pb2.FieldDescriptorProto
    described = descriptor_pb2.FileDescriptorProto(name="unison/sparkplug.proto", package="unison.sparkplug")
    for name, fields in FIELDS.items():
        message = described.message_type.add(name=name)
        for each, place, kind in fields:
            added = message.field.add(name=each, number=place, label=kinds.LABEL_OPTIONAL)
            if kind.startswith("."):
                added.type, added.type_name, added.label = kinds.TYPE_MESSAGE, kind, kinds.LABEL_REPEATED
            else:
                added.type = getattr(kinds, "TYPE_" + kind.upper())
    pool = descriptor_pool.DescriptorPool()
    pool.Add(described)
    found = (pool.FindMessageTypeByName(f"unison.sparkplug.{name}") for name in ("Payload", "Metric"))
    payload, metric = (message_factory.GetMessageClass(one) for one in found)
    return payload, metric


Payload, Metric = _classes()


@dataclass(frozen=True, slots=True)
class Said:
    """What follows from a message. ``ask`` names the node that has to say everything again."""

    readings: list[Reading] = field(default_factory=list)
    ask: tuple[str, str] | None = None


@dataclass(slots=True)
class _Node:
    """What is known of a node since its birth: names by alias and by device, and the number of its last message."""

    born: int = -1
    seq: int = -1
    names: dict[str, dict[int, str]] = field(default_factory=dict)
    tags: dict[str, set[str]] = field(default_factory=dict)
    asked: bool = False


class Host:
    """Hears the nodes of a broker. Aliases, sequence and births are per node, as the specification has them."""

    def __init__(self) -> None:
        self._nodes: dict[tuple[str, str], _Node] = {}

    def hear(self, topic: str, body: bytes) -> Said:
        """Nothing where the topic or the message is not Sparkplug's."""
        parts = topic.split("/")
        if len(parts) < 4 or parts[0] != ROOT or parts[2] not in VERBS:
            return Said()
        group, verb, name = parts[1], parts[2], parts[3]
        device = "/".join(parts[4:])
        try:
            payload = Payload.FromString(body)
        except DecodeError:
            return Said()
        node = self._nodes.setdefault((group, name), _Node())
        prefix = "/".join(part for part in (group, name, device) if part)
        if verb == "NBIRTH":
            self._nodes[group, name] = node = _Node(born=_number_of(payload, "bdSeq"), seq=payload.seq)
            return Said(_birth(node, device, prefix, payload))
        if verb == "NDEATH":
            return self._died(node, payload)
        return self._went_on(node, (group, name), verb, device, prefix, payload)

    def _went_on(self, node: _Node, key: tuple[str, str], verb: str, device: str, prefix: str, payload: Any) -> Said:
        """A message that follows another; a gap means that something was lost, which only a birth can tell."""
        in_order = node.seq >= 0 and payload.seq == (node.seq + 1) % 256
        node.seq = payload.seq if node.seq >= 0 else -1
        if verb == "DBIRTH" and node.seq >= 0:
            return Said(_birth(node, device, prefix, payload), None if in_order else self._ask(node, key))
        if verb == "DDEATH":
            return Said(_no_data(node.tags.get(device, set()), _instant(payload.timestamp)))
        known = node.names.get(device)
        readings = [] if known is None else _readings(known, prefix, payload)
        lost = not in_order or known is None or any(not (m.name or m.alias in known) for m in payload.metrics)
        return Said(readings, self._ask(node, key) if lost else None)

    @staticmethod
    def _ask(node: _Node, key: tuple[str, str]) -> tuple[str, str] | None:
        """Once, until it is born again."""
        if node.asked:
            return None
        node.asked = True
        return key

    @staticmethod
    def _died(node: _Node, payload: Any) -> Said:
        """The will of an earlier life says nothing about this one."""
        if node.born >= 0 and _number_of(payload, "bdSeq") not in (-1, node.born):
            return Said()
        gone = {tag for tags in node.tags.values() for tag in tags}
        node.seq, node.names, node.asked = -1, {}, False
        return Said(_no_data(gone, None))


def rebirth(now: datetime) -> bytes:
    """The message that asks a node to say everything again."""
    metric = Metric(name=REBIRTH, datatype=BOOLEAN, boolean_value=True)
    return bytes(Payload(timestamp=int(now.timestamp() * 1000), metrics=[metric]).SerializeToString())


def _birth(node: _Node, device: str, prefix: str, payload: Any) -> list[Reading]:
    node.names[device] = {metric.alias: metric.name for metric in payload.metrics if metric.HasField("alias")}
    found = _readings(node.names[device], prefix, payload)
    node.tags[device] = {reading.tag for reading in found}
    return found


def _readings(names: dict[int, str], prefix: str, payload: Any) -> list[Reading]:
    found = []
    for metric in payload.metrics:
        name = metric.name or names.get(metric.alias, "")
        if name and name not in OWN:
            at = _instant(metric.timestamp or payload.timestamp)
            found.append(Reading(f"{prefix}/{name}", at, value_of(metric)))
    return found


def value_of(metric: Any) -> Value:
    """None where it is null, or of a kind that is no single value."""
    if metric.is_null:
        return None
    for name in ("int_value", "long_value", "float_value", "double_value", "boolean_value", "string_value"):
        if metric.HasField(name):
            said: Value = getattr(metric, name)
            bits = SIGNED.get(metric.datatype)
            return _signed(int(said), bits) if bits and isinstance(said, int) else said
    return None


def _signed(value: int, bits: int) -> int:
    whole = value & ((1 << bits) - 1)
    return whole - (1 << bits) if whole >> (bits - 1) else whole


def _number_of(payload: Any, name: str) -> int:
    found = next((metric for metric in payload.metrics if metric.name == name), None)
    said = value_of(found) if found is not None else None
    return int(said) if isinstance(said, int) else -1


def _no_data(tags: set[str], at: datetime | None) -> list[Reading]:
    return [Reading(tag, at, None) for tag in sorted(tags)]


def _instant(milliseconds: int) -> datetime | None:
    try:
        return datetime.fromtimestamp(milliseconds / 1000, UTC) if milliseconds else None
    except (ValueError, OverflowError, OSError):
        return None
