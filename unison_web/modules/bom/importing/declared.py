"""What can be imported here."""

from __future__ import annotations

from unison_web.kit.i18n import lazy as _
from unison_web.kit.importing.declaring import Importable, Option, columns_of_row
from unison_web.modules.bom import rules
from unison_web.modules.bom.importing.bom import Boms
from unison_web.modules.bom.importing.indented import Indented
from unison_web.modules.bom.importing.rows import BomRow

BOM = Importable(
    "bom", _("Bills of material"), rules.Bom.WRITE, BomRow,
    columns_of_row(
        BomRow, parent=_("Parent"), component=_("Component"), quantity=_("Quantity"), unit=_("Unit"),
        component_name=(_("Name of the component"), "component_name"), level=_("Level"),
        references=_("Reference designators"), revision=_("Revision"),
        base_quantity=(_("Base quantity"), "base_quantity_bom"), scrap=_("Scrap in percent"), position=_("Position"),
        valid_from=_("Valid from"), valid_to=_("Valid to"), operation=_("Operation"), note=_("Note"),
    ),
    ("parent", "revision", "component", "valid_from", "position"), Boms, href="/bom",
    hint=_("A file of one bill has no column for the parent: say below which material it is the bill of. With a level "
           "column the parent of a row is the nearest row above that is one level higher."),
    options=(
        Option("create_missing", _("Make materials that are not there yet, as drafts"),
               _("With the name from the file, bought, counted in the unit of their line or in pieces")),
    ),
    prepare=Indented,
    sheets=("bom", "bill of materials", "bills", "stückliste", "stücklisten", "lista de materiales", "nomenclature",
            "zestawienie", "distinta"),
)  # fmt: skip
IMPORTABLES = (BOM,)
