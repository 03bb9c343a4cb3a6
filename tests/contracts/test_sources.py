"""House rules that a linter does not know, each with the reason beside it and a planted fault that it finds."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from tests.contracts.findings import nothing
from tests.contracts.house_rules import EXCEPTIONS, RULES

ROOT = Path(__file__).resolve().parents[2]
CODE = ("unison_web", "migrations", "tests", "bench", "bin")
LONGEST_FILE, LONGEST_FUNCTION, LONGEST_TEMPLATE = 300, 40, 80
#: The engine's statistics may use floats, and what sensors say is one; quantities, money and time may not.
MAY_FLOAT = frozenset({"spc.py", "sampling.py", "reliability.py", "signal.py"})


def sources(*folders: str) -> list[Path]:
    return [
        path for folder in folders for path in sorted((ROOT / folder).rglob("*.py")) if "__pycache__" not in path.parts
    ]


def lines_of(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())


def short(path: Path) -> str:
    return str(path.relative_to(ROOT))


def test_files_stay_short() -> None:
    nothing(f"{short(path)}: {lines_of(path)} lines" for path in sources(*CODE) if lines_of(path) > LONGEST_FILE)


def test_functions_stay_short() -> None:
    nothing(
        f"{short(path)}: {node.name} has {node.end_lineno - node.lineno + 1} lines"
        for path in sources(*CODE)
        if "e2e" not in path.parts  # a story reads from top to bottom
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (node.end_lineno or 0) - node.lineno + 1 > LONGEST_FUNCTION
    )


def test_templates_stay_short() -> None:
    templates = sorted((ROOT / "templates").rglob("*.html"))
    nothing(f"{short(path)}: {lines_of(path)} lines" for path in templates if lines_of(path) > LONGEST_TEMPLATE)


def test_handlers_are_sentences() -> None:
    """Twelve lines at most between the decorator and the end: what is longer is a use case, or a presenter."""
    nothing(
        f"{short(path)}: {node.name} has {statements(node)} lines"
        for path in sources("unison_web/modules")
        if "controllers" in str(path)
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.AsyncFunctionDef) and node.decorator_list and statements(node) > 12
    )


def statements(node: ast.AsyncFunctionDef) -> int:
    body = node.body[1:] if ast.get_docstring(node) else node.body
    return (body[-1].end_lineno or 0) - body[0].lineno + 1 if body else 0


def files_of(places: list[str]) -> list[Path]:
    if places == ["controllers"]:
        return [path for path in sources("unison_web/modules") if "controllers" in str(path)]
    return [path for path in sources(*places) if path.name not in MAY_FLOAT]


@pytest.mark.parametrize("rule", RULES)
def test_rule(rule: str) -> None:
    find, places, _fault = RULES[rule]
    nothing(
        f"{short(path)}:{line}: {what}. {find.__doc__}"
        for path in files_of(places)
        if (rule, short(path)) not in EXCEPTIONS
        for line, what in find(ast.parse(path.read_text(encoding="utf-8")))
    )


@pytest.mark.parametrize("rule", RULES)
def test_rule_finds_its_fault(rule: str) -> None:
    find, _places, fault = RULES[rule]
    assert list(find(ast.parse(fault)))


def test_exceptions_are_still_needed() -> None:
    for rule, place in EXCEPTIONS:
        assert list(RULES[rule][0](ast.parse((ROOT / place).read_text(encoding="utf-8")))), f"{place} keeps {rule} now"


def test_the_layers_hold() -> None:
    """Engine, kit, modules: imports go one way (.importlinter)."""
    program = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run([program, "--no-logo"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-3000:]
