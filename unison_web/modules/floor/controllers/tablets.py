"""Set up, Tablets: add one, show its code, revoke it."""

from __future__ import annotations

from uuid import UUID

from litestar.params import FromPath

from unison_web.kit.i18n import lazy as _
from unison_web.kit.qr import qr_svg
from unison_web.kit.web.forms import Form
from unison_web.kit.web.listing import Column, Listing, ListPage
from unison_web.kit.web.listview import ListView
from unison_web.kit.web.module import Body, Module, get, page, post
from unison_web.kit.web.reading import Columns
from unison_web.kit.web.requests import WebRequest
from unison_web.kit.web.states import words
from unison_web.kit.web.uow import Uow
from unison_web.modules.floor.models import Station
from unison_web.modules.floor.schemas import TabletIn, TabletOut
from unison_web.modules.floor.service import tablets
from unison_web.modules.identity.models import Device
from unison_web.modules.identity.rules import DEVICE_STATES, Devices
from unison_web.modules.machines.models import Machine
from unison_web.modules.machines.repository import MachineRepository


def shown(station: Station, code: str = "", url: str = "") -> TabletOut:
    return TabletOut.of(
        station,
        id=station.device_id,
        name=station.device.name,
        state=station.device.state,
        machine=station.machine.code,
        machine_name=station.machine.name,
        code=code,
        enrol_url=url,
        qr=qr_svg(url) if url else "",
        code_expires_at=station.device.code_expires_at if code else None,
    )


TABLETS: Listing[TabletOut] = Listing(
    noun="tablets",
    url="/tablets",
    model=Station,
    columns=(
        Column("name", _("Tablet"), Device.name),
        Column("machine", _("Machine"), holds=(("machine", _("Machine")), ("machine_name", _("Name of the machine")))),
        Column("state", _("State"), Device.state, words=words(DEVICE_STATES, "device")),
    ),
    reads=Columns(
        TabletOut,
        Station,
        id=Station.device_id,
        name=Device.name,
        state=Device.state,
        machine=Machine.code,
        machine_name=Machine.name,
    ),
    default_sort="name",
    search=(Device.name,),
    joins=lambda statement: statement.join(Station.device).join(Station.machine),
)
VIEW = ListView(TABLETS, _("Tablets"), _("Name"), "{n} tablet", "{n} tablets")


async def machines(uow: Uow) -> list[tuple[str, str]]:
    """Where a tablet can stand: codes and names of this plant's machines."""
    found = await MachineRepository(uow).of_plant(uow.actor.plant_id)
    return [(machine.code, f"{machine.code} {machine.name}") for machine in found]


async def where_it_stands(request: WebRequest, uow: Uow) -> list[tuple[str, str]]:
    return await machines(uow)


class TabletController(Module):
    path = "/tablets"
    tags = ["Tablets"]

    @get("/", permission=Devices.READ, template="floor/tablets.html", listing=VIEW)
    async def index(self, request: WebRequest, uow: Uow) -> ListPage[TabletOut]:
        """Enrolled tablets and where they stand."""
        return await TABLETS.page(uow, request.query_params)

    @page("/new", permission=Devices.WRITE, template="floor/tablet_form.html")
    async def new(self, uow: Uow) -> Form:
        return Form(TabletIn, context=await machines(uow))

    @post(
        "/",
        permission=Devices.WRITE,
        form="floor/tablet_form.html",
        about=where_it_stands,
        template="floor/tablet_code.html",
    )
    async def create(self, request: WebRequest, uow: Uow, data: Body[TabletIn]) -> TabletOut:
        """A tablet that waits for its code, which is shown this once."""
        station, code = await tablets.add(uow, data)
        return with_code(request, station, code)

    @post("/{device_id:uuid}/code", permission=Devices.WRITE, template="floor/tablet_code.html", status_code=200)
    async def renew(self, request: WebRequest, uow: Uow, device_id: FromPath[UUID]) -> TabletOut:
        """A new code; the old key stops working."""
        station, code = await tablets.new_code_for(uow, device_id)
        request.app.state.principals.forget()
        return with_code(request, station, code)

    @post("/{device_id:uuid}/revoke", permission=Devices.WRITE, then="/tablets", status_code=200)
    async def revoke(self, request: WebRequest, uow: Uow, device_id: FromPath[UUID]) -> TabletOut:
        """The tablet is lost: its key and everybody signed in on it end."""
        station = await tablets.revoke(uow, device_id)
        request.app.state.principals.forget()
        return shown(station)


def with_code(request: WebRequest, station: Station, code: str) -> TabletOut:
    address = f"{request.app.state.settings.public_url}/floor/enrol?code={code}"
    return shown(station, f"{code[:4]}-{code[4:]}", address)
