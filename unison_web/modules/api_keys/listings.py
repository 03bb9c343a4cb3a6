"""Keys as a list."""

from __future__ import annotations

from sqlalchemy import Select, case

from unison_web.kit.i18n import lazy as _
from unison_web.kit.web.filters import choice
from unison_web.kit.web.listing import Column, Listing
from unison_web.kit.web.listview import ListView
from unison_web.kit.web.reading import NOW, Columns
from unison_web.modules.api_keys.models import ApiKey
from unison_web.modules.api_keys.schemas import ApiKeyRow
from unison_web.modules.identity.models import User

STATES = {"active": _("Active"), "expired": _("Expired"), "revoked": _("Revoked")}
STATE = case((ApiKey.revoked_at.is_not(None), "revoked"), (ApiKey.expires_at <= NOW, "expired"), else_="active")


def with_owner(statement: Select) -> Select:  # type: ignore[type-arg]
    mine = (User.id == ApiKey.user_id) & (User.organization_id == ApiKey.organization_id)
    return statement.join(User, mine)


KEYS: Listing[ApiKeyRow] = Listing(
    noun="api_keys",
    url="/api-keys",
    model=ApiKey,
    columns=(
        Column("name", _("Name"), ApiKey.name),
        Column("starts", _("Starts with")),
        Column("owner", _("Made by"), User.name),
        Column("scopes", _("Rights")),
        Column("expires_at", _("Works until"), ApiKey.expires_at),
        Column("last_used_at", _("Last used")),
        Column("state", _("State"), words=STATES),
    ),
    reads=Columns(ApiKeyRow, ApiKey, owner=User.name, state=STATE),
    joins=with_owner,
    default_sort="name",
    search=(ApiKey.name, User.name),
    filters=(choice("state", _("State"), STATE, list(STATES.items())),),
)
VIEW = ListView(KEYS, _("API keys"), _("Name or person"), "{n} key", "{n} keys")
