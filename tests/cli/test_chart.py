"""``mrt chart``."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys

import pytest
from click.testing import CliRunner, Result

from sandbox import charts
from sandbox.charts.defects import DEFECTS
from sandbox.charts.model import SYNTHETIC_MARK
from sandbox.charts.plain import chart_from_plain, truth_from_plain
from sandbox.cli.chart import group


def mrt(*words: str) -> Result:
    return CliRunner().invoke(group, list(words))


def test_pathways_are_listed() -> None:
    lines = mrt("pathways").stdout.splitlines()
    assert [line.split()[0] for line in lines] == list(charts.pathways())
    rows = json.loads(mrt("pathways", "--json").stdout)
    assert [row["pathway"] for row in rows] == list(charts.pathways())
    assert all(row["title"] and row["setting"] for row in rows)


def test_a_chart_as_text_carries_the_synthetic_mark() -> None:
    result = mrt("make", "--pathway", "pneumonia_copd", "--seed", "7")
    assert result.exit_code == 0
    assert result.stdout.startswith(SYNTHETIC_MARK)


def test_a_chart_as_json_reads_back() -> None:
    made = charts.generate("pneumonia_copd", 7)
    printed = json.loads(mrt("make", "--pathway", "pneumonia_copd", "--seed", "7", "--json").stdout)
    assert chart_from_plain(printed) == made[0]


def test_the_truth_is_printed_only_when_asked_for() -> None:
    words = ["make", "--pathway", "pneumonia_copd", "--seed", "7", "--json"]
    chart, truth = charts.generate("pneumonia_copd", 7)
    explained = [fact.coding.rationale for fact in truth.facts if fact.coding and fact.coding.rationale]
    assert explained
    assert not any(sentence in mrt(*words).stdout for sentence in explained)
    both = json.loads(mrt(*words, "--truth").stdout)
    assert (chart_from_plain(both["chart"]), truth_from_plain(both["truth"])) == (chart, truth)


def test_defects_are_planted() -> None:
    words = ["make", "--pathway", "pneumonia_copd", "--seed", "7", "--json", "--truth"]
    planted = json.loads(mrt(*words, "--defects", "UNSIGNED_ENTRY,MISSING_HP").stdout)["truth"]["defects"]
    assert sorted(defect["type"] for defect in planted) == ["MISSING_HP", "UNSIGNED_ENTRY"]
    drawn = json.loads(mrt(*words, "--defects", "all", "--flaws", "3").stdout)["truth"]["defects"]
    assert len(drawn) == 3
    assert {defect["type"] for defect in drawn} <= set(DEFECTS)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--pathway", "nowhere"], "There is no pathway “nowhere”. Use one of: "),
        (["--pathway", "pneumonia_copd", "--defects", "NOWHERE"], "There is no deficiency code “NOWHERE”."),
        (["--pathway", "pneumonia_copd", "--flaws", "2"], "--flaws needs --defects"),
        (["--pathway", "pneumonia_copd", "--count", "2"], "2 charts as text need --output FOLDER"),
        (["--pathway", "pneumonia_copd", "--json", "--format", "pdf"], "say different things"),
        (["--pathway", "pneumonia_copd", "--format", "pdf", "--truth"], "--truth needs --json or --format fhir"),
        (["--pathway", "all", "--count", "99", "--seed", "2147483647", "--json"], "Seeds end at 2147483647."),
        (["--pathway", "pneumonia_copd", "--truth"], "--truth needs --json"),
        ([], "Missing option '--pathway'"),
    ],
)
def test_wrong_use_ends_with_2(words: list[str], told: str) -> None:
    result = mrt("make", *words)
    assert result.exit_code == 2
    assert told in result.stderr


def test_the_bytes_do_not_depend_on_hashing_zone_or_locale() -> None:
    words = [
        "chart",
        "make",
        "--pathway",
        "pneumonia_copd",
        "--seed",
        "7",
        "--defects",
        "all",
        "--flaws",
        "3",
        "--json",
    ]
    digests = {
        hashlib.sha256(
            subprocess.run(
                [sys.executable, "-c", "from sandbox.cli import main; main()", *words],
                env={**os.environ, "PYTHONHASHSEED": hashing, "TZ": zone, "LANG": locale, "LC_ALL": locale},
                check=True,
                capture_output=True,
            ).stdout
        ).hexdigest()
        for hashing, zone, locale in [("1", "UTC", "C"), ("2", "Asia/Tokyo", "de_DE.ISO-8859-1")]
    }
    assert len(digests) == 1


@pytest.mark.parametrize("name", sorted(group.commands))
def test_help_teaches_with_an_example(name: str) -> None:
    told = mrt(name, "--help").stdout
    assert f"mrt chart {name}" in told
