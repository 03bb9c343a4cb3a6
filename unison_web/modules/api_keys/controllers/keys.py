"""API keys: list, record, make, rotate, revoke."""

from __future__ import annotations

from itertools import groupby
from uuid import UUID

from litestar.params import FromPath

from unison_web.kit.errors import NotFound
from unison_web.kit.i18n import lazy as _
from unison_web.kit.web.forms import Form, Record
from unison_web.kit.web.listing import ListPage
from unison_web.kit.web.module import Body, Module, get, page, post
from unison_web.kit.web.requests import WebRequest
from unison_web.kit.web.uow import Uow
from unison_web.modules.api_keys.listings import KEYS, VIEW
from unison_web.modules.api_keys.models import ApiKey
from unison_web.modules.api_keys.repository import KeyRepository
from unison_web.modules.api_keys.rules import ApiKeys, givable
from unison_web.modules.api_keys.schemas import ApiKeyIn, ApiKeyOut, ApiKeyRow, NewKeyOut, Offered, RevokeIn, RotateIn
from unison_web.modules.api_keys.service import keys

RECORD = "/api-keys/{id}"


async def the_choices(request: WebRequest, uow: Uow) -> Offered:
    if request.actor is None:
        raise NotFound
    rights = givable(request.actor.rights)
    grouped = [(noun, list(found)) for noun, found in groupby(rights, lambda right: right.partition(":")[0])]
    return Offered(grouped, [(str(plant.id), plant.name) for plant in request.plants])


async def the_key(request: WebRequest, uow: Uow, key_id: UUID) -> Record:
    key = await KeyRepository(uow).by_id(key_id)
    return Record(key.name, f"/api-keys/{key_id}")


def shown(request: WebRequest, uow: Uow, key: ApiKey) -> ApiKeyOut:
    plant = next((plant.name for plant in request.plants if plant.id == key.plant_id), "")
    return ApiKeyOut.of(key, owner=key.user.name, state=keys.state(key, uow.now()), plant=plant)


class ApiKeyController(Module):
    path = "/api-keys"
    tags = ["API keys"]

    @get("/", permission=ApiKeys.READ, template="api_keys/index.html", listing=VIEW)
    async def index(self, request: WebRequest, uow: Uow) -> ListPage[ApiKeyRow]:
        """Keys of programs, by words `q` and filter `state`. None shows its secret."""
        return await KEYS.page(uow, request.query_params)

    @page("/new", permission=ApiKeys.WRITE, template="api_keys/new.html", about=the_choices)
    async def new(self, request: WebRequest, uow: Uow) -> Form:
        return Form(ApiKeyIn, context=request.state.form_context)

    @post(
        "/", permission=ApiKeys.WRITE, form="api_keys/new.html", about=the_choices, template="api_keys/made.html",
        once=True,
    )  # fmt: skip
    async def create(self, request: WebRequest, uow: Uow, data: Body[ApiKeyIn]) -> NewKeyOut:
        """Make a key. This answer is the only one that shows it."""
        key, secret = await keys.make(uow, data, {plant.id for plant in request.plants})
        return NewKeyOut.of(key, key=secret)

    @get("/{key_id:uuid}", permission=ApiKeys.READ, template="api_keys/show.html")
    async def show(self, request: WebRequest, uow: Uow, key_id: FromPath[UUID]) -> ApiKeyOut:
        """One key: its rights, its end, when it was used last (to the hour)."""
        return shown(request, uow, await KeyRepository(uow).record(key_id))

    @page("/{key_id:uuid}/rotation", permission=ApiKeys.WRITE, template="api_keys/rotate.html", about=the_key)
    async def rotation(self, uow: Uow, key_id: FromPath[UUID]) -> Form:
        return Form(RotateIn)

    @post(
        "/{key_id:uuid}/rotation", permission=ApiKeys.WRITE, form="api_keys/rotate.html", about=the_key,
        template="api_keys/made.html", once=True, status_code=200,
    )  # fmt: skip
    async def rotate(self, request: WebRequest, uow: Uow, key_id: FromPath[UUID], data: Body[RotateIn]) -> NewKeyOut:
        """A new secret for the same key; the old one works on until the time you say."""
        key, secret = await keys.rotate(uow, key_id, data.old_works_until)
        request.app.state.bearers.forget()
        return NewKeyOut.of(key, key=secret)

    @page("/{key_id:uuid}/revocation", permission=ApiKeys.WRITE, template="api_keys/revoke.html", about=the_key)
    async def revocation(self, uow: Uow, key_id: FromPath[UUID]) -> Form:
        return Form(RevokeIn)

    @post(
        "/{key_id:uuid}/revocation", permission=ApiKeys.WRITE, form="api_keys/revoke.html", about=the_key, then=RECORD,
        flash=_("{name} is revoked"), status_code=200,
    )  # fmt: skip
    async def revoke(self, request: WebRequest, uow: Uow, key_id: FromPath[UUID], data: Body[RevokeIn]) -> ApiKeyOut:
        """Stop a key, within five seconds everywhere. It cannot be brought back."""
        key = await keys.revoke(uow, key_id, data.reason)
        request.app.state.bearers.forget()
        return shown(request, uow, key)
