"""The samples prove the key of every incident, a colleague's or one's own, and every course is worth the same."""

from __future__ import annotations

import pytest

from sandbox.scoring.marks import Mark, Reason
from sandbox.scoring.points import points_of
from sandbox.tasks.base import FieldErrors, Room, Samples
from sandbox.tasks.incident import KIND, story, weights
from sandbox.tasks.incident.answer import IncidentAnswer, IncidentKey
from sandbox.tasks.incident.own import GROUPS, OUTCOMES
from tests.factories.incidents import EVERY, Made, departure, made, mixed_up, with_outcome

OWN = [(group, outcome) for group, outcomes in OUTCOMES.items() for outcome in dict.fromkeys(outcomes)]
WHO = {**{group: types[0] for group, types in GROUPS.items()}, "own:self": "individual", "own:stranger": "media"}


def prove(task: Made, room: Room) -> Samples[IncidentAnswer]:
    """Ideal all, empty nothing, each mistake exactly its cost, invalid refused, every answer read back as it was."""
    key = task.key
    samples = KIND.samples_in(task.spec, key, room)
    assert points_of(KIND.score(samples.ideal, key)).fraction == pytest.approx(1)
    assert points_of(KIND.score(samples.empty, key)).fraction == 0
    for mistake in samples.mistakes:
        points = points_of(KIND.score(mistake.answer, key))
        assert points.fraction == pytest.approx(1 - mistake.costs), mistake.name
        assert points.possible == pytest.approx(weights.total(key.evidence)), mistake.name
        assert mistake.costs > 0, mistake.name
    for answer in (samples.ideal, *(mistake.answer for mistake in samples.mistakes)):
        assert KIND.parse(task.spec, room, KIND.fill(answer)) == answer
    for form in samples.invalid:
        assert isinstance(KIND.parse(task.spec, room, form), FieldErrors), form
    return samples


@pytest.mark.parametrize("sort", EVERY)
def test_the_samples_prove_a_colleagues_incident(sort: str) -> None:
    task = made(sort, evidence=sort in EVERY[::2])
    assert KIND.samples(task.spec, task.key) == prove(task, task.room)


@pytest.mark.parametrize(("group", "outcome"), OWN)
def test_the_samples_prove_what_comes_of_an_own_release(group: str, outcome: str) -> None:
    task = with_outcome(group, outcome, mixed_up() if group == "own:other_patient" else None)
    room = task.room_after(departure(WHO.get(group, "individual")))
    assert room.given["found"]["course"] == group
    prove(task, room)


def test_every_fate_can_come_about() -> None:
    assert {outcome for _, outcome in OWN} == set(story.own_sorts())


def test_the_key_survives_json() -> None:
    key = made("", release="asked").key
    assert IncidentKey.model_validate_json(key.model_dump_json()) == key


def by_item(marks: list[Mark]) -> dict[str, Mark]:
    return {mark.item: mark for mark in marks}


def test_to_tell_nobody_of_a_breach_costs_heavily_and_fails_nothing_by_itself() -> None:
    task = made("snooping")
    ideal = KIND.samples(task.spec, task.key).ideal
    silent = {"conclusion": "low", "individuals": "none", "hhs": "none", "hhs_day": "none", "notice": ()}
    points = points_of(KIND.score(ideal.model_copy(update={**silent, "no_notice": True}), task.key))
    assert points.fraction == pytest.approx(12 / 22)
    assert not points.critical


def test_where_professionals_differ_both_are_right_and_the_other_is_marked_as_accepted() -> None:
    task = made("other_clinic")
    ideal = KIND.samples(task.spec, task.key).ideal
    marks = by_item(list(KIND.score(ideal.model_copy(update={"nature": "lower"}), task.key)))
    assert marks["factor:nature"].credit == 1
    assert marks["factor:nature"].reason == Reason.ACCEPTED_ALTERNATIVE


def test_a_program_s_pages_add_a_duty_without_changing_the_worth() -> None:
    task = with_outcome("own:lawyer", "filed")
    room = task.room_after(departure(segments=("part2_sud",)))
    samples = prove(task, room)
    assert "part2" in samples.ideal.steps
    marks = by_item(list(KIND.score(samples.ideal, task.key)))
    assert marks["step:part2"].evidence
    assert marks["step:part2"].citation == "42 CFR 2.16(b)"


def test_feedback_says_why_a_step_or_a_sentence_belongs_or_does_not() -> None:
    task = made("wrong_fax")
    ideal = KIND.samples(task.spec, task.key).ideal
    more = {"steps": (*ideal.steps, "delay"), "notice": (*ideal.notice, "values")}
    marks = by_item(list(KIND.score(ideal.model_copy(update=more), task.key)))
    assert "No law enforcement official" in marks["step:delay"].feedback
    assert "opened by others" in marks["notice:values"].feedback
    assert marks["notice:protect"].citation == "45 CFR 164.404(c)(1)(C)"
    assert marks["standing"].citation.startswith("45 CFR 164.402")
