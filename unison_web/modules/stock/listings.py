"""The lists of stock, declared once."""

from __future__ import annotations

from sqlalchemy import func, select
from sqlalchemy.orm import aliased

from unison_web.kit.i18n import lazy as _
from unison_web.kit.web.filters import Filter, between, choice, containing, period, reference
from unison_web.kit.web.listing import Column, Listing
from unison_web.kit.web.listview import ListView
from unison_web.kit.web.reading import Columns
from unison_web.modules.identity.models import User
from unison_web.modules.machines.models import WorkCenter
from unison_web.modules.materials.models import Material, Unit
from unison_web.modules.organizations.models import Plant
from unison_web.modules.partners.models import Partner
from unison_web.modules.stock import words
from unison_web.modules.stock.models import Count, Location, Lot, Movement, StockBalance
from unison_web.modules.stock.schemas import LocationOut, LotRow, MovementOut, StockOut
from unison_web.modules.stock.schemas_counts import CountOut

OWNER = func.coalesce(Partner.name, "")
YES_NO = ((True, _("Yes")), (False, _("No")))
LIFE = (("active", _("Active")), ("archived", _("Archived")))
LOT, HELD = func.coalesce(Lot.number, ""), func.coalesce(Lot.held, False)
LOT_ORDER, PERSON = func.coalesce(Lot.number_order, ""), func.coalesce(User.name, "")
MATERIAL = Column("material", _("Material"), Material.name, holds=(("number", _("Number")), ("name", _("Material"))))

STOCK: Listing[StockOut] = Listing(
    noun="stock",
    url="/stock",
    model=StockBalance,
    columns=(
        MATERIAL,
        Column("location", _("Place"), Location.code_order),
        Column("lot", _("Lot"), LOT_ORDER),
        Column("expires_on", _("Expires on"), numeric=True),
        Column("status", _("Status"), StockBalance.status, words=words.STATUSES),
        Column("quantity", _("On hand"), StockBalance.quantity, numeric=True,
               holds=(("quantity", _("On hand")), ("unit", _("Unit")))),
        Column("reserved", _("Reserved"), StockBalance.reserved, numeric=True),
        Column("owner", _("Belongs to"), OWNER),
    ),
    reads=Columns(
        StockOut, StockBalance, number=Material.number, name=Material.name, unit=Unit.code, location=Location.code,
        lot=LOT, expires_on=Lot.expires_on, held=HELD, owner=OWNER,
    ),
    default_sort="material",
    search=(Material.name, Material.number, Location.code, Location.name, Lot.number),
    filters=(
        reference("number", _("Material"), Material.number),
        containing("location", _("Place"), Location.code),
        containing("lot", _("Lot"), Lot.number),
        choice("status", _("Status"), StockBalance.status, tuple(words.STATUSES.items())),
        containing("owner", _("Belongs to"), Partner.name),
        *between("quantity", _("On hand"), StockBalance.quantity),
        *period("expires_on", _("Expires on"), Lot.expires_on),
    ),
    joins=lambda statement: (
        statement.join(StockBalance.material).join(Material.unit).join(StockBalance.location)
        .outerjoin(StockBalance.lot).outerjoin(StockBalance.owner).where(StockBalance.quantity > 0)
    ),
)  # fmt: skip
STOCK_VIEW = ListView(STOCK, _("Stock"), _("Material, place or lot"), "{n} place", "{n} places")

WITHIN, AT = aliased(Location), func.coalesce(Partner.name, "")
LOCATIONS: Listing[LocationOut] = Listing(
    noun="stock-locations",
    url="/stock-locations",
    model=Location,
    columns=(
        Column("code", _("Code"), Location.code_order),
        Column("name", _("Name"), Location.name),
        Column("kind", _("Kind"), Location.kind, words=words.LOCATIONS),
        Column("parent", _("Lies in"), func.coalesce(WITHIN.code_order, "")),
        Column("supplies", _("Supplies production"), words=dict(YES_NO)),
        Column("receives", _("Takes finished pieces"), words=dict(YES_NO)),
        Column("work_center", _("Line it serves"), func.coalesce(WorkCenter.code, "")),
        Column("partner", _("At a supplier's"), AT),
        Column("plant", _("Plant"), Plant.code),
        Column("state", _("State"), Location.state, words=dict(LIFE)),
    ),
    reads=Columns(
        LocationOut,
        Location,
        plant=Plant.code,
        parent=func.coalesce(WITHIN.code, ""),
        partner=AT,
        work_center=func.coalesce(WorkCenter.code, ""),
    ),  # fmt: skip
    default_sort="code",
    search=(Location.code, Location.name),
    filters=(
        choice("kind", _("Kind"), Location.kind, tuple(words.LOCATIONS.items())),
        reference("parent", _("Lies in"), WITHIN.code),
        choice("state", _("State"), Location.state, LIFE),
        reference("plant", _("Plant"), Plant.code),
    ),
    joins=lambda statement: (
        statement.join(Location.plant)
        .outerjoin(WITHIN, Location.parent.of_type(WITHIN))
        .outerjoin(Location.work_center)
        .outerjoin(Location.partner)
    ),
)
LOCATION_VIEW = ListView(LOCATIONS, _("Places of stock"), _("Code or name"), "{n} place", "{n} places")

ON_HAND = func.coalesce(
    select(func.sum(StockBalance.quantity))
    .where(StockBalance.organization_id == Lot.organization_id, StockBalance.lot_id == Lot.id)
    .correlate(Lot)
    .scalar_subquery(),
    0,
)
LOTS: Listing[LotRow] = Listing(
    noun="lots",
    url="/lots",
    model=Lot,
    columns=(
        Column("number", _("Number"), Lot.number_order),
        Column("material", _("Material"), Material.name, holds=(("material", _("Number")), ("name", _("Material")))),
        Column("kind", _("Kind"), Lot.kind, words=words.LOTS),
        Column("supplier_lot", _("Lot of the supplier"), Lot.supplier_lot),
        Column("expires_on", _("Expires on"), numeric=True),
        Column("held", _("On hold"), Lot.held, words=dict(YES_NO)),
        Column("quantity", _("On hand"), numeric=True, holds=(("quantity", _("On hand")), ("unit", _("Unit")))),
        Column("created_at", _("Since"), Lot.created_at, numeric=True),
    ),
    reads=Columns(LotRow, Lot, material=Material.number, name=Material.name, unit=Unit.code, quantity=ON_HAND),
    default_sort="-created_at",
    search=(Lot.number, Lot.supplier_lot, Material.number, Material.name),
    filters=(
        reference("material", _("Material"), Material.number),
        choice("kind", _("Kind"), Lot.kind, tuple(words.LOTS.items())),
        Filter("held", _("On hold"), lambda said: Lot.held.in_([v == "true" for v in said]),
               (("true", _("Yes")), ("false", _("No")))),
        *period("expires_on", _("Expires on"), Lot.expires_on),
    ),
    joins=lambda statement: statement.join(Lot.material).join(Material.unit),
)  # fmt: skip
LOT_VIEW = ListView(LOTS, _("Lots and serial numbers"), _("Number or material"), "{n} lot", "{n} lots")

SOURCE, TARGET = aliased(Location), aliased(Location)
MOVEMENTS: Listing[MovementOut] = Listing(
    noun="stock-movements",
    url="/stock-movements",
    model=Movement,
    columns=(
        Column("occurred_at", _("When"), Movement.occurred_at),
        Column("kind", _("What"), Movement.kind, words=words.KINDS),
        MATERIAL,
        Column("lot", _("Lot"), LOT_ORDER),
        Column("quantity", _("Quantity"), Movement.quantity, numeric=True,
               holds=(("quantity", _("Quantity")), ("unit", _("Unit")))),
        Column("source", _("From"), holds=(("from_account", _("From")), ("from_place", _("From")))),
        Column("target", _("To"), holds=(("to_account", _("To")), ("to_place", _("To")))),
        Column("person", _("Person"), PERSON),
        Column("reason", _("Reason"), holds=(("reason", _("Reason")), ("document", _("Delivery note")))),
        Column("actions", _("Actions"), numeric=True, holds=()),
    ),
    reads=Columns(
        MovementOut, Movement, number=Material.number, name=Material.name, unit=Unit.code, lot=LOT,
        from_place=func.coalesce(SOURCE.code, ""), to_place=func.coalesce(TARGET.code, ""),
        person=PERSON,
    ),
    default_sort="-occurred_at",
    search=(Material.number, Material.name, Lot.number, Movement.document),
    filters=(
        choice("kind", _("What"), Movement.kind, tuple(words.KINDS.items())),
        reference("number", _("Material"), Material.number),
        reference("lot", _("Lot"), Lot.number),
        *period("occurred_at", _("When"), Movement.occurred_at),
    ),
    joins=lambda statement: (
        statement.join(Movement.material).join(Material.unit).outerjoin(Movement.lot).outerjoin(Movement.actor)
        .outerjoin(SOURCE, Movement.from_location.of_type(SOURCE))
        .outerjoin(TARGET, Movement.to_location.of_type(TARGET))
    ),
)  # fmt: skip
MOVEMENT_VIEW = ListView(MOVEMENTS, _("Stock movements"), _("Material, lot or document"), "{n} movement",
                         "{n} movements")  # fmt: skip

COUNTS: Listing[CountOut] = Listing(
    noun="stock-counts",
    url="/stock-counts",
    model=Count,
    columns=(
        Column("created_at", _("When"), Count.created_at),
        MATERIAL,
        Column("location", _("Place"), Location.code_order),
        Column("lot", _("Lot"), LOT_ORDER),
        Column("expected", _("Expected"), numeric=True),
        Column("counted", _("Counted"), numeric=True),
        Column("difference", _("Difference"), Count.counted - Count.expected, numeric=True,
               holds=(("difference", _("Difference")), ("unit", _("Unit")))),
        Column("person", _("Person"), PERSON),
        Column("state", _("State"), Count.state, words=words.COUNTS),
        Column("actions", _("Actions"), numeric=True, holds=()),
    ),
    reads=Columns(
        CountOut, Count, number=Material.number, name=Material.name, unit=Unit.code, location=Location.code, lot=LOT,
        difference=Count.counted - Count.expected, person=PERSON,
    ),
    default_sort="-created_at",
    search=(Material.number, Material.name, Location.code, Lot.number),
    filters=(
        choice("state", _("State"), Count.state, tuple(words.COUNTS.items())),
        reference("number", _("Material"), Material.number),
        *period("created_at", _("When"), Count.created_at),
    ),
    joins=lambda statement: (
        statement.join(Count.material).join(Material.unit).join(Count.location).outerjoin(Count.lot)
        .outerjoin(Count.counter)
    ),
)  # fmt: skip
COUNT_VIEW = ListView(COUNTS, _("Stock counts"), _("Material, place or lot"), "{n} count", "{n} counts")
