"""The list of custom fields, declared once."""

from __future__ import annotations

from unison_web.kit.custom import nouns
from unison_web.kit.i18n import lazy as _
from unison_web.kit.web.columns import Column
from unison_web.kit.web.filters import choice
from unison_web.kit.web.listing import Listing
from unison_web.kit.web.listview import ListView
from unison_web.kit.web.reading import Columns
from unison_web.modules.custom_fields import rules
from unison_web.modules.custom_fields.models import Definition
from unison_web.modules.custom_fields.schemas import FieldOut

LIFE = (("active", _("Active")), ("archived", _("Archived")))

FIELDS = Listing(
    noun="custom-fields",
    url="/custom-fields",
    model=Definition,
    columns=(
        Column("label", _("Name"), Definition.label),
        Column("noun", _("Of"), Definition.noun, words=nouns.Labels()),
        Column("type", _("Kind"), Definition.type, words=rules.TYPE_LABELS),
        Column("key", _("Key"), Definition.key),
        Column("required_from", _("Must be filled"), Definition.required_from),
        Column(
            "places",
            _("Shown"),
            holds=(("in_list", _("In the list")), ("on_tablet", _("On the tablet")), ("on_paper", _("On paper"))),
        ),
        Column("position", _("Place"), Definition.position, numeric=True),
        Column("state", _("State"), Definition.state, words=dict(LIFE)),
    ),
    reads=Columns(FieldOut, Definition),
    default_sort="noun,position",
    search=(Definition.label, Definition.key),
    filters=(
        choice("noun", _("Of"), Definition.noun, nouns.Choices()),
        choice("type", _("Kind"), Definition.type, tuple(rules.TYPE_LABELS.items())),
        choice("state", _("State"), Definition.state, LIFE),
    ),
)
VIEW = ListView(FIELDS, _("Custom fields"), _("Name or key"), "{n} custom field", "{n} custom fields")
