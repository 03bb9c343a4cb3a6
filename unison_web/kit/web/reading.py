"""How a list gets its rows: straight from columns, or from records where Python has to work on them first."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, Protocol, TypeVar

import msgspec
from sqlalchemy import DateTime, Numeric, Select, SQLColumnExpression, bindparam, func, inspect, select
from sqlalchemy.sql.base import ExecutableOption

from unison_web.kit import clock

T = TypeVar("T")
S = TypeVar("S", bound=msgspec.Struct)
T_co = TypeVar("T_co", covariant=True)

#: The instant of the question. A statement that names it can be built once and asked again later.
NOW = bindparam("now", type_=DateTime(timezone=True), callable_=clock.now, unique=True)


class Reading(Protocol[T_co]):
    """``select`` what ``row`` makes of ``values``: the first ``width`` of each row of the answer."""

    @property
    def width(self) -> int: ...

    def select(self, model: Any) -> Select[Any]: ...

    def row(self, values: Sequence[Any]) -> T_co: ...


@dataclass(frozen=True, eq=False)
class Records(Generic[T]):
    """ORM records, loaded with ``options`` and turned into what is shown by ``shape``."""

    shape: Callable[[Any], T]
    options: Sequence[ExecutableOption] = ()
    width: int = 1

    def select(self, model: Any) -> Select[Any]:
        return select(model).options(*self.options)

    def row(self, values: Sequence[Any]) -> T:
        return self.shape(values[0])


class Columns(Generic[S]):
    """The fields of ``struct`` from one statement: the model's columns of the same names, others as ``given``.

    Fields that are neither keep their defaults and must come last. Decimals come without trailing zeros.
    """

    def __init__(self, struct: type[S], model: Any, **given: SQLColumnExpression[Any]) -> None:
        fields: Any = msgspec.structs.fields(struct)
        own = {name: getattr(model, name) for name in inspect(model).columns.keys()}  # noqa: SIM118  iterates columns
        found = [(own | given).get(field.name) for field in fields]
        self.width = sum(column is not None for column in found)
        missing = [field.name for field, column in zip(fields, found, strict=True) if column is None and field.required]
        if missing or any(column is None for column in found[: self.width]):
            raise TypeError(f"{struct.__name__}: no column for {', '.join(missing) or 'a field before the last ones'}")
        self._struct = struct
        self._columns = [_trimmed(column).label(f"c{place}") for place, column in enumerate(found[: self.width])]

    def select(self, model: Any) -> Select[Any]:
        return select(*self._columns)

    def row(self, values: Sequence[Any]) -> S:
        return self._struct(*values)


def _trimmed(column: Any) -> Any:
    return func.trim_scale(column) if isinstance(column.type, Numeric) else column
