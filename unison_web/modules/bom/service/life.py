"""The life of a bill: review, release, retirement, and what a release does to its neighbours."""

from __future__ import annotations

from datetime import date, timedelta

from unison_web.kit.db.unit_of_work import UnitOfWork
from unison_web.kit.i18n import _
from unison_web.kit.web.formats import plain_day
from unison_web.modules.bom import rules
from unison_web.modules.bom.models import Bom
from unison_web.modules.bom.repository import BomRepository
from unison_web.modules.bom.service.bills import again
from unison_web.modules.custom_fields.service import values as custom


async def submit(uow: UnitOfWork, bom: Bom) -> Bom:
    """Hand a draft to whoever releases. Until it comes back nobody changes it."""
    rules.may_submit(bom.state, len(bom.lines)).or_refuse()
    bom.state, bom.review_note = "in_review", ""
    await uow.session.flush()
    return await again(uow, bom.id)


async def send_back(uow: UnitOfWork, bom: Bom, reason: str) -> Bom:
    """A draft again, with what has to be mended."""
    rules.may_send_back(bom.state, reason).or_refuse()
    bom.state, bom.review_note = "draft", reason.strip()
    uow.reason = reason.strip()
    await uow.session.flush()
    return await again(uow, bom.id)


async def release(uow: UnitOfWork, bom: Bom) -> tuple[Bom, str]:
    """From its first day on it replaces what was valid; the days before keep what they had. Says so, too."""
    rules.may_release(bom.state, len(bom.lines)).or_refuse()
    await custom.ready(uow, "boms", bom, "released")
    others = await BomRepository(uow).overlapping(bom)
    words = said_of(others, bom.valid_from, done=True)
    for other in others:
        _step_aside(other, bom.valid_from)
    await uow.session.flush()  # the constraint on days looks at each statement
    bom.state, bom.review_note = "released", ""
    await uow.session.flush()
    return await again(uow, bom.id), words


async def retire(uow: UnitOfWork, bom: Bom) -> Bom:
    rules.may_retire(bom.state).or_refuse()
    bom.state = "obsolete"
    await uow.session.flush()
    return await again(uow, bom.id)


async def ahead(uow: UnitOfWork, bom: Bom) -> str:
    """What releasing it would do, in words, as long as it can be released."""
    if not rules.LIFE.allows("release", bom.state):
        return ""
    return said_of(await BomRepository(uow).overlapping(bom), bom.valid_from, done=False)


def said_of(others: list[Bom], first_day: date | None, *, done: bool) -> str:
    """One sentence for each bill that steps aside."""
    said = []
    for other in sorted(others, key=lambda each: each.revision):
        last = last_day(other, first_day)
        if last is None:
            words = _("Revision {revision} is superseded") if done else _("Revision {revision} will be superseded")
            said.append(words.format(revision=other.revision))
        else:
            words = _("Revision {revision} now ends on {day}") if done else _("Revision {revision} will end on {day}")
            said.append(words.format(revision=other.revision, day=plain_day(last)))
    return "; ".join(said)


def last_day(other: Bom, first_day: date | None) -> date | None:
    """The day before the new one begins, where the older one has such a day."""
    if first_day is not None and (other.valid_from is None or other.valid_from < first_day):
        return first_day - timedelta(days=1)
    return None


def _step_aside(other: Bom, first_day: date | None) -> None:
    """The older bill ends the day before, or is superseded where no day is left to it."""
    last = last_day(other, first_day)
    if last is None:
        other.state = "superseded"
    else:
        other.valid_to = last
