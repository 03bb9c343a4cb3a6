"""What search mounts."""

from __future__ import annotations

from unison_web.kit.manifest import Manifest
from unison_web.modules.search.controllers import SearchController

MANIFEST = Manifest(name="search", controllers=(SearchController,))
