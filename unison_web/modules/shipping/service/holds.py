"""Lots that may not go: looked for under a lock, so that a recall that begins at the same moment is first or waits."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from unison_web.kit.db.unit_of_work import UnitOfWork
from unison_web.kit.state import all_of
from unison_web.modules.shipping import rules
from unison_web.modules.shipping.models import Pick
from unison_web.modules.shipping.repository import stops
from unison_web.modules.stock import rules as stock_rules
from unison_web.modules.stock.service.posting import locked_lots


async def none_of(uow: UnitOfWork, picks: Iterable[Pick]) -> None:
    """Raises Refused with every hold of what is picked, its reason and who placed it. No other can come before this
    transaction ends."""
    await none_on(uow, {pick.lot_id for pick in picks if pick.lot_id})


async def none_on(uow: UnitOfWork, lots: set[UUID]) -> None:
    known = await locked_lots(uow, lots)
    held = {key: number for key, (number, is_held) in known.items() if is_held}
    if held:
        said = await stops(uow, held)
        all_of(rules.on_hold(stop.lot, stop.reason, stop.who) for stop in said).or_refuse()


def none_expired(uow: UnitOfWork, picks: Iterable[Pick]) -> None:
    """Needs the lots loaded."""
    today = uow.now().astimezone(uow.actor.timezone).date()
    lots = [pick.lot for pick in picks if pick.lot]
    all_of(stock_rules.not_expired(lot.number, lot.expires_on, today) for lot in lots).or_refuse()
