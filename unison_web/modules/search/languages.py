"""The language a company writes its words in. It is asked for when somebody searches; nothing is indexed by it, so a
company that changes it has nothing to wait for."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select

from unison_web.kit.db.unit_of_work import UnitOfWork
from unison_web.kit.i18n import lazy as _
from unison_web.kit.preferences import Setting, StoredSetting
from unison_web.modules.organizations.models import Organization

KEY = "search.language"
#: PostgreSQL knows the forms of words in these; ``simple`` takes every word as it is.
LANGUAGES = (
    ("company", _("The company's own")), ("simple", _("None: words as they are typed")), ("arabic", _("Arabic")),
    ("danish", _("Danish")), ("dutch", _("Dutch")), ("english", _("English")), ("finnish", _("Finnish")),
    ("french", _("French")), ("german", _("German")), ("hungarian", _("Hungarian")), ("italian", _("Italian")),
    ("norwegian", _("Norwegian")), ("portuguese", _("Portuguese")), ("romanian", _("Romanian")),
    ("spanish", _("Spanish")), ("swedish", _("Swedish")), ("turkish", _("Turkish")),
)  # fmt: skip
BY_LOCALE = {
    "ar": "arabic", "da": "danish", "de": "german", "en": "english", "es": "spanish", "fi": "finnish", "fr": "french",
    "hu": "hungarian", "it": "italian", "nb": "norwegian", "nl": "dutch", "no": "norwegian", "pt": "portuguese",
    "ro": "romanian", "sv": "swedish", "tr": "turkish",
}  # fmt: skip
SETTING = Setting(
    KEY, _("Language of the search"), _("The search finds the forms of a word in this language: bolts and bolt, "
    "Schrauben and Schraube."), "choice", "company", ("organization",), options=LANGUAGES,
)  # fmt: skip


async def carried(uow: UnitOfWork, _user: UUID) -> str:
    """The one that counts, loaded with the person."""
    own = (StoredSetting.organization_id == Organization.id) & (StoredSetting.key == KEY)
    asked = select(Organization.locale, StoredSetting.value).outerjoin(StoredSetting, own)
    locale, chosen = (await uow.session.execute(asked.where(Organization.id == uow.organization_id))).one()
    if not chosen or not SETTING.fits(chosen):
        chosen = SETTING.system
    return BY_LOCALE.get(locale[:2], "simple") if chosen == "company" else str(chosen)
