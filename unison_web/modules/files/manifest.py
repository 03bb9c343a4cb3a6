"""What files mount."""

from __future__ import annotations

from unison_web.kit.custom.nouns import Noun
from unison_web.kit.i18n import lazy as _
from unison_web.kit.manifest import Manifest
from unison_web.modules.files import rules
from unison_web.modules.files.controllers import FileController, RecordFileController
from unison_web.modules.files.models import File

MANIFEST = Manifest(
    name="files",
    controllers=(FileController, RecordFileController),
    permissions=(rules.Files,),
    tables=("files",),
    nouns=(
        Noun(
            "files",
            _("File"),
            File,
            rules.Files.READ,
            rules.Files.WRITE,
            File.name,
            "/files/options",
            "/files/{id}",
            extends=False,
        ),
    ),
)
