"""The samples prove the key: on the hand-made chart for every sort of request, and on generated charts."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sandbox import charts
from sandbox.scoring.marks import Mark, Reason
from sandbox.scoring.points import points_of
from sandbox.tasks.base import FieldErrors
from sandbox.tasks.release import KIND
from sandbox.tasks.release.answer import ReleaseKey
from sandbox.tasks.release.archetypes import catalogue
from tests.factories.release import EVERY, Made, generated, made


def prove(task: Made) -> None:
    """Ideal all, empty nothing, each mistake exactly its cost, invalid refused, every answer read back as it was."""
    key = task.key
    samples = KIND.samples(task.spec, key)
    assert KIND.check(task.spec, key, task.world) == []
    assert points_of(KIND.score(samples.ideal, key)).fraction == pytest.approx(1)
    assert points_of(KIND.score(samples.empty, key)).fraction == 0
    for mistake in samples.mistakes:
        points = points_of(KIND.score(mistake.answer, key))
        assert points.fraction == pytest.approx(0 if mistake.critical else 1 - mistake.costs), mistake.name
        assert points.critical == mistake.critical, mistake.name
        assert mistake.costs > 0, mistake.name
    for answer in (samples.ideal, samples.empty, *(mistake.answer for mistake in samples.mistakes)):
        assert KIND.parse(task.spec, task.room, KIND.fill(answer)) == answer
    for form in samples.invalid:
        assert isinstance(KIND.parse(task.spec, task.room, form), FieldErrors), form


@pytest.mark.parametrize("archetype", EVERY)
def test_the_samples_prove_the_key_of_every_sort_of_request(archetype: str) -> None:
    prove(made(archetype))


@settings(max_examples=60, deadline=None)
@given(st.data(), st.sampled_from(sorted(charts.pathways())), st.integers(0, 5000))
def test_the_samples_prove_the_key_on_generated_charts(data: st.DataObject, pathway: str, seed: int) -> None:
    chart = generated(pathway, seed)
    archetype = data.draw(st.sampled_from([name for name in EVERY if catalogue.resolve(name)[0].fits(chart)]))
    prove(made(archetype, seed, chart))


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(EVERY), st.integers(0, 5000))
def test_marks_point_at_what_the_trainee_sees(archetype: str, seed: int) -> None:
    task = made(archetype, seed)
    seen = {("papers", line.id) for paper in task.prepared.papers for line in paper.statements}
    seen |= {("main", line.id) for page in task.world.charts["main"].documents for line in page.statements}
    marks = KIND.score(KIND.samples(task.spec, task.key).ideal, task.key)
    assert all((each.chart, each.statement) in seen for mark in marks for each in mark.evidence)
    assert len({mark.item for mark in marks}) == len(marks)


def test_the_key_survives_json() -> None:
    key = made("subpoena:psychotherapy").key
    assert ReleaseKey.model_validate_json(key.model_dump_json()) == key


def by_item(marks: list[Mark]) -> dict[str, Mark]:
    return {mark.item: mark for mark in marks}


def test_a_page_too_much_fails_the_task_by_itself() -> None:
    task = made("patient_psychotherapy:whole")
    ideal = KIND.samples(task.spec, task.key).ideal
    held = next(document.ref for document in task.key.documents if not document.goes)
    marks = list(KIND.score(ideal.model_copy(update={"documents": (*ideal.documents, held)}), task.key))
    points = points_of(marks)
    assert (points.fraction, points.critical) == (0, True)
    assert by_item(marks)[f"documents:{held}"].reason == Reason.OVER_DISCLOSED
    assert "psychotherapy" in by_item(marks)[f"documents:{held}"].feedback.lower()


def test_a_page_kept_from_the_patient_is_called_what_it_is() -> None:
    task = made("patient_access:electronic")
    ideal = KIND.samples(task.spec, task.key).ideal
    marks = by_item(list(KIND.score(ideal.model_copy(update={"documents": ideal.documents[1:]}), task.key)))
    mark = marks[f"documents:{ideal.documents[0]}"]
    assert mark.reason == Reason.UNDER_DISCLOSED
    assert "violation of the right of access" in mark.feedback
    assert mark.citation.startswith("45 CFR 164.524")


def test_ticking_anything_on_a_denial_is_over_disclosure() -> None:
    task = made("employer:no_authorization")
    ideal = KIND.samples(task.spec, task.key).ideal
    leaked = ideal.model_copy(update={"documents": ("main:d01",), "nothing": False})
    assert points_of(KIND.score(leaked, task.key)).critical


def test_another_right_outcome_earns_as_much() -> None:
    task = made("attorney_authorization:expired")
    ideal = KIND.samples(task.spec, task.key).ideal
    marks = by_item(list(KIND.score(ideal.model_copy(update={"decision": "deny"}), task.key)))
    assert marks["decision"].credit == 1
    assert marks["decision"].reason == Reason.ACCEPTED_ALTERNATIVE


def test_the_summary_tells_the_path_of_the_decision() -> None:
    task = made("subpoena:notice")
    shown = KIND.summary(KIND.samples(task.spec, task.key).ideal, task.key)
    assert [step["rule"] for step in shown["applied"]][-1] == "accounting.record"
    assert "judicial.assured_notice" in [step["rule"] for step in shown["applied"]]
    assert "judicial.order" in [step["rule"] for step in shown["considered"]]
