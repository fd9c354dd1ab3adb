"""Each sort of incident is decided by rule, its days by the calendar, and what decides it stands in the papers."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sandbox.charts.review.clocks import is_business_day
from sandbox.errors import Invalid
from sandbox.tasks.incident import KIND, story
from sandbox.tasks.incident.answer import COLLEAGUE, Course, IncidentSpec
from sandbox.tasks.incident.story import FACTORS
from tests.factories.charts import chart as hand_made
from tests.factories.incidents import EVERY, TODAY, made, text
from tests.factories.release import child, dead

DECIDED = {
    "wrong_chart": ("good_faith", "no_breach", "none", "no"),
    "wrong_colleague": ("inadvertent", "no_breach", "none", "no"),
    "overheard": ("permitted", "no_breach", "none", "no"),
    "returned_mail": ("not_retained", "no_breach", "none", "no"),
    "encrypted_laptop": ("secured", "no_breach", "none", "no"),
    "other_clinic": ("presumed", "low", "none", "no"),
    "other_plan": ("presumed", "low", "none", "no"),
    "stolen_schedule": ("presumed", "breach", "at_once", "yes"),
    "ransomware": ("presumed", "breach", "at_once", "yes"),
    "drive_of_two_states": ("presumed", "breach", "at_once", "no"),
    "ledger_of_five_hundred": ("presumed", "breach", "at_once", "no"),
}
"""What it is, the conclusion, HHS and media. All others are breaches of fewer than 500."""
SMALL = ("presumed", "breach", "annual", "no")


def course(sort: str, seed: int = 1) -> Course:
    return made(sort, seed).key.courses[COLLEAGUE]


def day(course: Course) -> date:
    return date.fromisoformat(course.discovered.accept[0])


def test_there_are_many_sorts() -> None:
    assert len({name.split(":")[0] for name in EVERY}) >= 16


@settings(max_examples=80, deadline=None)
@given(st.sampled_from(EVERY), st.integers(0, 5000))
def test_every_drawn_incident_is_decided_by_rule(sort: str, seed: int) -> None:
    found = course(sort, seed)
    decided = (found.standing.accept[0], found.conclusion.accept[0], found.hhs.accept[0], found.media.accept[0])
    assert decided == DECIDED.get(sort, SMALL)
    assessed = found.standing.accept[0] == "presumed"
    assert set(found.factors) == set(FACTORS)
    assert all((told.accept == ("none",)) != assessed for told in found.factors.values())
    assert all(told.evidence and told.citation for told in (found.standing, *found.factors.values()))


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(EVERY), st.integers(0, 5000))
def test_what_decides_it_stands_in_the_papers(sort: str, seed: int) -> None:
    task = made(sort, seed)
    said = text(task.room)
    seen = {f"papers:{line.id}" for paper in task.room.papers for line in paper.statements}
    found = task.key.courses[COLLEAGUE]
    named = [*found.factors.values(), found.standing, found.discovered, found.individuals, found.hhs, found.media]
    assert all(ref in seen for told in named for ref in told.evidence)
    assert "{" not in said
    assert f"{day(found):%m/%d/%Y}" in said
    assert all(paper.filed_at.date() <= TODAY for paper in task.room.papers)


def test_discovery_is_the_first_day_in_the_house_and_not_the_privacy_offices() -> None:
    truth = made("wrong_fax").prepared.truth["colleague"]["days"]
    assert truth["happened"] < truth["known"] < truth["told"]
    assert course("wrong_fax").discovered.accept == (truth["known"],)


@pytest.mark.parametrize(("sort", "which"), [("agent", "known"), ("contractor", "told")])
def test_an_agent_discovers_for_the_hospital_and_a_contractor_does_not(sort: str, which: str) -> None:
    task = made(f"business_associate:{sort}")
    assert task.key.courses[COLLEAGUE].discovered.accept == (task.prepared.truth["colleague"]["days"][which],)


@given(st.integers(0, 300))
@settings(max_examples=30, deadline=None)
def test_a_written_delay_lasts_as_long_as_it_names_and_an_oral_one_thirty_days(seed: int) -> None:
    for way in ("written", "oral"):
        task = made(f"police_delay:{way}", seed)
        days = task.prepared.truth["colleague"]["days"]
        found = task.key.courses[COLLEAGUE]
        asked = date.fromisoformat(days["asked"]) if way == "oral" else TODAY
        until = date.fromisoformat(days["until"]) if way == "written" else asked + timedelta(days=30)
        assert found.individuals.accept == (until.isoformat(),)
        assert until > day(found) + timedelta(days=60)
        assert "delay" in found.due


def test_a_log_of_last_year_is_due_in_this_one() -> None:
    found = made("wrong_address", today=date(2026, 1, 4)).key.courses[COLLEAGUE]
    assert day(found).year == 2025
    assert found.hhs_day.accept == ("2026-03-01",)
    assert course("wrong_fax").hhs_day.accept == ("2027-03-01",)


def test_a_program_has_a_duty_of_its_own() -> None:
    assert "part2" in course("program_letter").due
    assert all("part2" not in course(sort).due for sort in EVERY if not sort.startswith("program_letter"))


def test_a_child_or_a_dead_patient_does_not_go_to_work() -> None:
    for patient in (child(), dead()):
        with pytest.raises(Invalid, match="None of these incidents"):
            made("whole_to_employer", chart=patient)
        drawn = {made("", seed, patient).prepared.truth["colleague"]["sort"] for seed in range(60)}
        assert drawn
        assert not any(story.sorts()[name].adult for name in drawn)


def test_the_employer_is_the_one_on_the_face_sheet_and_the_retired_have_none() -> None:
    base = hand_made()
    at_work = replace(base, patient=replace(base.patient, employer="Eastmarsh Transit"))
    assert "Eastmarsh Transit, where the patient works" in text(made("program_letter:employer", chart=at_work).room)
    retired = replace(base, patient=replace(base.patient, employer="Retired"))
    drawn = {made("program_letter", seed, retired).prepared.truth["colleague"]["sort"] for seed in range(12)}
    assert drawn == {"program_letter:landlord"}


@settings(max_examples=80, deadline=None)
@given(st.sampled_from(EVERY), st.integers(0, 5000))
def test_offices_are_open_when_papers_are_written_and_nobody_answers_before_being_asked(sort: str, seed: int) -> None:
    task = made(sort, seed)
    days = {name: date.fromisoformat(each) for name, each in task.prepared.truth["colleague"]["days"].items()}
    assert days["happened"] <= days["known"] < days["told"] < days["answered"] < TODAY
    assert all(is_business_day(paper.filed_at.date()) for paper in task.room.papers)
    assert all(paper.dated == days["answered"] for paper in task.room.papers if "answer" in paper.title)


def test_what_an_employee_who_was_robbed_knows_counts() -> None:
    task = made("stolen_schedule")
    days = task.prepared.truth["colleague"]["days"]
    assert task.key.courses[COLLEAGUE].discovered.accept == (days["happened"],)
    assert days["happened"] < days["known"]


def test_a_stay_that_ended_yesterday_leaves_no_room_for_an_incident() -> None:
    base = hand_made()
    stay = replace(base.encounters[0], ended=base.encounters[0].began.replace(year=2026, month=5, day=19))
    task = made("wrong_fax", chart=replace(base, encounters=(stay,)))
    assert any("ended_by" in fault for fault in KIND.check(task.spec, task.key, task.world))
    assert not KIND.check(task.spec, made("wrong_fax").key, made("wrong_fax").world)


def test_an_unknown_sort_is_refused_with_those_there_are() -> None:
    with pytest.raises(ValueError, match="snooping"):
        IncidentSpec(id="x", title="x", charts=("main",), sort="gossip")
