"""Starting, submitting and finishing."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from sandbox.attempts import events, lifecycle, marking, work
from sandbox.attempts.models import Attempt, Mode
from sandbox.errors import Closed, Conflict, Invalid, NotAllowed, NotFound
from sandbox.programs import assignments, courses
from sandbox.tasks.base import FieldErrors
from tests.factories import people
from tests.factories.attempts import RIGHT, TASKS, finished, submitted
from tests.factories.programs import WEEK, assignment, school, version

pytestmark = pytest.mark.usefixtures("toy_makers")
HOUR = timedelta(hours=1)


def test_a_graded_attempt_begins_on_its_terms(session: Session, now: datetime) -> None:
    here = school(session)
    given = assignment(session, here, now, attempts_allowed=2, minutes=30)
    attempt = lifecycle.start_graded(session, here.trainees["Bo"], given, now)
    session.expire_all()
    assert (attempt.mode, attempt.number, attempt.allowed) == (Mode.GRADED, 1, 2)
    assert (attempt.program_id, attempt.version_id) == (here.program.id, given.version_id)
    assert (attempt.started_at, attempt.limit_at) == (now, now + timedelta(minutes=30))
    assert [event.kind for event in events.of_attempt(session, attempt)] == ["shift_started"]


def test_starting_again_goes_on_with_the_running_attempt(session: Session, now: datetime) -> None:
    here = school(session)
    given = assignment(session, here, now)
    first = lifecycle.start_graded(session, here.trainees["Bo"], given, now)
    assert lifecycle.start_graded(session, here.trainees["Bo"], given, now + HOUR) is first


def test_attempts_are_limited(session: Session, now: datetime) -> None:
    here = school(session)
    given = assignment(session, here, now, attempts_allowed=2)
    bo = here.trainees["Bo"]
    numbers = [finished(session, bo, given, now).number for _ in range(2)]
    assert numbers == [1, 2]
    with pytest.raises(Closed, match="used all 2 attempts"):
        lifecycle.start_graded(session, bo, given, now)
    assert [attempt.number for attempt in lifecycle.attempts_of(session, bo, assignment=given)] == [2, 1]


def test_the_limit_is_kept_by_the_database(session: Session, now: datetime) -> None:
    here = school(session)
    given = assignment(session, here, now)
    first = lifecycle.start_graded(session, here.trainees["Bo"], given, now)
    for number, allowed in ((2, 1), (1, 1), (0, 1), (2, 2)):  # over the limit, taken, impossible, one is running
        copy = Attempt(
            program_id=first.program_id,
            account_id=first.account_id,
            assignment_id=first.assignment_id,
            version_id=first.version_id,
            variant_id=first.variant_id,
            mode=Mode.GRADED,
            number=number,
            allowed=allowed,
            started_at=now,
        )
        assert not lifecycle._insert(session, copy), (number, allowed)


def test_two_windows_that_start_at_once_share_one_attempt(
    session: Session, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = school(session)
    given = assignment(session, here, now, attempts_allowed=2)
    bo = here.trainees["Bo"]
    first = lifecycle.start_graded(session, bo, given, now)
    real, answers = lifecycle.open_attempt, iter([None, first])
    monkeypatch.setattr(lifecycle, "open_attempt", lambda *args: next(answers))  # the other came between
    assert lifecycle.start_graded(session, bo, given, now) is first
    monkeypatch.setattr(lifecycle, "open_attempt", real)
    assert lifecycle.attempts_of(session, bo) == [first]


def test_who_may_not_start(session: Session, now: datetime) -> None:
    here = school(session)
    given = assignment(session, here, now)
    for outsider in (here.instructor, here.admin, people.account(session)):
        with pytest.raises(NotAllowed):
            lifecycle.start_graded(session, outsider, given, now)


def test_when_one_may_not_start(session: Session, now: datetime) -> None:
    here = school(session)
    bo = here.trainees["Bo"]
    given = assignment(session, here, now, opens_at=now, due_at=now + HOUR)
    with pytest.raises(Closed, match="opens on 2 March 2026 at 09:00"):
        lifecycle.start_graded(session, bo, given, now - HOUR)
    with pytest.raises(Closed, match="was due on 2 March 2026 at 10:00"):
        lifecycle.start_graded(session, bo, given, now + 2 * HOUR)
    courses.archive(session, here.course, by=here.instructor, now=now)
    with pytest.raises(Closed, match="archived"):
        lifecycle.start_graded(session, bo, given, now)


def test_each_trainee_and_each_attempt_gets_a_new_patient(session: Session, now: datetime) -> None:
    here = school(session, "Bo", "Cy")
    given = assignment(session, here, now, attempts_allowed=2)
    seeds = [finished(session, here.trainees[name], given, now).variant.seed for name in ("Bo", "Cy") for _ in range(2)]
    assert len(set(seeds)) == 4


def test_a_shared_patient_is_shared_attempt_by_attempt(session: Session, now: datetime) -> None:
    here = school(session, "Bo", "Cy")
    given = assignment(session, here, now, attempts_allowed=2, same_variant=True)
    bo, cy = (
        [finished(session, here.trainees[name], given, now).variant_id for _ in range(2)] for name in ("Bo", "Cy")
    )
    assert bo == cy
    assert bo[0] != bo[1]


def test_the_same_terms_given_twice_are_other_patients(session: Session, now: datetime) -> None:
    here = school(session)
    seeds = {
        lifecycle.start_graded(session, here.trainees["Bo"], assignment(session, here, now), now).variant.seed
        for _ in range(2)
    }
    assert len(seeds) == 2


def test_practice_never_runs_out_of_patients(session: Session, now: datetime) -> None:
    ada, toy = people.account(session), version(session)
    tries = [lifecycle.start_practice(session, ada, toy, now) for _ in range(4)]
    assert [attempt.number for attempt in tries] == [1, 2, 3, 4]
    assert len({attempt.variant.seed for attempt in tries}) == 4
    assert all(attempt.mode is Mode.PRACTICE and attempt.deadline_at is None for attempt in tries)
    assert lifecycle.start_practice(session, ada, toy, now, seed=7).variant.seed == 7


def test_practice_of_the_same_patient_gives_the_same_chart(session: Session, now: datetime) -> None:
    ada, bo, toy = people.account(session), people.account(session, "Bo Tran"), version(session)
    first, second = (lifecycle.start_practice(session, each, toy, now, seed=7) for each in (ada, bo))
    assert first.variant is second.variant


def test_submitting_marks_at_once_and_the_last_task_ends_the_shift(session: Session, now: datetime) -> None:
    here = school(session)
    given = assignment(session, here, now)
    attempt = lifecycle.start_graded(session, here.trainees["Bo"], given, now)
    first = submitted(session, attempt, TASKS[0], RIGHT[:2], now + HOUR)
    assert [row.credit for row in marking.current_marks(session, first)] == [1.0, 1.0, 0.0]
    assert attempt.submitted_at is None
    submitted(session, attempt, TASKS[1], (), now + 2 * HOUR)
    assert attempt.submitted_at == now + 2 * HOUR
    kinds = [(event.kind, event.task) for event in events.of_attempt(session, attempt)]
    assert kinds == [
        ("shift_started", ""),
        ("task_submitted", TASKS[0]),
        ("task_submitted", TASKS[1]),
        ("shift_finished", ""),
    ]


def test_an_answer_that_cannot_be_read_costs_nothing(session: Session, now: datetime) -> None:
    ada = people.account(session)
    attempt = lifecycle.start_practice(session, ada, version(session), now)
    errors = lifecycle.submit_task(session, attempt, TASKS[0], {"codes": ["12"]}, now)
    assert isinstance(errors, FieldErrors)
    assert list(errors.fields) == ["codes"]
    assert lifecycle.answers(session, attempt) == {}
    assert submitted(session, attempt, TASKS[0], RIGHT, now).task == TASKS[0]


def test_a_double_submit_keeps_the_first_answer(session: Session, now: datetime) -> None:
    attempt = lifecycle.start_practice(session, people.account(session), version(session), now)
    first = submitted(session, attempt, TASKS[0], RIGHT, now)
    with pytest.raises(Conflict, match="already submitted"):
        lifecycle.submit_task(session, attempt, TASKS[0], {"codes": []}, now)
    assert lifecycle.answers(session, attempt) == {TASKS[0]: first}
    assert first.answer == {"codes": list(RIGHT)}


def test_a_double_submit_is_refused_by_the_database(session: Session, now: datetime) -> None:
    attempt = lifecycle.start_practice(session, people.account(session), version(session), now)
    first = submitted(session, attempt, TASKS[0], RIGHT, now)
    at_hand = work.at(attempt, TASKS[0])
    again = at_hand.kind.parse(at_hand.spec, at_hand.room, {"codes": []})
    assert lifecycle._store(session, attempt, TASKS[0], "toy", again, now, now) is None
    assert lifecycle.answers(session, attempt) == {TASKS[0]: first}


def test_a_submitted_answer_cannot_be_changed(session: Session, now: datetime) -> None:
    attempt = lifecycle.start_practice(session, people.account(session), version(session), now)
    answer = submitted(session, attempt, TASKS[0], RIGHT, now)
    answer.answer = {"codes": []}
    with pytest.raises(TypeError, match="append-only"):
        session.flush()
    session.rollback()


def test_unknown_tasks_and_giant_forms_are_refused(session: Session, now: datetime) -> None:
    attempt = lifecycle.start_practice(session, people.account(session), version(session), now)
    with pytest.raises(NotFound, match="no task “nonsense”"):
        lifecycle.submit_task(session, attempt, "nonsense", {}, now)
    with pytest.raises(Invalid, match="too much"):
        lifecycle.submit_task(session, attempt, TASKS[0], {"codes": ["x" * 600_000]}, now)


def test_nul_characters_are_dropped_before_they_reach_the_database(session: Session, now: datetime) -> None:
    attempt = lifecycle.start_practice(session, people.account(session), version(session), now)
    answer = submitted(session, attempt, TASKS[0], ("J18\0.9", "Z\0"), now)
    session.expire_all()
    assert answer.answer == {"codes": ["J18.9", "Z"]}


def test_finishing_by_hand_submits_what_is_saved(session: Session, now: datetime) -> None:
    from sandbox.attempts.autosave import save_draft

    attempt = lifecycle.start_practice(session, people.account(session), version(session), now)
    save_draft(session, attempt, TASKS[1], {"codes": ["J18.9"]}, 0, now)
    lifecycle.finish(session, attempt, now + HOUR)
    assert attempt.submitted_at == now + HOUR
    assert {task: answer.answer for task, answer in lifecycle.answers(session, attempt).items()} == {
        TASKS[1]: {"codes": ["J18.9"]}
    }
    with pytest.raises(Conflict, match="already finished"):
        lifecycle.finish(session, attempt, now + HOUR)
    with pytest.raises(Closed, match="finished"):
        lifecycle.submit_task(session, attempt, TASKS[0], {"codes": []}, now + HOUR)


def test_other_trainees_attempts_are_left_alone(session: Session, now: datetime) -> None:
    here = school(session, "Bo", "Cy")
    given = assignment(session, here, now)
    mine = lifecycle.start_graded(session, here.trainees["Bo"], given, now)
    theirs = lifecycle.start_graded(session, here.trainees["Cy"], given, now)
    lifecycle.finish(session, mine, now)
    assert theirs.submitted_at is None
    assert lifecycle.open_attempt(session, here.trainees["Cy"], given) is theirs
    assert lifecycle.open_attempt(session, here.trainees["Bo"], given) is None


def test_a_lowered_limit_does_not_end_running_attempts(session: Session, now: datetime) -> None:
    here = school(session)
    given = assignment(session, here, now, attempts_allowed=3)
    bo = here.trainees["Bo"]
    finished(session, bo, given, now)
    running = lifecycle.start_graded(session, bo, given, now)
    policy = assignments.Policy(given.opens_at, now + WEEK, attempts_allowed=1)
    assignments.change(session, given, by=here.instructor, now=now, policy=policy)
    assert lifecycle.start_graded(session, bo, given, now) is running
    lifecycle.finish(session, running, now)
    with pytest.raises(Closed, match="only attempt"):
        lifecycle.start_graded(session, bo, given, now)
