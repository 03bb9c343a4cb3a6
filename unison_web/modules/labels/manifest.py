"""What labels mount."""

from __future__ import annotations

from unison_web.kit.i18n import lazy as _
from unison_web.kit.job_records import JobKind
from unison_web.kit.manifest import Entry, Manifest
from unison_web.kit.search import Deed
from unison_web.modules.labels import declared, listings, words
from unison_web.modules.labels.controllers.barcodes import BarcodeController, BarcodeFileController
from unison_web.modules.labels.controllers.floor import FloorPrintController, FloorScanController
from unison_web.modules.labels.controllers.printers import PrinterController
from unison_web.modules.labels.controllers.printing import LabelPrintController
from unison_web.modules.labels.controllers.scan import ScanAnythingController
from unison_web.modules.labels.controllers.templates import LabelController
from unison_web.modules.labels.jobs import print_label
from unison_web.modules.labels.rules import Labels
from unison_web.modules.labels.scanning.reading import resolve

declared.declare()

MANIFEST = Manifest(
    name="labels",
    controllers=(ScanAnythingController, LabelController, PrinterController, LabelPrintController, BarcodeController),
    pages=(BarcodeFileController, FloorScanController, FloorPrintController),
    permissions=(Labels,),
    navigation=(
        Entry("move", _("Scan"), "/scan", Labels.READ, 5),
        Entry("move", _("Printed labels"), "/label-prints", Labels.READ, 40),
        Entry("setup", _("Labels"), "/labels", Labels.READ, 80, group="plant"),
        Entry("setup", _("Printers"), "/printers", Labels.READ, 82, group="plant"),
    ),
    jobs=(JobKind(print_label, _("Label"), "/label-prints/{print_id}"),),
    listings=(listings.TEMPLATE_VIEW, listings.PRINTER_VIEW, listings.PRINT_VIEW),
    scans=(resolve,),
    deeds=(
        Deed(_("Scan"), "/scan", Labels.READ),
        Deed(_("New label"), "/labels/new", Labels.WRITE),
        Deed(_("Print label"), "/label-prints/new", Labels.PRINT),
    ),
    tables=("label_templates", "printers", "station_printers", "label_prints", "barcodes"),
    words=words.WORDS,
)
