"""Every pathway of the library is clean, and a pathway file with a fault is refused with line and reason."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sandbox.charts import generate, pathways
from sandbox.charts.lint import lint, lint_file
from sandbox.charts.lint.sameness import BOUND, shared
from tests.factories.generated import SURGICAL, clean

NAMES = tuple(pathways())
SEEDS = 5  # `mrt chart lint` takes more


@pytest.mark.parametrize("name", NAMES)
def test_a_pathway_of_the_library_is_clean(name: str) -> None:
    assert [str(one) for one in lint(name, range(SEEDS), reach=False)] == []


@pytest.mark.parametrize("name", NAMES)
def test_seeds_give_different_patients_and_keys(name: str) -> None:
    made = [clean(name, seed) for seed in range(12)]
    assert len({chart.patient.name for chart, _ in made}) > 6
    assert len({tuple(sorted(f.coding.code for f in truth.facts if f.coding)) for _, truth in made}) > 3


@pytest.mark.parametrize("name", NAMES)
def test_two_charts_share_no_more_than_the_bound(name: str) -> None:
    assert shared([clean(name, seed)[0] for seed in range(8)]) <= BOUND + 0.05  # few pairs scatter


def written(tmp_path: Path, *changes: tuple[str, str]) -> list[str]:
    text = SURGICAL.read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    path = tmp_path / SURGICAL.name
    path.write_text(text, encoding="utf-8")
    return [str(one) for one in lint_file(path, range(4))]


def line_of(text: str) -> int:
    lines = SURGICAL.read_text(encoding="utf-8").splitlines()
    return next(number for number, line in enumerate(lines, 1) if text in line)


def test_an_unknown_code_is_refused_with_its_line(tmp_path: Path) -> None:
    code = next(line for line in SURGICAL.read_text(encoding="utf-8").splitlines() if "code:" in line)
    old = code.split("code:")[1].split(",")[0].split("}")[0].strip()
    found = written(tmp_path, (f"code: {old}", "code: Q99.Z9"))
    assert any(f":{line_of(f'code: {old}')}: " in one and "Q99.Z9 is no complete code" in one for one in found)


def test_an_unfilled_slot_is_refused_with_its_line(tmp_path: Path) -> None:
    found = written(tmp_path, ('"{Allergies}."', '"{Alergies}."'))
    assert len(found) == 1
    assert "unknown slot {Alergies}" in found[0]
    assert f":{line_of('{Allergies}')}: " in found[0]


def test_shares_that_do_not_add_up_are_refused_with_their_line(tmp_path: Path) -> None:
    option = "options:\n  side_effect: {title: Side effect, choices: {nausea: 0.5, rash: 0.3}}\n"
    found = written(tmp_path, ("options:\n", option))
    assert any("add up to 0.8, not to 1" in one and "surgical.yaml:" in one for one in found)


def test_a_variant_that_can_never_be_drawn_is_found(tmp_path: Path) -> None:
    option = (
        "options:\n  side_effect:\n    title: Side effect\n    when: age >= 140\n    choices: {nausea: 1, rash: 1}\n"
    )
    found = written(tmp_path, ("facts:\n", f"{option}facts:\n"))
    assert any("unreachable" in one and "side_effect: nausea" in one for one in found)


def test_pregnancy_in_a_man_cannot_be_drawn(tmp_path: Path) -> None:
    found = written(
        tmp_path,
        ("facts:\n", "facts:\n  pregnancy: {text: Pregnancy, code: O21.0, rank: 30, poa: Y, citation: I.C.15.a.1}\n"),
        ("sex: any", "sex: male"),
    )
    assert any("codes-possible" in one and "O21.0" in one for one in found)


@settings(max_examples=40, deadline=None)
@given(name=st.sampled_from(NAMES), seed=st.integers(0, 10**9), last=st.dates(date(2025, 12, 31), date(2026, 9, 30)))
def test_ended_by_bounds_the_last_day(name: str, seed: int, last: date) -> None:
    chart, _ = generate(name, seed, options={"ended_by": last.isoformat()})
    ended = chart.encounters[0].ended
    assert ended is not None
    assert 0 <= (last - ended.date()).days <= 25


def test_sameness_is_one_for_the_same_chart_and_low_for_another_pathway() -> None:
    chart = clean("pneumonia_copd", 1)[0]
    assert shared([chart, chart]) == 1.0
    assert shared([chart, clean("t2dm_clinic", 1)[0]]) < 0.2
    assert 0.1 < shared([generate("pneumonia_copd", seed)[0] for seed in range(6)]) <= BOUND
