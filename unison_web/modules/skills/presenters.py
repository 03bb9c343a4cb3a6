"""Skills and certificates as they are shown."""

from __future__ import annotations

from unison_web.kit.db.unit_of_work import UnitOfWork
from unison_web.modules.skills import rules
from unison_web.modules.skills.models import Certificate, Skill
from unison_web.modules.skills.repository import CertificateRepository, SkillRepository
from unison_web.modules.skills.schemas import CertificateOut, SkillOut


async def skill(uow: UnitOfWork, row: Skill) -> SkillOut:
    held = [certificate(uow, one) for one in await CertificateRepository(uow).of_skill(row.id)]
    asking = await SkillRepository(uow).asked_for(row.code)
    people = len({one.user_id for one in held})
    return SkillOut.of(row, people=people, operations=asking, certificates=held)


def certificate(uow: UnitOfWork, row: Certificate) -> CertificateOut:
    today = uow.now().astimezone(uow.actor.timezone).date()
    return CertificateOut.of(
        row,
        person=row.user.name,
        skill=row.skill.code,
        skill_name=row.skill.name,
        standing=rules.standing(row.valid_from, row.valid_to, today),
    )
