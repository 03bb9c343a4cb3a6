"""The lists of labels, declared once."""

from __future__ import annotations

from sqlalchemy import case, func, literal

from unison_web.kit.clock import FAR
from unison_web.kit.i18n import lazy as _
from unison_web.kit.web.columns import Column
from unison_web.kit.web.filters import choice, containing, period, reference
from unison_web.kit.web.listing import Listing
from unison_web.kit.web.listview import ListView
from unison_web.kit.web.reading import Columns
from unison_web.modules.identity.models import User
from unison_web.modules.labels import words
from unison_web.modules.labels.models import LabelPrint, LabelTemplate, Printer
from unison_web.modules.labels.nouns import NAMES
from unison_web.modules.labels.schemas import PrinterRow, TemplateRow
from unison_web.modules.labels.schemas_printing import LabelPrintRow
from unison_web.modules.organizations.models import Plant

LIFE = (("active", _("Active")), ("archived", _("Archived")))
PERSON = func.coalesce(User.name, "")
ADDRESS = case(
    (Printer.kind == "zpl_tcp", Printer.host + literal(":") + func.cast(Printer.port, Printer.host.type)), else_=""
)

TEMPLATES: Listing[TemplateRow] = Listing(
    noun="labels",
    url="/labels",
    model=LabelTemplate,
    columns=(
        Column("code", _("Code"), LabelTemplate.code),
        Column("name", _("Label"), LabelTemplate.name),
        Column("noun", _("For"), LabelTemplate.noun, words=NAMES),
        Column("revision", _("Version"), LabelTemplate.revision, numeric=True),
        Column("width", _("Width, mm"), LabelTemplate.width, numeric=True),
        Column("height", _("Height, mm"), LabelTemplate.height, numeric=True),
        Column("state", _("State"), LabelTemplate.state, words=words.TEMPLATE_STATES),
        Column("released_at", _("Released"), func.coalesce(LabelTemplate.released_at, FAR), numeric=True),
    ),
    reads=Columns(TemplateRow, LabelTemplate),
    default_sort="code",
    search=(LabelTemplate.code, LabelTemplate.name),
    filters=(
        choice("state", _("State"), LabelTemplate.state, tuple(words.TEMPLATE_STATES.items())),
        containing("code", _("Code"), LabelTemplate.code),
    ),
)
TEMPLATE_VIEW = ListView(
    TEMPLATES, _("Labels"), _("Code or name"), "{n} label", "{n} labels",
    views=((_("Drafts and released"), {"state": "draft,released"}), (_("All"), {})),
)  # fmt: skip

PRINTERS: Listing[PrinterRow] = Listing(
    noun="printers",
    url="/printers",
    model=Printer,
    columns=(
        Column("code", _("Code"), Printer.code),
        Column("name", _("Printer"), Printer.name),
        Column("kind", _("Kind"), Printer.kind, words=words.PRINTER_KINDS),
        Column("address", _("Address in the network"), ADDRESS),
        Column("dpi", _("Dots per inch"), Printer.dpi, numeric=True),
        Column("plant", _("Plant"), Plant.code),
        Column("state", _("State"), Printer.state, words=dict(LIFE)),
        Column("trouble", _("What is wrong"), Printer.trouble),
    ),
    reads=Columns(PrinterRow, Printer, plant=Plant.code, address=ADDRESS),
    default_sort="code",
    search=(Printer.code, Printer.name),
    filters=(
        choice("kind", _("Kind"), Printer.kind, tuple(words.PRINTER_KINDS.items())),
        choice("state", _("State"), Printer.state, LIFE),
        reference("plant", _("Plant"), Plant.code),
    ),
    joins=lambda statement: statement.join(Printer.plant),
)
PRINTER_VIEW = ListView(PRINTERS, _("Printers"), _("Code or name"), "{n} printer", "{n} printers")

PRINTS: Listing[LabelPrintRow] = Listing(
    noun="label-prints",
    url="/label-prints",
    model=LabelPrint,
    columns=(
        Column("created_at", _("When"), LabelPrint.created_at),
        Column("code", _("Number"), LabelPrint.code),
        Column("noun", _("Of"), LabelPrint.noun, words=NAMES),
        Column("template", _("Label"), LabelTemplate.name),
        Column("copies", _("Copies"), LabelPrint.copies, numeric=True),
        Column("printer", _("Printer"), Printer.name),
        Column("person", _("Person"), PERSON),
        Column("state", _("State"), LabelPrint.state, words=words.PRINT_STATES),
        Column("reason", _("Printed again because"), LabelPrint.reason),
    ),
    reads=Columns(LabelPrintRow, LabelPrint, template=LabelTemplate.name, printer=Printer.name, person=PERSON),
    default_sort="-created_at",
    search=(LabelPrint.code, LabelTemplate.name),
    filters=(
        choice("state", _("State"), LabelPrint.state, tuple(words.PRINT_STATES.items())),
        containing("code", _("Number"), LabelPrint.code),
        reference("printer", _("Printer"), Printer.name),
        *period("created_at", _("When"), LabelPrint.created_at),
    ),
    joins=lambda statement: statement.join(LabelPrint.template).join(LabelPrint.printer).outerjoin(LabelPrint.asker),
)
PRINT_VIEW = ListView(PRINTS, _("Printed labels"), _("Number or label"), "{n} label", "{n} labels")
