"""The lists of this module, declared once."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import case, func, literal, select

from unison_web.kit.i18n import lazy as _
from unison_web.kit.web.columns import Column
from unison_web.kit.web.filters import choice, period, reference
from unison_web.kit.web.listing import Listing
from unison_web.kit.web.listview import ListView
from unison_web.kit.web.reading import NOW, Columns
from unison_web.modules.identity.models import User
from unison_web.modules.skills import rules
from unison_web.modules.skills.models import Certificate, Skill
from unison_web.modules.skills.schemas import CertificateOut, SkillOut

LIFE = (("active", _("Active")), ("archived", _("Archived")))
STANDINGS = (
    ("valid", _("Valid")), ("ends_soon", _("Ends soon")), ("expired", _("Expired")), ("not_yet", _("Not yet")),
)  # fmt: skip
TODAY = func.date(NOW)
STANDING = case(
    (Certificate.valid_from > TODAY, literal("not_yet")),
    (Certificate.valid_to < TODAY, literal("expired")),
    (Certificate.valid_to <= func.date(NOW + rules.SOON), literal("ends_soon")),
    else_=literal("valid"),
)
PEOPLE = (
    select(func.count(Certificate.user_id.distinct()))
    .where(Certificate.organization_id == Skill.organization_id, Certificate.skill_id == Skill.id)
    .correlate(Skill)
    .scalar_subquery()
)

SKILLS = Listing(
    noun="skills",
    url="/skills",
    model=Skill,
    columns=(
        Column("code", _("Code"), Skill.code),
        Column("name", _("Skill"), Skill.name),
        Column("months", _("Counts for, months"), numeric=True),
        Column("people", _("People"), numeric=True),
        Column("state", _("State"), Skill.state, words=dict(LIFE)),
    ),
    reads=Columns(SkillOut, Skill, people=PEOPLE),
    default_sort="code",
    search=(Skill.code, Skill.name),
    filters=(choice("state", _("State"), Skill.state, LIFE),),
)
CERTIFICATES = Listing(
    noun="certificates",
    url="/certificates",
    model=Certificate,
    columns=(
        Column("person", _("Person"), User.name),
        Column("skill", _("Skill"), Skill.name, holds=(("skill", _("Code")), ("skill_name", _("Skill")))),
        Column("valid_from", _("From"), Certificate.valid_from, numeric=True),
        Column("valid_to", _("Last day"), numeric=True),
        Column("standing", _("State"), words=dict(STANDINGS)),
        Column("document", _("Certificate number"), Certificate.document),
    ),
    reads=Columns(
        CertificateOut, Certificate, person=User.name, skill=Skill.code, skill_name=Skill.name, standing=STANDING
    ),
    default_sort="person",
    search=(User.name, Skill.name, Skill.code, Certificate.document),
    filters=(
        replace(choice("standing", _("State"), STANDING, STANDINGS), by_view=True),
        reference("skill", _("Skill"), Skill.code),
        *period("ends", _("Last day"), Certificate.valid_to),
    ),
    joins=lambda statement: statement.join(Certificate.user).join(Certificate.skill),
)
SKILL_VIEW = ListView(SKILLS, _("Skills"), _("Code or name"), "{n} skill", "{n} skills")
CERTIFICATE_VIEW = ListView(
    CERTIFICATES,
    _("Certificates"),
    _("Person, skill or number"),
    "{n} certificate",
    "{n} certificates",
    views=((_("All"), {}), (_("Ends soon"), {"standing": "ends_soon"}), (_("Expired"), {"standing": "expired"})),
)
