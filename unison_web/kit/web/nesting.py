"""Flat form names to nested values: ``lines[0].quantity=5`` becomes ``{"lines": [{"quantity": "5"}]}``."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

PART = re.compile(r"[^.\[\]]+")
MOST_PARTS = 6


def nest(items: Iterable[tuple[str, Any]]) -> dict[str, Any]:
    """Blank fields are left out so that defaults apply; names that start with ``_`` belong to the workbench."""
    out: dict[str, Any] = {}
    for name, value in items:
        if name.startswith("_") or value == "":
            continue
        *path, last = PART.findall(name)[:MOST_PARTS] or [name]
        node = out
        for part in path:
            below = node.setdefault(part, {})
            if not isinstance(below, dict):
                below = node[part] = {}
            node = below
        node[last] = _appended(node[last], value) if last in node else value
    return _with_lists(out)  # type: ignore[no-any-return]


def _appended(before: Any, value: Any) -> list[Any]:
    return [*before, value] if isinstance(before, list) else [before, value]


def _with_lists(node: Any) -> Any:
    if not isinstance(node, dict):
        return node
    if node and all(key.isdigit() for key in node):
        return [_with_lists(node[key]) for key in sorted(node, key=int)]
    return {key: _with_lists(value) for key, value in node.items()}
