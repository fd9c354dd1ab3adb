"""``mrt codes``, worked with the bundled sample."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from sandbox.cli import codes as command
from sandbox.codesets import editions
from sandbox.codesets.sources import packages


@pytest.fixture(autouse=True)
def nothing_built(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An installation without data packages and without a built file."""
    monkeypatch.setattr(editions, "_configured", tmp_path)
    for source in ("tabular_xml", "tabular_codes", "procedure_tree", "procedure_titles"):
        monkeypatch.setattr(packages, source, lambda: None)
    return tmp_path


def mrt(*words: str) -> Result:
    return CliRunner().invoke(command.group, list(words))


def test_find_by_words() -> None:
    result = mrt("find", "copd", "exacerbation")
    assert result.exit_code == 0
    assert result.stdout.splitlines()[0] == (
        "J44.1       Chronic obstructive pulmonary disease with (acute) exacerbation"
    )
    assert "mrt codes build" in result.stderr


def test_find_marks_headings() -> None:
    assert mrt("find", "J44").stdout.startswith("J44       * Other chronic obstructive")


def test_find_as_json() -> None:
    (hit,) = json.loads(mrt("find", "g0105", "--system", "hcpcs", "--json").stdout)
    assert hit["code"] == "G0105"
    assert hit["billable"] is True


def test_find_nothing_is_exit_code_one() -> None:
    result = mrt("find", "xylophone")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "Nothing found" in result.stderr
    assert json.loads(mrt("find", "xylophone", "--json").stdout) == []


@pytest.mark.parametrize("words", [["find"], ["find", "copd", "--system", "SNOMED"], ["find", "copd", "--limit", "0"]])
def test_wrong_use_is_exit_code_two(words: list[str]) -> None:
    assert mrt(*words).exit_code == 2


def test_show_a_diagnosis_with_inherited_notes() -> None:
    shown = mrt("show", "e1122").stdout
    assert shown.startswith("E11.22  Type 2 diabetes mellitus with diabetic chronic kidney disease")
    assert "type 1 diabetes mellitus (E10.-)  [E11]" in shown


def test_show_a_heading_with_what_is_below() -> None:
    shown = mrt("show", "J44").stdout
    assert "heading, cannot be reported" in shown
    assert "J44.1" in shown


def test_show_a_procedure_with_its_axes() -> None:
    shown = mrt("show", "0QS634Z", "--system", "ICD-10-PCS").stdout
    assert "  3  Approach: Percutaneous" in shown


def test_show_as_json() -> None:
    shown = json.loads(mrt("show", "Z37.0", "--json").stdout)
    assert shown["poa_exempt"] is True
    assert shown["children"] == []


def test_show_an_unknown_code_is_exit_code_one_with_a_remedy() -> None:
    result = mrt("show", "J99.99")
    assert result.exit_code == 1
    assert "mrt codes find J99" in result.stderr


def test_build_says_what_it_made_and_does_it_once(nothing_built: Path) -> None:
    first = mrt("build")
    assert first.exit_code == 0
    assert "(built)" in first.stdout
    assert "bundled sample" in first.stderr
    assert (nothing_built / "FY2026.sqlite").is_file()
    assert "(already right)" in mrt("build").stdout


def test_build_where_it_cannot_is_exit_code_three(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    result = mrt("build", "--folder", str(tmp_path / "file" / "below"))
    assert result.exit_code == 3
    assert "--folder" in result.stderr
