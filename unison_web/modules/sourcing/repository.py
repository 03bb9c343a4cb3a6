"""Named questions about suppliers of materials, alternates and replacements."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from uuid import UUID

from sqlalchemy import or_, select, text
from sqlalchemy.orm import joinedload, selectinload

from unison_web.kit.db.repository import Repository
from unison_web.modules.sourcing.models import MaterialAlternate, Offer, Replacement, SupplierPrice


class OfferRepository(Repository[Offer]):
    model_type = Offer

    async def of_material(self, material_id: UUID) -> list[Offer]:
        """The preferred one first, with supplier, unit and prices."""
        found = self.mine().where(Offer.material_id == material_id).order_by(Offer.preferred.desc(), Offer.id)
        return await self.all(found, joinedload(Offer.supplier), joinedload(Offer.unit), selectinload(Offer.prices))

    async def of(self, material_id: UUID, offer_id: UUID) -> Offer:
        found = self.mine().where(Offer.material_id == material_id, Offer.id == offer_id)
        return await self.one(found, joinedload(Offer.supplier), joinedload(Offer.unit), selectinload(Offer.prices))

    async def only_preferred(self, offer: Offer) -> None:
        """The one before steps back."""
        others = self.mine().where(Offer.material_id == offer.material_id, Offer.preferred, Offer.id != offer.id)
        for other in await self.all(others):
            other.preferred = False
        await self.session.flush()


class PriceRepository(Repository[SupplierPrice]):
    model_type = SupplierPrice

    async def step(self, offer_id: UUID, quantity_from: Decimal, valid_from: date) -> SupplierPrice | None:
        """The one for the same quantity and the same first day."""
        found = self.mine().where(SupplierPrice.offer_id == offer_id, SupplierPrice.quantity_from == quantity_from)
        return await self.perhaps(found.where(SupplierPrice.valid_from == valid_from))

    async def of(self, offer_id: UUID, price_id: UUID) -> SupplierPrice:
        return await self.one(self.mine().where(SupplierPrice.offer_id == offer_id, SupplierPrice.id == price_id))


class AlternateRepository(Repository[MaterialAlternate]):
    model_type = MaterialAlternate

    async def around(self, material_id: UUID) -> list[MaterialAlternate]:
        """Both ways: what may be taken for it, and what it may be taken for."""
        found = self.mine().where(
            or_(MaterialAlternate.material_id == material_id, MaterialAlternate.alternate_id == material_id)
        )
        ordered = found.order_by(MaterialAlternate.priority, MaterialAlternate.id)
        return await self.all(ordered, joinedload(MaterialAlternate.material), joinedload(MaterialAlternate.alternate))

    async def of(self, material_id: UUID, alternate_id: UUID) -> MaterialAlternate:
        """The row, seen from the material it is for."""
        return await self.one(
            self.mine().where(MaterialAlternate.material_id == material_id, MaterialAlternate.id == alternate_id)
        )

    async def pair(self, material_id: UUID, other_id: UUID) -> MaterialAlternate | None:
        found = self.mine().where(MaterialAlternate.material_id == material_id)
        return await self.perhaps(found.where(MaterialAlternate.alternate_id == other_id))


class ReplacementRepository(Repository[Replacement]):
    model_type = Replacement

    async def of(self, material_id: UUID) -> Replacement | None:
        return await self.perhaps(self.mine().where(Replacement.material_id == material_id))

    async def lock(self) -> None:
        """Two people who close a circle from both sides wait for each other."""
        await self.session.execute(
            text("select pg_advisory_xact_lock(hashtextextended(:key, 0))"),
            {"key": f"replacements {self.uow.organization_id}"},
        )

    async def everything(self) -> dict[UUID, UUID]:
        """Who follows whom; few materials are ever replaced."""
        statement = select(Replacement.material_id, Replacement.successor_id).where(
            Replacement.organization_id == self.uow.organization_id
        )
        return {material: successor for material, successor in await self.session.execute(statement)}

    async def among(self, materials: list[UUID]) -> list[Replacement]:
        """Rows that begin or end at one of them, with both materials."""
        found = self.mine().where(or_(Replacement.material_id.in_(materials), Replacement.successor_id.in_(materials)))
        ordered = found.order_by(Replacement.starts_on, Replacement.id)
        return await self.all(ordered, joinedload(Replacement.material), joinedload(Replacement.successor))
