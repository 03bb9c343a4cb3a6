"""Places as lists."""

from __future__ import annotations

from sqlalchemy import ARRAY, Uuid, any_, bindparam, func, or_

from unison_web.kit.i18n import lazy as _
from unison_web.kit.web import frame
from unison_web.kit.web.listing import Column, Listing
from unison_web.kit.web.listview import ListView
from unison_web.kit.web.reading import Columns
from unison_web.kit.web.states import words
from unison_web.modules.organizations.models import Department, Plant
from unison_web.modules.organizations.rules import PLANT_STATES
from unison_web.modules.organizations.schemas import DepartmentOut, PlantOut

MINE = bindparam("my_plants", type_=ARRAY(Uuid()), callable_=frame.plants, unique=True)
#: Whoever works in some plants only sees no others; what is archived is nobody's place any more.
SEEN = or_(func.cardinality(MINE) == 0, Plant.id == any_(MINE), Plant.state != "active")

PLANTS: Listing[PlantOut] = Listing(
    noun="plants",
    url="/plants",
    model=Plant,
    columns=(
        Column("name", _("Plant"), Plant.name),
        Column("code", _("Code"), Plant.code),
        Column("zone", _("Time zone"), Plant.zone),
        Column("currency", _("Currency"), Plant.currency),
        Column("state", _("State"), Plant.state, words=words(PLANT_STATES)),
    ),
    reads=Columns(PlantOut, Plant),
    default_sort="name",
    search=(Plant.name, Plant.code),
    always=(SEEN,),
)
PLANT_VIEW = ListView(PLANTS, _("Plants"), _("Name or code"), "{n} plant", "{n} plants")

DEPARTMENTS: Listing[DepartmentOut] = Listing(
    noun="departments",
    url="/departments",
    model=Department,
    columns=(
        Column("name", _("Department"), Department.name),
        Column("code", _("Code"), Department.code),
        Column("plant", _("Plant"), Plant.name),
        Column("state", _("State"), Department.state, words=words(PLANT_STATES)),
    ),
    reads=Columns(DepartmentOut, Department, plant=Plant.name),
    default_sort="name",
    search=(Department.name, Department.code),
    joins=lambda statement: statement.join(Department.plant),
)
DEPARTMENT_VIEW = ListView(DEPARTMENTS, _("Departments"), _("Name or code"), "{n} department", "{n} departments")
