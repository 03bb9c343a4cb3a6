"""Out of one plant, on the way, into another: two halves that meet in the account of what is under way."""

from __future__ import annotations

from decimal import Decimal
from uuid import UUID

from sqlalchemy.orm import joinedload

from unison_web.kit.db.repository import Repository
from unison_web.kit.db.unit_of_work import UnitOfWork
from unison_web.kit.db.writes import guarded_update
from unison_web.kit.errors import Refused
from unison_web.kit.i18n import _
from unison_web.kit.numbering import next_number
from unison_web.modules.materials.models import Material
from unison_web.modules.materials.service.meant import material_meant
from unison_web.modules.organizations.repository import PlantRepository
from unison_web.modules.stock import rules
from unison_web.modules.stock.models_moves import PlantMove
from unison_web.modules.stock.schemas_moves import ArrivalIn, LossIn, PlantMoveIn
from unison_web.modules.stock.service.lines import Line, Place
from unison_web.modules.stock.service.meant import location_meant, lot_meant
from unison_web.modules.stock.service.posting import post


class PlantMoveRepository(Repository[PlantMove]):
    model_type = PlantMove

    async def record(self, move_id: UUID, *, lock: bool = False) -> PlantMove:
        found = self.mine().where(PlantMove.id == move_id)
        return await self.one(
            found.with_for_update(of=PlantMove) if lock else found,
            joinedload(PlantMove.material).joinedload(Material.unit), joinedload(PlantMove.lot),
            joinedload(PlantMove.from_plant), joinedload(PlantMove.to_plant), joinedload(PlantMove.sender),
        )  # fmt: skip


async def send(uow: UnitOfWork, data: PlantMoveIn) -> PlantMove:
    """It leaves stock here and belongs to nobody's place until the other plant has it."""
    rules.countable(data.quantity).or_refuse()
    material = await material_meant(uow, data.material)
    lot = await lot_meant(uow, data.lot, material)
    place = await location_meant(uow, data.location)
    plant = await PlantRepository(uow).by_code(data.to_plant.strip())
    if plant is None or plant.state != "active":
        words = _("There is no plant with the code {code}").format(code=data.to_plant.strip())
        raise Refused(to_plant=words)
    rules.another_plant(same=plant.id == place.plant_id).or_refuse()
    move = PlantMove(
        number=await next_number(uow, "plant_move"), from_plant_id=place.plant_id, to_plant_id=plant.id,
        material_id=material.id, lot_id=lot.id if lot else None, quantity=data.quantity,
        document=data.document.strip(), note=data.note.strip(), sent_by=uow.actor.user_id, sent_at=uow.now(),
    )  # fmt: skip
    uow.session.add(move)
    await uow.session.flush()
    line = Line("send", material.id, data.quantity, Place(place.id), "transit", move.lot_id,
                document=move.number, plant_move_id=move.id)  # fmt: skip
    await post(uow, place.plant_id, [line])
    return move


async def arrive(uow: UnitOfWork, move: PlantMove, data: ArrivalIn) -> PlantMove:
    """Some or all of it lies in the other plant now."""
    _here(uow, move)
    rules.countable(data.quantity).or_refuse()
    place = await location_meant(uow, data.location, plant=move.to_plant_id)
    await _less(uow, move, data.quantity, "received")
    await post(uow, move.to_plant_id, [
        Line("arrive", move.material_id, data.quantity, "transit", Place(place.id, data.status), move.lot_id,
             document=move.number, plant_move_id=move.id)
    ])  # fmt: skip
    return move


async def lose(uow: UnitOfWork, move: PlantMove, data: LossIn) -> PlantMove:
    """The difference, with its reason: it goes to the account of adjustments of the plant that misses it."""
    _here(uow, move)
    rules.countable(data.quantity).or_refuse()
    rules.say_why(data.reason).or_refuse()
    uow.reason = data.reason.strip()
    await _less(uow, move, data.quantity, "lost")
    await post(uow, move.to_plant_id, [
        Line("lost", move.material_id, data.quantity, "transit", "adjustment", move.lot_id, document=move.number,
             reason=data.reason.strip(), plant_move_id=move.id)
    ])  # fmt: skip
    return move


def _here(uow: UnitOfWork, move: PlantMove) -> None:
    rules.may_take_in(uow.actor.plant_id, move.to_plant_id, move.to_plant.name).or_refuse()
    rules.still_under_way(move.state).or_refuse()


async def _less(uow: UnitOfWork, move: PlantMove, quantity: Decimal, column: str) -> None:
    """No more comes and gets lost than was sent, whoever says so at the same time."""
    counter = getattr(PlantMove, column)
    room = PlantMove.received + PlantMove.lost + quantity <= PlantMove.quantity
    if not await guarded_update(uow, PlantMove, move.id, {column: counter + quantity}, room):
        rules.too_much_came(move.under_way, move.material.unit.code).or_refuse()
    if move.under_way == rules.ZERO:
        move.state, move.arrived_at = "arrived", uow.now()
        await uow.session.flush()
