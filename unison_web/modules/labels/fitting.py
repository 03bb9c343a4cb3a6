"""What does not fit on a label, in sentences."""

from __future__ import annotations

from decimal import Decimal

from unison_web.engine.gs1.elements import NotGs1
from unison_web.engine.labels.design import LINEAR, Design, Element, fitted
from unison_web.engine.labels.filling import Values, written
from unison_web.kit.i18n import _
from unison_web.kit.label_drawing import DoesNotFit, symbol
from unison_web.kit.labels import Symbol
from unison_web.modules.labels import rules

#: Text that had to shrink below this share of its size is said to be too long.
SHRUNK = Decimal("0.7")
#: mm: what nobody sees.
NOTHING = Decimal("0.01")


def problems(design: Design, values: Values, *, base: str) -> list[str]:
    """What does not fit or cannot be encoded, in sentences, in the order of the elements."""
    found = []
    for each in design.elements:
        try:
            if each.kind == "code":
                _fits(each, symbol(each, values, base), design)
            elif each.kind == "text" and each.width:
                words = written(each.text, values)
                if fitted(words, each) < each.size * SHRUNK:
                    raise DoesNotFit(_("“{text}” is too long for its place").format(text=words[:40]))
        except DoesNotFit as problem:
            found.append(str(problem))
        except NotGs1 as error:
            found.append(rules.what_is_wrong(error))
    return found


def _fits(each: Element, drawn: Symbol, design: Design) -> None:
    wide = drawn.width * each.size
    high = each.height if each.code in LINEAR else drawn.height * each.size
    if each.x + wide > design.width + NOTHING:
        words = _("A code of {n} mm is too wide here: make its size smaller or say less in it")
        raise DoesNotFit(words.format(n=f"{wide:.1f}"))
    if each.y + high > design.height + NOTHING:
        raise DoesNotFit(_("A code of {n} mm is too high here: make it smaller").format(n=f"{high:.1f}"))
