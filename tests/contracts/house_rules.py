"""What each house rule finds in a module: (line, what). The docstring of a rule is its reason."""

from __future__ import annotations

import ast
from collections.abc import Iterator

Found = Iterator[tuple[int, str]]


def named_calls(tree: ast.AST) -> Iterator[tuple[str, ast.Call]]:
    """Calls of plain names; a decorator is not one."""
    marks = {id(mark) for node in ast.walk(tree) for mark in getattr(node, "decorator_list", [])}
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and id(node) not in marks:
            yield node.func.id, node


def attributes(tree: ast.AST) -> Iterator[ast.Attribute]:
    return (node for node in ast.walk(tree) if isinstance(node, ast.Attribute))


def commits(tree: ast.AST) -> Found:
    """One request is one transaction, and the kit ends it."""
    return ((node.lineno, node.attr) for node in attributes(tree) if node.attr in ("commit", "rollback"))


def selects(tree: ast.AST) -> Found:
    """Questions to the database have names, in repositories."""
    questions = ("select", "update", "delete", "insert", "text")
    return ((call.lineno, f"{name}(") for name, call in named_calls(tree) if name in questions)


def clocks(tree: ast.AST) -> Found:
    """There is one clock, so that tests can hold it."""
    reads = (node for node in attributes(tree) if node.attr in ("now", "utcnow", "today"))
    return ((n.lineno, n.attr) for n in reads if isinstance(n.value, ast.Name) and n.value.id in ("datetime", "date"))


def built_sql(tree: ast.AST) -> Found:
    """Row-level security is no wall against SQL that somebody else wrote: parameters, always."""
    texts = (call for name, call in named_calls(tree) if name == "text" and call.args)
    return ((call.lineno, "text(f…)") for call in texts if isinstance(call.args[0], ast.JoinedStr | ast.BinOp))


def floats(tree: ast.AST) -> Found:
    """0.1 + 0.2 pieces."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, float):
            yield node.lineno, str(node.value)
        if isinstance(node, ast.Name) and node.id == "float":
            yield node.lineno, "float"


def imports_inside(tree: ast.AST) -> Found:
    """An import inside a function "to avoid a cycle" is the report of a design error."""
    functions = (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))
    inner = (below for function in functions for below in ast.walk(function))
    return ((node.lineno, "an import in a function") for node in inner if isinstance(node, ast.Import | ast.ImportFrom))


def switched_off_escaping(tree: ast.AST) -> Found:
    """Whatever a person typed is escaped by the template. HTML is not built in Python."""
    return ((call.lineno, "Markup(") for name, call in named_calls(tree) if name == "Markup")


REFUSALS = frozenset({"Refused", "Conflict", "Outdated", "Forbidden", "Unavailable", "TooMany", "no"})


def unmarked_refusals(tree: ast.AST) -> Found:
    """What people are told has its mark, so that it can be said in their language."""
    for name, call in named_calls(tree):
        said = [*call.args, *(word.value for word in call.keywords if word.arg not in ("field", "code", "permission"))]
        for words in said if name in REFUSALS else ():
            bare = isinstance(words, ast.Constant) and isinstance(words.value, str) and " " in words.value
            built = isinstance(words, ast.JoinedStr) and any(_letters(part) for part in words.values)
            if bare or built:
                yield words.lineno, ast.unparse(words)[:60]


def _letters(part: ast.expr) -> bool:
    return isinstance(part, ast.Constant) and any(sign.isalpha() for sign in str(part.value))


#: Rule → how it is found, where it holds, and a fault it has to find.
RULES = {
    "no commit outside the kit": (commits, ["unison_web/modules", "unison_web/engine"], "def f(s): s.commit()"),
    "no questions in controllers": (selects, ["controllers"], "def f(s): s.execute(select(User))"),
    "one clock": (clocks, ["unison_web"], "def f(): return datetime.now()"),
    "no built SQL": (built_sql, ["unison_web"], "def f(x): return text(f'select {x}')"),
    "no floats in the engine": (floats, ["unison_web/engine"], "RATE = 0.5"),
    "imports stand at the top": (imports_inside, ["unison_web"], "def f():\n    import os"),
    "HTML is made by templates": (switched_off_escaping, ["unison_web"], "def f(x): return Markup(x)"),
    "refusals can be translated": (unmarked_refusals, ["unison_web"], "def f(): raise Refused('Not today')"),
}
#: Where a rule is broken on purpose, and why.
EXCEPTIONS = {
    ("one clock", "unison_web/kit/clock.py"): "it is the clock",
    ("no built SQL", "unison_web/kit/db/sets.py"): "names of our own models; every value is a parameter",
    ("imports stand at the top", "unison_web/kit/pdf.py"): "loads system libraries, in a child process only",
    ("HTML is made by templates", "unison_web/kit/web/formats.py"): "<time> and <bdi> around escaped values",
    ("HTML is made by templates", "unison_web/kit/qr.py"): "an SVG without anything anybody typed",
    ("HTML is made by templates", "unison_web/kit/labels.py"): "an SVG made by the encoder: paths only",
    ("HTML is made by templates", "unison_web/kit/label_drawing.py"): "an SVG; every value in it is escaped",
    ("HTML is made by templates", "unison_web/kit/web/remembered.py"): "our own words, as trusted as the template",
}
