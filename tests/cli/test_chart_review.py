"""``mrt chart review``."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner, Result

from sandbox import charts
from sandbox.charts.plain import to_plain
from sandbox.charts.review import RULES
from sandbox.cli.chart import group

CHART = ("--pathway", "pneumonia_copd", "--seed", "7")


def mrt(*words: str, given: bytes | None = None) -> Result:
    return CliRunner().invoke(group, ["review", *words], input=given)


def test_a_chart_without_flaws_is_complete() -> None:
    done = mrt(*CHART)
    documents = len(charts.generate("pneumonia_copd", 7)[0].documents)
    assert (done.exit_code, done.stdout) == (0, f"0 deficiencies in {documents} documents.\n")


def test_what_was_planted_is_found_with_rule_and_citation() -> None:
    done = mrt(*CHART, "--defects", "MISSING_HP,UNSIGNED_ENTRY")
    assert done.exit_code == 1
    assert "MISSING_HP  missing: History and Physical" in done.stdout
    assert "UNSIGNED_ENTRY  d" in done.stdout
    assert "Responsible: " in done.stdout
    assert done.stdout.count("42 CFR 482.24") == 2
    assert "\n2 deficiencies in " in done.stdout


def test_json_says_the_same() -> None:
    rows = json.loads(mrt(*CHART, "--defects", "MISSING_HP,UNSIGNED_ENTRY", "--json").stdout)
    assert {row["code"] for row in rows} == {"MISSING_HP", "UNSIGNED_ENTRY"}
    assert all(row["rule"] in RULES and row["citation"] and row["responsible"] for row in rows)
    [missing] = [row for row in rows if row["code"] == "MISSING_HP"]
    assert missing["late_hours"] > 0


def test_a_chart_edited_by_hand_is_reviewed() -> None:
    plain = to_plain(charts.generate("pneumonia_copd", 7)[0])
    summary = next(one for one in plain["documents"] if one["type"] == "discharge_summary")
    for line in summary["signatures"]:
        line["signed_at"] = None
    done = mrt("-", given=json.dumps(plain).encode())
    assert done.exit_code == 1
    assert f"UNSIGNED_ENTRY  {summary['id']} Discharge Summary" in done.stdout


def test_a_day_can_be_given() -> None:
    ended = charts.generate("pneumonia_copd", 7)[0].encounters[0].ended
    assert ended is not None
    late = json.loads(mrt(*CHART, "--defects", "UNSIGNED_ENTRY", "--json", "--today", f"{ended.year + 1}-06-01").stdout)
    assert late


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ((), "Name a FILE or a --pathway"),
        (("-", *CHART), "Name a FILE or a --pathway"),
        (("-", "--defects", "MISSING_HP"), "need --pathway"),
        (("--pathway", "nowhere"), "There is no pathway “nowhere”"),
    ],
)
def test_wrong_use_ends_with_2(words: tuple[str, ...], told: str) -> None:
    done = mrt(*words, given=b"{}")
    assert (done.exit_code, told in done.stderr) == (2, True)
