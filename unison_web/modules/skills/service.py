"""Skills, certificates, and the question at Start."""

from __future__ import annotations

import calendar
from datetime import date

from unison_web.kit.db.unit_of_work import UnitOfWork
from unison_web.kit.errors import Outdated, Refused
from unison_web.kit.i18n import _
from unison_web.kit.web.formats import plain_day
from unison_web.modules.skills import rules
from unison_web.modules.skills.models import Certificate, Skill
from unison_web.modules.skills.repository import CertificateRepository, PeopleRepository, SkillRepository
from unison_web.modules.skills.schemas import CertificateIn, SkillIn


async def create(uow: UnitOfWork, data: SkillIn) -> Skill:
    skill = Skill(code="", name="")
    await _fill(uow, skill, data)
    uow.session.add(skill)
    await uow.session.flush()
    return skill


async def change(uow: UnitOfWork, skill: Skill, data: SkillIn) -> Skill:
    if data.version is not None and data.version != skill.version:
        raise Outdated(_("Somebody changed this in the meantime. Look again, then repeat your change"))
    if data.code.strip() != skill.code:
        raise Refused.at("code", _("Operations and orders name this skill by its code; it stays"))
    await _fill(uow, skill, data)
    await uow.session.flush()
    return skill


async def archive(uow: UnitOfWork, skill: Skill, *, archived: bool) -> Skill:
    """Offered nowhere any more, or again. Not while operations ask for it."""
    if archived:
        rules.may_archive(await SkillRepository(uow).asked_for(skill.code)).or_refuse()
    skill.state = "archived" if archived else "active"
    await uow.session.flush()
    return skill


async def certify(uow: UnitOfWork, skill: Skill, data: CertificateIn) -> Certificate:
    """A person has learned it, or has shown again that they can."""
    person = await PeopleRepository(uow).meant(data.person.strip())
    if person is None:
        raise Refused(person=_("There is nobody of this name, or there are two"))
    ends = data.valid_to or (months_after(data.valid_from, skill.months) if skill.months else None)
    rules.good_validity(data.valid_from, ends).or_refuse()
    row = Certificate(
        user_id=person.id, skill_id=skill.id, valid_from=data.valid_from, valid_to=ends,
        document=data.document.strip(), note=data.note.strip(), user=person, skill=skill,
    )  # fmt: skip
    uow.session.add(row)
    await uow.session.flush()
    return row


async def withdraw(uow: UnitOfWork, certificate: Certificate) -> None:
    """It was given by mistake, or was taken away."""
    await uow.session.delete(certificate)
    await uow.session.flush()


async def known(uow: UnitOfWork, codes: list[str], field: str = "skills") -> list[str]:
    """Codes as they are written, each once. Raises Refused for one nobody knows."""
    wanted = list(dict.fromkeys(code.strip() for code in codes if code.strip()))
    found = await SkillRepository(uow).named(wanted) if wanted else {}
    missing = [code for code in wanted if code not in found or found[code].state == "archived"]
    if missing:
        raise Refused(**{field: _("There is no skill with the code {codes}").format(codes=", ".join(missing))})
    return wanted


async def fit(uow: UnitOfWork, needed: list[str]) -> None:
    """Whether the person who acts may start what needs this. Raises Refused that says what is missing. What acts for
    nobody (a machine's own signal) is not asked."""
    if not needed or uow.actor.user_id is None:
        return
    today = uow.now().astimezone(uow.actor.timezone).date()
    held = await CertificateRepository(uow).held(uow.actor.user_id, needed, today)
    names = {code: skill.name for code, skill in (await SkillRepository(uow).named(needed)).items()}
    rules.may_start(uow.actor.name, needed, names, held, today, plain_day).or_refuse()


def months_after(start: date, months: int) -> date:
    """The same day so many months later, or the last day of a shorter month."""
    year, month = divmod(start.month - 1 + months, 12)
    last = calendar.monthrange(start.year + year, month + 1)[1]
    return date(start.year + year, month + 1, min(start.day, last))


async def _fill(uow: UnitOfWork, skill: Skill, data: SkillIn) -> None:
    code, name = data.code.strip(), data.name.strip()
    skills = SkillRepository(uow)
    if code != skill.code and await skills.by_code(code):
        raise Refused.at("code", _("There is already a skill with the code {code}").format(code=code))
    if name != skill.name and await skills.perhaps(skills.mine().where(Skill.name == name)):
        raise Refused(name=_("There is already a skill of this name"))
    skill.code, skill.name, skill.description, skill.months = code, name, data.description.strip(), data.months
