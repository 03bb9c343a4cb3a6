"""Units and material categories."""

from __future__ import annotations

from decimal import Decimal
from uuid import UUID

from litestar.params import FromPath, FromQuery
from sqlalchemy.orm import joinedload

from unison_web.kit.i18n import lazy as _
from unison_web.kit.web.forms import Form
from unison_web.kit.web.listing import ListPage
from unison_web.kit.web.module import Body, Module, get, page, post, put
from unison_web.kit.web.requests import WebRequest
from unison_web.kit.web.uow import Uow
from unison_web.modules.materials.listings import CATEGORIES, CATEGORY_VIEW, UNIT_VIEW, UNITS, category_out, unit_out
from unison_web.modules.materials.models import Category
from unison_web.modules.materials.repository import CategoryRepository, UnitRepository
from unison_web.modules.materials.rules import Materials, Units
from unison_web.modules.materials.schemas import (
    ArchiveIn,
    CategoryIn,
    CategoryOut,
    ConvertOut,
    OptionOut,
    OptionsOut,
    UnitIn,
    UnitOut,
)
from unison_web.modules.materials.service import reference as service

UNIT = joinedload(Category.unit)


class UnitController(Module):
    path = "/units"
    tags = ["Materials"]

    @get("/", permission=Units.READ, template="materials/units.html", listing=UNIT_VIEW)
    async def index(self, request: WebRequest, uow: Uow) -> ListPage[UnitOut]:
        """Units of measure with their exact factors."""
        return await UNITS.page(uow, request.query_params)

    @get("/options", permission=Units.READ, template="materials/_options.html")
    async def options(self, uow: Uow, q: FromQuery[str] = "") -> OptionsOut:
        """A few units that fit the words, for a combobox."""
        found = await UnitRepository(uow).offered(q[:200])
        return OptionsOut(items=[OptionOut(id=u.id, code=u.code, name=u.name, note=u.dimension) for u in found])

    @get("/conversion", permission=Units.READ)
    async def convert(
        self, uow: Uow, value: FromQuery[Decimal], unit: FromQuery[str], target: FromQuery[str]
    ) -> ConvertOut:
        """Convert a value between units of one dimension, exactly."""
        return await service.converted(uow, value, unit, target)

    @page("/new", permission=Units.WRITE, template="materials/unit.html")
    async def new(self) -> Form:
        return Form(UnitIn, action="/units")

    @post("/", permission=Units.WRITE, form="materials/unit.html", then="/units", flash=_("Unit created"))
    async def create(self, uow: Uow, data: Body[UnitIn]) -> UnitOut:
        """Create a unit."""
        return unit_out(await service.create_unit(uow, data))

    @get("/{unit_id:uuid}", permission=Units.READ)
    async def show(self, uow: Uow, unit_id: FromPath[UUID]) -> UnitOut:
        """One unit."""
        return unit_out(await UnitRepository(uow).by_id(unit_id))

    @page("/{unit_id:uuid}/edit", permission=Units.WRITE, template="materials/unit.html")
    async def edit(self, uow: Uow, unit_id: FromPath[UUID]) -> Form:
        unit = await UnitRepository(uow).by_id(unit_id)
        said = {name: getattr(unit, name) for name in UnitIn.__struct_fields__}
        return Form(UnitIn, said, action=f"/units/{unit_id}/edit")

    @post("/{unit_id:uuid}/edit", permission=Units.WRITE, page=True, form="materials/unit.html", then="/units")
    async def save(self, uow: Uow, unit_id: FromPath[UUID], data: Body[UnitIn]) -> UnitOut:
        return await renamed(uow, unit_id, data)

    @put("/{unit_id:uuid}", permission=Units.WRITE)
    async def update(self, uow: Uow, unit_id: FromPath[UUID], data: Body[UnitIn]) -> UnitOut:
        """Rename a unit. What it is cannot change any more."""
        return await renamed(uow, unit_id, data)

    @post("/{unit_id:uuid}/archive", permission=Units.WRITE, then="/units", status_code=200)
    async def archive(self, uow: Uow, unit_id: FromPath[UUID], data: Body[ArchiveIn]) -> UnitOut:
        """Stop offering a unit, or offer it again."""
        unit = await UnitRepository(uow).by_id(unit_id)
        await service.archive(uow, unit, archived=data.archived)
        return unit_out(unit)


class CategoryController(Module):
    path = "/material-categories"
    tags = ["Materials"]

    @get("/", permission=Materials.READ, template="materials/categories.html", listing=CATEGORY_VIEW)
    async def index(self, request: WebRequest, uow: Uow) -> ListPage[CategoryOut]:
        """The branches of the tree that materials hang on."""
        return await CATEGORIES.page(uow, request.query_params)

    @get("/options", permission=Materials.READ, template="materials/_options.html")
    async def options(self, uow: Uow, q: FromQuery[str] = "") -> OptionsOut:
        """A few categories that fit the words, for a combobox."""
        found = await CategoryRepository(uow).offered(q[:200])
        return OptionsOut(
            items=[OptionOut(id=c.id, code=c.name, name=c.parent.name if c.parent else "") for c in found]
        )

    @page("/new", permission=Materials.WRITE, template="materials/category.html")
    async def new(self) -> Form:
        return Form(CategoryIn, action="/material-categories")

    @post("/", permission=Materials.WRITE, form="materials/category.html", then="/material-categories")
    async def create(self, uow: Uow, data: Body[CategoryIn]) -> CategoryOut:
        """Create a category."""
        return await category_again(uow, (await service.create_category(uow, data)).id)

    @get("/{category_id:uuid}", permission=Materials.READ)
    async def show(self, uow: Uow, category_id: FromPath[UUID]) -> CategoryOut:
        """One category."""
        return await category_again(uow, category_id)

    @page("/{category_id:uuid}/edit", permission=Materials.WRITE, template="materials/category.html")
    async def edit(self, uow: Uow, category_id: FromPath[UUID]) -> Form:
        category = await CategoryRepository(uow).by_id(category_id, joinedload(Category.parent), UNIT)
        said = {name: getattr(category, name) for name in CategoryIn.__struct_fields__ if name != "parent"}
        said |= {"parent": category.parent.name if category.parent else ""}
        said |= {"unit": category.unit.code if category.unit else ""}
        return Form(CategoryIn, said, action=f"/material-categories/{category_id}/edit")

    @post(
        "/{category_id:uuid}/edit",
        permission=Materials.WRITE,
        page=True,
        form="materials/category.html",
        then="/material-categories",
    )
    async def save(self, uow: Uow, category_id: FromPath[UUID], data: Body[CategoryIn]) -> CategoryOut:
        return await moved(uow, category_id, data)

    @put("/{category_id:uuid}", permission=Materials.WRITE)
    async def update(self, uow: Uow, category_id: FromPath[UUID], data: Body[CategoryIn]) -> CategoryOut:
        """Rename or move a category."""
        return await moved(uow, category_id, data)


async def renamed(uow: Uow, unit_id: UUID, data: UnitIn) -> UnitOut:
    return unit_out(await service.change_unit(uow, await UnitRepository(uow).by_id(unit_id), data))


async def moved(uow: Uow, category_id: UUID, data: CategoryIn) -> CategoryOut:
    await service.change_category(uow, await CategoryRepository(uow).by_id(category_id), data)
    return await category_again(uow, category_id)


async def category_again(uow: Uow, category_id: UUID) -> CategoryOut:
    uow.session.expire_all()
    return category_out(await CategoryRepository(uow).by_id(category_id, joinedload(Category.parent), UNIT))
