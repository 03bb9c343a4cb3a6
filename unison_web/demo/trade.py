"""Whom the bicycle factory buys from and sells to. The vendors are the source's own; it has no customers, so there are
bicycle shops around the world, and every place, name and number of this file is made up."""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import Any

from unison_web.demo.adventureworks.costs import cost_history
from unison_web.demo.adventureworks.records import Factory
from unison_web.demo.sourcing import sourcing
from unison_web.kit.db.ids import new_id
from unison_web.kit.db.unit_of_work import UnitOfWork
from unison_web.kit.db.writes import bulk_insert
from unison_web.modules.partners.models import Partner, PartnerAddress, PartnerContact

#: Number, name, street, postal code, city, region, country, currency, days, terms.
SHOPS = (
    ("C-1001", "Two Wheels Portland", "412 SE Belmont St", "97214", "Portland", "OR", "US", "USD", 30, "FCA Bothell"),
    ("C-1002", "Bay Area Bicycles", "88 Valencia St", "94103", "San Francisco", "CA", "US", "USD", 30, "FCA Bothell"),
    ("C-1003", "Rocky Mountain Riders", "1907 Pearl St", "80302", "Boulder", "CO", "US", "USD", 45, "DAP"),
    ("C-1004", "Great Lakes Cyclery", "640 N Wells St", "60654", "Chicago", "IL", "US", "USD", 30, "DAP"),
    ("C-1005", "Lone Star Cycling", "210 S Lamar Blvd", "78704", "Austin", "TX", "US", "USD", 30, "FCA Bothell"),
    ("C-1006", "Vélo du Plateau", "4520 rue Saint-Denis", "H2J 2L3", "Montréal", "QC", "CA", "CAD", 30, "DAP"),
    ("C-1007", "Pacific Spoke", "1550 W 4th Ave", "V6J 1L9", "Vancouver", "BC", "CA", "CAD", 30, "FCA Bothell"),
    ("C-1008", "Radhaus Hamburg", "Eppendorfer Weg 61", "20259", "Hamburg", "", "DE", "EUR", 14, "DAP"),
    ("C-1009", "Fahrradmanufaktur Süd", "Leopoldstraße 122", "80802", "München", "", "DE", "EUR", 14, "DAP"),
    ("C-1010", "Cykelhuset Malmö", "Bergsgatan 18", "214 22", "Malmö", "", "SE", "SEK", 30, "DAP"),
    ("C-1011", "Rowerownia Kraków", "ul. Dietla 44", "31-070", "Kraków", "", "PL", "PLN", 21, "DAP"),
    ("C-1012", "Ciclos del Turia", "Plaza de Cuba 9", "46006", "València", "", "ES", "EUR", 60, "DAP"),
    ("C-1013", "North Sea Cycles", "27 Leith Walk", "EH6 8LN", "Edinburgh", "", "GB", "GBP", 30, "CIP"),
    ("C-1014", "Southern Cross Bikes", "301 Brunswick St", "3065", "Fitzroy", "VIC", "AU", "AUD", 45, "CIP"),
    ("C-1015", "Harbour City Cycles", "14 Ponsonby Rd", "1011", "Auckland", "", "NZ", "NZD", 45, "CIP"),
    ("C-1016", "Mountain Air Outfitters", "75 Main St", "84060", "Park City", "UT", "US", "USD", 30, "FCA Bothell"),
)  # fmt: skip
TOWNS = (
    ("98101", "Seattle", "WA"), ("98402", "Tacoma", "WA"), ("97205", "Portland", "OR"), ("94607", "Oakland", "CA"),
    ("90021", "Los Angeles", "CA"), ("85004", "Phoenix", "AZ"), ("80205", "Denver", "CO"), ("83702", "Boise", "ID"),
    ("84101", "Salt Lake City", "UT"), ("59801", "Missoula", "MT"), ("55401", "Minneapolis", "MN"),
)  # fmt: skip
STREETS = ("Industrial Way", "Commerce St", "Foundry Ave", "Railroad Ave", "Harbor Dr", "Mill Rd", "Depot St")
FIRST = ("Alma", "Bruno", "Carla", "Dev", "Elif", "Femi", "Grete", "Hiro", "Ines", "Jonas", "Kaya", "Liam", "Mina")
LAST = (
    "Andersson",
    "Brandt",
    "Castillo",
    "Duarte",
    "Eriksen",
    "Fontaine",
    "Grant",
    "Hughes",
    "Ito",
    "Jansen",
    "Kowalska",
)
ROLES = ("Sales", "Purchasing", "Logistics", "Quality", "Accounts")


async def trade(uow: UnitOfWork, factory: Factory) -> None:
    """Costs, then everybody one trades with."""
    await cost_history(uow, factory)
    await partners(uow, factory)
    await sourcing(uow, factory)


async def partners(uow: UnitOfWork, factory: Factory) -> None:
    """All of them in three statements."""
    dice = random.Random(1492)
    rows = [*vendors(factory), *shops()]
    await bulk_insert(uow, Partner, rows)
    addresses = [address for row in rows for address in addresses_of(row, dice)]
    contacts = [contact for row in rows for contact in contacts_of(row, dice)]
    await bulk_insert(uow, PartnerAddress, addresses)
    await bulk_insert(uow, PartnerContact, contacts)


def vendors(factory: Factory) -> Iterator[dict[str, Any]]:
    """The account number of the source is the partner's number."""
    dice = random.Random(104)
    for vendor in factory.vendors:
        _code, city, _region = dice.choice(TOWNS)
        yield {
            "id": new_id(), "number": vendor.account, "name": vendor.name, "customer": False, "supplier": True,
            "website": f"https://{vendor.web.removeprefix('www.').rstrip('/')}" if vendor.web else "",
            "email": "", "phone": f"+1 206 555 {dice.randrange(100, 199):04}", "currency": "USD", "payment_days": 30,
            "delivery_terms": "DAP Bothell", "city": city, "country": "US",
            "note": f"Credit rating {vendor.credit_rating} of 5",
            "state": "active" if vendor.active else "archived",
        }  # fmt: skip


def shops() -> Iterator[dict[str, Any]]:
    for number, name, _street, _code, city, _region, country, currency, days, terms in SHOPS:
        yield {
            "id": new_id(), "number": number, "name": name, "customer": True, "supplier": False, "website": "",
            "email": f"orders@{domain_of(name)}", "phone": "", "currency": currency, "payment_days": days,
            "delivery_terms": terms, "city": city, "country": country, "note": "", "state": "active",
        }  # fmt: skip


def domain_of(name: str) -> str:
    plain = name.lower().translate(str.maketrans("éüöóćä", "euooca"))
    return "".join(sign for sign in plain if sign.isascii() and sign.isalnum()) + ".example"


def addresses_of(row: dict[str, Any], dice: random.Random) -> Iterator[dict[str, Any]]:
    """Where a shop wants its bicycles; where a vendor's goods are fetched."""
    shop = next((each for each in SHOPS if each[0] == row["number"]), None)
    if shop is None:
        code, region = next((code, region) for code, city, region in TOWNS if city == row["city"])
        street = f"{dice.randrange(100, 4900)} {dice.choice(STREETS)}"
    else:
        street, code, region = shop[2], shop[3], shop[5]
    place = {
        "partner_id": row["id"], "name": "", "street": street, "postal_code": code, "city": row["city"],
        "region": region, "country": row["country"], "usual": True,
    }  # fmt: skip
    for kind in ("delivery", "billing") if row["customer"] else ("pickup",):
        yield {**place, "kind": kind}


def contacts_of(row: dict[str, Any], dice: random.Random) -> Iterator[dict[str, Any]]:
    people = dice.sample([(first, last) for first in FIRST for last in LAST], dice.choice((1, 1, 2)))
    for place, (first, last) in enumerate(people):
        yield {
            "partner_id": row["id"], "name": f"{first} {last}", "phone": row["phone"],
            "role": "Purchasing" if row["customer"] and not place else dice.choice(ROLES),
            "email": f"{first}.{last}@{domain_of(row['name'])}".lower(), "note": "", "main": place == 0,
        }  # fmt: skip
