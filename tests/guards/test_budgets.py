"""Size budgets: files, functions, views, templates. A reason beats a budget; write it beside the exception."""

from __future__ import annotations

import ast
import statistics
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FILE_CAP, FILE_MEDIAN, FILE_P95 = 400, 90, 300
FUNCTION_CAP, FUNCTION_P95 = 60, 35
IMPOSED = {"process_bind_param", "process_result_value", "process_data", "process_formdata"}  # by what is subclassed
LEGAL = {"process_paper"}  # legal process: a subpoena, a warrant
VIEW_CAP, CREATE_APP_CAP, TEMPLATE_CAP, CONFTEST_CAP = 25, 45, 120, 150


def sources(*folders: str) -> list[Path]:
    return sorted(path for folder in folders for path in (ROOT / folder).rglob("*.py"))


def lines(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())


def written_lines(path: Path) -> int:
    """Lines that are not blank: the two around each function say nothing about how much there is to read."""
    return sum(bool(line.strip()) for line in path.read_text(encoding="utf-8").splitlines())


def name_of(path: Path) -> str:
    return str(path.relative_to(ROOT))


def functions(path: Path) -> Iterator[tuple[str, int, list[ast.expr]]]:
    """Name, lines of the body with its signature (decorators and docstring left out), and decorators."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            first = node.body[0]
            if ast.get_docstring(node, clean=False) is not None:
                length -= (first.end_lineno or first.lineno) - first.lineno + 1
            yield f"{name_of(path)}:{node.lineno} {node.name}", length, node.decorator_list


def percentile(values: list[int], share: float) -> int:
    return sorted(values)[int(share * (len(values) - 1))]


def test_no_file_is_longer_than_its_cap() -> None:
    long = {name_of(path): lines(path) for path in sources("sandbox", "tests") if lines(path) > FILE_CAP}
    assert not long


def test_most_files_are_short() -> None:
    counts = [written_lines(path) for path in sources("sandbox") if lines(path)]
    assert statistics.median(counts) <= FILE_MEDIAN
    assert percentile(counts, 0.95) <= FILE_P95


def test_no_function_is_longer_than_its_cap() -> None:
    found = [entry for path in sources("sandbox", "tests") for entry in functions(path)]
    assert {name: length for name, length, _ in found if length > FUNCTION_CAP} == {}


def test_most_functions_are_short() -> None:
    counts = [length for path in sources("sandbox") for _, length, _ in functions(path)]
    assert percentile(counts, 0.95) <= FUNCTION_P95


def test_views_are_thin() -> None:
    def is_view(decorators: list[ast.expr]) -> bool:
        return any(isinstance(each, ast.Call) and ast.unparse(each.func) == "requires" for each in decorators)

    views = [entry for path in sources("sandbox/web") for entry in functions(path) if is_view(entry[2])]
    assert len(views) > 20, "the guard no longer finds the views"
    assert {name: length for name, length, _ in views if length > VIEW_CAP} == {}


def test_the_factory_is_a_table_of_contents() -> None:
    lengths = {name.split()[-1]: length for name, length, _ in functions(ROOT / "sandbox" / "__init__.py")}
    assert lengths["create_app"] <= CREATE_APP_CAP


@pytest.mark.parametrize(
    ("pattern", "cap"), [("sandbox/**/*.html", TEMPLATE_CAP), ("tests/**/conftest.py", CONFTEST_CAP)]
)
def test_templates_and_fixtures_are_short(pattern: str, cap: int) -> None:
    found = sorted(ROOT.glob(pattern))
    assert found, "the guard no longer finds what it guards"
    assert {name_of(path): lines(path) for path in found if lines(path) > cap} == {}


def test_names_say_what_is_inside() -> None:
    vague = {"utils", "helpers", "common", "manager", "handler", "data", "info", "misc"}
    found = [name_of(path) for path in sources("sandbox", "tests") if path.stem in vague]
    assert not found
    named = [name for path in sources("sandbox") for name, _, _ in functions(path)]
    empty = [name for name in named if name.split()[-1].startswith(("process_", "handle_", "manage_", "do_"))]
    assert [name for name in empty if name.split()[-1] not in IMPOSED | LEGAL] == []
