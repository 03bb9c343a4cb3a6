"""What saved views mount."""

from __future__ import annotations

from unison_web.kit.manifest import Manifest
from unison_web.modules.views.controllers import ViewController
from unison_web.modules.views.repository import carried
from unison_web.modules.views.rules import Views

MANIFEST = Manifest(
    name="views",
    controllers=(ViewController,),
    permissions=(Views,),
    tables=("saved_views",),
    carried={"views": carried},
)
