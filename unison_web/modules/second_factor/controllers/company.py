"""What the company asks for, and help for who lost their second factor."""

from __future__ import annotations

from uuid import UUID

from litestar.params import FromPath

from unison_web.kit.i18n import lazy as _
from unison_web.kit.web.forms import Form, Record
from unison_web.kit.web.module import Body, Module, get, page, post
from unison_web.kit.web.requests import WebRequest
from unison_web.kit.web.uow import Uow
from unison_web.modules.identity.repository import UserRepository
from unison_web.modules.second_factor import repository
from unison_web.modules.second_factor.repository import FactorRepository, PasskeyRepository, PolicyRepository
from unison_web.modules.second_factor.rules import Security
from unison_web.modules.second_factor.schemas import ColleagueOut, PasskeyOut, PolicyIn, PolicyOut, ResetIn
from unison_web.modules.second_factor.service import own


async def policy_of(uow: Uow) -> PolicyOut:
    policy = await PolicyRepository(uow).the_one()
    return PolicyOut(policy.needed_by if policy else "nobody", await repository.without(uow))


async def colleague(uow: Uow, user_id: UUID) -> ColleagueOut:
    user = await UserRepository(uow).by_id(user_id)
    has, factor = await repository.standing(uow, user_id), await FactorRepository(uow).of(user_id)
    keys = PasskeyOut.all_of(await PasskeyRepository(uow).of(user_id))
    since = factor.app_since if factor else None
    return ColleagueOut(has.app, since, keys, has.recovery_left, has.needed, user.id, user.name)


async def the_colleague(request: WebRequest, uow: Uow, user_id: UUID) -> Record:
    user = await UserRepository(uow).by_id(user_id)
    return Record(user.name, f"/users/{user_id}")


class SecurityController(Module):
    path = "/security"
    tags = ["Security"]

    @get("/", permission=Security.READ, template="second_factor/policy.html")
    async def show(self, uow: Uow) -> PolicyOut:
        """Who needs a second factor, and how many people have none."""
        return await policy_of(uow)

    @page("/edit", permission=Security.WRITE, template="second_factor/policy_form.html")
    async def edit(self, uow: Uow) -> Form:
        return Form(PolicyIn, {"needed_by": (await policy_of(uow)).needed_by}, action="/security")

    @post(
        "/", permission=Security.WRITE, form="second_factor/policy_form.html", then="/security", flash=_("Saved"),
        status_code=200,
    )  # fmt: skip
    async def save(self, request: WebRequest, uow: Uow, data: Body[PolicyIn]) -> PolicyOut:
        """Ask for a second factor, from now on and within five seconds everywhere."""
        await own.set_policy(uow, data.needed_by)
        request.app.state.principals.forget()
        return await policy_of(uow)


class ResetController(Module):
    path = "/users/{user_id:uuid}/second-factor"
    tags = ["People"]

    @get("/", permission=Security.READ, template="second_factor/colleague.html")
    async def show(self, uow: Uow, user_id: FromPath[UUID]) -> ColleagueOut:
        """What somebody shows besides a password. No secret of it."""
        return await colleague(uow, user_id)

    @page("/reset", permission=Security.WRITE, template="second_factor/reset.html", about=the_colleague)
    async def form(self, uow: Uow, user_id: FromPath[UUID]) -> Form:
        return Form(ResetIn)

    @post(
        "/reset", permission=Security.WRITE, form="second_factor/reset.html", about=the_colleague, then="/users/{id}",
        flash=_("{name} can sign in with the password alone until a new second factor is added"), status_code=200,
    )  # fmt: skip
    async def reset(self, request: WebRequest, uow: Uow, user_id: FromPath[UUID], data: Body[ResetIn]) -> ColleagueOut:
        """Take every factor away from somebody who lost theirs. They are signed out; the reason is in the trail."""
        await own.reset(uow, user_id, data.reason)
        request.app.state.principals.forget()
        await uow.session.flush()
        return await colleague(uow, user_id)
