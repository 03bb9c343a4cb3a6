"""Signing the report of a shift, and what changed since it was signed."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from unison_web.kit.db.unit_of_work import UnitOfWork
from unison_web.kit.errors import Forbidden, Refused
from unison_web.kit.i18n import _
from unison_web.kit.web.structs import tidy
from unison_web.modules.reporting import rules
from unison_web.modules.reporting.models import ShiftSignature
from unison_web.modules.reporting.schemas import FigureRow, WorkedOn
from unison_web.modules.reporting.schemas_signing import DifferenceOut, SignatureIn, SignatureOut
from unison_web.modules.reporting.service.asking import Asked, Scope, understood

#: What of the total is signed, and what it is called.
TOTAL = ("oee", "availability", "effectiveness", "quality_ratio", "busy", "production", "down", "good", "scrap")
#: What of a line of work is signed.
LINE = ("good", "scrap", "minutes")


async def of_scope(uow: UnitOfWork, scope: Scope) -> list[ShiftSignature]:
    """The shift leader's first."""
    if scope.shift is None:
        return []
    statement = select(ShiftSignature).where(
        ShiftSignature.organization_id == uow.organization_id, ShiftSignature.plant_id == scope.plant.id,
        ShiftSignature.day == scope.day, ShiftSignature.code == scope.shift.code,
    )  # fmt: skip
    signed = statement.options(joinedload(ShiftSignature.signer)).order_by(ShiftSignature.signed_at, ShiftSignature.id)
    return list(await uow.session.scalars(signed))


async def sign(uow: UnitOfWork, data: SignatureIn, said: dict[str, str]) -> ShiftSignature:
    """Put a name under what the report says now. Raises Refused where the shift runs or that is signed."""
    if uow.actor.user_id is None:
        raise Forbidden(_("Somebody has to be signed in to sign"))
    scope = await understood(uow, Asked(data.plant, "shift", data.day, data.shift))
    if scope.shift is None:
        raise Refused(_("There is no such shift on this day"))
    rules.has_ended(scope.shift.ends_at <= uow.now()).or_refuse()
    for known in await of_scope(uow, scope):
        rules.not_signed(known.signer.name if known.role == data.role else "").or_refuse()
        rules.two_people(same=known.signer_id == uow.actor.user_id).or_refuse()
    row = ShiftSignature(
        plant_id=scope.plant.id, day=scope.day, code=scope.shift.code, shift=scope.shift.name, role=data.role,
        signer_id=uow.actor.user_id, remark=data.remark.strip(), signed_at=uow.now(), figures=said,
    )  # fmt: skip
    uow.session.add(row)
    await uow.session.flush()
    return row


def figures(total: FigureRow, work: list[WorkedOn]) -> dict[str, str]:
    """Digit by digit what a signature stands under."""
    said = {f"total|{key}": _digits(getattr(total, key)) for key in TOTAL}
    for line in work:
        said |= {f"{line.order}|{line.operation}|{line.machine}|{key}": _digits(getattr(line, key)) for key in LINE}
    return said


def differences(signed: dict[str, str], now: dict[str, str]) -> list[DifferenceOut]:
    """What is not any more as it was signed; a line of work that came or went counts from or to nothing."""
    return list(_changed(signed, now))


def _changed(signed: dict[str, str], now: dict[str, str]) -> Iterator[DifferenceOut]:
    for key in [*signed, *(key for key in now if key not in signed)]:
        before, after = signed.get(key, "0"), now.get(key, "0")
        if before != after:
            yield DifferenceOut(_label(key), before, after)


def _label(key: str) -> str:
    *place, what = key.split("|")
    words = {
        "oee": _("OEE"), "availability": _("Availability"), "effectiveness": _("Effectiveness"),
        "quality_ratio": _("Quality ratio"), "busy": _("Planned busy time"), "production": _("Production"),
        "down": _("Down"), "good": _("Good"), "scrap": _("Bad"), "minutes": _("Minutes"),
    }  # fmt: skip
    where = " ".join(part for part in place if part and part != "total")
    return f"{where}, {words[what]}" if where else str(words[what])


def _digits(value: Decimal | None) -> str:
    return "–" if value is None else str(tidy(value))


def shown(row: ShiftSignature) -> SignatureOut:
    return SignatureOut.of(row, signer=row.signer.name)
