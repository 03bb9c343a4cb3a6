"""What audit mounts."""

from __future__ import annotations

from unison_web.kit.manifest import Manifest
from unison_web.modules.audit import rules

MANIFEST = Manifest(name="audit", permissions=(rules.Audit,))
