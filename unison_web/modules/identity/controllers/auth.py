"""Signing in: tokens for programs, a session cookie for browsers."""

from __future__ import annotations

from typing import Any

from litestar import Request, Response
from litestar.datastructures import Cookie

from unison_web.kit import clock
from unison_web.kit.errors import SignInNeeded, StepNeeded
from unison_web.kit.i18n import _
from unison_web.kit.permissions import ANYONE, SIGNED_IN
from unison_web.kit.web.faces import View
from unison_web.kit.web.forms import Form
from unison_web.kit.web.module import Body, Module, get, page, post
from unison_web.kit.web.requests import WebRequest
from unison_web.kit.web.structs import Out
from unison_web.kit.web.uow import Uow
from unison_web.modules.identity import rules
from unison_web.modules.identity.schemas import DemoLoginIn, LoginIn, MeOut, RefreshIn, SignInPage, TokensOut
from unison_web.modules.identity.service import demo, limits, sessions, tickets, tokens


async def around(request: Request[Any, Any, Any]) -> SignInPage:
    """What the sign-in page shows beside the form."""
    found = [await way(request) for way in request.app.state.ways_in]
    company = request.query_params.get("company", "")[:80]
    return SignInPage(demo.people(request.app.state.settings), ways=[way for way in found if way], company=company)


async def look_around(request: Request[Any, Any, Any]) -> None:
    """Before anything can be refused, so that the page is whole again afterwards."""
    request.state.form_context = await around(request)


class AuthController(Module):
    """``auth/*``. On ``/`` these set cookies and redirect, on ``/api/v1`` they answer tokens."""

    path = "/auth"
    tags = ["Sign-in"]

    @post("/login", permission=ANYONE, form="identity/login.html", status_code=200, before_request=look_around)
    async def login(self, request: WebRequest, data: Body[LoginIn]) -> TokensOut:
        """Sign in with e-mail or user name and password."""
        limits.sign_in.check(request)
        signed = await signed_in(request, data)
        if not request.is_api:
            return to_home(request, signed)  # type: ignore[return-value]
        return await token_pair(request, signed)

    @post("/refresh", permission=ANYONE, status_code=200)
    async def refresh(self, request: WebRequest, data: Body[RefreshIn]) -> TokensOut:
        """Exchange a refresh token for a new pair. Using one twice ends the session."""
        limits.sign_in.check(request)
        state = request.app.state
        pair = await tokens.rotate(state.engine, state.signer, data.refresh_token)
        return TokensOut(pair.access_token, pair.refresh_token, pair.expires_in)

    @post("/logout", permission=SIGNED_IN, while_viewing=True, status_code=200, then="/login", enrolling=True)
    async def logout(self, request: WebRequest, uow: Uow) -> MeOut:
        """End this session. Its tokens stop working within five seconds everywhere."""
        me = me_of(request)
        await sessions.sign_out(uow)
        request.app.state.principals.forget(uow.actor.session_id)
        return View(me, cookies=[request.app.state.cookies.make("session", "")])  # type: ignore[return-value]

    @get("/me", permission=SIGNED_IN, enrolling=True)
    async def me(self, request: WebRequest) -> MeOut:
        """Who the caller is and what they may do."""
        return me_of(request)


class LoginPages(Module):
    """The sign-in page."""

    path = "/login"

    @page("/", permission=ANYONE, template="identity/login.html")
    async def show(self, request: WebRequest) -> Form:
        beside = await around(request)
        values = {"email": request.query_params.get("as", ""), "organization": beside.company}
        return Form(LoginIn, values, context=beside)

    @post("/demo", permission=ANYONE, include_in_schema=False, then="/", before_request=look_around)
    async def demo(self, request: WebRequest, data: Body[DemoLoginIn]) -> Out:
        """One press in the demo; in any other installation there is nothing here."""
        password = demo.password(request.app.state.settings)
        signed = await signed_in(request, LoginIn(email=data.email, password=password))
        return to_home(request, signed)  # type: ignore[return-value]


async def signed_in(request: WebRequest, data: Body[LoginIn]) -> sessions.SignedIn:
    try:
        return await sessions.sign_in(
            request.app.state.engine,
            data.email,
            data.password,
            organization=data.organization,
            kind="api" if request.is_api else "web",
            agent=request.headers.get("user-agent", ""),
            request_id=request.request_id,
            checks=request.app.state.after_password,
        )
    except sessions.Step as step:
        account = step.account
        ticket = tickets.give(request.app.state.vault, account.organization_id, account.user_id, rules.TICKET_LIFE)
        words = _("Your password is right. Now the code of your second factor")
        raise StepNeeded(words, code=f"{step.name}-needed", ticket=ticket, leads_to=f"/login/{step.name}") from step
    except sessions.WhichOrganization as several:
        request.state.form_context.choices = [(choice.slug, choice.name) for choice in several.choices]
        raise


def to_home(request: WebRequest, signed: sessions.SignedIn) -> Response[Any]:
    cookie = session_cookie(request, signed)
    target = request.state.get("next") or "/"
    return View(signed.user.email, then=target, cookies=[cookie], status_code=200)


def session_cookie(request: WebRequest, signed: sessions.SignedIn) -> Cookie:
    """The browser keeps it for as long as the session counts."""
    left = signed.session.expires_at - clock.now()
    kept: Cookie = request.app.state.cookies.make("session", signed.secret, max_age=sessions.seconds(left))
    return kept


async def token_pair(request: WebRequest, signed: sessions.SignedIn) -> TokensOut:
    state = request.app.state
    pair = await tokens.first_pair(state.engine, state.signer, signed)
    return TokensOut(pair.access_token, pair.refresh_token, pair.expires_in)


def me_of(request: WebRequest) -> MeOut:
    actor = request.actor
    if actor is None:
        raise SignInNeeded
    allowed = [name for name in request.app.state.permissions if actor.may(name)]
    return MeOut.of(actor, permissions=allowed, roles=list(actor.roles))
