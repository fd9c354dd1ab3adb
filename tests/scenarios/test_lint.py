"""Lint proves a right scenario and finds what is wrong with a broken one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest

from sandbox.charts.model import Chart
from sandbox.charts.truth import ChartTruth
from sandbox.errors import Invalid
from sandbox.scenarios.lint import Finding, lint, lint_seed
from sandbox.scenarios.load import parse
from sandbox.scenarios.makers import Makers
from sandbox.scenarios.schema import ChartSpec
from sandbox.scoring.marks import Evidence, Mark
from sandbox.tasks.base import FieldErrors, FormData, Mistake, Prepared, Samples
from tests.factories import scenarios
from tests.factories.scenarios import SOURCE, Toy, ToyAnswer, ToyKey


def findings(makers: Makers, source: str = SOURCE) -> list[str]:
    return [f"{each.task}: {each.message}" for each in lint_seed(parse(source, makers=makers), 3, makers=makers)]


def with_kind(kind: Toy) -> Makers:
    return scenarios.makers(kinds={"toy": kind})


def with_samples(change: Callable[[Samples[ToyAnswer]], Samples[ToyAnswer]]) -> Makers:
    class Changed(Toy):
        def samples(self, spec: Any, key: ToyKey) -> Samples[ToyAnswer]:
            return change(super().samples(spec, key))

    return with_kind(Changed())


def with_marks(change: Callable[[Mark], Mark]) -> Makers:
    class Changed(Toy):
        def score(self, answer: ToyAnswer, key: ToyKey) -> Sequence[Mark]:
            return [change(mark) for mark in super().score(answer, key)]

    return with_kind(Changed())


def with_chart(change: Callable[[Chart, ChartTruth], tuple[Chart, ChartTruth]]) -> Makers:
    def generate(spec: ChartSpec, seed: int, today: date) -> tuple[Chart, ChartTruth]:
        return change(*scenarios.generate(spec, seed, today))

    return scenarios.makers(generate=generate)


def test_a_right_scenario_has_no_findings_over_many_seeds() -> None:
    makers = scenarios.makers()
    assert list(lint(parse(SOURCE, makers=makers), range(25), makers=makers)) == []


def test_a_finding_reads_as_a_sentence() -> None:
    assert str(Finding("toy-shift", 3, "name-them", "breaks")) == "toy-shift seed 3 name-them: breaks"
    assert str(Finding("toy-shift", 3, "", "breaks")) == "toy-shift seed 3: breaks"


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (lambda s: replace(s, ideal=s.empty), "the ideal answer earns 0.0 %, not 100 %"),
        (lambda s: replace(s, empty=s.ideal), "the empty answer earns 100.0 %, not 0 %"),
        (lambda s: replace(s, mistakes=()), "there is no mistake to prove the key with"),
        (
            lambda s: replace(s, mistakes=(replace(s.mistakes[0], costs=0.5),)),
            "“misses J18.9” leaves 66.6667 %, not 50.0000 %",
        ),
        (
            lambda s: replace(s, mistakes=(replace(s.mistakes[0], costs=1 / 3 + 1e-5),)),
            "“misses J18.9” leaves 66.6667 %, not 66.6657 %",
        ),
        (
            lambda s: replace(s, mistakes=(replace(s.mistakes[0], critical=True),)),
            "“misses J18.9” does not fail the task",
        ),
        (
            lambda s: replace(s, mistakes=(replace(s.mistakes[-1], critical=False),)),
            "“adds a forbidden code” fails the task",
        ),
        (lambda s: replace(s, invalid=({"codes": ["J18.9"]},)), "invalid form 1 is accepted: codes=['J18.9']"),
        (
            lambda s: replace(s, ideal=ToyAnswer(codes=(*s.ideal.codes, "9"))),
            "the ideal answer is refused by the form: codes: 9 is no code",
        ),
        (
            lambda s: replace(s, mistakes=(*s.mistakes, Mistake("odd", ToyAnswer(codes=("9",)), 1.0))),
            "“odd” is refused by the form",
        ),
    ],
)
def test_samples_that_prove_nothing_are_found(
    change: Callable[[Samples[ToyAnswer]], Samples[ToyAnswer]], expected: str
) -> None:
    assert any(expected in each for each in findings(with_samples(change)))


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (lambda mark: replace(mark, item="same"), "marks are called same"),
        (lambda mark: replace(mark, item="x" * 201), "is too long to be stored"),
        (lambda mark: replace(mark, citation="x" * 256), "is too long to be stored"),
        (
            lambda mark: replace(mark, evidence=(Evidence("first", "d99.s1"),)),
            "evidence first:d99.s1 of mark code:J18.9 is not shown",
        ),
        (
            lambda mark: replace(mark, evidence=(Evidence("second", "d02.s1"),)),
            "evidence second:d02.s1 of mark code:J18.9 is not shown",
        ),
        (
            lambda mark: replace(mark, evidence=(Evidence("papers", "d02.s1"),)),
            "evidence papers:d02.s1 of mark code:J18.9 is not shown",
        ),
    ],
)
def test_marks_that_cannot_be_stored_or_shown_are_found(change: Callable[[Mark], Mark], expected: str) -> None:
    assert any(each.startswith("name-them: ") and expected in each for each in findings(with_marks(change)))


def test_evidence_in_a_paper_of_the_task_is_in_view() -> None:
    makers = with_marks(lambda mark: replace(mark, evidence=(Evidence("papers", "name-them-p1.s1"),)))
    assert not any(each.startswith("name-them: ") for each in findings(makers))


def late(chart: Chart, truth: ChartTruth) -> tuple[Chart, ChartTruth]:
    documents = (replace(chart.documents[0], filed_at=datetime(2026, 3, 21, 1)), *chart.documents[1:])
    return replace(chart, documents=documents), truth


def twice(chart: Chart, truth: ChartTruth) -> tuple[Chart, ChartTruth]:
    return replace(chart, documents=(*chart.documents, chart.documents[0])), truth


def long_ago(chart: Chart, truth: ChartTruth) -> tuple[Chart, ChartTruth]:
    stay = replace(chart.encounters[0], began=datetime(2024, 1, 1), ended=datetime(2024, 1, 3))
    return replace(chart, encounters=(stay,)), truth


def unfounded(chart: Chart, truth: ChartTruth) -> tuple[Chart, ChartTruth]:
    return chart, replace(truth, evidence={**truth.evidence, "dx.copd": ()})


def astray(chart: Chart, truth: ChartTruth) -> tuple[Chart, ChartTruth]:
    return chart, replace(truth, evidence={**truth.evidence, "dx.copd": ("d77.s1",)})


def renamed(chart: Chart, truth: ChartTruth) -> tuple[Chart, ChartTruth]:
    return replace(chart, documents=(replace(chart.documents[0], id="d09"), *chart.documents[1:])), truth


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (late, "document d01 (Face sheet) is filed 2026-03-21, after “today”"),
        (twice, "2 statements are called d01.s1"),
        (renamed, "statement d01.s1 stands in document d09"),
        (long_ago, "encounter e1 (2024-01-03) is outside FY2026"),
        (unfounded, "fact dx.copd is coded, but nothing in the chart expresses it"),
        (astray, "evidence d77.s1 of fact dx.copd is not in the chart"),
    ],
)
def test_faults_of_a_chart_are_found(change: Callable[..., tuple[Chart, ChartTruth]], expected: str) -> None:
    assert f"chart:first: {expected}" in findings(with_chart(change))


def test_a_code_that_the_edition_does_not_have_is_found() -> None:
    makers = scenarios.makers(valid_code=lambda code, system, edition: code != "J44.1")
    expected = "chart:first: ICD-10-CM J44.1 (COPD with acute exacerbation) is not valid in FY2026"
    assert expected in findings(makers)


def test_messages_of_the_kind_are_findings() -> None:
    class Worried(Toy):
        def check(self, spec: Any, key: Any, world: Any) -> Sequence[str]:
            return ["the key is odd"]

    assert findings(with_kind(Worried())) == ["name-them: the key is odd", "name-more: the key is odd"]


def test_what_breaks_is_a_finding_and_the_rest_is_still_checked() -> None:
    class Broken(Toy):
        def derive(self, spec: Any, world: Any, prepared: Prepared) -> ToyKey:
            if spec.id == "name-them":
                raise KeyError("lost")
            return super().derive(spec, world, prepared)

        def check(self, spec: Any, key: Any, world: Any) -> Sequence[str]:
            return ["looked at"]

    assert findings(with_kind(Broken())) == ["name-them: breaks: KeyError: 'lost'", "name-more: looked at"]


def test_a_scenario_that_cannot_be_made_is_one_finding() -> None:
    def generate(spec: ChartSpec, seed: int, today: date) -> tuple[Chart, ChartTruth]:
        raise Invalid("No such option.", "Remove it.")

    assert findings(scenarios.makers(generate=generate)) == [": cannot be made: No such option. Remove it."]


def test_a_form_that_loses_something_is_found() -> None:
    class Forgetful(Toy):
        def parse(self, spec: Any, room: Any, given: FormData) -> ToyAnswer | FieldErrors:
            read = super().parse(spec, room, given)
            return read if isinstance(read, FieldErrors) else ToyAnswer(codes=tuple(sorted(read.codes)))

    assert "name-them: the ideal answer is not the same when it has gone through the form" in findings(
        with_kind(Forgetful())
    )


def test_a_key_that_json_changes_is_found() -> None:
    class Dated(ToyKey):
        when: Any = None

    class Odd(Toy):
        key_type = Dated

        def derive(self, spec: Any, world: Any, prepared: Prepared) -> ToyKey:
            return Dated(when=date(2026, 1, 1), **super().derive(spec, world, prepared).model_dump())

    assert "name-them: the key is not the same when it is read back from JSON" in findings(with_kind(Odd()))
