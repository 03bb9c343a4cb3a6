"""What identity mounts."""

from __future__ import annotations

from unison_web.kit.i18n import lazy as _
from unison_web.kit.manifest import Entry, Manifest
from unison_web.kit.web.bulk_routes import bulk_controllers
from unison_web.modules.identity import listings, rules, searches, words
from unison_web.modules.identity.controllers.accounts import AccountController
from unison_web.modules.identity.controllers.auth import AuthController, LoginPages
from unison_web.modules.identity.controllers.forgotten import ForgottenPages
from unison_web.modules.identity.controllers.invitations import InvitationController, WelcomePages
from unison_web.modules.identity.controllers.looking import EndOfLookingController, LookingController
from unison_web.modules.identity.controllers.me import MeController
from unison_web.modules.identity.controllers.role_records import RoleRecordController
from unison_web.modules.identity.controllers.roles import RoleController
from unison_web.modules.identity.controllers.users import UserController
from unison_web.modules.identity.controllers.visits import EndOfVisitController, VisitController
from unison_web.modules.identity.importing.people import IMPORTABLES

MANIFEST = Manifest(
    name="identity",
    controllers=(
        AuthController,
        MeController,
        UserController,
        AccountController,
        InvitationController,
        LookingController,
        EndOfLookingController,
        RoleController,
        RoleRecordController,
        *bulk_controllers(listings.VIEW, "People"),
    ),
    pages=(LoginPages, ForgottenPages, WelcomePages, VisitController, EndOfVisitController),
    permissions=(rules.Users, rules.Roles, rules.Devices, rules.Visits),
    navigation=(
        Entry("setup", _("People"), "/users", rules.Users.READ, 50, group="people"),
        Entry("setup", _("Roles"), "/roles", rules.Roles.READ, 55, group="people"),
        Entry("setup", _("Companies"), "/visits", rules.Visits.ENTER, 1, group="people"),
    ),
    listings=(listings.VIEW,),
    searches=(searches.SEARCH,),
    deeds=searches.DEEDS,
    words={
        "right_subject": words.right_subject,
        "signed_with": words.signed_with,
        "right_verb": words.right_verb,
        "right": words.in_words,
        "rights_grouped": words.grouped,
        "program_of": words.program_of,
    },
    importables=IMPORTABLES,
)
