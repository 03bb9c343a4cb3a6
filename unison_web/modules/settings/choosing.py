"""Choosing settings: who may choose for whom, and what counts then."""

from __future__ import annotations

from sqlalchemy import select

from unison_web.kit import preferences
from unison_web.kit.db.ledger import AuditEntry
from unison_web.kit.db.unit_of_work import UnitOfWork
from unison_web.kit.errors import Forbidden, NotFound, Refused
from unison_web.kit.i18n import _
from unison_web.kit.preferences import Chosen, Setting, StoredSetting
from unison_web.modules.identity.service.desk import Desk
from unison_web.modules.settings import homes
from unison_web.modules.settings.homes import Change, Changes
from unison_web.modules.settings.rules import Settings
from unison_web.modules.settings.schemas_choosing import ChoiceOut, ChosenAt, SettingsPage
from unison_web.modules.settings.words import scope_word, value_words


def setting(key: str) -> Setting:
    if not (found := preferences.of(key)):
        raise NotFound
    return found


async def shown(uow: UnitOfWork, q: str = "") -> SettingsPage:
    """Every setting with what counts here; ``q`` narrows by the words people read."""
    chosen, changes = await everything(uow)
    found = [one(uow, known, chosen, changes) for known in preferences.every()]
    words = q.casefold().split()
    return SettingsPage([item for item in found if all(word in item.said.casefold() for word in words)], q)


async def single(uow: UnitOfWork, key: str) -> ChoiceOut:
    await uow.session.flush()
    return one(uow, setting(key), *await everything(uow))


async def everything(uow: UnitOfWork) -> tuple[Chosen, Changes]:
    """What was chosen, in the table of settings and with the records themselves, and who did it when."""
    stored, changes = await preferences.load(uow, uow.actor.user_id), await last_changes(uow)
    housed = await homes.choices(uow)
    return Chosen({**stored.values, **housed}), {**changes, **await homes.changes(uow)}


def one(uow: UnitOfWork, known: Setting, chosen: Chosen, changes: Changes) -> ChoiceOut:
    plant = uow.actor.plant_id
    value, source = chosen.source(known.key, plant)
    rows = [ChosenAt("system", scope_word("system"), known.system, value_words(known, known.system))]
    for scope in known.scopes:
        place = plant if scope == "plant" else None
        said, change = chosen.values.get((known.key, scope, place), ""), changes.get((known.key, scope, place))
        row = ChosenAt(scope, place_words(uow, scope), said, value_words(known, said) if said else "")
        row.by, row.at = (change.by, change.at) if change else ("", None)
        rows.append(row)
    here = next(row for row in rows if row.scope == source)
    return ChoiceOut(
        known.key, str(known.label), str(known.help), known.kind, value, value_words(known, value), source, here.label,
        rows,
        offered(known, value), by=here.by, at=here.at,
    )  # fmt: skip


def offered(known: Setting, value: str) -> list[tuple[str, str]]:
    """What can be chosen, and what counts now, where that was written elsewhere."""
    listed = [(key, str(label)) for key, label in known.options]
    return listed if not listed or value in dict(listed) else [(value, value_words(known, value)), *listed]


def place_words(uow: UnitOfWork, scope: str) -> str:
    actor = uow.actor
    named = {"organization": actor.organization_name, "plant": actor.plant_name, "user": actor.name}
    return named.get(scope) or scope_word(scope)


async def last_changes(uow: UnitOfWork) -> Changes:
    """Who changed what when, from the trail: the newest entry of each stored choice."""
    statement = (
        select(StoredSetting.key, StoredSetting.scope, StoredSetting.plant_id, AuditEntry.created_at,
               AuditEntry.actor_name)
        .join(AuditEntry, (AuditEntry.entity_id == StoredSetting.id)
              & (AuditEntry.organization_id == StoredSetting.organization_id))
        .where(
            StoredSetting.organization_id == uow.organization_id, AuditEntry.entity == "setting_values",
            StoredSetting.user_id.is_(None) | (StoredSetting.user_id == uow.actor.user_id),
        )
        .order_by(AuditEntry.created_at)
    )  # fmt: skip
    return {(k, s, p): Change(at, by) for k, s, p, at, by in await uow.session.execute(statement)}


def may_choose(desk: Desk, known: Setting, scope: str) -> None:
    """For oneself anybody; for a plant and for the company whoever may change settings there."""
    if scope not in known.scopes:
        raise Refused(scope=_("This is not chosen there"))
    if scope == "user":
        return
    place = desk.uow.actor.plant_id if scope == "plant" else None
    if scope == "plant" and place is None:
        raise Refused(scope=_("Choose a plant first, at the top of the page"))
    right = known.rights.get(scope, str(Settings.WRITE))
    if right not in desk.mine.at(place):
        raise Forbidden(permission=right)


async def choose(desk: Desk, key: str, scope: str, value: str) -> None:
    """From now on this counts; an empty value leaves it to whoever stands above."""
    known, uow = setting(key), desk.uow
    may_choose(desk, known, scope)
    if value and not known.fits(value):
        raise Refused(value=_unfit(known))
    if scope in known.homes:
        await homes.keep(uow, known, scope, value)
    else:
        await preferences.keep(uow, key, scope, value)


def _unfit(known: Setting) -> str:
    if known.kind == "whole":
        return _("A whole number from {low} to {high}").format(low=known.low, high=known.high)
    if known.kind == "digits":
        return _("Between {low} and {high} digits").format(low=known.low, high=known.high)
    return _("Choose one from the list")
