"""Routes of the company, its plants and departments."""

from __future__ import annotations

from uuid import UUID

from litestar.params import FromPath

from unison_web.kit.errors import NotFound
from unison_web.kit.i18n import lazy as _
from unison_web.kit.web.forms import Form
from unison_web.kit.web.listing import ListPage
from unison_web.kit.web.module import Body, Module, get, page, post
from unison_web.kit.web.requests import WebRequest
from unison_web.kit.web.uow import Uow
from unison_web.modules.organizations import listings, service
from unison_web.modules.organizations.models import Organization, Plant
from unison_web.modules.organizations.repository import DepartmentRepository, PlantRepository
from unison_web.modules.organizations.rules import Departments, Organizations, Plants
from unison_web.modules.organizations.schemas import DepartmentIn, DepartmentOut, OrganizationOut, PlantIn, PlantOut


class OrganizationController(Module):
    path = "/organizations"
    tags = ["Company"]

    @get("/current", permission=Organizations.READ)
    async def show(self, uow: Uow) -> OrganizationOut:
        """The caller's own company. There is no way to ask for another."""
        company = await uow.session.get(Organization, uow.organization_id)
        if company is None:
            raise NotFound
        return OrganizationOut.of(company)


class PlantController(Module):
    path = "/plants"
    tags = ["Company"]

    @get("/", permission=Plants.READ, template="organizations/plants.html", listing=listings.PLANT_VIEW)
    async def index(self, request: WebRequest, uow: Uow) -> ListPage[PlantOut]:
        return await listings.PLANTS.page(uow, request.query_params)

    @page("/new", permission=Plants.WRITE, template="organizations/plant_form.html")
    async def new(self) -> Form:
        return Form(PlantIn)

    @post(
        "/",
        permission=Plants.WRITE,
        form="organizations/plant_form.html",
        then="/plants",
        flash=_("Plant {name} added"),
    )
    async def create(self, request: WebRequest, uow: Uow, data: Body[PlantIn]) -> PlantOut:
        """A new site. Everybody with a role in all plants sees it at once."""
        plant = await service.add_plant(
            uow, data.code, data.name, data.zone, currency=data.currency, locale=data.locale
        )
        await service.places_changed(uow)
        request.app.state.principals.forget()
        return PlantOut.of(plant)

    @get("/{plant_id:uuid}", permission=Plants.READ)
    async def show(self, uow: Uow, plant_id: FromPath[UUID]) -> PlantOut:
        """One plant; those one does not work in are missing."""
        plants = PlantRepository(uow)
        return PlantOut.of(await plants.one(plants.mine().where(Plant.id == plant_id, listings.SEEN)))


class DepartmentController(Module):
    path = "/departments"
    tags = ["Company"]

    @get("/", permission=Departments.READ, template="organizations/departments.html", listing=listings.DEPARTMENT_VIEW)
    async def index(self, request: WebRequest, uow: Uow) -> ListPage[DepartmentOut]:
        return await listings.DEPARTMENTS.page(uow, request.query_params)

    @page("/new", permission=Departments.WRITE, template="organizations/department_form.html")
    async def new(self) -> Form:
        return Form(DepartmentIn)

    @post(
        "/",
        permission=Departments.WRITE,
        form="organizations/department_form.html",
        then="/departments",
        flash=_("Department {name} added"),
    )
    async def create(self, uow: Uow, data: Body[DepartmentIn]) -> DepartmentOut:
        """A department of the plant the caller works in."""
        department, plant = await service.add_department(uow, data.code, data.name)
        return DepartmentOut.of(department, plant=plant.name)

    @get("/{department_id:uuid}", permission=Departments.READ)
    async def show(self, uow: Uow, department_id: FromPath[UUID]) -> DepartmentOut:
        department = await DepartmentRepository(uow).by_id(department_id)
        return DepartmentOut.of(department, plant=(await PlantRepository(uow).by_id(department.plant_id)).name)
