"""A label is on its way."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from unison_web.kit.events import Event


@dataclass(frozen=True, slots=True)
class LabelPrinted(Event):
    """Printed, waiting for its printer, or failed: the page that waits for it looks again."""

    kind: ClassVar[str] = "label.printed"

    print_id: UUID
    code: str
    state: str
    plant: UUID

    @property
    def about(self) -> tuple[str, UUID]:
        return ("label_prints", self.print_id)

    @property
    def plant_id(self) -> UUID:
        return self.plant

    @property
    def topics(self) -> tuple[str, ...]:
        return (f"label-print:{self.print_id}",)
