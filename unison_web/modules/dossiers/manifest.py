"""What dossiers mount."""

from __future__ import annotations

from unison_web.kit.manifest import Manifest
from unison_web.modules.dossiers.controllers import (
    DrillSignatureController,
    RecallPaperController,
    TracePaperController,
)

MANIFEST = Manifest(
    name="dossiers",
    controllers=(TracePaperController, RecallPaperController, DrillSignatureController),
    tables=("drill_signatures",),
)
