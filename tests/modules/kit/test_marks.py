"""Marks of rows that were seen."""

from __future__ import annotations

import random

from unison_web.kit.importing.marks import Marks


def test_marks_are_what_a_set_would_hold() -> None:
    dice, marks, known = random.Random(7), Marks(), set[int]()
    for _time in range(20_000):
        number = dice.randrange(-(2**63), 2**63) if dice.random() < 0.5 else dice.randrange(-3000, 3000)
        if dice.random() < 0.2:
            marks.remove([number])
            known.discard(number)
        else:
            assert marks.add(number) is (number not in known)
            known.add(number)
