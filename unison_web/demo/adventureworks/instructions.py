"""Work instructions of the product models: XML inside a file with its own separators."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from decimal import Decimal
from pathlib import Path
from xml.etree.ElementTree import Element, fromstring

from unison_web.demo.adventureworks.records import Model, Operation, Step

_SPACE = re.compile(r"\s+")
_WORK_CENTER = re.compile(r"Work Center(?: -)? (\d+)")
_DOCUMENT = re.compile(r"Cycles\s*([A-Z]{2}-\d+[A-Z]?) Instructions")


def models(folder: Path, work_centers: Collection[int]) -> Iterator[Model]:
    """Every product model; `work_centers` are the locations where work is possible."""
    text = (folder / "ProductModel.csv").read_text(encoding="utf-8")
    for record in text.split("&|"):
        fields = record.strip().split("+|")
        if len(fields) < 4:
            continue
        if not fields[3]:
            yield Model(int(fields[0]), fields[1])
            continue
        root = fromstring(fields[3])  # noqa: S314  a file of this package, not somebody's upload
        document = _DOCUMENT.search(root.text or "")
        operations = tuple(_operation(node, work_centers) for node in root if _name(node) == "Location")
        yield Model(int(fields[0]), fields[1], document[1] if document else "", operations)


def _operation(node: Element, work_centers: Collection[int]) -> Operation:
    location = int(node.get("LocationID", "0"))
    if location not in work_centers and (said := _WORK_CENTER.search(node.text or "")):
        location = int(said[1])
    return Operation(
        location=location,
        setup_hours=Decimal(node.get("SetupHours", "0")),
        machine_hours=Decimal(node.get("MachineHours", "0")),
        labour_hours=Decimal(node.get("LaborHours", "0")),
        lot_size=int(node.get("LotSize", "1")),
        steps=tuple(_step(child) for child in node if _name(child) == "step"),
    )


def _step(node: Element) -> Step:
    def named(tag: str) -> tuple[str, ...]:
        return tuple(_tidy(child.text or "") for child in node if _name(child) == tag)

    text = node.text or ""
    for child in node:
        text = _joined(_joined(text, child.text or ""), child.tail or "")
    return Step(_tidy(text), named("specs"), named("tool"), named("material"), named("diag"), named("blueprint"))


def _joined(left: str, right: str) -> str:
    """The source forgets the space at some of its tags: `tire tube</material>to`."""
    forgotten = left[-1:].isalnum() and right[:1].isalnum()
    return left + (" " if forgotten else "") + right


def _name(node: Element) -> str:
    return node.tag.rpartition("}")[2]


def _tidy(text: str) -> str:
    return _SPACE.sub(" ", text).strip()
