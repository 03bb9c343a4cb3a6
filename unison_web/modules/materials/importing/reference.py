"""Units and categories."""

from __future__ import annotations

from collections.abc import Hashable, Sequence

from unison_web.kit.db.ids import new_id
from unison_web.kit.db.unit_of_work import UnitOfWork
from unison_web.kit.i18n import _
from unison_web.kit.importing.report import Report
from unison_web.kit.importing.writing import Values, upsert
from unison_web.modules.materials import rules
from unison_web.modules.materials.importing.rows import CategoryRow, UnitRow
from unison_web.modules.materials.models import Category, Unit
from unison_web.modules.materials.repository import CategoryRepository, UnitRepository


class Units:
    """A unit that is there keeps what it is; only its name follows the file."""

    def __init__(self, uow: UnitOfWork, report: Report) -> None:
        self.uow, self.report = uow, report

    async def write(self, rows: Sequence[tuple[int, UnitRow]]) -> None:
        units = UnitRepository(self.uow)
        known: dict[Hashable, Unit] = {unit.code: unit for unit in await units.all(units.mine())}
        wanted: dict[Hashable, Values] = {}
        places: dict[Hashable, int] = {}
        for number, row in rows:
            if not self.report.first(number, "unit", row.code, "code", row.code):
                continue
            before = known.get(row.code)
            verdict = rules.good_factor(row.dimension, row.numerator, row.denominator, row.offset)
            said = (row.dimension, row.numerator, row.denominator, row.offset)
            if before and said != (before.dimension, before.numerator, before.denominator, before.offset):
                verdict = rules.unit_stays(row.code)
            if not verdict:
                self.report.refuse(number, verdict.why, verdict.field)
                continue
            places[row.code] = number
            wanted[row.code] = {
                "code": row.code, "name": row.name, "dimension": row.dimension, "numerator": row.numerator,
                "denominator": row.denominator, "offset": row.offset, "state": "active",
            }  # fmt: skip
        await upsert(self.uow, Unit, known, wanted, self.report, places)


class Categories:
    """Parents may come later in the file than their children, but not in another file."""

    def __init__(self, uow: UnitOfWork, report: Report) -> None:
        self.uow, self.report = uow, report

    async def write(self, rows: Sequence[tuple[int, CategoryRow]]) -> None:
        categories = CategoryRepository(self.uow)
        known: dict[Hashable, Category] = {row.name: row for row in await categories.all(categories.mine())}
        ids = {name: category.id for name, category in known.items()} | {
            row.name: new_id() for _number, row in rows if row.name not in known
        }
        self.report.names |= {key: str(name) for name, key in ids.items()}
        wanted: dict[Hashable, Values] = {}
        places: dict[Hashable, int] = {}
        for number, row in rows:
            if not self.report.first(number, "category", row.name, "name", row.name):
                continue
            if row.parent and row.parent not in ids:
                self.report.refuse(
                    number, _("There is no category of the name {name}").format(name=row.parent), "parent"
                )
                continue
            places[row.name] = number
            values: Values = {
                "name": row.name,
                "parent_id": ids.get(row.parent),
                "drawing": row.drawing,
                "state": "active",
            }
            wanted[row.name] = values if row.name in known else {"id": ids[row.name], **values}
        await upsert(self.uow, Category, known, _parents_first(wanted), self.report, places)


def _parents_first(wanted: dict[Hashable, Values]) -> dict[Hashable, Values]:
    """A category is inserted after the one it hangs on."""
    ordered: dict[Hashable, Values] = {}
    waiting = dict(wanted)
    coming = {values.get("id") for values in wanted.values()} - {None}
    while waiting:
        ready = {name: values for name, values in waiting.items() if values["parent_id"] not in coming}
        if not ready:
            break
        ordered |= ready
        coming -= {values.get("id") for values in ready.values()}
        waiting = {name: values for name, values in waiting.items() if name not in ready}
    return ordered
