"""What may stand on labels, where they are printed, and the sentences for what may not."""

from __future__ import annotations

from decimal import Decimal

from unison_web.engine.gs1.checks import WrongDigit
from unison_web.engine.gs1.elements import NotGs1
from unison_web.engine.labels.design import GS1, Design, Element
from unison_web.kit.i18n import _
from unison_web.kit.permissions import Permission
from unison_web.kit.state import YES, StateMachine, Verdict, no

STATES = ("draft", "released", "replaced")
PRINTER_KINDS = ("pdf", "zpl_tcp", "zpl_file")
PRINT_STATES = ("queued", "waiting", "ready", "sent", "failed")
RESOLUTIONS = (203, 300, 600)
#: mm: what label printers and sheets can do.
NARROWEST, WIDEST, LONGEST = Decimal(10), Decimal(300), Decimal(400)
MOST_ELEMENTS = 60
#: Letters below this many mm are not read by anybody.
SMALLEST, FINEST = Decimal("1.2"), Decimal("0.1")
#: Ports below belong to the services of a system; label printers listen at 9100.
LOWEST_PORT, HIGHEST_PORT = 1024, 65535
#: How often a printer is tried before a person is asked.
MOST_ATTEMPTS = 5
TEMPLATE = StateMachine(states=STATES, verbs={"release": (frozenset({"draft"}), "released")})


class Labels(Permission):
    READ = "labels:read"
    PRINT = "labels:print"
    WRITE = "labels:write"


def good_size(width: Decimal, height: Decimal) -> Verdict:
    if not NARROWEST <= width <= WIDEST:
        return no(_("Between {least} and {most} mm").format(least=NARROWEST, most=WIDEST), field="width")
    if not NARROWEST / 2 <= height <= LONGEST:
        return no(_("Between {least} and {most} mm").format(least=NARROWEST / 2, most=LONGEST), field="height")
    return YES


def good_element(place: int, each: Element, design: Design) -> Verdict:
    """Inside the label, and with what its kind needs. The refusal is at the cell of the row."""
    at = f"elements[{place}]."
    if not (0 <= each.x < design.width):
        return no(_("Outside the label"), field=at + "x")
    if not (0 <= each.y < design.height):
        return no(_("Outside the label"), field=at + "y")
    if each.width < 0 or each.x + each.width > design.width:
        return no(_("Wider than the label"), field=at + "width")
    if each.height < 0 or each.y + each.height > design.height:
        return no(_("Higher than the label"), field=at + "height")
    if each.kind in ("line", "box", "logo") and not (each.width and each.height):
        return no(_("Say how wide and how high"), field=at + ("height" if each.width else "width"))
    return _good_words(at, each)


def _good_words(at: str, each: Element) -> Verdict:
    if each.kind in ("line", "logo"):
        return YES
    if each.size <= 0 or (each.kind == "text" and each.size < SMALLEST):
        return no(_("At least {least} mm").format(least=SMALLEST if each.kind == "text" else FINEST), field=at + "size")
    if each.kind == "text" and not each.text.strip():
        return no(_("Say what stands there"), field=at + "text")
    if each.kind == "code" and not each.code:
        return no(_("Choose a kind of code"), field=at + "code")
    if each.kind == "code" and each.code in ("code128", "gs1_128") and not each.height:
        return no(_("Say how high the bars are"), field=at + "height")
    if each.kind == "code" and each.code in GS1 and not each.text.strip().startswith("("):
        return no(
            _("Begin with an identifier in brackets, such as (01){gtin}").format(gtin="{gtin}"), field=at + "text"
        )
    return YES


def may_change(state: str) -> Verdict:
    return YES if state == "draft" else no(_("This version was released. Make a new one"), code="wrong-state")


def may_release(state: str, problems: list[str]) -> Verdict:
    if state != "draft":
        return no(_("This version was released already"), code="wrong-state")
    return no(problems[0], code="does-not-fit") if problems else YES


def may_print(state: str) -> Verdict:
    return YES if state == "released" else no(_("Release this label first"), field="template")


def good_printer(kind: str, host: str, port: int) -> Verdict:
    if kind != "zpl_tcp":
        return YES
    if not host.strip():
        return no(_("Say under which name or address it is in the network"), field="host")
    if not LOWEST_PORT <= port <= HIGHEST_PORT:
        words = _("Between {least} and {most}; label printers listen at 9100")
        return no(words.format(least=LOWEST_PORT, most=HIGHEST_PORT), field="port")
    return YES


def has_room(printer: str, width: Decimal | None, height: Decimal | None, wide: Decimal, high: Decimal) -> Verdict:
    """A printer with labels of a known size prints no larger ones."""
    if (width is None or wide <= width) and (height is None or high <= height):
        return YES
    words = _("{printer} holds labels of {width} × {height} mm, this one is {wide} × {high} mm")
    said = words.format(printer=printer, width=plain(width), height=plain(height), wide=plain(wide), high=plain(high))
    return no(said, field="printer")


def say_why(reason: str) -> Verdict:
    return YES if len(reason.strip()) >= 3 else no(_("Say why it is printed again"), field="reason")


def may_repeat(state: str) -> Verdict:
    return YES if state in ("ready", "sent", "failed") else no(_("It is still being printed"), code="wrong-state")


def what_is_wrong(error: NotGs1) -> str:
    """A code that means to be GS1 and is wrong, in a sentence."""
    if isinstance(error.problem, WrongDigit):
        words = _("The last digit of {number}, its check digit, must be {right}. Scan it again, or look at the label")
        return words.format(number=error.problem.number, right=error.problem.right)
    return _("This GS1 code is wrong: {why}").format(why=str(error))


def plain(value: Decimal | None) -> str:
    return "?" if value is None else f"{value.normalize():f}"
