"""``mrt chart lint``: exit code, findings with their place, files outside the library."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from sandbox.cli.chart import group
from tests.factories.generated import SURGICAL


def run(*arguments: str):  # type: ignore[no-untyped-def]
    return CliRunner().invoke(group, ["lint", *arguments])


def test_a_clean_pathway_gives_nothing_and_exit_code_zero() -> None:
    result = run("t2dm_clinic", "--seeds", "15", "--jobs", "1")
    assert result.exit_code == 0
    assert result.stdout == ""
    assert "1 pathways, 15 seeds each, 0 findings" in result.stderr


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_faulty_file_is_told_with_line_and_reason(tmp_path: Path, jobs: str) -> None:
    path = tmp_path / "surgical.yaml"
    path.write_text(SURGICAL.read_text(encoding="utf-8").replace("K80.10", "K80.1Z"), encoding="utf-8")
    result = run(str(path), "t2dm_clinic", "--seeds", "3", "--jobs", jobs, "--json")
    assert result.exit_code == 1
    found = json.loads(result.stdout)
    assert any(one["place"].startswith("pathways/surgical.yaml:") and "K80.1Z" in one["message"] for one in found)


def test_an_unknown_name_is_wrong_use() -> None:
    result = run("no_such_pathway")
    assert result.exit_code == 2
    assert "mrt chart pathways" in result.stderr
