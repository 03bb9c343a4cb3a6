"""My security: what I show besides my password."""

from __future__ import annotations

from unison_web.kit.i18n import lazy as _
from unison_web.kit.permissions import SIGNED_IN
from unison_web.kit.qr import qr_svg
from unison_web.kit.web.forms import Form
from unison_web.kit.web.module import Body, Module, get, page, post
from unison_web.kit.web.requests import WebRequest
from unison_web.kit.web.uow import Uow
from unison_web.modules.second_factor import repository
from unison_web.modules.second_factor.repository import FactorRepository, PasskeyRepository
from unison_web.modules.second_factor.schemas import AppIn, CodesOut, FactorsOut, OfferOut, PasskeyOut, PasswordOnlyIn
from unison_web.modules.second_factor.service import own

HERE = "/me/security"


async def factors(uow: Uow) -> FactorsOut:
    user = await own.me(uow)
    has, factor = await repository.standing(uow, user.id), await FactorRepository(uow).of(user.id)
    keys = PasskeyOut.all_of(await PasskeyRepository(uow).of(user.id))
    return FactorsOut(has.app, factor.app_since if factor else None, keys, has.recovery_left, has.needed)


async def an_offer(request: WebRequest, uow: Uow) -> OfferOut:
    """The same seed again when the first code did not fit: the phone has it already."""
    vault, user = request.app.state.vault, await own.me(uow)
    typed = await request.form() if request.is_form else {}
    seed, uri, sealed = await own.offer(uow, vault, str(typed.get("offer", "")))
    needed = (await repository.standing(uow, user.id)).needed
    return OfferOut(seed, uri, qr_svg(uri), sealed, bool(user.password_hash), needed)


class OwnSecurityController(Module):
    path = HERE
    tags = ["Sign-in"]

    @get("/", permission=SIGNED_IN, template="second_factor/mine.html", enrolling=True)
    async def show(self, uow: Uow) -> FactorsOut:
        """What this person shows besides a password."""
        return await factors(uow)

    @get("/app", permission=SIGNED_IN, template="second_factor/app.html", enrolling=True, about=an_offer)
    async def offered(self, request: WebRequest, uow: Uow) -> OfferOut:
        """A seed for an authenticator app. It counts once its first code was sent back, with `offer`."""
        return request.state.get("form_context") or await an_offer(request, uow)

    @post(
        "/app", permission=SIGNED_IN, form="second_factor/app.html", about=an_offer,
        template="second_factor/codes.html", once=True, enrolling=True,
    )  # fmt: skip
    async def add(self, request: WebRequest, uow: Uow, data: Body[AppIn]) -> CodesOut:
        """The app shows the right code, so it counts. Other sessions end. Recovery codes come with this answer only."""
        codes = await own.add_app(uow, request.app.state.vault, data.offer, data.code, data.password)
        request.app.state.principals.forget()
        return CodesOut(codes)

    @page("/app/removal", permission=SIGNED_IN, template="second_factor/remove.html")
    async def removal(self) -> Form:
        return Form(PasswordOnlyIn)

    @post(
        "/app/removal", permission=SIGNED_IN, form="second_factor/remove.html", then=HERE, status_code=200,
        flash=_("The authenticator app does not count any more"),
    )  # fmt: skip
    async def remove(self, request: WebRequest, uow: Uow, data: Body[PasswordOnlyIn]) -> FactorsOut:
        """Forget the authenticator app. Refused where the company needs a second factor and this is the last."""
        await own.remove_app(uow, data.password)
        request.app.state.principals.forget()
        return await factors(uow)

    @page("/recovery-codes", permission=SIGNED_IN, template="second_factor/renew.html")
    async def renewal(self) -> Form:
        return Form(PasswordOnlyIn)

    @post(
        "/recovery-codes", permission=SIGNED_IN, form="second_factor/renew.html",
        template="second_factor/codes.html", once=True, status_code=200,
    )  # fmt: skip
    async def renew(self, uow: Uow, data: Body[PasswordOnlyIn]) -> CodesOut:
        """Ten new recovery codes; those before stop working."""
        return CodesOut(await own.renew_codes(uow, data.password))
