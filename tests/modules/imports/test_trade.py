"""Partners, offers with prices, costs, customer orders and forecasts from files; again is no double."""

from __future__ import annotations

from uuid import uuid4

import pytest

from tests.factories.plant import SmallFactory
from unison_web.kit.db.unit_of_work import UnitOfWork
from unison_web.kit.importing.report import Report
from unison_web.modules.imports.service.run import run
from unison_web.modules.materials.repository import MaterialRepository

MARK = uuid4().hex[:6]
C, V, O = f"C-{MARK}", f"V-{MARK}", f"O-{MARK}"  # noqa: E741


async def files(uow: UnitOfWork, frame: str) -> dict[str, Report]:
    rows: dict[str, list[dict[str, str]]] = {
        "partners": [
            {"number": C, "name": "Shop", "customer": "true", "city": "Graz", "country": "AT"},
            {"number": V, "name": "Vendor", "supplier": "true", "currency": "EUR"},
            {"number": f"X-{MARK}", "name": "Neither"},
        ],
        "material-suppliers": [
            {"material": frame, "supplier": V, "price": "9.5", "quantity_from": q, "valid_from": "2026-01-01"}
            for q in ("0", "100")
        ]
        + [{"material": frame, "supplier": C, "price": "1"}],
        "material-costs": [
            {"material": frame, "amount": "700", "valid_from": "2026-01-01"},
            {"material": frame, "amount": "-1"},
        ],
        "customer-orders": [
            {"order": O, "customer": C, "material": frame, "quantity": "3", "due": "2027-02-01", "line": "10"},
            {"order": O, "customer": C, "material": frame, "quantity": "4", "due": "2027-03-01", "line": "20"},
            {"order": O, "customer": V, "material": frame, "quantity": "4", "due": "2027-03-01", "line": "30"},
        ],
        "forecasts": [
            {"material": frame, "starts": "2027-02-17", "quantity": "20"},
            {"material": frame, "starts": "2027-02-03", "quantity": "21"},
        ],
    }
    return {kind: await run(uow, kind, said) for kind, said in rows.items()}


async def test_what_is_traded_comes_from_files(uow: UnitOfWork, factory: SmallFactory) -> None:
    first = await files(uow, factory.frame)
    assert {kind: report.created for kind, report in first.items()} == {
        "partners": 2, "material-suppliers": 3, "material-costs": 1, "customer-orders": 3, "forecasts": 1,
    }  # fmt: skip
    refused = {kind: [(p.row, p.column) for p in report.problems] for kind, report in first.items()}
    assert refused == {
        "partners": [(4, "customer")], "material-suppliers": [(4, "supplier")], "material-costs": [(3, "amount")],
        "customer-orders": [(4, "customer")], "forecasts": [(3, "starts")],
    }  # fmt: skip
    again = await files(uow, factory.frame)
    assert {(report.created, report.changed) for report in again.values()} == {(0, 0)}


@pytest.mark.parametrize("amount", ["700", "0.5"])
async def test_an_imported_cost_is_shown(uow: UnitOfWork, factory: SmallFactory, amount: str) -> None:
    await run(uow, "material-costs", [{"material": factory.frame, "amount": amount}])
    material = await MaterialRepository(uow).by_number(factory.frame)
    assert material is not None
    assert str(material.standard_cost.normalize()) in (amount, "7E+2")
