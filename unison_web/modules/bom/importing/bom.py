"""Bills of material: heads by material and revision, lines by component and first day (and position, where said)."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from unison_web.engine.quantity import UnitMismatch, ratio
from unison_web.engine.structure import closing_path, cycle_in
from unison_web.kit.db.ids import new_id
from unison_web.kit.db.unit_of_work import UnitOfWork
from unison_web.kit.i18n import _
from unison_web.kit.importing.report import Report
from unison_web.kit.importing.writing import Values, upsert
from unison_web.kit.state import YES, Verdict, all_of, no
from unison_web.modules.bom import rules
from unison_web.modules.bom.importing.rows import BomRow
from unison_web.modules.bom.models import Bom, BomLine
from unison_web.modules.bom.repository import BomRepository, LineRepository
from unison_web.modules.materials.models import Material, Unit
from unison_web.modules.materials.repository import MaterialRepository, UnitRepository
from unison_web.modules.materials.service.materials import bridges

LineKey = tuple[UUID, UUID, date | None, int | None]


@dataclass(frozen=True, slots=True)
class Part:
    """What a line has to know of a material."""

    id: UUID
    number: str
    unit: Unit


class Boms:
    """A material's first bill is released at once; a further revision waits as a draft for somebody to release it."""

    def __init__(self, uow: UnitOfWork, report: Report) -> None:
        self.uow, self.report = uow, report
        self.materials: dict[str, Part] = {}
        self.bridged: dict[str, Material] = {}
        self.by_unit: dict[UUID, Unit] = {}
        self.units: dict[str, Unit] = {}
        self.below: dict[UUID, list[UUID]] = {}
        self.last_position: dict[UUID, int] = {}
        self.started = False

    async def write(self, rows: Sequence[tuple[int, BomRow]]) -> None:
        await self._start([row for _number, row in rows])
        if self.report.options.get("create_missing"):
            await self._make_missing([row for _number, row in rows])
        good = await self._without_circles([(number, row) for number, row in rows if self._accept(number, row)])
        heads = await self._heads([row for _number, row in good])
        known = await self._known(heads)
        wanted: dict[Hashable, Values] = {}
        places: dict[Hashable, int] = {}
        for number, row in good:
            bom_id = heads[self._head_key(row)]
            key = self._key(bom_id, row)
            if not self.report.first(number, "bom line", key, "component", row.component):
                continue
            places[key] = number
            wanted[key] = self._values(bom_id, row, known.get(key))
        await upsert(self.uow, BomLine, known, wanted, self.report, places)

    async def _start(self, rows: list[BomRow]) -> None:
        """The company's graph and units once per file; of materials only those these rows name."""
        if not self.started:
            await BomRepository(self.uow).lock_structure()
            units = UnitRepository(self.uow)
            self.units = {row.code: row for row in await units.all(units.mine())}
            self.report.names |= {row.id: row.code for row in self.units.values()}
            for parent, component in await LineRepository(self.uow).all_living():
                self.below.setdefault(parent, []).append(component)
            self.started = True
        self.by_unit = {unit.id: unit for unit in self.units.values()}
        found = await MaterialRepository(self.uow).counted(
            {name for row in rows for name in (row.parent, row.component)}
        )
        self.materials = {number: Part(key, number, self.by_unit[unit]) for key, number, unit in found}
        bridged = {row.component for row in rows if self._needs_bridge(row)}
        self.bridged = {each.number: each for each in await MaterialRepository(self.uow).numbered(bridged)}

    def _needs_bridge(self, row: BomRow) -> bool:
        component, unit = self.materials.get(row.component), self.units.get(row.unit)
        return component is not None and unit is not None and unit.dimension != component.unit.dimension

    async def _make_missing(self, rows: list[BomRow]) -> None:
        names = {row.component: row.component_name for row in rows} | {row.parent: "" for row in rows}
        kinds = {row.component: "buy" for row in rows} | {row.parent: "make" for row in rows}
        counted = {row.component: row.unit for row in rows}
        for number in sorted(set(names) - set(self.materials)):
            unit = self.units.get(counted.get(number, "")) or self._pieces()
            if unit is None:
                continue
            material = Material(
                number=number, name=names[number] or number, type=kinds[number], unit_id=unit.id,
                currency=self.uow.actor.currency, state="draft",
            )  # fmt: skip
            material.index_words()
            self.uow.session.add(material)
            self.materials[number] = Part(material.id, number, unit)
            self.report.names[material.id] = number
            self.report.created += 1
        await self.uow.session.flush()

    def _pieces(self) -> Unit | None:
        return min(
            (unit for unit in self.units.values() if unit.dimension == "count" and unit.numerator == unit.denominator),
            key=lambda unit: unit.code,
            default=None,
        )

    def _accept(self, number: int, row: BomRow) -> bool:
        verdict = self._verdict(row)
        if not verdict:
            self.report.refuse(number, verdict.why, verdict.field)
        return bool(verdict)

    def _verdict(self, row: BomRow) -> Verdict:
        for column in ("parent", "component"):
            if getattr(row, column) not in self.materials:
                words = _("There is no material with the number {number}")
                return no(words.format(number=getattr(row, column)), field=column)
        if row.unit and row.unit not in self.units:
            return no(_("There is no unit with the code {code}").format(code=row.unit), field="unit")
        checks = rules.good_line(row.quantity, row.scrap / 100), rules.good_validity(row.valid_from, row.valid_to)
        return all_of([*checks, rules.good_base(row.base_quantity), self._countable(row)])

    def _countable(self, row: BomRow) -> Verdict:
        component = self.materials[row.component]
        if not row.unit or row.unit == component.unit.code:
            return YES
        known = self.bridged.get(row.component)
        try:
            ratio(self.units[row.unit].exact, component.unit.exact, bridges=bridges(known) if known else ())
        except UnitMismatch:
            return rules.not_comparable(component.number, row.unit, component.unit.code)
        return YES

    async def _without_circles(self, rows: list[tuple[int, BomRow]]) -> list[tuple[int, BomRow]]:
        """All at once while there is none; one by one only where a chunk brings one, so that the row is named. A
        circle that is new goes through a line that is new."""
        pairs = [(self.materials[row.parent].id, self.materials[row.component].id) for _number, row in rows]
        for parent, component in pairs:
            self.below.setdefault(parent, []).append(component)
        if not cycle_in(self.below, dict.fromkeys(parent for parent, _component in pairs)):
            return rows
        for parent, _component in reversed(pairs):
            self.below[parent].pop()
        kept = []
        for (number, row), (parent, component) in zip(rows, pairs, strict=True):
            path = closing_path(self.below, parent, component)
            if path:
                known = await MaterialRepository(self.uow).named(path)
                verdict = rules.no_circle(path, {key: material.number for key, material in known.items()})
                self.report.refuse(number, verdict.why, verdict.field)
            else:
                self.below.setdefault(parent, []).append(component)
                kept.append((number, row))
        return kept

    def _head_key(self, row: BomRow) -> tuple[UUID, str]:
        return self.materials[row.parent].id, row.revision

    async def _heads(self, rows: list[BomRow]) -> dict[tuple[UUID, str], UUID]:
        boms = BomRepository(self.uow)
        asked = {self.materials[row.parent].id for row in rows}
        known = await boms.all(boms.mine().where(Bom.material_id.in_(asked)))
        released = {bom.material_id for bom in known if bom.state == "released"}
        found: dict[Hashable, Bom] = {(bom.material_id, bom.revision): bom for bom in known}
        ids = {(bom.material_id, bom.revision): bom.id for bom in known}
        wanted: dict[Hashable, Values] = {}
        for row in rows:
            key = self._head_key(row)
            if key not in ids:
                ids[key] = new_id()
                state = "draft" if key[0] in released else "released"
                released.add(key[0])
                wanted[key] = {
                    "id": ids[key], "material_id": key[0], "revision": key[1], "base_quantity": row.base_quantity,
                    "state": state,
                }  # fmt: skip
        await upsert(self.uow, Bom, found, wanted, self.report)
        return ids

    async def _known(self, heads: dict[tuple[UUID, str], UUID]) -> dict[Hashable, BomLine]:
        """Every line twice: found with its position, and without where that is enough to tell it."""
        lines = LineRepository(self.uow)
        rows = await lines.all(lines.mine().where(BomLine.bom_id.in_(heads.values())).order_by(BomLine.position))
        known: dict[Hashable, BomLine] = {}
        for line in rows:
            known.setdefault((line.bom_id, line.component_id, line.valid_from, None), line)
            known[line.bom_id, line.component_id, line.valid_from, line.position] = line
            self.last_position[line.bom_id] = max(self.last_position.get(line.bom_id, 0), line.position)
        return known

    def _key(self, bom_id: UUID, row: BomRow) -> LineKey:
        return bom_id, self.materials[row.component].id, row.valid_from, row.position

    def _values(self, bom_id: UUID, row: BomRow, before: BomLine | None) -> Values:
        component = self.materials[row.component]
        position = row.position or (before.position if before else self.last_position.get(bom_id, 0) + 10)
        self.last_position[bom_id] = max(self.last_position.get(bom_id, 0), position)
        return {
            "bom_id": bom_id, "component_id": component.id, "position": position, "quantity": row.quantity,
            "unit_id": self.units[row.unit].id if row.unit else component.unit.id, "scrap": row.scrap / 100,
            "valid_from": row.valid_from, "valid_to": row.valid_to, "operation": row.operation,
            "note": row.note or row.references,
        }  # fmt: skip
