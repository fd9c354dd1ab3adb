"""What a trainee finds after a wrong release: whose it was, who got it, what came of it."""

from __future__ import annotations

from datetime import date

import pytest

from sandbox.privacy.vocabulary import REQUESTER_TYPES
from sandbox.scenarios.load import parse
from sandbox.scenarios.materialise import materialise
from sandbox.scenarios.play import after_mistakes, opened
from sandbox.tasks.base import Acts
from sandbox.tasks.incident import KIND, own, scene, story
from tests.factories.charts import chart as hand_made
from tests.factories.incidents import TODAY, departure, made, mixed_up, text
from tests.factories.release import dead

AFTER = {"release": "asked"}


@pytest.mark.parametrize("who", REQUESTER_TYPES)
def test_every_recipient_leads_to_a_course(who: str) -> None:
    task = made(**AFTER)
    room = task.room_after(departure(who))
    assert room.given["found"]["course"] in task.key.courses
    assert "{" not in text(room)


def test_the_papers_name_the_pages_the_recipient_and_the_reason() -> None:
    task = made(**AFTER)
    room = task.room_after(departure())
    said = text(room)
    assert "Castellan & Pell" in said
    assert "History and Physical" in said
    assert "Psychotherapy notes need an authorization" in said
    assert room.today >= TODAY
    assert room.replies[0].sentence


def test_before_it_is_opened_nothing_is_shown() -> None:
    prepared = made(**AFTER).prepared
    assert (prepared.papers, prepared.given) == ((), {})


def test_without_a_wrong_release_it_is_a_colleagues() -> None:
    task = made("snooping", release=("one", "two"))
    for left in ((None, None), (departure(wrongly=()), None)):
        assert task.room_after(*left).given["found"]["course"] == "colleague"


def test_the_first_wrong_release_in_the_order_of_the_task_counts() -> None:
    task = made(release=("one", "two"))
    room = task.room_after(departure("employer"), departure("attorney"))
    assert room.given["found"]["course"] == "own:employer"
    room = task.room_after(departure("employer", wrongly=()), departure("attorney"))
    assert room.given["found"]["course"] == "own:lawyer"


def course_of(who: str, segment: str = "general", another: bool = False) -> str:
    chart = mixed_up() if another else None
    return own.course_of(departure(who, segments=(segment,)), made(chart=chart).world)


def test_the_patients_own_pages_to_the_patient_are_no_breach() -> None:
    assert course_of("individual") == "own:self"
    assert course_of("individual", another=True) == "own:other_patient"
    assert course_of("attorney", another=True) == "own:lawyer"


def test_who_stands_in_may_be_shown_notes_but_not_what_a_minor_keeps_private() -> None:
    assert course_of("parent_guardian", "psychotherapy_notes") == "own:self"
    assert course_of("parent_guardian", "minor_consented_service") == "own:family"
    assert course_of("personal_representative") == "own:family"


def test_the_pages_of_another_patient_are_that_patients_incident() -> None:
    task = made(chart=mixed_up(), **AFTER)
    assert "Of the chart of Ivo Stern" in text(task.room_after(departure("individual")))


def test_the_dead_do_not_call() -> None:
    patient = dead()
    said = text(made(chart=patient, **AFTER).room_after(departure("media")))
    assert f"{patient.patient.name} called" not in said


def test_what_comes_of_it_never_leaves_the_edition() -> None:
    last = date(2026, 9, 30)
    task = made(chart=hand_made(), today=date(2026, 9, 29), **AFTER)
    room = task.room_after(departure(day=date(2026, 9, 29)))
    assert room.today <= last
    assert all(paper.filed_at.date() <= room.today for paper in room.papers)
    assert scene.last_day("FY2027") == date(2027, 9, 30)


@pytest.mark.parametrize("seed", range(6))
def test_the_recipient_answers_after_the_privacy_office_was_told(seed: int) -> None:
    task = made(seed=seed, **AFTER)
    for each in task.prepared.truth["own"].values():
        days = each["days"]
        assert days["happened"] < days["known"] <= days["told"] < days["answered"]
    letters = [paper for paper in task.room_after(departure()).papers if paper.title.startswith("Letter")]
    assert all(paper.dated == scene.ends(task.prepared.truth["own"]["own:lawyer"]["days"]) for paper in letters)


def test_a_hospital_and_a_health_plan_do_not_do_the_same_with_pages() -> None:
    assert (course_of("provider"), course_of("health_plan")) == ("own:provider", "own:plan")


def test_a_reply_is_the_same_every_time() -> None:
    task = made(**AFTER)
    acts = Acts((), {}, {"asked": departure()})
    assert len({str(KIND.respond(task.spec, task.world, task.prepared, acts)) for _ in range(2)}) == 1


def test_the_groups_name_recipients_of_the_release_rules() -> None:
    named = [who for types in own.GROUPS.values() for who in types]
    assert set(named) <= set(REQUESTER_TYPES)
    assert set(own.GROUPS) < set(own.OUTCOMES)
    assert {name for names in own.OUTCOMES.values() for name in names} == set(story.own_sorts())


SHIFT = """\
scenario: came-of-it
title: Came of it
summary: A letter, and what came of it.
level: 1
setting: inpatient
today: 2026-06-11
charts:
  first: {pathway: pneumonia_copd, options: {age: 60, ended_by: 2026-05-10}}
tasks:
  - {kind: release, id: asked, title: A letter, charts: [first], archetype: "employer:no_authorization"}
  - {kind: incident, id: incident, title: An incident, charts: [first], release: asked}
"""


def test_a_release_that_nothing_permitted_becomes_the_incident_of_the_shift() -> None:
    made_shift = materialise(parse(SHIFT), 4)
    assert opened(made_shift, "incident")[0].given["found"]["course"] == "colleague"
    found = [opened(made_shift, "incident", before)[0] for _, before in after_mistakes(made_shift, "incident", 2)]
    assert [room.given["found"]["course"] for room in found] == ["own:employer"]
