"""Today's page, the practice catalogue and the page of a shift."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from sandbox.attempts import autosave, lifecycle
from sandbox.attempts.models import Attempt
from sandbox.clock import utc_now
from sandbox.scenarios import versions
from sandbox.scenarios.models import Scenario, ScenarioVersion
from sandbox.web.catalogue.offers import Offer, by_level, chosen
from tests.client import Client
from tests.factories import desk, programs
from tests.factories.programs import School
from tests.web import desks
from tests.web.desks import Assign, Bench


def attempts(session: Session) -> int:
    """How many attempts there are."""
    return session.scalar(select(func.count()).select_from(Attempt)) or 0


def test_an_empty_desk_says_what_to_do(trainee: Client) -> None:
    page = trainee.get("/today")
    assert "Nothing is waiting." in page.text
    assert page.links()["Choose a practice shift"] == "/practice"


def test_an_assignment_offers_the_next_step_from_start_to_result(
    trainee: Client, session: Session, assign: Assign
) -> None:
    assign(minutes=45, attempts_allowed=2, due_at=utc_now() + timedelta(days=2))
    page = trainee.get("/today")
    assert "2 of 2 attempts left" in page.text
    assert "45 minutes an attempt" in page.text
    assert trainee.submit("Start A quiet morning").heading() == "A quiet morning"
    page = trainee.get("/today")
    assert "In progress: 45 minutes left" in page.text
    shift = page.links()["Go on with A quiet morning"]
    attempt = session.scalars(select(Attempt)).one()
    assert shift == f"/attempts/{attempt.id}"
    lifecycle.finish(session, attempt, utc_now())
    session.commit()
    page = trainee.get("/today")
    assert "1 of 2 attempts left · counts 0 %" in page.text
    assert page.links()["See result of A quiet morning"] == f"{shift}/feedback"
    assert trainee.submit("Start again A quiet morning").heading() == "A quiet morning"


def test_starting_twice_goes_on_with_the_same_attempt(trainee: Client, session: Session, assign: Assign) -> None:
    assign()
    page = trainee.get("/today")
    first = trainee.submit("Start A quiet morning", page=page)
    assert trainee.submit("Start A quiet morning", page=page).address == first.address
    assert attempts(session) == 1


def test_a_due_assignment_that_nobody_worked_is_finished(trainee: Client, assign: Assign) -> None:
    assign(opens_at=utc_now() - timedelta(days=3), due_at=utc_now() - timedelta(days=1))
    page = trainee.get("/today")
    assert "Finished assignments" in page.text
    assert "Not done in time" in page.text
    assert not any(button.startswith("Start") for form in page.forms for button in form.buttons)


def test_a_shift_whose_time_ran_out_is_closed_when_it_is_listed(
    trainee: Client, session: Session, school: School, assign: Assign
) -> None:
    bench = desks.start(session, school, assign(minutes=30))
    bench.attempt.limit_at = utc_now() - timedelta(minutes=5)
    session.commit()
    page = trainee.get("/today")
    assert page.links()["See result of A quiet morning"] == f"{bench.shift}/feedback"
    assert "counts 0 %" in page.text


def test_an_assignment_that_is_closed_cannot_be_started_by_its_address(trainee: Client, assign: Assign) -> None:
    late = assign(opens_at=utc_now() - timedelta(days=3), due_at=utc_now() - timedelta(days=1))
    early = assign(opens_at=utc_now() + timedelta(days=1))
    assert "was due on" in trainee.post(f"/assignments/{late.id}/start", status=410).text
    assert "opens on" in trainee.post(f"/assignments/{early.id}/start", status=410).text
    trainee.post("/assignments/4711/start", status=404)


def test_only_trainees_of_the_course_start_its_assignments(
    app: Flask, instructor: Client, session: Session, assign: Assign
) -> None:
    assignment = assign()
    instructor.post(f"/assignments/{assignment.id}/start", status=404)
    elsewhere = programs.school(session, "Di", name="Elsewhere", domain="elsewhere.example.org")
    session.commit()
    Client(app).sign_in(elsewhere.trainees["Di"]).post(f"/assignments/{assignment.id}/start", status=404)


def test_results_that_are_not_shown_yet_are_not_counted(
    trainee: Client, session: Session, school: School, assign: Assign
) -> None:
    bench = desks.start(session, school, assign(feedback="when_released"))
    lifecycle.finish(session, bench.attempt, utc_now())
    session.commit()
    page = trainee.get("/today")
    assert "result not shown yet" in page.text
    assert "· counts" not in page.text


def test_the_catalogue_describes_each_scenario_and_starts_it(
    trainee: Client, version: ScenarioVersion, session: Session
) -> None:
    page = trainee.get("/practice")
    assert "Answer a letter and name what the chart says." in page.text
    assert "Hospital inpatient · Paperwork · 2 tasks, about 25 minutes" in page.text
    shift = trainee.submit("Start A quiet morning")
    assert "Chart on your desk: Dora Quill (MRN 900001)" in shift.text
    assert shift.links()["Begin with “Answer the letter”"].endswith("/tasks/letter")
    assert "you tried it once" in trainee.get("/practice").text
    assert "Go on with A quiet morning, try 1" in trainee.get("/today").links()


@pytest.mark.parametrize(
    ("query", "count"), [("level=1", 1), ("level=2", 0), ("kind=Paperwork&setting=inpatient", 1), ("kind=nonsense", 0)]
)
def test_the_catalogue_is_filtered(trainee: Client, version: ScenarioVersion, query: str, count: int) -> None:
    page = trainee.get(f"/practice?{query}")
    assert ("Start A quiet morning" in {button for form in page.forms for button in form.buttons}) is bool(count)
    assert ("No shift fits these filters" in page.text) is not bool(count)


def test_a_new_version_takes_the_place_of_the_old_one(
    trainee: Client, version: ScenarioVersion, session: Session
) -> None:
    newer = desk.SOURCE.replace("A quiet morning", "A loud morning")
    versions.publish(session, newer, program_id=None, now=utc_now())
    session.commit()
    page = trainee.get("/practice")
    assert "A loud morning" in page.text
    assert "A quiet morning" not in page.text


def test_another_programs_scenario_is_neither_shown_nor_started(app: Flask, trainee: Client, session: Session) -> None:
    elsewhere = programs.school(session, "Di", name="Elsewhere", domain="elsewhere.example.org")
    made = versions.publish(session, desk.SOURCE, program_id=elsewhere.program.id, now=utc_now())
    session.commit()
    assert "A quiet morning" not in trainee.get("/practice").text
    trainee.post(f"/practice/{made.scenario_id}/start", status=404)
    assert "A quiet morning" in Client(app).sign_in(elsewhere.trainees["Di"]).get("/practice").text


def test_a_scenario_closed_to_practice_is_not_offered(
    trainee: Client, version: ScenarioVersion, session: Session
) -> None:
    scenario = session.get(Scenario, version.scenario_id)
    assert scenario is not None
    scenario.practice = False
    session.commit()
    assert "A quiet morning" not in trainee.get("/practice").text
    trainee.post(f"/practice/{scenario.id}/start", status=404)


def test_a_shift_shows_how_far_it_is_and_can_be_finished(trainee: Client, bench: Bench, session: Session) -> None:
    autosave.save_draft(session, bench.attempt, "second", {"note": ["Half done"]}, 0, utc_now())
    session.commit()
    desks.submit(session, bench)
    page = trainee.get(bench.shift)
    assert "1 of 2 tasks submitted" in page.text
    assert page.links()["Go on with “Answer it again”"] == f"{bench.shift}/tasks/second"
    assert "1 task is not submitted yet" in page.text
    result = trainee.submit("Finish the shift")
    assert result.heading() == "Result: A quiet morning"
    assert trainee.get(bench.shift).links()["See the result"] == f"{bench.shift}/feedback"


def test_finishing_twice_is_no_fault(trainee: Client, bench: Bench) -> None:
    page = trainee.get(bench.shift)
    trainee.submit("Finish the shift", page=page)
    again = trainee.submit("Finish the shift", page=page)
    assert "already finished" in again.text


def test_who_teaches_may_look_at_a_shift_but_not_work_it(
    instructor: Client, session: Session, school: School, assign: Assign
) -> None:
    bench = desks.start(session, school, assign())
    page = instructor.get(bench.shift)
    assert "Finish the shift" not in {button for form in page.forms for button in form.buttons}
    instructor.post(f"{bench.shift}/finish", status=404)


@pytest.mark.parametrize("address", ["/today", "/practice", "/attempts/1", "/attempts/1/tasks/letter"])
def test_somebody_signed_out_signs_in_first_and_comes_back(client: Client, address: str) -> None:
    assert client.redirected(address) == f"/account/sign-in?next={address}"


def offer(level: int, kind: str = "Coding", setting: str = "clinic") -> Offer:
    """An offer that differs in what filters ask for."""
    return Offer(Scenario(), "T", "S", level, setting, (kind,), 10, 1, 0)


def test_filters_combine_and_levels_keep_their_order() -> None:
    every = [offer(1), offer(1, "Audit"), offer(3, "Audit", "mixed")]
    assert chosen(every) == every
    assert chosen(every, level="1", kind="Audit") == [every[1]]
    assert chosen(every, kind="Audit", setting="mixed") == [every[2]]
    assert [name for name, _ in by_level(every)] == ["Introductory", "Advanced"]
