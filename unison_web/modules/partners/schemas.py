"""What may be said about partners, and what may be seen."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar, Literal
from uuid import UUID

from msgspec import UNSET, Meta

from unison_web.kit.web.structs import Custom, In, Out

AddressKind = Annotated[
    Literal["billing", "delivery", "pickup", "office"],
    Meta(
        extra_json_schema={
            "labels": {"billing": "Billing", "delivery": "Delivery", "pickup": "Pick-up", "office": "Office"}
        }
    ),
]
Email = Annotated[str, Meta(max_length=200, title="E-mail", extra_json_schema={"kind": "email"})]
Phone = Annotated[str, Meta(max_length=40, extra_json_schema={"inputmode": "tel"})]
Version = Annotated[
    int | None, Meta(description="The version that was read; refused with 412 when somebody changed it since.")
]


class PartnerIn(In):
    """A customer, a supplier or both. A partner without a number gets the next one."""

    extends = "partners"
    example: ClassVar[dict[str, Any]] = {
        "number": "C-2041", "name": "Northwind Cycles GmbH", "customer": True, "currency": "EUR", "payment_days": 30,
    }  # fmt: skip

    name: Annotated[str, Meta(min_length=1, max_length=200)]
    number: Annotated[str, Meta(max_length=60, description="The next free one when left out.")] = ""
    customer: Annotated[bool, Meta(title="Customer: buys from us")] = False
    supplier: Annotated[bool, Meta(title="Supplier: sells to us")] = False
    tax_number: Annotated[str, Meta(max_length=40, title="Tax number")] = ""
    gln: Annotated[str, Meta(max_length=13, title="GLN", extra_json_schema={"inputmode": "numeric"})] = ""
    website: Annotated[str, Meta(max_length=200, extra_json_schema={"inputmode": "url"})] = ""
    email: Email = ""
    phone: Phone = ""
    currency: Annotated[str, Meta(pattern="^([A-Z]{3})?$", description="The company's own when left out.")] = ""
    payment_days: Annotated[int, Meta(ge=0, le=365, title="Payment term", extra_json_schema={"unit": "days"})] = 30
    delivery_terms: Annotated[str, Meta(max_length=60, title="Delivery terms", description="Such as DAP or EXW")] = ""
    note: Annotated[str, Meta(max_length=2000, extra_json_schema={"kind": "textarea"})] = ""
    custom: Custom = UNSET
    version: Version = None


class AddressIn(In):
    """Where goods, papers or bills go."""

    example: ClassVar[dict[str, Any]] = {
        "kind": "delivery", "street": "Hafenstraße 12", "postal_code": "20457", "city": "Hamburg", "country": "DE",
        "usual": True,
    }  # fmt: skip

    kind: AddressKind
    city: Annotated[str, Meta(min_length=1, max_length=100)]
    country: Annotated[str, Meta(min_length=2, max_length=2, description="Two letters, such as DE or US")]
    name: Annotated[
        str, Meta(max_length=200, title="Name of the place", description="When it is not the company's.")
    ] = ""
    street: Annotated[str, Meta(max_length=200)] = ""
    postal_code: Annotated[str, Meta(max_length=20, title="Postal code")] = ""
    region: Annotated[str, Meta(max_length=100, title="State or region")] = ""
    usual: Annotated[bool, Meta(title="Take this one unless another is chosen")] = False
    version: Version = None


class ContactIn(In):
    """A person at the partner's."""

    example: ClassVar[dict[str, Any]] = {
        "name": "Jana Petersen", "role": "Purchasing", "email": "jana.petersen@example.com", "main": True,
    }  # fmt: skip

    name: Annotated[str, Meta(min_length=1, max_length=120)]
    role: Annotated[str, Meta(max_length=120, title="What they do there")] = ""
    email: Email = ""
    phone: Phone = ""
    note: Annotated[str, Meta(max_length=500)] = ""
    main: Annotated[bool, Meta(title="Call this one first")] = False
    version: Version = None


class ArchiveIn(In):
    """Archived partners stay where they are used and are offered nowhere."""

    example: ClassVar[dict[str, Any]] = {"archived": True}

    archived: bool = True


class PartnerRow(Out):
    """A partner in a list."""

    id: UUID
    number: str
    name: str
    customer: bool
    supplier: bool
    city: str
    country: str
    email: str
    phone: str
    currency: str
    payment_days: int
    state: str
    version: int
    custom: dict[str, Any] = {}


class AddressOut(Out):
    id: UUID
    partner_id: UUID
    kind: str
    name: str
    street: str
    postal_code: str
    city: str
    region: str
    country: str
    usual: bool
    version: int


class ContactOut(Out):
    id: UUID
    partner_id: UUID
    name: str
    role: str
    email: str
    phone: str
    note: str
    main: bool
    version: int


class PartnerOut(Out):
    """One partner with its addresses and contacts."""

    id: UUID
    number: str
    name: str
    customer: bool
    supplier: bool
    tax_number: str
    gln: str
    website: str
    email: str
    phone: str
    currency: str
    payment_days: int
    delivery_terms: str
    note: str
    city: str
    country: str
    state: str
    version: int
    custom: dict[str, Any] = {}
    addresses: list[AddressOut] = []
    contacts: list[ContactOut] = []


class PartnerOptionOut(Out):
    """One line of a combobox: `code` is what a form sends."""

    id: UUID
    code: str
    name: str
    note: str = ""


class PartnerOptionsOut(Out):
    items: list[PartnerOptionOut]
