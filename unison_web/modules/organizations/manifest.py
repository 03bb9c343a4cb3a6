"""What organizations mounts."""

from __future__ import annotations

from unison_web.kit.i18n import lazy as _
from unison_web.kit.manifest import Entry, Manifest
from unison_web.modules.organizations import rules
from unison_web.modules.organizations.controllers import (
    CompanyController,
    DepartmentController,
    OrganizationController,
    PlantController,
)
from unison_web.modules.organizations.listings import DEPARTMENT_VIEW, PLANT_VIEW

MANIFEST = Manifest(
    name="organizations",
    controllers=(OrganizationController, CompanyController, PlantController, DepartmentController),
    permissions=(rules.Plants, rules.Departments, rules.Organizations),
    navigation=(
        Entry("setup", _("Company"), "/company", rules.Organizations.READ, 79),
        Entry("setup", _("Plants"), "/plants", rules.Plants.READ, 80, group="plant"),
        Entry("setup", _("Departments"), "/departments", rules.Departments.READ, 81, group="plant"),
    ),
    listings=(PLANT_VIEW, DEPARTMENT_VIEW),
)
