"""Application identifiers as objects, read once from the dictionary."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from unison_web.engine.gs1.dictionary import ENTRIES

_COMPONENT = re.compile(r"\[?(?P<kind>[NXYZ])(?P<up_to>\.\.)?(?P<size>\d+)\]?(?P<checks>(?:,\w+)*)")


@dataclass(frozen=True, slots=True)
class Component:
    """One part of a value: `kind` N digits, X any character of set 82, Y of set 39, Z base64url."""

    kind: str
    least: int
    most: int
    optional: bool
    checks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Identifier:
    """One application identifier. `key` holds the qualifier sequences of a Digital Link primary key, else None."""

    code: str
    title: str
    fixed: bool
    attribute: bool
    components: tuple[Component, ...]
    needs: tuple[tuple[tuple[str, ...], ...], ...]
    forbids: tuple[str, ...]
    key: tuple[tuple[str, ...], ...] | None

    @property
    def size(self) -> int:
        """Characters of the longest value; for a fixed identifier, of every value."""
        return sum(component.most for component in self.components)


def matches(code: str, pattern: str) -> bool:
    """Whether `3103` is meant by `31nn`."""
    return len(code) == len(pattern) and all(want in ("n", got) for got, want in zip(code, pattern, strict=True))


def _read(entry: str) -> Iterator[Identifier]:
    body, _, title = entry.partition(" # ")
    codes, *words = body.split()
    fixed = attribute = False
    if set(words[0]) <= set("*?"):
        flags = words.pop(0)
        fixed, attribute = "*" in flags, "?" in flags
    components: list[Component] = []
    needs: list[tuple[tuple[str, ...], ...]] = []
    forbids: list[str] = []
    key: tuple[tuple[str, ...], ...] | None = None
    for word in words:
        name, _, value = word.partition("=")
        if name == "req":
            needs.append(tuple(tuple(group.split("+")) for group in value.split(",")))
        elif name == "ex":
            forbids.extend(value.split(","))
        elif name == "dlpkey":
            key = tuple(tuple(sequence.split(",")) for sequence in value.split("|")) if value else ()
        else:
            components.append(_component(word))
    for code in _codes(codes):
        yield Identifier(code, title, fixed, attribute, tuple(components), tuple(needs), tuple(forbids), key)


def _component(word: str) -> Component:
    found = _COMPONENT.fullmatch(word)
    if found is None:
        raise ValueError(f"unknown word {word!r} in the dictionary")
    size = int(found["size"])
    checks = tuple(found["checks"].split(",")[1:])
    return Component(found["kind"], 1 if found["up_to"] else size, size, word.startswith("["), checks)


def _codes(text: str) -> list[str]:
    first, _, last = text.partition("-")
    return [str(number).zfill(len(first)) for number in range(int(first), int(last or first) + 1)]


TABLE: dict[str, Identifier] = {
    identifier.code: identifier for entry in ENTRIES.split("\n") if entry for identifier in _read(entry)
}
