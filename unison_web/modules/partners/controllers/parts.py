"""Addresses and contacts of a partner."""

from __future__ import annotations

from uuid import UUID

from litestar.params import FromPath

from unison_web.kit.web.forms import Form
from unison_web.kit.web.module import Body, Module, delete, page, post, put
from unison_web.kit.web.uow import Uow
from unison_web.modules.partners.controllers.partners import the_partner
from unison_web.modules.partners.listings import partner_out
from unison_web.modules.partners.repository import AddressRepository, ContactRepository, PartnerRepository
from unison_web.modules.partners.rules import Partners
from unison_web.modules.partners.schemas import AddressIn, ContactIn, PartnerOut
from unison_web.modules.partners.service import partners as service


class AddressController(Module):
    path = "/partners/{partner_id:uuid}/addresses"
    tags = ["Partners"]

    @page("/new", permission=Partners.WRITE, template="partners/address.html", about=the_partner)
    async def new(self, uow: Uow, partner_id: FromPath[UUID]) -> Form:
        return Form(AddressIn, action=f"/partners/{partner_id}/addresses")

    @post("/", permission=Partners.WRITE, form="partners/address.html", about=the_partner, then="/partners/{id}")
    async def create(self, uow: Uow, partner_id: FromPath[UUID], data: Body[AddressIn]) -> PartnerOut:
        """Add an address."""
        partner = await PartnerRepository(uow).by_id(partner_id)
        return partner_out(await service.put_address(uow, partner, data))

    @page("/{address_id:uuid}/edit", permission=Partners.WRITE, template="partners/address.html", about=the_partner)
    async def edit(self, uow: Uow, partner_id: FromPath[UUID], address_id: FromPath[UUID]) -> Form:
        address = await AddressRepository(uow).of(partner_id, address_id)
        said = {name: getattr(address, name) for name in AddressIn.__struct_fields__}
        return Form(AddressIn, said, action=f"/partners/{partner_id}/addresses/{address_id}/edit")

    @post(
        "/{address_id:uuid}/edit", permission=Partners.WRITE, page=True, form="partners/address.html",
        about=the_partner, then="/partners/{id}",
    )  # fmt: skip
    async def save(
        self, uow: Uow, partner_id: FromPath[UUID], address_id: FromPath[UUID], data: Body[AddressIn]
    ) -> PartnerOut:
        return partner_out(
            await service.put_address(uow, await PartnerRepository(uow).by_id(partner_id), data, address_id)
        )

    @put("/{address_id:uuid}", permission=Partners.WRITE)
    async def update(
        self, uow: Uow, partner_id: FromPath[UUID], address_id: FromPath[UUID], data: Body[AddressIn]
    ) -> PartnerOut:
        """Replace an address."""
        return partner_out(
            await service.put_address(uow, await PartnerRepository(uow).by_id(partner_id), data, address_id)
        )

    @delete("/{address_id:uuid}", permission=Partners.WRITE, status_code=200)
    async def delete(self, uow: Uow, partner_id: FromPath[UUID], address_id: FromPath[UUID]) -> PartnerOut:
        """Take an address away."""
        partner = await PartnerRepository(uow).by_id(partner_id)
        return partner_out(await service.remove_address(uow, partner, address_id))

    @post("/{address_id:uuid}/removal", permission=Partners.WRITE, page=True, then="/partners/{id}")
    async def remove(self, uow: Uow, partner_id: FromPath[UUID], address_id: FromPath[UUID]) -> PartnerOut:
        partner = await PartnerRepository(uow).by_id(partner_id)
        return partner_out(await service.remove_address(uow, partner, address_id))


class ContactController(Module):
    path = "/partners/{partner_id:uuid}/contacts"
    tags = ["Partners"]

    @page("/new", permission=Partners.WRITE, template="partners/contact.html", about=the_partner)
    async def new(self, uow: Uow, partner_id: FromPath[UUID]) -> Form:
        return Form(ContactIn, action=f"/partners/{partner_id}/contacts")

    @post("/", permission=Partners.WRITE, form="partners/contact.html", about=the_partner, then="/partners/{id}")
    async def create(self, uow: Uow, partner_id: FromPath[UUID], data: Body[ContactIn]) -> PartnerOut:
        """Add a person."""
        partner = await PartnerRepository(uow).by_id(partner_id)
        return partner_out(await service.put_contact(uow, partner, data))

    @page("/{contact_id:uuid}/edit", permission=Partners.WRITE, template="partners/contact.html", about=the_partner)
    async def edit(self, uow: Uow, partner_id: FromPath[UUID], contact_id: FromPath[UUID]) -> Form:
        contact = await ContactRepository(uow).of(partner_id, contact_id)
        said = {name: getattr(contact, name) for name in ContactIn.__struct_fields__}
        return Form(ContactIn, said, action=f"/partners/{partner_id}/contacts/{contact_id}/edit")

    @post(
        "/{contact_id:uuid}/edit", permission=Partners.WRITE, page=True, form="partners/contact.html",
        about=the_partner, then="/partners/{id}",
    )  # fmt: skip
    async def save(
        self, uow: Uow, partner_id: FromPath[UUID], contact_id: FromPath[UUID], data: Body[ContactIn]
    ) -> PartnerOut:
        return partner_out(
            await service.put_contact(uow, await PartnerRepository(uow).by_id(partner_id), data, contact_id)
        )

    @put("/{contact_id:uuid}", permission=Partners.WRITE)
    async def update(
        self, uow: Uow, partner_id: FromPath[UUID], contact_id: FromPath[UUID], data: Body[ContactIn]
    ) -> PartnerOut:
        """Replace what is known of a person."""
        return partner_out(
            await service.put_contact(uow, await PartnerRepository(uow).by_id(partner_id), data, contact_id)
        )

    @delete("/{contact_id:uuid}", permission=Partners.WRITE, status_code=200)
    async def delete(self, uow: Uow, partner_id: FromPath[UUID], contact_id: FromPath[UUID]) -> PartnerOut:
        """Take a person away."""
        partner = await PartnerRepository(uow).by_id(partner_id)
        return partner_out(await service.remove_contact(uow, partner, contact_id))

    @post("/{contact_id:uuid}/removal", permission=Partners.WRITE, page=True, then="/partners/{id}")
    async def remove(self, uow: Uow, partner_id: FromPath[UUID], contact_id: FromPath[UUID]) -> PartnerOut:
        partner = await PartnerRepository(uow).by_id(partner_id)
        return partner_out(await service.remove_contact(uow, partner, contact_id))
