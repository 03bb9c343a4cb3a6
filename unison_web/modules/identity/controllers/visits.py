"""A superuser enters a company: only with a reason, and that company's own trail shows it."""

from __future__ import annotations

from uuid import UUID

from litestar.di import NamedDependency, Provide
from litestar.params import SkipValidation
from msgspec import Struct

from unison_web.kit.actor import Actor
from unison_web.kit.db.unit_of_work import unit_of_work
from unison_web.kit.errors import NotFound
from unison_web.kit.permissions import SIGNED_IN
from unison_web.kit.web.faces import View
from unison_web.kit.web.forms import Form
from unison_web.kit.web.module import Body, Module, get, post
from unison_web.kit.web.requests import WebRequest
from unison_web.kit.web.uow import Uow
from unison_web.modules.identity.rules import Visits
from unison_web.modules.identity.schemas import CompanyOut, MeOut, VisitIn
from unison_web.modules.identity.service import gate, sessions
from unison_web.modules.organizations.models import Organization

HOUR = 3600


class Companies(Struct):
    """The companies, and the form to enter one."""

    companies: list[CompanyOut]


async def provide_companies(request: WebRequest) -> Companies:
    """Loaded before the body is looked at: the form shows them again when it was filled in wrongly."""
    request.state.form_context = found = await companies(request)
    return found


Known = NamedDependency[SkipValidation[Companies]]


class VisitController(Module):
    path = "/visits"
    dependencies = {"known": Provide(provide_companies)}

    @get("/", permission=Visits.ENTER, template="identity/visits.html", include_in_schema=False)
    async def index(self, known: Known) -> Form:
        return Form(VisitIn, context=known)

    @post("/", permission=Visits.ENTER, form="identity/visits.html", then="/", include_in_schema=False)
    async def create(self, request: WebRequest, known: Known, data: Body[VisitIn]) -> MeOut:
        if data.organization_id not in {company.id for company in known.companies} or request.actor is None:
            raise NotFound
        signed = await sessions.enter_organization(
            request.app.state.engine, request.actor, data.organization_id, data.reason
        )
        jar = request.app.state.cookies
        own = jar.make("home", jar.session(request.cookies), max_age=HOUR)
        return View(None, cookies=[jar.make("session", signed.secret, max_age=HOUR), own])  # type: ignore[return-value]


class EndOfVisitController(Module):
    """Whoever visits has no rights at home until the visit ends, so this stands apart from entering."""

    path = "/visits/end"

    @post("/", permission=SIGNED_IN, include_in_schema=False, then="/", status_code=200)
    async def create(self, request: WebRequest, uow: Uow) -> MeOut:
        """Leave the company and go on as oneself. The company's trail shows when."""
        if not uow.actor.visiting_because:
            raise NotFound
        uow.reason = uow.actor.visiting_because
        await sessions.sign_out(uow, "visit ended")
        request.app.state.principals.forget(uow.actor.session_id)
        jar = request.app.state.cookies
        own = jar.read(request.cookies, "home")
        left = await sessions.life_left(request.app.state.engine, own)
        back = jar.make("session", own, max_age=sessions.seconds(left))
        return View(None, cookies=[back, jar.make("home", "")])  # type: ignore[return-value]


async def companies(request: WebRequest) -> Companies:
    """Every active company but the platform. One tenant transaction each: there is no question across companies."""
    found = []
    for organization in await gate.organizations(request.app.state.engine):
        if company := await _company(request, organization):
            found.append(company)
    return Companies(sorted(found, key=lambda company: company.name))


async def _company(request: WebRequest, organization: UUID) -> CompanyOut | None:
    async with unit_of_work(request.app.state.engine, Actor(organization)) as uow:
        company = await uow.session.get(Organization, organization)
    return CompanyOut.of(company) if company and company.kind == "company" else None
