"""Partners from a file, by number."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import Annotated

from msgspec import Meta

from unison_web.kit.db.unit_of_work import UnitOfWork
from unison_web.kit.i18n import lazy as _
from unison_web.kit.importing.declaring import Importable, columns_of_row
from unison_web.kit.importing.report import Report
from unison_web.kit.importing.rows import Code, Name
from unison_web.kit.importing.writing import Values, upsert
from unison_web.kit.state import all_of
from unison_web.kit.web.structs import In
from unison_web.modules.partners import rules
from unison_web.modules.partners.models import Partner
from unison_web.modules.partners.repository import PartnerRepository

SAME_NAME = ("number", "name", "customer", "supplier", "tax_number", "gln", "website", "email", "phone", "payment_days",
             "delivery_terms", "city", "country", "note")  # fmt: skip


class PartnerRow(In):
    number: Code
    name: Name
    customer: bool = False
    supplier: bool = False
    tax_number: str = ""
    gln: str = ""
    website: str = ""
    email: str = ""
    phone: str = ""
    currency: Annotated[str, Meta(pattern="^([A-Z]{3})?$")] = ""
    payment_days: Annotated[int, Meta(ge=0, le=365)] = 30
    delivery_terms: str = ""
    city: str = ""
    country: str = ""
    note: str = ""


class Partners:
    def __init__(self, uow: UnitOfWork, report: Report) -> None:
        self.uow, self.report = uow, report

    async def write(self, rows: Sequence[tuple[int, PartnerRow]]) -> None:
        partners = PartnerRepository(self.uow)
        asked = [row.number for _number, row in rows]
        known: dict[Hashable, Partner] = {
            row.number: row for row in await partners.all(partners.mine().where(Partner.number.in_(asked)))
        }
        wanted: dict[Hashable, Values] = {}
        places: dict[Hashable, int] = {}
        for number, row in rows:
            verdict = all_of(
                [
                    rules.has_a_side(customer=row.customer, supplier=row.supplier), rules.good_email(row.email),
                    rules.good_website(row.website), rules.good_gln(row.gln),
                ]
            )  # fmt: skip
            if not verdict:
                self.report.refuse(number, verdict.why, verdict.field)
            elif self.report.first(number, "partner", row.number, "number", row.number):
                values = {name: getattr(row, name) for name in SAME_NAME}
                places[row.number] = number
                wanted[row.number] = {**values, "currency": row.currency or self.uow.actor.currency}
        await upsert(self.uow, Partner, known, wanted, self.report, places)


PARTNERS = Importable(
    "partners", _("Partners"), rules.Partners.WRITE, PartnerRow,
    columns_of_row(
        PartnerRow, number=(_("Number"), "partner_number"), name=(_("Name"), "partner_name"), customer=_("Customer"),
        supplier=_("Supplier"), tax_number=_("Tax number"), gln=_("GLN"), website=_("Website"),
        email=_("E-mail"), phone=_("Phone"), currency=_("Currency"), payment_days=_("Payment term in days"),
        delivery_terms=_("Delivery terms"), city=_("City"), country=_("Country"), note=_("Note"),
    ),
    ("number",), Partners, href="/partners", extends="partners",
    hint=_("Each is a customer, a supplier or both."),
    sheets=("partners", "customers", "suppliers", "vendors", "kunden", "lieferanten", "clientes", "proveedores"),
)  # fmt: skip
IMPORTABLES = (PARTNERS,)
