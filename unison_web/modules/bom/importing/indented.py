"""Files in which a row means something only below another: indented bills, and quantities told by references."""

from __future__ import annotations

import re

#: "R1, R2 R5-R8": names of places on a board, and ranges of them.
APART = re.compile(r"[,;\s]+")
RANGE = re.compile(r"([A-Za-z]+)(\d+)-\1?(\d+)")
LONGEST_RANGE = 10_000


class Indented:
    """Sees the rows of one file in order, and says to each what it leaves open.

    The parent of a row is the nearest row above that is one level higher. A row above all others is the head itself:
    it is no line of any bill, unless the file says of which.
    """

    def __init__(self) -> None:
        self.above: dict[int, str] = {}

    def __call__(self, said: dict[str, str]) -> dict[str, str]:
        said = self._placed(said)
        if "references" in said and not said.get("quantity"):
            said["quantity"] = str(counted(said["references"]))
        return said

    def _placed(self, said: dict[str, str]) -> dict[str, str]:
        level = depth(said.get("level", ""))
        if level is None:
            return said
        if component := said.get("component"):
            self.above = {known: name for known, name in self.above.items() if known < level}
            above = self.above.get(max(self.above, default=level), "")
            self.above[level] = component
            if above:
                return {**said, "parent": above}
            if not said.get("parent") or said["parent"] == component:
                return {}
        return said


def depth(text: str) -> int | None:
    """`2`, `..2`, `+2`, and `1.2.3`, which is the third level. Nothing where it says none."""
    bare = text.strip()
    if re.fullmatch(r"\d+(\.\d+)+", bare):
        return bare.count(".") + 1
    digits = re.search(r"\d{1,3}", bare)
    return int(digits.group()) if digits else None


def counted(references: str) -> int:
    """How many places are named: `R1,R2,R5-R8` are six."""
    found = 0
    for name in filter(None, APART.split(references)):
        span = RANGE.fullmatch(name)
        size = int(span[3]) - int(span[2]) + 1 if span else 1
        found += size if 0 < size <= LONGEST_RANGE else 1
    return found
