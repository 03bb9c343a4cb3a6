"""What tags mean: said by people, shown before it counts."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal
from typing import Any

from unison_web.engine.signal import Value, word
from unison_web.kit.db.unit_of_work import UnitOfWork
from unison_web.kit.errors import Refused
from unison_web.kit.i18n import _
from unison_web.kit.web.forms import shown as shown_in
from unison_web.kit.web.handwriting import apart
from unison_web.modules.machines.models import Machine
from unison_web.modules.machines.repository import MachineRepository
from unison_web.modules.machines.rules import STATES
from unison_web.modules.signals.models import Tag
from unison_web.modules.signals.repository import LatestRepository, Newest
from unison_web.modules.signals.schemas_tags import MappingIn, PreviewOut, ReadOut, TagOut
from unison_web.modules.signals.service import meaning


async def map_to(uow: UnitOfWork, tag: Tag, data: MappingIn) -> Tag:
    """From now on; what was said before stays what it was."""
    tag.machine = await _machine(uow, tag, data.machine)
    _fill(tag, data)
    tag.machine_id, tag.ignored = tag.machine.id, False
    await uow.session.flush()
    return tag


async def unmap(uow: UnitOfWork, tag: Tag, *, ignored: bool) -> Tag:
    """It means nothing, and with ``ignored`` nobody wants to see it among those that wait."""
    tag.kind, tag.machine_id, tag.machine, tag.ignored = "", None, None, ignored
    await uow.session.flush()
    return tag


async def preview(uow: UnitOfWork, tag: Tag, data: MappingIn) -> PreviewOut:
    """What the last values would mean. Tried on a tag of nobody, so that nothing of it can be kept."""
    await _machine(uow, tag, data.machine)
    tried = Tag(id=tag.id, name=tag.name, plant_id=tag.plant_id, connection_id=tag.connection_id)
    _fill(tried, data)
    latest = await LatestRepository(uow).of(tag.id)
    said = {name: str(shown_in(getattr(data, name))) for name in MappingIn.__struct_fields__}
    return PreviewOut(tag.id, tag.name, [read(tried, at, value) for at, value in recent_of(latest)], said)


async def _machine(uow: UnitOfWork, tag: Tag, code: str) -> Machine:
    machine = await MachineRepository(uow).by_code(code.strip(), tag.plant_id)
    if machine is None or machine.life != "active":
        raise Refused.at("machine", _("There is no machine with the code {code} in this plant").format(code=code))
    return machine


def _fill(tag: Tag, data: MappingIn) -> None:
    if data.factor == 0:
        raise Refused.at("factor", _("Times zero is always zero"))
    if data.wraps_at is not None and data.wraps_at <= 0:
        raise Refused.at("wraps_at", _("Must be above zero"))
    tag.kind, tag.label, tag.unit = data.kind, data.label.strip(), data.unit.strip()
    tag.factor, tag.shift, tag.debounce_ms = data.factor, data.shift, data.debounce_ms
    tag.wraps_at = data.wraps_at if data.kind in ("good", "reject", "counter") else None
    tag.words = _words(data) if data.kind == "state" else None


def _words(data: MappingIn) -> dict[str, Any] | None:
    """Value → state. The same value cannot mean two."""
    found: dict[str, Any] = {}
    for state in STATES:
        for value in apart([getattr(data, state)]):
            said = word(_as_sent(value))
            if found.get(said, state) != state:
                raise Refused.at(state, _("{value} already means something else").format(value=value))
            found[said] = state
    return found or None


def _as_sent(value: str) -> Value:
    """1.0 is written by people who mean the 1 of a machine."""
    number = meaning.number(value)
    return number if number is not None else value


def recent_of(latest: Newest | None) -> Iterable[tuple[datetime, Value]]:
    """The newest first."""
    values = latest.recent["values"] if latest else []
    return [(datetime.fromisoformat(at), value) for at, value in reversed(values)]


def read(tag: Tag, at: datetime, value: Value) -> ReadOut:
    means, good = meaning.in_words(tag, at, value) if tag.kind else ("", True)
    return ReadOut(at, word(value) if not isinstance(value, str) else value, means, good)


def mapping_of(tag: Tag) -> dict[str, Any]:
    """As the form has it."""
    said: dict[str, list[str]] = {}
    for value, state in (tag.words or {}).items():
        said.setdefault(state, []).append(value)
    names = ("label", "unit", "factor", "shift", "wraps_at")
    kept: dict[str, Any] = {name: getattr(tag, name) for name in names}
    kept["factor"], kept["shift"] = _plain(tag.factor), _plain(tag.shift)
    machine = tag.machine.code if tag.machine else ""
    return {**kept, "machine": machine, "kind": tag.kind, **{state: ", ".join(each) for state, each in said.items()}}


def _plain(number: Decimal) -> Decimal:
    return Decimal(f"{number.normalize():f}")


async def shown(uow: UnitOfWork, tag: Tag) -> TagOut:
    latest = await LatestRepository(uow).of(tag.id)
    reads = [read(tag, at, value) for at, value in recent_of(latest)]
    machine, connection = tag.machine, tag.connection
    return TagOut.of(
        tag, connection=connection.name, plant=connection.plant.name, machine=machine.code if machine else "",
        words=tag.words or {}, at=latest.at if latest else None, recent=reads,
        said=reads[0].said if reads else "", means=reads[0].means if reads else "",
    )  # fmt: skip
