"""Routes of the company, its plants and departments."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from litestar.params import FromPath

from unison_web.kit.i18n import lazy as _
from unison_web.kit.web.forms import Form
from unison_web.kit.web.listing import ListPage
from unison_web.kit.web.module import Body, Module, get, page, post, put
from unison_web.kit.web.requests import WebRequest
from unison_web.kit.web.structs import In
from unison_web.kit.web.uow import Uow
from unison_web.modules.organizations import listings, service
from unison_web.modules.organizations.models import Organization, Plant
from unison_web.modules.organizations.repository import DepartmentRepository, PlantRepository
from unison_web.modules.organizations.rules import Departments, Organizations, Plants
from unison_web.modules.organizations.schemas import (
    DepartmentIn,
    DepartmentOut,
    OrganizationIn,
    OrganizationOut,
    PlantArchiveIn,
    PlantChangeIn,
    PlantIn,
    PlantOut,
    PlantRecord,
)


class OrganizationController(Module):
    path = "/organizations"
    tags = ["Company"]

    @get("/current", permission=Organizations.READ)
    async def show(self, uow: Uow) -> OrganizationOut:
        """The caller's own company. There is no way to ask for another."""
        return OrganizationOut.of(await service.company(uow))


class CompanyController(Module):
    path = "/company"
    tags = ["Company"]

    @get("/", permission=Organizations.READ, template="organizations/company.html")
    async def show(self, uow: Uow) -> OrganizationOut:
        """The company as people see it: its name, how it writes, what it counts money in."""
        return OrganizationOut.of(await service.company(uow))

    @page("/edit", permission=Organizations.WRITE, template="organizations/company_form.html")
    async def edit(self, uow: Uow) -> Form:
        return Form(OrganizationIn, said_of(await service.company(uow), OrganizationIn), action="/company/edit")

    @post(
        "/edit",
        permission=Organizations.WRITE,
        page=True,
        form="organizations/company_form.html",
        then="/company",
        flash=_("Company changed"),
    )
    async def save(self, request: WebRequest, uow: Uow, data: Body[OrganizationIn]) -> OrganizationOut:
        return await renamed(request, uow, data)

    @put("/", permission=Organizations.WRITE)
    async def update(self, request: WebRequest, uow: Uow, data: Body[OrganizationIn]) -> OrganizationOut:
        """Replace what can be said about the company. Its currency stays: sums are kept in it."""
        return await renamed(request, uow, data)


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

    @get("/{plant_id:uuid}", permission=Plants.READ, template="organizations/plant.html")
    async def show(self, uow: Uow, plant_id: FromPath[UUID]) -> PlantRecord:
        """One plant; those one does not work in are missing."""
        return await recorded(uow, await PlantRepository(uow).one_of(plant_id, listings.SEEN))

    @page("/{plant_id:uuid}/edit", permission=Plants.WRITE, template="organizations/plant_change.html")
    async def edit(self, uow: Uow, plant_id: FromPath[UUID]) -> Form:
        plant = await PlantRepository(uow).one_of(plant_id, listings.SEEN)
        return Form(PlantChangeIn, said_of(plant, PlantChangeIn), action=f"/plants/{plant_id}/edit")

    @post(
        "/{plant_id:uuid}/edit",
        permission=Plants.WRITE,
        page=True,
        form="organizations/plant_change.html",
        then="/plants/{id}",
        flash=_("Plant {name} changed"),
    )
    async def save(
        self, request: WebRequest, uow: Uow, plant_id: FromPath[UUID], data: Body[PlantChangeIn]
    ) -> PlantRecord:
        return await changed(request, uow, plant_id, data)

    @put("/{plant_id:uuid}", permission=Plants.WRITE)
    async def update(
        self, request: WebRequest, uow: Uow, plant_id: FromPath[UUID], data: Body[PlantChangeIn]
    ) -> PlantRecord:
        """Replace what can be said about a plant; its code stays."""
        return await changed(request, uow, plant_id, data)

    @post("/{plant_id:uuid}/archive", permission=Plants.WRITE, then="/plants/{id}", status_code=200)
    async def archive(
        self, request: WebRequest, uow: Uow, plant_id: FromPath[UUID], data: Body[PlantArchiveIn]
    ) -> PlantRecord:
        """Close a plant, or bring it back. Not while work orders, tablets or machines are in use there."""
        plant = await PlantRepository(uow).one_of(plant_id, listings.SEEN)
        await service.archive_plant(uow, plant, archived=data.archived)
        request.app.state.principals.forget()
        return await recorded(uow, plant)


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


async def renamed(request: WebRequest, uow: Uow, data: OrganizationIn) -> OrganizationOut:
    company = await service.change_company(uow, data)
    request.app.state.principals.forget()
    return OrganizationOut.of(company)


async def changed(request: WebRequest, uow: Uow, plant_id: UUID, data: PlantChangeIn) -> PlantRecord:
    plant = await PlantRepository(uow).one_of(plant_id, listings.SEEN)
    await service.change_plant(uow, plant, data)
    request.app.state.principals.forget()
    return await recorded(uow, plant)


async def recorded(uow: Uow, plant: Plant) -> PlantRecord:
    use = await service.use_of(uow, plant.id)
    return PlantRecord.of(plant, **(vars(use) if use else {}))


def said_of(row: Organization | Plant, struct: type[In]) -> dict[str, Any]:
    return {name: getattr(row, name) for name in struct.__struct_fields__}
