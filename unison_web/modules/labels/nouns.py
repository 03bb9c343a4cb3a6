"""What labels are about. Each noun says which fields a label may hold, and how a record of it is found by its code.

A module above this one gives its records labels with ``printable``: a pallet with an SSCC, for instance.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from unison_web.engine.labels.filling import Values
from unison_web.kit.custom.fields import fields_of
from unison_web.kit.db.unit_of_work import UnitOfWork
from unison_web.kit.i18n import lazy as _

#: Fields every label may hold.
COMMON: dict[str, Any] = {
    "code": _("Its number"), "link": _("Address of its page"), "company": _("Company"), "plant": _("Plant"),
    "printed": _("Day of printing"), "by": _("Who printed it"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Labelled:
    """A record with what a label can say about it. ``plant_id`` is None where it belongs to no plant."""

    code: str
    name: str
    href: str
    plant_id: UUID | None
    values: Values


Loader = Callable[[UnitOfWork, str], Awaitable[Labelled | None]]


@dataclass(frozen=True)
class Printable:
    """``fields`` by key with what they are called; ``own`` are the nouns whose custom fields stand beside them, by the
    prefix of their keys; ``sample`` shows a label before there is a record."""

    key: str
    label: Any
    permission: str
    fields: Mapping[str, Any]
    load: Loader
    sample: Mapping[str, str] = field(default_factory=dict)
    own: Mapping[str, str] = field(default_factory=dict)

    def all_fields(self) -> dict[str, Any]:
        """Everything a label of this noun may hold, the company's own fields too."""
        found = {**COMMON, **self.fields}
        for prefix, noun in self.own.items():
            found |= {f"{prefix}{one.key}": one.label for one in fields_of(noun)}
        return found

    def sampled(self) -> Values:
        """Values for a look at a label without a record."""
        said = {key: str(self.sample.get(key, label)) for key, label in self.all_fields().items()}
        raw = {key: value for key, value in {"expires_on": "271231", "made_on": "261130"}.items() if key in said}
        return Values(said["code"], said, raw)


_printable: dict[str, Printable] = {}


def printable(noun: Printable) -> None:
    """From now on labels can be made for this noun; said again, the later one counts."""
    _printable[noun.key] = noun


def printed_noun(key: str) -> Printable | None:
    return _printable.get(key)


def every() -> list[Printable]:
    return list(_printable.values())


class Names(Mapping[str, Any]):
    """What the nouns are called, looked up when it is asked: modules are still being declared."""

    def __getitem__(self, key: str) -> Any:
        return _printable[key].label if key in _printable else key

    def __iter__(self) -> Iterator[str]:
        return iter(_printable)

    def __len__(self) -> int:
        return len(_printable)


NAMES = Names()
