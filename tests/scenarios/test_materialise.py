"""Scenarios made concrete."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import replace
from datetime import date

import pytest

from sandbox.charts.model import Chart
from sandbox.charts.truth import ChartTruth
from sandbox.errors import Conflict, Invalid, NotFound
from sandbox.scenarios.load import parse
from sandbox.scenarios.makers import Makers
from sandbox.scenarios.materialise import MOST_SEED, Made, Shown, materialise, part_seed
from sandbox.scenarios.schema import ChartSpec, ScenarioFile
from tests.factories import charts, scenarios


def test_the_same_seed_gives_the_same_bytes(toy_shift: ScenarioFile) -> None:
    one, two = materialise(toy_shift, 5), materialise(toy_shift, 5)
    assert one.visible_text() == two.visible_text()
    assert one.truth_text() == two.truth_text()


def test_another_seed_gives_other_patients_and_papers(toy_shift: ScenarioFile) -> None:
    one, two = materialise(toy_shift, 5), materialise(toy_shift, 6)
    assert one.shown.charts["first"].patient.mrn != two.shown.charts["first"].patient.mrn
    assert one.prepared("name-them").papers != two.prepared("name-them").papers


def test_the_bytes_do_not_depend_on_hashing_zone_or_locale() -> None:
    program = (
        "import hashlib; from tests.factories import charts, scenarios as s; from sandbox.scenarios.load import parse;"
        "from sandbox.scenarios.materialise import materialise; m = s.makers();"
        "made = materialise(parse(s.SOURCE, makers=m), 5, makers=m);"
        "print(hashlib.sha256((made.visible_text() + made.truth_text()).encode()).hexdigest())"
    )
    digests = {
        subprocess.run(
            [sys.executable, "-c", program],
            env={**os.environ, "PYTHONHASHSEED": hashing, "TZ": zone, "LANG": locale},
            check=True,
            capture_output=True,
            text=True,
        ).stdout
        for hashing, zone, locale in [("1", "UTC", "C"), ("2", "Asia/Tokyo", "de_DE.UTF-8")]
    }
    assert len(digests) == 1


def test_everything_comes_back_from_the_texts(toy_shift: ScenarioFile) -> None:
    made = materialise(toy_shift, 5)
    again = Made.from_text(toy_shift, made.visible_text(), made.truth_text())
    assert again == made
    assert again.key("name-more") == made.key("name-more")
    assert Shown.from_text(toy_shift, made.visible_text()) == made.shown


def test_what_is_given_is_the_same_before_and_after_the_texts(toy_shift: ScenarioFile) -> None:
    assert materialise(toy_shift, 5).room("name-them").given == {"colours": ["red", "blue"]}


def test_the_truth_is_apart(toy_shift: ScenarioFile) -> None:
    made = materialise(toy_shift, 5)
    assert "truth-only-favourite" in made.truth_text()
    assert "truth-only-favourite" not in made.visible_text()
    assert "dx.pneumonia" not in made.visible_text()
    assert not hasattr(made.shown, "truths")


def test_what_is_shown_does_not_say_how_to_make_the_truth(toy_shift: ScenarioFile) -> None:
    visible = json.loads(materialise(toy_shift, 5).visible_text())
    assert set(visible) == {"facility", "facilities", "charts", "tasks"}


def test_a_truth_of_another_variant_is_refused(toy_shift: ScenarioFile) -> None:
    one, two = materialise(toy_shift, 5), materialise(toy_shift, 6)
    with pytest.raises(Conflict, match="another variant"):
        Made.from_text(toy_shift, one.visible_text(), two.truth_text())


def test_a_room_holds_the_charts_its_task_names(toy_shift: ScenarioFile) -> None:
    made = materialise(toy_shift, 5)
    assert list(made.room("name-them").charts) == ["first"]
    assert list(made.room("name-more").charts) == ["second"]
    assert made.room("name-more").papers == made.prepared("name-more").papers
    assert list(made.world().charts) == ["first", "second"]


def test_charts_of_one_facility_share_it(toy_shift: ScenarioFile) -> None:
    shown = Shown.from_text(toy_shift, materialise(toy_shift, 5).visible_text())
    assert shown.facility.id == "cedar-hollow"
    assert all(chart.facility is shown.facility for chart in shown.charts.values())


def test_a_task_happens_where_its_first_chart_was_made(toys: Makers) -> None:
    elsewhere = replace(charts.FACILITY, id="willow-creek", name="Willow Creek Clinic")

    def generate(spec: ChartSpec, seed: int, today: date) -> tuple[Chart, ChartTruth]:
        chart, truth = scenarios.generate(spec, seed, today)
        return (replace(chart, facility=elsewhere) if spec.facility else chart), truth

    makers = scenarios.makers(generate=generate, facilities={**toys.facilities, "willow-creek": elsewhere})
    source = scenarios.SOURCE.replace("first: {", "first: {facility: willow-creek, ")
    scenario = parse(source, makers=makers)
    made = materialise(scenario, 5, makers=makers)
    again = Made.from_text(scenario, made.visible_text(), made.truth_text(), kinds=makers.kinds)
    assert again == made
    assert again.shown.facility.id == "cedar-hollow"
    assert [again.room(task.id).facility.id for task in again.tasks] == ["willow-creek", "cedar-hollow"]
    assert again.world("name-them").facility == elsewhere
    assert again.world().facility == again.shown.facility


def test_an_unknown_task_is_told(toy_shift: ScenarioFile) -> None:
    with pytest.raises(NotFound, match="no task “nowhere”"):
        materialise(toy_shift, 5).key("nowhere")


@pytest.mark.parametrize("seed", [-1, MOST_SEED + 1])
def test_a_seed_out_of_range_is_refused(toy_shift: ScenarioFile, seed: int) -> None:
    with pytest.raises(Invalid, match="out of range"):
        materialise(toy_shift, seed)


def test_each_part_has_dice_of_its_own_the_same_in_every_process() -> None:
    assert part_seed("abc", 1, "chart:first:0") != part_seed("abc", 1, "chart:second:0")
    assert part_seed("abc", 1, "chart:first:0") == 7165544544462268130


def test_two_patients_who_could_be_mistaken_are_drawn_again(toy_shift: ScenarioFile) -> None:
    names = iter(["Ann Same", "Ann Same", "Ann Same", "Bo Other"])

    def generate(spec: ChartSpec, seed: int, today: date) -> tuple[Chart, ChartTruth]:
        chart, truth = scenarios.generate(spec, seed, today)
        return replace(chart, patient=replace(chart.patient, name=next(names))), truth

    made = materialise(toy_shift, 5, makers=scenarios.makers(generate=generate))
    assert [chart.patient.name for chart in made.shown.charts.values()] == ["Ann Same", "Bo Other"]


def test_material_that_json_cannot_hold_is_found_when_it_is_made(toys: Makers) -> None:
    class Careless(scenarios.Toy):
        def prepare(self, spec, world, random):  # type: ignore[no-untyped-def]
            return replace(super().prepare(spec, world, random), given={"score": float("nan")})

    makers = scenarios.makers(kinds={"toy": Careless()})
    with pytest.raises(ValueError, match="JSON compliant"):
        materialise(parse(scenarios.SOURCE, makers=makers), 1, makers=makers)
