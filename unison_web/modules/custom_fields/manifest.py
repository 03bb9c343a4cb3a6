"""What custom fields mount."""

from __future__ import annotations

from unison_web.kit.custom import nouns
from unison_web.kit.custom.inputs import cell, facts
from unison_web.kit.i18n import lazy as _
from unison_web.kit.importing.extra import keeps
from unison_web.kit.manifest import Entry, Manifest
from unison_web.modules.custom_fields import rules, words
from unison_web.modules.custom_fields.controllers.definitions import CustomFieldController
from unison_web.modules.custom_fields.controllers.kinds import CustomFieldTypeController
from unison_web.modules.custom_fields.controllers.values import CustomValueController
from unison_web.modules.custom_fields.listings import VIEW
from unison_web.modules.custom_fields.repository import carried
from unison_web.modules.custom_fields.service.importing import in_files, named

keeps(in_files, named)

MANIFEST = Manifest(
    name="custom_fields",
    controllers=(CustomFieldController, CustomFieldTypeController, CustomValueController),
    permissions=(rules.CustomFields,),
    navigation=(Entry("setup", _("Custom fields"), "/custom-fields", rules.CustomFields.READ, 85),),
    listings=(VIEW,),
    tables=("custom_fields",),
    carried={"custom_fields": carried},
    words={
        "custom_facts": facts,
        "custom_cell": cell,
        "custom_noun": nouns.noun,
        "custom_types": rules.TYPE_LABELS,
        "custom_choices": words.choices,
        "custom_states": words.states,
        "custom_keys": words.keys,
        "custom_kinds": words.kinds,
    },
)
