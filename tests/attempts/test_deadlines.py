"""Time limits, due dates, accommodation, and what happens when time is over."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from sandbox.attempts import autosave, events, lifecycle, marking, timing
from sandbox.attempts.models import Attempt
from sandbox.errors import Closed
from sandbox.programs import assignments
from tests.factories import people
from tests.factories.attempts import RIGHT, TASKS, submitted
from tests.factories.programs import School, assignment, school, version

pytestmark = pytest.mark.usefixtures("toy_makers")
MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)


def begun(session: Session, now: datetime, here: School | None = None, **policy: object) -> Attempt:
    here = here or school(session)
    return lifecycle.start_graded(session, here.trainees["Bo"], assignment(session, here, now, **policy), now)


def test_the_time_limit_is_multiplied_by_the_trainees_factor(session: Session, now: datetime) -> None:
    here = school(session, "Bo", "Cy")
    here.trainees["Bo"].time_factor = 1.5
    given = assignment(session, here, now, minutes=30)
    bo, cy = (lifecycle.start_graded(session, here.trainees[name], given, now) for name in ("Bo", "Cy"))
    assert timing.seconds_left(bo, now) == 45 * 60
    assert timing.seconds_left(cy, now) == 30 * 60


def test_the_sooner_of_limit_and_due_date_counts(session: Session, now: datetime) -> None:
    here = school(session)
    assert begun(session, now, here, minutes=30, due_at=now + HOUR).deadline_at == now + 30 * MINUTE
    assert begun(session, now, here, minutes=90, due_at=now + HOUR).deadline_at == now + HOUR
    assert begun(session, now, here, minutes=90, due_at=None).deadline_at == now + 90 * MINUTE
    endless = begun(session, now, here, due_at=None)
    assert (endless.deadline_at, timing.seconds_left(endless, now)) == (None, None)
    assert not timing.is_over(endless, now + 10_000 * HOUR)


def test_time_left_counts_down_to_nothing(session: Session, now: datetime) -> None:
    attempt = begun(session, now, minutes=1)
    moments = [timedelta(0), timedelta(seconds=0.5), timedelta(seconds=59.5), MINUTE, HOUR]
    assert [timing.seconds_left(attempt, now + after) for after in moments] == [60, 59, 0, 0, 0]


def test_a_later_due_date_helps_who_is_working(session: Session, now: datetime) -> None:
    here = school(session)
    attempt = begun(session, now, here, due_at=now + HOUR)
    assert attempt.assignment is not None
    assignments.extend(session, attempt.assignment, now + 5 * HOUR, by=here.instructor, now=now)
    assert submitted(session, attempt, TASKS[0], RIGHT, now + 4 * HOUR).task == TASKS[0]


def test_what_arrives_within_the_grace_counts(session: Session, now: datetime) -> None:
    attempt = begun(session, now, minutes=30)
    late = now + 30 * MINUTE + timing.GRACE
    assert not lifecycle.close_if_overdue(session, attempt, late)
    assert submitted(session, attempt, TASKS[0], RIGHT, late).submitted_at == late
    with pytest.raises(Closed, match="time for this shift is over"):
        lifecycle.submit_task(session, attempt, TASKS[1], {"codes": []}, late + timedelta(seconds=1))


def test_after_the_deadline_drafts_count_as_they_stood(session: Session, now: datetime) -> None:
    attempt = begun(session, now, minutes=30)
    autosave.save_draft(session, attempt, TASKS[0], {"codes": ["J18.9"]}, 0, now + 10 * MINUTE)
    for refused in (
        lambda: lifecycle.submit_task(session, attempt, TASKS[0], {"codes": list(RIGHT)}, now + HOUR),
        lambda: autosave.save_draft(session, attempt, TASKS[0], {"codes": list(RIGHT)}, 1, now + HOUR),
    ):
        with pytest.raises(Closed, match="submitted as it stood"):
            refused()
    assert lifecycle.close_if_overdue(session, attempt, now + HOUR)
    (answer,) = lifecycle.answers(session, attempt).values()
    assert answer.answer == {"codes": ["J18.9"]}
    assert answer.submitted_at == attempt.submitted_at == now + 30 * MINUTE
    assert [row.credit for row in marking.current_marks(session, answer)] == [1.0, 0.0, 0.0]
    assert events.of_attempt(session, attempt, "shift_finished")[0].detail == {"how": "time_over"}


def test_closing_happens_once(session: Session, now: datetime) -> None:
    attempt = begun(session, now, minutes=30)
    assert not lifecycle.close_if_overdue(session, attempt, now)
    assert lifecycle.close_if_overdue(session, attempt, now + HOUR)
    assert not lifecycle.close_if_overdue(session, attempt, now + 2 * HOUR)
    assert attempt.submitted_at == now + 30 * MINUTE


def test_fields_that_cannot_be_read_do_not_cost_the_rest(session: Session, now: datetime) -> None:
    attempt = begun(session, now, minutes=30)
    autosave.save_draft(session, attempt, TASKS[0], {"codes": ["12"], "codes-0-note": ["x"]}, 0, now)
    lifecycle.close_if_overdue(session, attempt, now + HOUR)
    assert lifecycle.answers(session, attempt)[TASKS[0]].answer == {"codes": []}
    assert events.of_attempt(session, attempt, "unreadable_left_out")[0].detail == {"fields": ["codes"]}


def test_finishing_after_the_deadline_is_finishing_at_the_deadline(session: Session, now: datetime) -> None:
    attempt = begun(session, now, minutes=30)
    lifecycle.finish(session, attempt, now + HOUR)
    assert attempt.submitted_at == now + 30 * MINUTE


def test_an_overdue_attempt_is_closed_before_the_next_begins(session: Session, now: datetime) -> None:
    here = school(session)
    first = begun(session, now, here, minutes=30, attempts_allowed=2)
    assert first.assignment is not None
    second = lifecycle.start_graded(session, here.trainees["Bo"], first.assignment, now + HOUR)
    assert (first.submitted_at, second.number) == (now + 30 * MINUTE, 2)


def test_a_sweep_closes_what_is_overdue_in_the_course_only(session: Session, now: datetime) -> None:
    here, there = school(session, "Bo", "Cy"), school(session, name="Elsewhere", domain="else.example.org")
    given = assignment(session, here, now, minutes=30)
    attempts = [lifecycle.start_graded(session, trainee, given, now) for trainee in here.trainees.values()]
    elsewhere = begun(session, now, there, minutes=30)
    fresh = begun(session, now, here, minutes=120)
    practice = lifecycle.start_practice(session, people.account(session), version(session), now)
    assert lifecycle.close_overdue(session, now + HOUR, course=here.course) == 2
    assert all(attempt.submitted_at == now + 30 * MINUTE for attempt in attempts)
    assert lifecycle.close_overdue(session, now + HOUR) == 1
    assert elsewhere.submitted_at is not None
    assert fresh.submitted_at is None
    assert practice.submitted_at is None
