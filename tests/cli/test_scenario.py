"""``mrt scenario``, worked with the toy kind."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from sandbox.cli import scenario as command
from sandbox.scenarios import load
from sandbox.scenarios.makers import swapped
from tests.factories import scenarios
from tests.factories.scenarios import SOURCE


@pytest.fixture(autouse=True)
def shelf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A library of one toy scenario, and the folder that a person works in."""
    library = tmp_path / "library"
    library.mkdir()
    (library / "toy-shift.yaml").write_text(SOURCE, encoding="utf-8")
    monkeypatch.setattr(load, "LIBRARY", library)
    monkeypatch.chdir(tmp_path)
    with swapped(scenarios.makers()):
        yield tmp_path


def mrt(*words: str, stdin: str | None = None) -> Result:
    return CliRunner().invoke(command.group, list(words), input=stdin)


def test_list_names_level_time_and_kinds() -> None:
    assert mrt("list").stdout.split() == ["toy-shift", "level", "1", "25", "min", "A", "toy", "shift", "(toy)"]


def test_list_as_json() -> None:
    (row,) = json.loads(mrt("list", "--json").stdout)
    assert row == {
        "scenario": "toy-shift",
        "level": 1,
        "minutes": 25,
        "setting": "inpatient",
        "kinds": ["toy"],
        "title": "A toy shift",
    }


def test_lint_without_findings() -> None:
    result = mrt("lint", "--seeds", "3")
    assert (result.exit_code, result.stdout) == (0, "")
    assert "1 scenario, 3 seeds each, 0 findings." in result.stderr


def test_lint_with_findings(shelf: Path) -> None:
    (shelf / "late.yaml").write_text(SOURCE.replace("2026-03-20", "2026-03-12"), encoding="utf-8")
    result = mrt("lint", "late.yaml", "--seeds", "1", "--first", "4")
    assert result.exit_code == 1
    assert "toy-shift seed 4 chart:first: document d05 (Discharge summary) is filed 2026-03-13" in result.stdout
    found = json.loads(mrt("lint", "late.yaml", "--seeds", "1", "--json").stdout)
    assert {"scenario", "seed", "task", "message"} == set(found[0])


def test_a_broken_file_ends_with_3_and_its_place(shelf: Path) -> None:
    (shelf / "broken.yaml").write_text(SOURCE.replace("level: 1", "level: 9"), encoding="utf-8")
    result = mrt("lint", "broken.yaml")
    assert result.exit_code == 3
    assert "broken.yaml:4: level: 9 is not allowed here; use one of: 1, 2 or 3" in result.stderr


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["lint", "nowhere"], "The library has no scenario “nowhere”. Use one of: toy-shift."),
        (["lint", "nowhere.yaml"], "nowhere.yaml cannot be read"),
        (["ideal", "toy-shift", "--task", "nowhere"], "has no task “nowhere”"),
        (["materialise", "toy-shift", "--seed", "-1"], "-1 is not in the range"),
        (["score", "toy-shift", "nowhere.json"], "nowhere.json"),
        (["lint", "--seeds", "0"], "0 is not in the range"),
    ],
)
def test_wrong_use_ends_with_2(words: list[str], told: str) -> None:
    result = mrt(*words)
    assert result.exit_code == 2
    assert told in result.stderr


def test_materialise_prints_what_is_shown_and_nothing_else() -> None:
    one, two = mrt("materialise", "toy-shift", "--seed", "7"), mrt("materialise", "toy-shift", "--seed", "7")
    assert one.stdout_bytes == two.stdout_bytes
    assert set(json.loads(one.stdout)) == {"facility", "facilities", "charts", "tasks"}
    assert "truth-only-favourite" not in one.stdout


def test_materialise_into_a_folder_keeps_the_truth_apart(shelf: Path) -> None:
    assert mrt("materialise", "toy-shift", "--seed", "7", "--out", "made/seven").exit_code == 0
    folder = shelf / "made" / "seven"
    assert (folder / "variant.json").read_text(encoding="utf-8") + "\n" == mrt(
        "materialise", "toy-shift", "--seed", "7"
    ).stdout
    assert "truth-only-favourite" in (folder / "truth.json").read_text(encoding="utf-8")


def test_the_ideal_answers_score_100() -> None:
    ideal = mrt("ideal", "toy-shift", "--seed", "7").stdout
    assert set(json.loads(ideal)) == {"name-them", "name-more"}
    result = mrt("score", "toy-shift", "-", "--seed", "7", stdin=ideal)
    assert result.exit_code == 0
    assert result.stdout.splitlines()[0] == "Name the diagnoses: 100.0 %"
    assert result.stdout.splitlines()[-1] == "Shift: 100.0 %"


def test_a_task_left_out_earns_nothing_and_weights_count() -> None:
    ideal = mrt("ideal", "toy-shift", "--task", "name-more").stdout
    assert "Shift: 66.7 %" in mrt("score", "toy-shift", "-", stdin=ideal).stdout


def test_scores_as_json_hold_every_mark() -> None:
    answers = json.dumps({"name-them": {"codes": ["J18.9", "R05.9"]}})
    scored = json.loads(mrt("score", "toy-shift", "-", "--json", stdin=answers).stdout)
    marks = scored["tasks"]["name-them"]["marks"]
    assert [(mark["item"], mark["credit"], mark["penalty"]) for mark in marks] == [
        ("code:J18.9", 1.0, 0.0),
        ("code:J44.1", 0.0, 0.0),
        ("code:J44.0", 0.0, 0.0),
        ("extra:R05.9", 0.0, 0.5),
    ]
    assert scored["percent"] == pytest.approx(5.6)


def test_a_critical_failure_is_told() -> None:
    answers = json.dumps({"name-them": {"codes": ["J18.9", "Z00.00"]}})
    printed = mrt("score", "toy-shift", "-", stdin=answers).stdout
    assert "Name the diagnoses: 0.0 %  (a critical item failed it)" in printed
    assert "−0.5" in printed


@pytest.mark.parametrize(
    ("answers", "code", "told"),
    [
        ("{", 3, "is not JSON"),
        ("[]", 3, "must hold an object of answers by task id"),
        ('{"nowhere": {}}', 2, "has no task “nowhere”"),
        ('{"name-them": {"codes": 5}}', 3, "name-them.codes: Input should be a valid"),
    ],
)
def test_answers_that_cannot_be_read(answers: str, code: int, told: str) -> None:
    result = mrt("score", "toy-shift", "-", stdin=answers)
    assert result.exit_code == code
    assert told in result.stderr


def test_the_schema_is_printed_or_written(shelf: Path) -> None:
    printed = mrt("schema").stdout
    assert json.loads(printed)["title"] == "MRT Sandbox scenario"
    assert mrt("schema", "--write", "schema.json").exit_code == 0
    assert (shelf / "schema.json").read_text(encoding="utf-8") == printed


@pytest.mark.parametrize("name", sorted(command.group.commands))
def test_help_teaches_with_an_example(name: str) -> None:
    told = mrt(name, "--help").stdout
    assert f"mrt scenario {name}" in told
    assert "Example" in told
