"""Shifts, patterns, and which of them count where."""

from __future__ import annotations

from uuid import UUID

from litestar.params import FromPath

from unison_web.kit.db.unit_of_work import UnitOfWork
from unison_web.kit.i18n import lazy as _
from unison_web.kit.web.forms import Form
from unison_web.kit.web.listing import ListPage
from unison_web.kit.web.module import Body, Module, get, page, post, put
from unison_web.kit.web.requests import WebRequest
from unison_web.kit.web.uow import Uow
from unison_web.modules.machines.service import plant_meant
from unison_web.modules.organizations.repository import PlantRepository
from unison_web.modules.shifts import presenters
from unison_web.modules.shifts.listings import (
    PATTERN_VIEW,
    PATTERNS,
    RULE_VIEW,
    RULES,
    SHIFT_VIEW,
    SHIFTS,
)
from unison_web.modules.shifts.models import CalendarRule, ShiftDefinition, ShiftPattern
from unison_web.modules.shifts.repository import CrewRepository, PatternRepository, RuleRepository, ShiftRepository
from unison_web.modules.shifts.rules import Shifts
from unison_web.modules.shifts.schemas import (
    ArchiveIn,
    Choices,
    PatternIn,
    PatternOut,
    RuleEndIn,
    RuleIn,
    RuleOut,
    ShiftIn,
    ShiftOut,
)
from unison_web.modules.shifts.service import definitions as service


async def the_choices(request: WebRequest, uow: UnitOfWork) -> Choices:
    """The patterns and crews of the plant somebody works in."""
    plant = (await plant_meant(uow, "")).id
    patterns, crews = await PatternRepository(uow).active(plant), await CrewRepository(uow).active(plant)
    return Choices([(row.name, row.name) for row in patterns], [(row.code, f"{row.code} {row.name}") for row in crews])


class ShiftController(Module):
    path = "/shifts"
    tags = ["Shifts"]

    @get("/", permission=Shifts.READ, template="shifts/index.html", listing=SHIFT_VIEW)
    async def index(self, request: WebRequest, uow: Uow) -> ListPage[ShiftOut]:
        """The shifts of the plant, in the order of the day."""
        return await SHIFTS.page(uow, request.query_params)

    @page("/new", permission=Shifts.WRITE, template="shifts/shift.html")
    async def new(self) -> Form:
        return Form(ShiftIn, action="/shifts")

    @post("/", permission=Shifts.WRITE, form="shifts/shift.html", then="/shifts", flash=_("Shift {name} added"))
    async def create(self, uow: Uow, data: Body[ShiftIn]) -> ShiftOut:
        """Add a shift that patterns can name."""
        return await shown_shift(uow, await service.create_shift(uow, data))

    @get("/{shift_id:uuid}", permission=Shifts.READ)
    async def show(self, uow: Uow, shift_id: FromPath[UUID]) -> ShiftOut:
        """One shift, and the patterns in which it is worked."""
        return await shown_shift(uow, await ShiftRepository(uow).record(shift_id))

    @page("/{shift_id:uuid}/edit", permission=Shifts.WRITE, template="shifts/shift.html")
    async def edit(self, uow: Uow, shift_id: FromPath[UUID]) -> Form:
        out = presenters.shift_out(await ShiftRepository(uow).record(shift_id), "")
        said = {name: getattr(out, name) for name in ShiftIn.__struct_fields__}
        return Form(ShiftIn, said, action=f"/shifts/{shift_id}/edit")

    @post("/{shift_id:uuid}/edit", permission=Shifts.WRITE, page=True, form="shifts/shift.html", then="/shifts")
    async def save(self, uow: Uow, shift_id: FromPath[UUID], data: Body[ShiftIn]) -> ShiftOut:
        return await changed_shift(uow, shift_id, data)

    @put("/{shift_id:uuid}", permission=Shifts.WRITE)
    async def update(self, uow: Uow, shift_id: FromPath[UUID], data: Body[ShiftIn]) -> ShiftOut:
        """Other hours from the next shift on; what was worked stays as it was."""
        return await changed_shift(uow, shift_id, data)

    @post("/{shift_id:uuid}/archive", permission=Shifts.WRITE, then="/shifts", status_code=200)
    async def archive(self, uow: Uow, shift_id: FromPath[UUID], data: Body[ArchiveIn]) -> ShiftOut:
        """Offered no more, or again. Not while a pattern names it."""
        shift = await ShiftRepository(uow).record(shift_id)
        return await shown_shift(uow, await service.archive_shift(uow, shift, archived=data.archived))


class ShiftPatternController(Module):
    path = "/shift-patterns"
    tags = ["Shifts"]

    @get("/", permission=Shifts.READ, template="shifts/patterns.html", listing=PATTERN_VIEW)
    async def index(self, request: WebRequest, uow: Uow) -> ListPage[PatternOut]:
        """Cycles of days and the shifts that are worked on them."""
        return await PATTERNS.page(uow, request.query_params)

    @page("/new", permission=Shifts.WRITE, template="shifts/pattern.html")
    async def new(self) -> Form:
        return Form(PatternIn, action="/shift-patterns")

    @post("/", permission=Shifts.WRITE, form="shifts/pattern.html", then="/shift-patterns", flash=_("{name} added"))
    async def create(self, uow: Uow, data: Body[PatternIn]) -> PatternOut:
        """Add a pattern."""
        return await shown_pattern(uow, await service.create_pattern(uow, data))

    @get("/{pattern_id:uuid}", permission=Shifts.READ)
    async def show(self, uow: Uow, pattern_id: FromPath[UUID]) -> PatternOut:
        """One pattern, and in how many places it counts."""
        return await shown_pattern(uow, await PatternRepository(uow).record(pattern_id))

    @page("/{pattern_id:uuid}/edit", permission=Shifts.WRITE, template="shifts/pattern.html")
    async def edit(self, uow: Uow, pattern_id: FromPath[UUID]) -> Form:
        row = await PatternRepository(uow).record(pattern_id)
        said = {"name": row.name, "anchor": row.anchor, "version": row.version, "days": service.as_lines(row)}
        return Form(PatternIn, said, action=f"/shift-patterns/{pattern_id}/edit")

    @post("/{pattern_id:uuid}/edit", permission=Shifts.WRITE, page=True, form="shifts/pattern.html",
          then="/shift-patterns")  # fmt: skip
    async def save(self, uow: Uow, pattern_id: FromPath[UUID], data: Body[PatternIn]) -> PatternOut:
        return await changed_pattern(uow, pattern_id, data)

    @put("/{pattern_id:uuid}", permission=Shifts.WRITE)
    async def update(self, uow: Uow, pattern_id: FromPath[UUID], data: Body[PatternIn]) -> PatternOut:
        """Another cycle from the next shift on."""
        return await changed_pattern(uow, pattern_id, data)

    @post("/{pattern_id:uuid}/archive", permission=Shifts.WRITE, then="/shift-patterns", status_code=200)
    async def archive(self, uow: Uow, pattern_id: FromPath[UUID], data: Body[ArchiveIn]) -> PatternOut:
        """Offered no more, or again. Not while it counts anywhere."""
        pattern = await PatternRepository(uow).record(pattern_id)
        return await shown_pattern(uow, await service.archive_pattern(uow, pattern, archived=data.archived))


class CalendarRuleController(Module):
    path = "/calendar-rules"
    tags = ["Shifts"]

    @get("/", permission=Shifts.READ, template="shifts/rules.html", listing=RULE_VIEW)
    async def index(self, request: WebRequest, uow: Uow) -> ListPage[RuleOut]:
        """Which pattern counts where, from which day to which."""
        return await RULES.page(uow, request.query_params)

    @page("/new", permission=Shifts.WRITE, template="shifts/rule.html", about=the_choices)
    async def new(self, request: WebRequest, uow: Uow) -> Form:
        context = request.state.form_context
        return Form(RuleIn, {"valid_from": service.today(uow)}, action="/calendar-rules", context=context)

    @post("/", permission=Shifts.WRITE, form="shifts/rule.html", about=the_choices, then="/calendar-rules")
    async def create(self, uow: Uow, data: Body[RuleIn]) -> RuleOut:
        """From a day on a pattern counts; the one before ends the day before."""
        return await shown_rule(uow, await service.apply(uow, data))

    @get("/{rule_id:uuid}", permission=Shifts.READ)
    async def show(self, uow: Uow, rule_id: FromPath[UUID]) -> RuleOut:
        """One rule."""
        return await shown_rule(uow, await RuleRepository(uow).record(rule_id))

    @post("/{rule_id:uuid}/end", permission=Shifts.WRITE, then="/calendar-rules", status_code=200)
    async def end(self, uow: Uow, rule_id: FromPath[UUID], data: Body[RuleEndIn]) -> RuleOut:
        """Say the last day; today when left out. After it the plant's pattern counts, or none."""
        rule = await RuleRepository(uow).record(rule_id)
        return await shown_rule(uow, await service.end(uow, rule, data.last_day or service.today(uow)))


async def shown_shift(uow: UnitOfWork, row: ShiftDefinition) -> ShiftOut:
    return presenters.shift_out(row, row.plant.code, await PatternRepository(uow).that_work(row.plant_id, row.code))


async def shown_pattern(uow: UnitOfWork, row: ShiftPattern) -> PatternOut:
    places = await RuleRepository(uow).places_of(row.id, service.today(uow))
    return presenters.pattern_out(row, row.plant.code, places)


async def shown_rule(uow: UnitOfWork, row: CalendarRule) -> RuleOut:
    plant = await PlantRepository(uow).by_id(row.plant_id)
    return presenters.rule_out(row, plant.code, plant.name)


async def changed_shift(uow: UnitOfWork, shift_id: UUID, data: ShiftIn) -> ShiftOut:
    shift = await ShiftRepository(uow).record(shift_id)
    return await shown_shift(uow, await service.change_shift(uow, shift, data))


async def changed_pattern(uow: UnitOfWork, pattern_id: UUID, data: PatternIn) -> PatternOut:
    pattern = await PatternRepository(uow).record(pattern_id)
    return await shown_pattern(uow, await service.change_pattern(uow, pattern, data))
