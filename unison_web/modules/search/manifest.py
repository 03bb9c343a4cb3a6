"""What search mounts."""

from __future__ import annotations

from unison_web.kit.manifest import Manifest
from unison_web.modules.search import jobs, languages, recents
from unison_web.modules.search.controllers import SearchController

MANIFEST = Manifest(
    name="search",
    controllers=(SearchController,),
    tables=("recent_records",),
    settings=(languages.SETTING,),
    carried={"search_language": languages.carried},
    opened=(recents.remember,),
    schedule=(("20 2 * * *", jobs.forget_recents),),
)
