"""Named questions about partners."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.orm import selectinload

from unison_web.kit.db.repository import Repository
from unison_web.kit.errors import NotFound
from unison_web.kit.web.filters import pattern
from unison_web.modules.partners.models import Partner, PartnerAddress, PartnerContact

OFFERED = 20


class PartnerRepository(Repository[Partner]):
    model_type = Partner

    async def record(self, partner_id: UUID) -> Partner:
        """With addresses and contacts."""
        return await self.by_id(partner_id, selectinload(Partner.addresses), selectinload(Partner.contacts))

    async def by_number(self, number: str) -> Partner | None:
        return await self.perhaps(self.mine().where(Partner.number == number))

    async def meant(self, reference: str) -> Partner:
        """By number, by id as a program says it, or by a name that only one has."""
        said = reference.strip()
        found = await self.by_number(said)
        if found is None and (key := as_uuid(said)):
            found = await self.perhaps(self.mine().where(Partner.id == key))
        if found is None:
            named = await self.all(self.mine().where(Partner.name.ilike(pattern(said).strip("%"))).limit(2))
            found = named[0] if len(named) == 1 else None
        if found is None:
            raise NotFound
        return found

    async def offered(self, q: str, side: str = "") -> list[Partner]:
        """For a combobox: numbers that start with the words first."""
        found = self.mine().where(Partner.state == "active")
        if side:
            found = found.where(getattr(Partner, side))
        for word in q.split()[:6]:
            found = found.where(or_(Partner.number.ilike(pattern(word)), Partner.name.ilike(pattern(word))))
        first = Partner.number.startswith(q, autoescape=True).desc()
        return await self.all(found.order_by(first, Partner.name, Partner.id).limit(OFFERED))

    async def numbers(self) -> dict[str, UUID]:
        """All of them; for imports."""
        statement = select(Partner.number, Partner.id).where(Partner.organization_id == self.uow.organization_id)
        return {number: key for number, key in await self.session.execute(statement)}


class AddressRepository(Repository[PartnerAddress]):
    model_type = PartnerAddress

    async def of(self, partner_id: UUID, address_id: UUID) -> PartnerAddress:
        return await self.one(
            self.mine().where(PartnerAddress.partner_id == partner_id, PartnerAddress.id == address_id)
        )

    async def only_usual(self, address: PartnerAddress) -> None:
        """The one before steps back."""
        others = self.mine().where(
            PartnerAddress.partner_id == address.partner_id, PartnerAddress.kind == address.kind,
            PartnerAddress.usual, PartnerAddress.id != address.id,
        )  # fmt: skip
        for other in await self.all(others):
            other.usual = False
        await self.session.flush()


class ContactRepository(Repository[PartnerContact]):
    model_type = PartnerContact

    async def of(self, partner_id: UUID, contact_id: UUID) -> PartnerContact:
        return await self.one(
            self.mine().where(PartnerContact.partner_id == partner_id, PartnerContact.id == contact_id)
        )

    async def only_main(self, contact: PartnerContact) -> None:
        """The one before steps back."""
        others = self.mine().where(
            PartnerContact.partner_id == contact.partner_id, PartnerContact.main, PartnerContact.id != contact.id
        )
        for other in await self.all(others):
            other.main = False
        await self.session.flush()


def as_uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
