"""Routes of skills and certificates."""

from __future__ import annotations

from uuid import UUID

from litestar.params import FromPath, FromQuery

from unison_web.kit.i18n import lazy as _
from unison_web.kit.web.forms import Form, Record
from unison_web.kit.web.listing import ListPage
from unison_web.kit.web.module import Body, Module, get, page, post, put
from unison_web.kit.web.requests import WebRequest
from unison_web.kit.web.uow import Uow
from unison_web.modules.skills import presenters, service
from unison_web.modules.skills.listings import CERTIFICATE_VIEW, CERTIFICATES, SKILL_VIEW, SKILLS
from unison_web.modules.skills.repository import CertificateRepository, PeopleRepository, SkillRepository
from unison_web.modules.skills.rules import Skills
from unison_web.modules.skills.schemas import (
    ArchiveSkillIn,
    CertificateIn,
    CertificateOut,
    PeopleOut,
    PersonOption,
    SkillIn,
    SkillOut,
)

RECORD = "/skills/{id}"


async def the_skill(request: WebRequest, uow: Uow, skill_id: UUID, **place: UUID) -> Record:
    skill = await SkillRepository(uow).by_id(skill_id)
    return Record(skill.name, f"/skills/{skill_id}")


class SkillController(Module):
    path = "/skills"
    tags = ["Skills"]

    @get("/", permission=Skills.READ, template="skills/index.html", listing=SKILL_VIEW)
    async def index(self, request: WebRequest, uow: Uow) -> ListPage[SkillOut]:
        """What people can learn here, and how many have."""
        return await SKILLS.page(uow, request.query_params)

    @get("/people/options", permission=Skills.WRITE, template="skills/_people.html")
    async def people(self, uow: Uow, q: FromQuery[str] = "") -> PeopleOut:
        """A few people that fit the words, for a combobox."""
        found = await PeopleRepository(uow).offered(q[:100])
        return PeopleOut(items=[PersonOption(id=one.id, code=one.email, name=one.name) for one in found])

    @page("/new", permission=Skills.WRITE, template="skills/new.html")
    async def new(self) -> Form:
        return Form(SkillIn)

    @post("/", permission=Skills.WRITE, form="skills/new.html", then=RECORD, flash=_("Skill {name} added"))
    async def create(self, uow: Uow, data: Body[SkillIn]) -> SkillOut:
        """Add a skill that operations can ask for."""
        return await presenters.skill(uow, await service.create(uow, data))

    @get("/{skill_id:uuid}", permission=Skills.READ, template="skills/show.html")
    async def show(self, uow: Uow, skill_id: FromPath[UUID]) -> SkillOut:
        """One skill, who has it, and until when."""
        return await presenters.skill(uow, await SkillRepository(uow).by_id(skill_id))

    @page("/{skill_id:uuid}/edit", permission=Skills.WRITE, template="skills/edit.html", about=the_skill)
    async def edit(self, uow: Uow, skill_id: FromPath[UUID]) -> Form:
        skill = await SkillRepository(uow).by_id(skill_id)
        return Form(SkillIn, {name: getattr(skill, name) for name in SkillIn.__struct_fields__})

    @post(
        "/{skill_id:uuid}/edit",
        permission=Skills.WRITE,
        page=True,
        form="skills/edit.html",
        about=the_skill,
        then=RECORD,
    )
    async def save(self, uow: Uow, skill_id: FromPath[UUID], data: Body[SkillIn]) -> SkillOut:
        return await changed(uow, skill_id, data)

    @put("/{skill_id:uuid}", permission=Skills.WRITE)
    async def update(self, uow: Uow, skill_id: FromPath[UUID], data: Body[SkillIn]) -> SkillOut:
        """Name, description and how long it counts. The code stays."""
        return await changed(uow, skill_id, data)

    @post("/{skill_id:uuid}/archive", permission=Skills.WRITE, then=RECORD, status_code=200)
    async def archive(self, uow: Uow, skill_id: FromPath[UUID], data: Body[ArchiveSkillIn]) -> SkillOut:
        """Offer a skill no more, or again. Not while operations ask for it."""
        skill = await SkillRepository(uow).by_id(skill_id)
        return await presenters.skill(uow, await service.archive(uow, skill, archived=data.archived))


class CertificateController(Module):
    path = "/skills/{skill_id:uuid}/certificates"
    tags = ["Skills"]

    @page("/new", permission=Skills.WRITE, template="skills/certificate.html", about=the_skill)
    async def new(self, uow: Uow, skill_id: FromPath[UUID]) -> Form:
        return Form(CertificateIn, {"valid_from": uow.now().astimezone(uow.actor.timezone).date()})

    @post("/", permission=Skills.WRITE, form="skills/certificate.html", about=the_skill, then="/skills/{skill_id}")
    async def create(self, uow: Uow, skill_id: FromPath[UUID], data: Body[CertificateIn]) -> CertificateOut:
        """A person has learned it, or has shown again that they can."""
        skill = await SkillRepository(uow).by_id(skill_id)
        return presenters.certificate(uow, await service.certify(uow, skill, data))

    @post("/{certificate_id:uuid}/withdrawal", permission=Skills.WRITE, then="/skills/{id}", status_code=200)
    async def withdraw(self, uow: Uow, skill_id: FromPath[UUID], certificate_id: FromPath[UUID]) -> SkillOut:
        """Take a certificate away."""
        row = await CertificateRepository(uow).whole(certificate_id)
        await service.withdraw(uow, row)
        return await presenters.skill(uow, await SkillRepository(uow).by_id(skill_id))


class CertificateListController(Module):
    path = "/certificates"
    tags = ["Skills"]

    @get("/", permission=Skills.READ, template="skills/certificates.html", listing=CERTIFICATE_VIEW)
    async def index(self, request: WebRequest, uow: Uow) -> ListPage[CertificateOut]:
        """Who has learned what, and until when it counts."""
        return await CERTIFICATES.page(uow, request.query_params)


async def changed(uow: Uow, skill_id: UUID, data: SkillIn) -> SkillOut:
    skill = await SkillRepository(uow).by_id(skill_id)
    return await presenters.skill(uow, await service.change(uow, skill, data))
