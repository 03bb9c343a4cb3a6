"""The administrator's side: set it up, test it, and decide whether there is another way in."""

from __future__ import annotations

from msgspec import Struct

from unison_web.kit.db.unit_of_work import UnitOfWork, unit_of_work
from unison_web.kit.errors import Refused, SignInNeeded
from unison_web.kit.i18n import _ as now_
from unison_web.kit.i18n import lazy as _
from unison_web.kit.outside import Outside
from unison_web.kit.web.forms import Form
from unison_web.kit.web.module import Body, Module, get, page, post
from unison_web.kit.web.requests import WebRequest
from unison_web.kit.web.uow import Uow
from unison_web.modules.identity.models import User
from unison_web.modules.organizations.models import Organization
from unison_web.modules.second_factor.rules import Security
from unison_web.modules.sign_on import repository
from unison_web.modules.sign_on.models import SignOnProvider
from unison_web.modules.sign_on.repository import LinkRepository, ProviderRepository, TryRepository
from unison_web.modules.sign_on.schemas import AloneIn, ProviderIn, ProviderOut, TestOut, TryOut
from unison_web.modules.sign_on.service import provider as setup
from unison_web.modules.sign_on.service import testing

BACK = "/login/sso/callback"


class Around(Struct):
    """What can be chosen in the forms."""

    roles: list[tuple[str, str]] = []
    administrators: list[tuple[str, str]] = []
    has_secret: bool = False


def outside(request: WebRequest) -> Outside:
    settings = request.app.state.settings
    return Outside(loopback=not settings.is_production, inside=settings.inside_networks)


def redirect_of(request: WebRequest) -> str:
    return str(request.app.state.settings.public_url).rstrip("/") + BACK


async def choices(request: WebRequest, uow: Uow) -> Around:
    glass = [(str(key), name) for key, name in await repository.could_break_the_glass(uow)]
    provider = await ProviderRepository(uow).the_one()
    return Around(await repository.roles(uow), glass, bool(provider and provider.secret_sealed))


async def shown(request: WebRequest, uow: UnitOfWork) -> ProviderOut:
    company = await uow.session.get(Organization, uow.organization_id)
    site = str(request.app.state.settings.public_url).rstrip("/")
    told = ProviderOut(redirect_of(request), f"{site}/login?company={company.slug if company else ''}")
    provider = await ProviderRepository(uow).the_one()
    if provider is None:
        return told
    told.there, told.issuer, told.client_id = True, provider.issuer, provider.client_id
    told.has_secret, told.domains = bool(provider.secret_sealed), provider.domains.split()
    told.creates, told.proof, told.enabled = provider.creates, provider.proof, provider.enabled
    told.role = dict(await repository.roles(uow)).get(provider.role, provider.role)
    told.alone, told.worked_at, told.break_glass = provider.alone, provider.worked_at, await _glass(uow, provider)
    told.people, told.tries = await LinkRepository(uow).linked(), TryOut.all_of(await TryRepository(uow).latest())
    return told


async def _glass(uow: UnitOfWork, provider: SignOnProvider) -> str:
    key = provider.break_glass_id
    user = await uow.session.get(User, (uow.organization_id, key)) if key else None
    return user.name if user else ""


class SignOnController(Module):
    path = "/sign-on"
    tags = ["Security"]

    @get("/", permission=Security.READ, template="sign_on/show.html")
    async def show(self, request: WebRequest, uow: Uow) -> ProviderOut:
        """How single sign-on is set up, and what came of the last tries. The secret is not told."""
        return await shown(request, uow)

    @page("/edit", permission=Security.WRITE, template="sign_on/edit.html", about=choices)
    async def edit(self, request: WebRequest, uow: Uow) -> Form:
        provider = await ProviderRepository(uow).the_one()
        names = [name for name in ProviderIn.__struct_fields__ if name != "secret"]
        values = {name: getattr(provider, name) for name in names} if provider else None
        return Form(ProviderIn, values, context=await choices(request, uow), action="/sign-on")

    @post(
        "/", permission=Security.WRITE, form="sign_on/edit.html", about=choices, then="/sign-on", flash=_("Saved"),
        status_code=200,
    )  # fmt: skip
    async def save(self, request: WebRequest, uow: Uow, data: Body[ProviderIn]) -> ProviderOut:
        """Set the provider up. An empty secret leaves the one that is there."""
        state = request.app.state
        await setup.save(uow, state.principals, state.vault, outside(request), data)
        return await shown(request, uow)

    @page("/alone", permission=Security.WRITE, template="sign_on/alone.html", about=choices)
    async def alone(self, request: WebRequest, uow: Uow) -> Form:
        provider = await ProviderRepository(uow).the_one()
        values = {"alone": provider.alone, "break_glass_id": provider.break_glass_id} if provider else None
        return Form(AloneIn, values, context=await choices(request, uow), action="/sign-on/alone")

    @post(
        "/alone", permission=Security.WRITE, form="sign_on/alone.html", about=choices, then="/sign-on",
        flash=_("Saved"), status_code=200,
    )  # fmt: skip
    async def decide(self, request: WebRequest, uow: Uow, data: Body[AloneIn]) -> ProviderOut:
        """Whether single sign-on is the only way in, and who can still come in with a password."""
        await setup.decide(uow, data)
        return await shown(request, uow)

    @post("/test", permission=Security.WRITE, template="sign_on/tested.html", status_code=200)
    async def test(self, request: WebRequest) -> TestOut:
        """Ask the provider, and say in words what is wrong. Nothing is stored."""
        if request.actor is None:
            raise SignInNeeded
        await request.body()  # one that is too large is refused here, as it is everywhere
        state = request.app.state
        async with unit_of_work(state.engine, request.actor) as uow:  # over before anybody outside is asked
            provider = await ProviderRepository(uow).the_one()
            if provider is None:
                raise Refused(now_("Set single sign-on up first"))
            client = setup.client_of(state.vault, provider)
        return await testing.ask(outside(request), client, redirect_of(request))
