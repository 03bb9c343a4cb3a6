"""Creating, changing and archiving partners, their addresses and contacts."""

from __future__ import annotations

from uuid import UUID

from unison_web.kit.db.unit_of_work import UnitOfWork
from unison_web.kit.errors import NotFound, Outdated, Refused
from unison_web.kit.i18n import _
from unison_web.kit.numbering import next_number
from unison_web.kit.state import all_of
from unison_web.modules.custom_fields.service import values as custom
from unison_web.modules.partners import rules
from unison_web.modules.partners.models import Partner, PartnerAddress, PartnerContact
from unison_web.modules.partners.repository import AddressRepository, ContactRepository, PartnerRepository
from unison_web.modules.partners.schemas import AddressIn, ContactIn, PartnerIn

SAME_NAME = ("customer", "supplier", "gln", "payment_days")
TRIMMED = ("name", "tax_number", "website", "email", "phone", "delivery_terms", "note")
SUGGESTED = 5


async def create(uow: UnitOfWork, data: PartnerIn) -> Partner:
    partner = Partner(number="", name="")
    await _fill(uow, partner, data)
    uow.session.add(partner)
    await uow.session.flush()
    return await again(uow, partner.id)


async def change(uow: UnitOfWork, partner: Partner, data: PartnerIn) -> Partner:
    check_version(partner.version, data.version)
    await _fill(uow, partner, data)
    await uow.session.flush()
    return await again(uow, partner.id)


async def archive(uow: UnitOfWork, partner: Partner, *, archived: bool) -> Partner:
    """It stays on everything that names it, and is offered for nothing new."""
    partner.state = "archived" if archived else "active"
    await uow.session.flush()
    return partner


async def put_address(uow: UnitOfWork, partner: Partner, data: AddressIn, address_id: UUID | None = None) -> Partner:
    """A new address, or another way to say a known one."""
    addresses = AddressRepository(uow)
    rules.good_country(data.country.upper()).or_refuse()
    if address_id is None:
        address = PartnerAddress(partner_id=partner.id, kind=data.kind, city="", country="")
    else:
        address = await addresses.of(partner.id, address_id)
        check_version(address.version, data.version)
    address.kind, address.country = data.kind, data.country.upper()
    for name in ("name", "street", "postal_code", "city", "region"):
        setattr(address, name, getattr(data, name).strip())
    if data.usual:
        await addresses.only_usual(address)
    address.usual = data.usual
    uow.session.add(address)
    await uow.session.flush()
    return await _with_place(uow, partner.id)


async def remove_address(uow: UnitOfWork, partner: Partner, address_id: UUID) -> Partner:
    await uow.session.delete(await AddressRepository(uow).of(partner.id, address_id))
    await uow.session.flush()
    return await _with_place(uow, partner.id)


async def put_contact(uow: UnitOfWork, partner: Partner, data: ContactIn, contact_id: UUID | None = None) -> Partner:
    """A new person, or other words for a known one."""
    contacts = ContactRepository(uow)
    rules.good_email(data.email.strip()).or_refuse()
    if contact_id is None:
        contact = PartnerContact(partner_id=partner.id, name="")
    else:
        contact = await contacts.of(partner.id, contact_id)
        check_version(contact.version, data.version)
    for name in ("name", "role", "email", "phone", "note"):
        setattr(contact, name, getattr(data, name).strip())
    if data.main:
        await contacts.only_main(contact)
    contact.main = data.main
    uow.session.add(contact)
    await uow.session.flush()
    return await again(uow, partner.id)


async def remove_contact(uow: UnitOfWork, partner: Partner, contact_id: UUID) -> Partner:
    await uow.session.delete(await ContactRepository(uow).of(partner.id, contact_id))
    await uow.session.flush()
    return await again(uow, partner.id)


async def partner_meant(uow: UnitOfWork, reference: str, field: str, side: str) -> Partner:
    """By number, name or id; an archived one and one of the other side are refused in words."""
    partners = PartnerRepository(uow)
    try:
        partner = await partners.meant(reference)
    except NotFound:
        words = _("There is no partner with the number {number}").format(number=reference[:60])
        alike = [f"{each.number} {each.name}" for each in (await partners.offered(reference[:60], side))[:SUGGESTED]]
        if alike:
            words = _("{sentence}. Similar: {numbers}").format(sentence=words, numbers=", ".join(alike))
        raise Refused(**{field: words}) from None
    used = rules.may_be_used(partner.name, partner.state, field)
    all_of([used, rules.is_a(side, partner.name, yes=getattr(partner, side), field=field)]).or_refuse()
    return partner


def check_version(now: int, read: int | None) -> None:
    """What the caller read must still be what is there."""
    if read is not None and read != now:
        raise Outdated(_("Somebody changed this in the meantime. Look again, then repeat your change"))


async def again(uow: UnitOfWork, partner_id: UUID) -> Partner:
    """As it is now, with everything its page shows."""
    uow.session.expire_all()
    return await PartnerRepository(uow).record(partner_id)


async def _with_place(uow: UnitOfWork, partner_id: UUID) -> Partner:
    """City and country in lists are those of the first usual address, or of the first."""
    partner = await again(uow, partner_id)
    first = next((each for each in partner.addresses if each.usual), next(iter(partner.addresses), None))
    partner.city, partner.country = (first.city, first.country) if first else ("", "")
    await uow.session.flush()
    return partner


async def _fill(uow: UnitOfWork, partner: Partner, data: PartnerIn) -> None:
    number = data.number.strip()
    if number and number != partner.number and await PartnerRepository(uow).by_number(number):
        raise Refused(number=_("There is already a partner with the number {number}").format(number=number))
    all_of(
        [
            rules.has_a_side(customer=data.customer, supplier=data.supplier),
            rules.good_gln(data.gln),
            rules.good_email(data.email.strip()),
            rules.good_website(data.website.strip()),
        ]
    ).or_refuse()
    for name in SAME_NAME:
        setattr(partner, name, getattr(data, name))
    for name in TRIMMED:
        setattr(partner, name, getattr(data, name).strip())
    partner.currency = data.currency or partner.currency or uow.actor.currency
    await custom.apply(uow, "partners", partner, data.custom, state=partner.state or "active")
    partner.number = number or partner.number or await next_number(uow, "partner")
