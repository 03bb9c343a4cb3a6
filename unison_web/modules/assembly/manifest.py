"""What assembly mounts."""

from __future__ import annotations

from unison_web.kit.i18n import lazy as _
from unison_web.kit.manifest import Entry, Manifest
from unison_web.modules.assembly.controllers.comparison import AsBuiltController
from unison_web.modules.assembly.controllers.floor import FloorAssemblyController
from unison_web.modules.assembly.controllers.pieces import (
    AssemblyController,
    OrderPieceController,
    PartController,
)
from unison_web.modules.assembly.rules import Assembly

MANIFEST = Manifest(
    name="assembly",
    controllers=(AssemblyController, OrderPieceController, PartController, AsBuiltController),
    pages=(FloorAssemblyController,),
    permissions=(Assembly,),
    navigation=(Entry("trace", _("Assembly"), "/assembly", Assembly.READ, 34),),
    tables=("built_parts",),
)
