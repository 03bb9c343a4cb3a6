"""What can be asked of a set: ``$filter`` of comparisons joined by *and*, ``$select``, ``$expand``, ``$top``."""

from __future__ import annotations

import operator
import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from unison_web.demo.sap.records import SETS, WITHIN, Records
from unison_web.engine.odata import instant, literal

COMPARED = {"eq": operator.eq, "ne": operator.ne, "gt": operator.gt, "ge": operator.ge, "lt": operator.lt,
            "le": operator.le}  # fmt: skip
PART = re.compile(r"\s*(\w+)\s+(eq|ne|gt|ge|lt|le)\s+(datetimeoffset)?('(?:[^']|'')*'|true|false|[\d.]+M?)\s*(and\b|$)")
OPTIONS = frozenset({"$filter", "$select", "$expand", "$top", "$skiptoken", "$inlinecount", "$orderby", "$format"})


class Wrong(ValueError):
    """An option that is not understood; the Gateway answers 400."""


def rows_of(records: Records, name: str, asked: Mapping[str, str]) -> list[dict[str, Any]]:
    """All rows that fit, in the order of their keys."""
    if strange := sorted(key for key in asked if key.startswith("$") and key not in OPTIONS):
        raise Wrong(f"System query options '{','.join(strange)}' are not allowed in the requested URI")
    found = [row for row in records.rows[name] if _fits(row, asked.get("$filter", ""))]
    found.sort(key=lambda row: tuple(str(row.get(key, "")) for key in SETS[name][1]))
    return found


def shown(records: Records, name: str, row: dict[str, Any], asked: Mapping[str, str], root: str) -> dict[str, Any]:
    """A row as it is sent: with its address, only what was selected, and what was expanded."""
    wanted = [part for part in asked.get("$select", "").split(",") if part]
    within = {part for part in asked.get("$expand", "").split(",") if part}
    if unknown := within - WITHIN.keys():
        raise Wrong(f"Invalid navigation property '{min(unknown)}'")
    service, keys = SETS[name]
    named = ",".join("{}={}".format(key, literal(str(row.get(key, "")))) for key in keys)
    uri = f"{root}/{name}({named})"
    told = {key: value for key, value in row.items() if not wanted or key in wanted}
    links: dict[str, Any] = {}
    if name == "A_Product":
        for link, target in WITHIN.items():
            inside = [each for each in records.rows[target] if each["Product"] == row["Product"]]
            links[link] = {"results": inside} if link in within else {"__deferred": {"uri": f"{uri}/{link}"}}
    return {"__metadata": {"id": uri, "uri": uri, "type": f"{service}.{name}Type"}, **told, **links}


def _fits(row: Mapping[str, Any], said: str) -> bool:
    place = 0
    while said and place < len(said):
        part = PART.match(said, place)
        if part is None:
            raise Wrong(f"Invalid filter expression: {said[:80]}")
        if part[1] not in row:
            raise Wrong(f"Property {part[1]} not found in type")
        if not COMPARED[part[2]](*_sides(row[part[1]], bool(part[3]), part[4])):
            return False
        place = part.end()
    return True


def _sides(value: Any, is_instant: bool, said: str) -> tuple[Any, Any]:
    if is_instant:
        return instant(value), datetime.fromisoformat(said.strip("'").replace("Z", "+00:00"))
    if said in ("true", "false"):
        return value, said == "true"
    return str(value), said[1:-1].replace("''", "'") if said.startswith("'") else said.rstrip("M")
