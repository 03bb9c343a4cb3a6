"""What organizations mounts."""

from __future__ import annotations

from unison_web.kit.manifest import Manifest
from unison_web.modules.organizations import rules

MANIFEST = Manifest(name="organizations", permissions=(rules.Plants, rules.Departments, rules.Organizations))
