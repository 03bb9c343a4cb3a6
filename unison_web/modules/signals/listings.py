"""Connections and tags as lists."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import ColumnElement, func, or_

from unison_web.kit.clock import FAR
from unison_web.kit.i18n import lazy as _
from unison_web.kit.web.filters import Filter, choice, reference
from unison_web.kit.web.listing import Column, Listing
from unison_web.kit.web.listview import ListView
from unison_web.kit.web.reading import Columns
from unison_web.kit.web.states import look
from unison_web.modules.machines.models import Machine
from unison_web.modules.organizations.models import Plant
from unison_web.modules.signals import rules
from unison_web.modules.signals.models import Connection, Latest, Link, Tag
from unison_web.modules.signals.schemas import ConnectionRow
from unison_web.modules.signals.schemas_tags import TagRow
from unison_web.modules.signals.words import KINDS, ROADS

LINKS = tuple((state, look(state, "link").label) for state in rules.LINKS)
MAPPED = (("yes", _("Means something")), ("no", _("Waits for its meaning")), ("ignored", _("Left aside")))

CONNECTIONS: Listing[ConnectionRow] = Listing(
    noun="connections",
    url="/connections",
    model=Connection,
    columns=(
        Column("name", _("Name"), Connection.name),
        Column("kind", _("Kind"), Connection.kind, words=ROADS),
        Column("plant", _("Plant"), Plant.name),
        Column("address", _("Address"), Connection.address),
        Column("state", _("State"), Link.state, words=dict(LINKS)),
        Column("message_at", _("Last message"), func.coalesce(Link.message_at, FAR)),
        Column("error", _("Last error"), Link.error),
        Column("taken", _("Taken"), Link.taken, numeric=True),
    ),
    reads=Columns(
        ConnectionRow, Connection, plant=Plant.name, state=Link.state, message_at=Link.message_at, error=Link.error,
        taken=Link.taken,
    ),
    default_sort="name",
    search=(Connection.name, Connection.address),
    filters=(
        choice("kind", _("Kind"), Connection.kind, tuple(ROADS.items())),
        choice("state", _("State"), Link.state, LINKS),
    ),
    joins=lambda statement: statement.join(Connection.plant).join(Connection.links),
)  # fmt: skip
CONNECTION_VIEW = ListView(CONNECTIONS, _("Connections"), _("Name or address"), "{n} connection", "{n} connections")


def _meaning(said: list[str]) -> ColumnElement[bool]:
    each = {
        "yes": Tag.machine_id.is_not(None), "no": Tag.machine_id.is_(None) & Tag.ignored.is_(False),
        "ignored": Tag.ignored.is_(True),
    }  # fmt: skip
    return or_(*(each[value] for value in said if value in each))


TAGS: Listing[TagRow] = Listing(
    noun="tags",
    url="/tags",
    model=Tag,
    columns=(
        Column("name", _("Tag"), Tag.name, holds=(("name", _("Tag")), ("label", _("How it is called")))),
        Column("connection", _("Connection"), Connection.name),
        Column("machine", _("Machine"), func.coalesce(Machine.code, "")),
        Column("kind", _("What it says"), Tag.kind, words={**KINDS, "": _("Not said")}),
        Column("said", _("Last value"), numeric=True, holds=(("said", _("Last value")), ("unit", _("Unit")))),
        Column("at", _("When"), func.coalesce(Latest.at, FAR)),
    ),
    reads=Columns(
        TagRow, Tag, connection=Connection.name, machine=func.coalesce(Machine.code, ""), said=Latest.said, at=Latest.at
    ),
    default_sort="name",
    search=(Tag.name, Tag.label, Machine.code),
    filters=(
        replace(Filter("mapped", _("Meaning"), _meaning, MAPPED), by_view=True),
        choice("kind", _("What it says"), Tag.kind, tuple(KINDS.items())),
        reference("connection", _("Connection"), Connection.name),
        reference("machine", _("Machine"), Machine.code),
    ),
    joins=lambda statement: (
        statement.join(Tag.connection).outerjoin(Tag.machine)
        .outerjoin(Latest, (Latest.tag_id == Tag.id) & (Latest.organization_id == Tag.organization_id))
    ),
)  # fmt: skip
TAG_VIEW = ListView(
    TAGS, _("Tags"), _("Tag, name or machine"), "{n} tag", "{n} tags",
    views=((_("All"), {}), (_("Wait for their meaning"), {"mapped": "no"}), (_("Left aside"), {"mapped": "ignored"})),
)  # fmt: skip
