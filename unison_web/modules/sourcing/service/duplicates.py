"""Materials that may be the same thing under two numbers: found, judged, remembered."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from uuid import UUID

from unison_web.kit.db.unit_of_work import UnitOfWork
from unison_web.kit.errors import NotFound, SignInNeeded
from unison_web.kit.i18n import _
from unison_web.kit.search import folded
from unison_web.modules.materials.models import Material, MaterialPair
from unison_web.modules.materials.repository import MaterialRepository
from unison_web.modules.sourcing import rules
from unison_web.modules.sourcing.repository_alike import PAIRS, Alike, PairRepository
from unison_web.modules.sourcing.schemas_alike import JudgedOut, SuspectedOut, SuspectOut

#: Who is looked for has no number yet.
NOBODY = UUID(int=0)


async def of_words(uow: UnitOfWork, name: str, gtin: str, besides: UUID | None = None) -> list[SuspectOut]:
    """Before it is written down: by the name and the GTIN somebody is typing."""
    key = besides or NOBODY
    return (await _looked_for(uow, {key: name}, {key: gtin}, set() if besides is None else {besides}))[key]


async def of_material(uow: UnitOfWork, material: Material) -> list[SuspectOut]:
    """Of one that is there: also by what its suppliers call it."""
    return (await of_materials(uow, [material]))[material.id]


async def of_materials(uow: UnitOfWork, materials: Collection[Material]) -> dict[UUID, list[SuspectOut]]:
    """Of many, in as many questions as of one; the most reasons first."""
    names, gtins = {one.id: one.name for one in materials}, {one.id: one.gtin for one in materials}
    return await _looked_for(uow, names, gtins, names.keys())


async def _looked_for(
    uow: UnitOfWork, names: dict[UUID, str], gtins: dict[UUID, str], known: Collection[UUID]
) -> dict[UUID, list[SuspectOut]]:
    pairs, found = PairRepository(uow), {key: dict[UUID, SuspectOut]() for key in names}
    for key, rows in (await pairs.with_gtin(gtins)).items():
        suspect(found[key], rows, _("The same GTIN"))
    for key, alike in (await pairs.named({k: name for k, name in names.items() if len(name.strip()) > 3})).items():
        said = names[key]
        suspect(found[key], (one for one in alike if folded(one.name) == folded(said)), _("The same name"))
        near = (one for one in alike if folded(one.name) != folded(said))
        like = (one for one in near if rules.same_thing(said, one.name, one.likeness))
        suspect(found[key], like, _("A name much like it"))
    for key, rows in (await pairs.bought_as(known)).items():
        suspect(found[key], rows, _("The same supplier sells both under the same number"))
    settled = await pairs.settled(known)
    return {key: _asked_about(rows.values(), settled.get(key, set()) | {key}) for key, rows in found.items()}


def _asked_about(suspects: Iterable[SuspectOut], settled: set[UUID]) -> list[SuspectOut]:
    left = [one for one in suspects if one.id not in settled and one.state != "obsolete"]
    return sorted(left, key=lambda one: (-len(one.reasons), one.number))


def suspect(found: dict[UUID, SuspectOut], rows: Iterable[Alike], reason: str) -> None:
    for row in rows:
        known = found.setdefault(row.id, SuspectOut(row.id, row.number, row.name, row.state, []))
        known.reasons.append(reason)


async def judged(uow: UnitOfWork, material_id: UUID) -> list[JudgedOut]:
    return [
        JudgedOut(pair.second_id if pair.first_id == material_id else pair.first_id, number, name, by,
                  pair.created_at, pair.note)
        for pair, number, name, by in await PairRepository(uow).judged(material_id)
    ]  # fmt: skip


async def everywhere(uow: UnitOfWork) -> list[SuspectedOut]:
    """The company's: each pair once, from the side that was looked at first."""
    seen: set[frozenset[UUID]] = set()
    items = []
    materials = await MaterialRepository(uow).named((await PairRepository(uow).suspects())[:PAIRS])
    suspected = await of_materials(uow, list(materials.values()))
    for material in materials.values():
        others = [one for one in suspected[material.id] if frozenset((material.id, one.id)) not in seen]
        seen |= {frozenset((material.id, one.id)) for one in others}
        if others:
            items.append(SuspectedOut(material.id, material.number, material.name, others))
    return sorted(items, key=lambda item: (-max(len(one.reasons) for one in item.suspects), item.number))


async def different(uow: UnitOfWork, material: Material, other_id: UUID, note: str) -> None:
    """Nobody is asked about the two again, until somebody takes it back."""
    other = await MaterialRepository(uow).by_id(other_id)
    rules.not_itself(material.id, other.id, material.number, "other").or_refuse()
    if uow.actor.user_id is None:
        raise SignInNeeded
    pair = await PairRepository(uow).pair(material.id, other.id)
    if pair is None:
        first, second = sorted((material.id, other.id))
        pair = MaterialPair(first_id=first, second_id=second)
        uow.session.add(pair)
    pair.judged_by, pair.note = uow.actor.user_id, note.strip()
    await uow.session.flush()


async def ask_again(uow: UnitOfWork, material_id: UUID, other_id: UUID) -> None:
    pair = await PairRepository(uow).pair(material_id, other_id)
    if pair is None:
        raise NotFound
    await uow.session.delete(pair)
    await uow.session.flush()
