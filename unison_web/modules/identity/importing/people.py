"""People, by e-mail. Nobody gets a password from a file: they sign in with a badge, or an administrator gives one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

from msgspec import Meta

from unison_web.kit.db.unit_of_work import UnitOfWork
from unison_web.kit.errors import Refused
from unison_web.kit.i18n import _
from unison_web.kit.i18n import lazy as later
from unison_web.kit.importing.declaring import Importable, columns_of_row
from unison_web.kit.importing.report import Effect, Report
from unison_web.kit.web.structs import In
from unison_web.modules.identity import rules
from unison_web.modules.identity.models import User
from unison_web.modules.identity.repository import BadgeRepository, RoleRepository, UserRepository
from unison_web.modules.identity.schemas import Email, Name
from unison_web.modules.identity.service import people


class PersonRow(In):
    name: Name
    email: Email
    role: str = "operator"
    badge: Annotated[str, Meta(max_length=60)] = ""


class People:
    """Who is there keeps roles and badges; only the name follows the file."""

    def __init__(self, uow: UnitOfWork, report: Report) -> None:
        self.uow, self.report = uow, report
        self.roles: dict[str, str] = {}

    async def write(self, rows: Sequence[tuple[int, PersonRow]]) -> None:
        if not self.roles:
            found = await RoleRepository(self.uow).all(RoleRepository(self.uow).mine())
            self.roles = {role.code: role.code for role in found} | {role.name.lower(): role.code for role in found}
        for number, row in rows:
            if self.report.first(number, "person", row.email.lower(), "email", row.email):
                await self._one(number, row)

    async def _one(self, number: int, row: PersonRow) -> None:
        before = await UserRepository(self.uow).by_email(row.email)
        if before is not None:
            return self._renamed(number, row, before)
        role = self.roles.get(row.role.strip().lower())
        if role is None:
            return self.report.refuse(number, _("There is no role of this name"), "role")
        if row.badge and await BadgeRepository(self.uow).holder(row.badge):
            return self.report.refuse(number, _("Somebody has this badge already"), "badge")
        try:
            user = await people.add_person(
                self.uow, email=row.email, name=row.name, role=role, badge=row.badge.strip() or None
            )
        except Refused as refused:
            return self.report.refuse(number, refused.message, "email")
        await self.uow.session.flush()
        self.report.created += 1
        self.report.effects[number] = Effect("insert", user.id)
        return None

    def _renamed(self, number: int, row: PersonRow, user: User) -> None:
        changes = {} if user.name == row.name else {"name": (user.name, row.name)}
        user.name = row.name
        self.report.changed += bool(changes)
        self.report.same += not changes
        self.report.effects[number] = Effect("change" if changes else "same", user.id, changes)


IMPORTABLES = (
    Importable(
        "people", later("People"), rules.Users.WRITE, PersonRow,
        columns_of_row(
            PersonRow, name=(later("Name"), "person"), email=later("E-mail"), role=later("Role"),
            badge=later("Badge"),
        ),
        ("email",), People, href="/users", sheets=("people", "employees", "users", "mitarbeiter", "personal"),
    ),
)  # fmt: skip
