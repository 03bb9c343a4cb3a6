"""Key figures against published examples, and what has to hold for any numbers."""

from __future__ import annotations

import json
from datetime import timedelta
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unison_web.engine import oee

HERE = Path(__file__).parents[1] / "cases/oee"
PUBLISHED = {case["id"]: case for case in json.loads((HERE / "oee_cases.json").read_text())}
MTBF = json.loads((HERE / "mtbf_cases.json").read_text())
FORMULAS = {case["kpi"]: case["formula"][0] for case in json.loads((HERE / "iso22400_2_kpi_formulas.json").read_text())}
#: Where the published name is another, and figures about quality control and consumption that belong elsewhere.
NAMES = {
    "Availability": "availability", "Effectiveness": "effectiveness", "QualityRatio": "quality_ratio",
    "OverallEquipmentEffectiveness": "oee", "NetEquipmentEffectiveness": "nee", "ScrapRatio": "scrap_ratio",
    "ReworkRatio": "rework_ratio", "AllocationEfficiency": "allocation_efficiency", "SetUpRate": "setup_ratio",
    "TechnicalEfficiency": "technical_efficiency", "UtilizationEfficiency": "utilization_efficiency",
    "ThroughputRate": "throughput_rate", "ProductionProcessRate": "production_process_ratio",
    "WorkerEfficiency": "worker_efficiency", "EquipmentLoadRate": "equipment_load_ratio",
    "ActualToPlannedScrapRatio": "actual_to_planned_scrap", "FirstPassYield": "first_pass_yield",
    "CorrectiveMaintenanceRatio": "corrective_maintenance_ratio",
}  # fmt: skip


def minutes(**spent: float) -> oee.Times:
    return oee.Times({key: timedelta(minutes=value) for key, value in spent.items()})


def made(total: int, bad: int, each: timedelta) -> oee.Counts:
    return oee.Counts(Fraction(total), Fraction(total - bad), Fraction(bad), earned=each * total)


def published(said: dict[str, Any]) -> tuple[oee.Times, oee.Counts]:
    if "stop_minutes" in said:
        busy, stop = said["planned_production_minutes"], said["stop_minutes"]
        times = minutes(production=busy - stop, delay=stop, **{"break": sum(said["breaks"])})
        return times, made(said["total_count"], said["reject_count"], timedelta(seconds=said["ideal_cycle_seconds"]))
    times = minutes(production=said["run_minutes"], idle=said["planned_minutes"] - said["run_minutes"])
    bad = said["total"] - said["good"]
    return times, made(said["total"], bad, timedelta(minutes=said["ideal_cycle_minutes"]))


@pytest.mark.parametrize("case", PUBLISHED.values(), ids=list(PUBLISHED))
def test_published_examples_come_out_to_the_last_digit(case: dict[str, Any]) -> None:
    found = oee.figures(*published(case["input"]))
    exact = case["exact"]
    for key, name in (("availability", "A"), ("effectiveness", "P"), ("quality_ratio", "Q"), ("oee", "OEE")):
        assert float(found[key] or 0) == pytest.approx(exact[name], rel=1e-12)


def test_the_shift_every_supervisor_knows() -> None:
    """480 min, 30 of them break, 60 stopped, half a minute a piece, 720 made, 18 of them bad."""
    found = oee.figures(minutes(production=390, down=60, **{"break": 30}), made(720, 18, timedelta(seconds=30)))
    assert found["availability"] == Fraction(390, 450)
    assert found["effectiveness"] == Fraction(360, 390)
    assert found["quality_ratio"] == Fraction(702, 720)
    assert found["oee"] == Fraction(78, 100)


@pytest.mark.parametrize("case", MTBF, ids=[case["id"] for case in MTBF])
def test_time_between_failures_leaves_repair_out(case: dict[str, Any]) -> None:
    said, expected = case["input"], case["expected"]
    repair = said["total_repair_hours"]
    times = minutes(production=(said["operating_hours"] - repair) * 60, down=repair * 60)
    counts = oee.Counts(failures=said["failures"])
    assert oee.mean_operating_time(times, counts) == expected["MTBF_uptime"]
    assert oee.mean_repair_time(times, counts) == expected["MTTR"]
    assert float(oee.availability(times, counts) or 0) == expected["availability"]


def test_formulas_are_those_of_the_standard() -> None:
    for published_name, key in NAMES.items():
        ours, theirs = oee.BY_KEY[key].formula, FORMULAS[published_name].split("=", 1)[1]
        symbols = {"PRU": "PRI", "ASUT": "AUST", "index": "", "Quality rate": "Quality ratio", "*": "×"}
        for old, new in symbols.items():
            theirs = theirs.replace(old, new)
        assert ours.replace("Σ ", "").split() == theirs.split(), published_name


def test_a_figure_of_nothing_is_no_figure() -> None:
    assert set(oee.figures(oee.Times(), oee.Counts()).values()) == {None}


def test_a_machine_that_stood_all_shift_has_an_oee_of_nought() -> None:
    assert oee.oee(minutes(down=450), oee.Counts()) == 0
    assert oee.oee(minutes(off_shift=450), oee.Counts()) is None


def test_faster_than_planned_is_shown_as_it_is() -> None:
    found = oee.figures(minutes(production=60), made(150, 0, timedelta(seconds=30)))
    assert found["effectiveness"] == Fraction(75, 60)


def test_a_week_is_no_average_of_its_days() -> None:
    one = minutes(production=400, idle=50), made(700, 0, timedelta(seconds=30))
    other = minutes(production=10, idle=90), made(2, 1, timedelta(seconds=30))
    days = [one, other]
    week = oee.figures(*oee.summed(days))["oee"]
    assert week == Fraction(410, 550) * Fraction(702 * 30, 410 * 60) * Fraction(701, 702)


STATES = ("unknown", "idle", "setup", "running", "planned_stop", "unplanned_stop", "maintenance", "offline")
spent = st.fixed_dictionaries(
    {key: st.integers(0, 10**10).map(lambda n: timedelta(microseconds=n)) for key in oee.ELEMENTS}
)


@given(one=spent, other=spent)
def test_elements_add_up_to_the_calendar_and_sums_to_sums(one, other) -> None:
    a, b = oee.Times(one), oee.Times(other)
    both = a + b
    assert both.calendar == a.calendar + b.calendar
    assert both.busy == a.busy + b.busy
    assert both.calendar == both.operation + both.of("break", "off_shift")
    assert both.busy == both.allocated + both.down + both.of("idle", "unknown")


@given(
    state=st.sampled_from(STATES), on=st.booleans(), pause=st.booleans(), order=st.booleans(),
    reason=st.sampled_from(("", "jam")), failure=st.booleans(),
)  # fmt: skip
def test_every_moment_belongs_to_one_element(state, on, pause, order, reason, failure) -> None:
    found = oee.element(state, on_shift=on, at_break=pause, order=order, reason=reason, failure=failure)
    assert found in oee.ELEMENTS
    if state == "running":
        assert found == "production"
    elif not on:
        assert found in ("off_shift", "setup")
