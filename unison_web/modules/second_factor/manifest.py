"""What second factors mount."""

from __future__ import annotations

from unison_web.kit.i18n import lazy as _
from unison_web.kit.manifest import Entry, Manifest
from unison_web.modules.second_factor import rules
from unison_web.modules.second_factor.controllers.company import ResetController, SecurityController
from unison_web.modules.second_factor.controllers.own import OwnSecurityController
from unison_web.modules.second_factor.controllers.passkeys import (
    OwnPasskeyController,
    PasskeyController,
    PasskeyPage,
)
from unison_web.modules.second_factor.controllers.steps import StepController, StepPage
from unison_web.modules.second_factor.service import steps

MANIFEST = Manifest(
    name="second_factor",
    controllers=(
        StepController,
        PasskeyController,
        OwnPasskeyController,
        OwnSecurityController,
        SecurityController,
        ResetController,
    ),
    pages=(StepPage, PasskeyPage),
    permissions=(rules.Security,),
    navigation=(Entry("setup", _("Security"), "/security", rules.Security.READ, 60, group="people"),),
    tables=("second_factors", "recovery_codes", "passkeys", "security_policies"),
    after_password=(steps.after_password,),
    carried={"must_enrol": steps.must_enrol},
)
