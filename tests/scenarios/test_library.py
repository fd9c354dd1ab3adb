"""The library: scenarios that come with the product. `mrt scenario lint --seeds 200` proves them for more patients."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from sandbox import charts
from sandbox.scenarios.lint import lint
from sandbox.scenarios.load import from_library, library, parse
from sandbox.scenarios.versions import install_library
from sandbox.tasks.registry import kinds

SCENARIOS = [from_library(slug) for slug in library()]
ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("slug", library())
def test_a_scenario_is_proved_for_its_first_patients(slug: str) -> None:
    assert [str(finding) for finding in lint(from_library(slug), range(1))] == []


@pytest.mark.parametrize("slug", library())
def test_a_file_is_called_as_its_scenario(slug: str) -> None:
    assert from_library(slug).scenario == slug


def test_titles_and_summaries_are_told_apart() -> None:
    assert len({scenario.title for scenario in SCENARIOS}) == len(SCENARIOS)
    assert len({scenario.summary for scenario in SCENARIOS}) == len(SCENARIOS)


def test_there_are_thirty_at_three_levels() -> None:
    assert len(SCENARIOS) >= 30
    assert {scenario.level for scenario in SCENARIOS} == {1, 2, 3}


def test_every_kind_is_used_and_every_kind_at_the_first_level() -> None:
    assert {task.kind for scenario in SCENARIOS for task in scenario.tasks} == set(kinds())
    assert {task.kind for scenario in SCENARIOS for task in scenario.tasks if scenario.level == 1} == set(kinds())


def test_every_pathway_is_used() -> None:
    used = {name for scenario in SCENARIOS for chart in scenario.charts.values() for name in chart.pathways}
    assert used == set(charts.pathways())


def test_whole_shifts_share_charts() -> None:
    shifts = [s for s in SCENARIOS if len({task.kind for task in s.tasks}) > 1 and len(s.tasks) > len(s.charts)]
    assert len(shifts) >= 4


def test_the_first_shift_is_one_stay_with_all_four_kinds() -> None:
    shift = from_library("first-shift")
    assert shift.level == 1
    assert [task.kind for task in shift.tasks] == ["completeness", "coding", "release", "audit"]
    assert len({task.charts[0] for task in shift.tasks[:3]}) == 1


def test_the_library_is_installed_once(session: Session, now) -> None:  # type: ignore[no-untyped-def]
    first = install_library(session, now)
    assert [version.scenario.slug for version in first] == list(library())
    assert install_library(session, now) == first


def test_the_examples_of_the_guide_are_scenarios() -> None:
    guide = (ROOT / "docs" / "authoring.md").read_text(encoding="utf-8")
    examples = re.findall(r"```yaml\n(.*?)```", guide, re.DOTALL)
    assert examples
    for example in examples:
        assert list(lint(parse(example, "docs/authoring.md"), range(2))) == []


@pytest.mark.parametrize("name", kinds())
def test_the_guide_explains_every_key_of_a_kind(name: str) -> None:
    guide = (ROOT / "docs" / "authoring.md").read_text(encoding="utf-8")
    assert [key for key in kinds()[name].spec_type.model_fields if f"`{key}`" not in guide] == []
