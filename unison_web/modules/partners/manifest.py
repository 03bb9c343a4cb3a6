"""What partners mounts."""

from __future__ import annotations

from unison_web.kit.custom.nouns import Noun
from unison_web.kit.i18n import lazy as _
from unison_web.kit.manifest import Entry, Manifest
from unison_web.kit.web.bulk_routes import bulk_controllers
from unison_web.modules.partners import rules, searches, words
from unison_web.modules.partners.controllers.partners import PartnerController
from unison_web.modules.partners.controllers.parts import AddressController, ContactController
from unison_web.modules.partners.importing.declared import IMPORTABLES
from unison_web.modules.partners.listings import VIEW
from unison_web.modules.partners.models import Partner

MANIFEST = Manifest(
    name="partners",
    feature=_("Customers and suppliers"),
    controllers=(PartnerController, AddressController, ContactController, *bulk_controllers(VIEW, "Partners")),
    permissions=(rules.Partners,),
    navigation=(Entry("setup", _("Partners"), "/partners", rules.Partners.READ, order=15, group="products"),),
    listings=(VIEW,),
    nouns=(
        Noun(
            "partners",
            _("Partner"),
            Partner,
            rules.Partners.READ,
            rules.Partners.WRITE,
            Partner.number,
            "/partners/options",
            "/partners/{id}",
        ),
    ),
    searches=(searches.SEARCH,),
    deeds=searches.DEEDS,
    importables=IMPORTABLES,
    tables=("partners", "partner_addresses", "partner_contacts"),
    words={"country": words.country},
)
