"""The person's side: off to the provider, and back."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from litestar.response import Redirect

from unison_web.kit.errors import Refused, TooMany, UnisonError
from unison_web.kit.i18n import _
from unison_web.kit.permissions import ANYONE
from unison_web.kit.web.faces import View
from unison_web.kit.web.forms import Form
from unison_web.kit.web.module import Module, page
from unison_web.kit.web.requests import WebRequest, safe_path
from unison_web.modules.branding.repository import company_behind
from unison_web.modules.identity import rules as identity_rules
from unison_web.modules.identity.controllers.auth import to_home
from unison_web.modules.identity.service import limits, sessions, tickets
from unison_web.modules.sign_on import repository, rules
from unison_web.modules.sign_on.controllers.company import outside, redirect_of
from unison_web.modules.sign_on.schemas import CompanyIn, RefusedOut
from unison_web.modules.sign_on.service import flow
from unison_web.modules.sign_on.service.flow import House, Said

COOKIE = "sign-on"


def house_of(request: WebRequest) -> House:
    state = request.app.state
    return House(state.engine, state.vault, outside(request), state.after_password)


async def company_of(request: WebRequest, slug: str) -> UUID | None:
    """The company that is named, else the one behind the host somebody came to."""
    engine = request.app.state.engine
    if slug:
        return await repository.company_of(engine, slug.strip().lower()[:80])
    return await company_behind(engine, (request.url.hostname or "").lower())


async def button(request: WebRequest) -> tuple[str, str] | None:
    """For the sign-in page: the words, and where they lead. Nothing where no company is known yet."""
    slug = request.query_params.get("company", "")
    if slug and await company_of(request, slug):
        return _("Sign in with your company"), "/login/sso?" + urlencode({"company": slug})
    return _("Single sign-on"), "/login/sso"


class SignOnPages(Module):
    path = "/login/sso"

    @page("/", permission=ANYONE, template="sign_on/which.html")
    async def begin(self, request: WebRequest) -> Any:
        limits.sign_in.check(request)
        company = request.query_params.get("company", "").strip()[:80]
        found = await company_of(request, company)
        if found is None:
            unknown = {"company": _("No company with single sign-on is called this")} if company else {}
            return View(Form(CompanyIn, {"company": company}, unknown), status_code=422 if unknown else 200)
        then = request.query_params.get("next", "")
        try:
            address, sealed = await flow.begin(house_of(request), found, redirect_of(request), then)
        except UnisonError as error:
            return refused(error, company)
        return off_to(request, address, sealed)

    @page("/callback", permission=ANYONE, template="sign_on/refused.html")
    async def back(self, request: WebRequest) -> Any:
        limits.sign_in.check(request)
        house, said = house_of(request), said_by(request)
        try:
            note = flow.asked(house, request.app.state.cookies.read(request.cookies, COOKIE), said)
            signed = await flow.finish(house, note, said, request.headers.get("user-agent", ""))
        except sessions.Step as step:
            return one_more(request, step)
        except (Refused, TooMany) as refusal:
            return without_note(request, refused(refusal))
        request.state.next = safe_path(note["then"])
        return without_note(request, to_home(request, signed))


def said_by(request: WebRequest) -> Said:
    """From the address; whatever is longer than anything a provider says is cut."""
    said = request.query_params
    return Said(*(said.get(name, "")[:4000] for name in ("code", "state", "error", "iss")))


def off_to(request: WebRequest, address: str, sealed: str) -> Redirect:
    """The one place that sends a browser to somebody else, and only where an administrator said."""
    age = int(rules.PATIENCE.total_seconds())
    note = request.app.state.cookies.make(COOKIE, sealed, max_age=age)
    return Redirect(address, status_code=303, cookies=[note], headers={"cache-control": "no-store"})


def without_note(request: WebRequest, answer: Any) -> Any:
    answer.set_cookie(request.app.state.cookies.make(COOKIE, ""))
    return answer


def one_more(request: WebRequest, step: sessions.Step) -> Any:
    """The provider asked for one factor; ours follows."""
    state, account = request.app.state, step.account
    ticket = tickets.give(state.vault, account.organization_id, account.user_id, identity_rules.TICKET_LIFE, by="sso")
    kept = state.cookies.make("ticket", ticket, max_age=int(identity_rules.TICKET_LIFE.total_seconds()))
    return without_note(request, View(None, then=f"/login/{step.name}", cookies=[kept], status_code=200))


def refused(error: UnisonError, company: str = "") -> View[RefusedOut]:
    status = 429 if isinstance(error, TooMany) else 403
    return View(RefusedOut(error.message, company), template="sign_on/refused.html", status_code=status)
