"""Points from marks and overrides."""

from __future__ import annotations

from datetime import datetime

import pytest
from sqlalchemy import event
from sqlalchemy.orm import Session

from sandbox.attempts import lifecycle, marking
from sandbox.gradebook import ledger
from sandbox.gradebook.overrides import override
from sandbox.scoring.points import Points
from tests.factories.attempts import RIGHT, TASKS, finished, submitted
from tests.factories.programs import assignment, school
from tests.factories.scenarios import Toy

pytestmark = pytest.mark.usefixtures("toy_makers")


def test_points_of_an_answer_are_those_of_its_marks(session: Session, now: datetime) -> None:
    here = school(session)
    attempt = lifecycle.start_graded(session, here.trainees["Bo"], assignment(session, here, now), now)
    answer = submitted(session, attempt, TASKS[0], (*RIGHT[:2], "R05.9"), now)
    assert ledger.points_of_answer(session, answer) == Points(1.5, 3.0)


def test_points_of_a_shift_weigh_its_tasks(session: Session, now: datetime) -> None:
    here = school(session)
    attempt = finished(session, here.trainees["Bo"], assignment(session, here, now), now, RIGHT, RIGHT[:1])
    points = ledger.points_of_attempt(session, attempt)  # weights 1 and 2
    assert points.possible == 3.0
    assert points.percent == pytest.approx(100 * (1 + 2 / 3) / 3, abs=0.05)


def test_a_task_without_an_answer_earns_nothing(session: Session, now: datetime) -> None:
    here = school(session)
    attempt = lifecycle.start_graded(session, here.trainees["Bo"], assignment(session, here, now), now)
    assert ledger.points_of_attempt(session, attempt) == Points(0.0, 3.0)
    submitted(session, attempt, TASKS[1], RIGHT, now)
    lifecycle.finish(session, attempt, now)
    assert ledger.points_of_attempt(session, attempt) == Points(2.0, 3.0)


def test_a_critical_mistake_fails_its_task_alone(session: Session, now: datetime) -> None:
    here = school(session)
    attempt = finished(session, here.trainees["Bo"], assignment(session, here, now), now, RIGHT, (*RIGHT, "Z00.00"))
    assert ledger.points_of_attempt(session, attempt) == Points(1.0, 3.0, critical=True)


def test_an_override_counts_and_the_mark_stays(session: Session, now: datetime) -> None:
    here = school(session)
    attempt = finished(session, here.trainees["Bo"], assignment(session, here, now), now, RIGHT[:2])
    answer = lifecycle.answers(session, attempt)[TASKS[0]]
    missed = marking.current_marks(session, answer)[2]
    override(session, missed, 0.5, "The chart is ambiguous.", here.instructor, now)
    assert ledger.points_of_answer(session, answer) == Points(2.5, 3.0)
    judged = ledger.judged_marks(session, answer)
    assert [each.mark.credit for each in judged] == [1.0, 1.0, 0.5]
    assert [each.row.credit for each in judged] == [1.0, 1.0, 0.0]
    assert [each.override is not None for each in judged] == [False, False, True]


def test_waiving_a_penalty_lifts_a_critical_failure(session: Session, now: datetime) -> None:
    here = school(session)
    attempt = finished(session, here.trainees["Bo"], assignment(session, here, now), now, (*RIGHT, "Z00.00"))
    answer = lifecycle.answers(session, attempt)[TASKS[0]]
    fatal = marking.current_marks(session, answer)[3]
    assert ledger.points_of_answer(session, answer) == Points(0.0, 3.0, critical=True)
    override(session, fatal, 1.0, "Not a disclosure.", here.instructor, now, waive_penalty=True)
    assert ledger.points_of_answer(session, answer) == Points(3.0, 3.0)


def test_an_override_outlives_regrading(session: Session, now: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    here = school(session)
    attempt = finished(session, here.trainees["Bo"], assignment(session, here, now), now, ())
    answer = lifecycle.answers(session, attempt)[TASKS[0]]
    override(session, marking.current_marks(session, answer)[0], 1.0, "Right after all.", here.instructor, now)
    monkeypatch.setattr(Toy, "key_version", 2)
    marking.mark(session, answer, now)
    assert ledger.points_of_answer(session, answer) == Points(1.0, 3.0)
    assert [each.mark.credit for each in ledger.judged_marks(session, answer)] == [1.0, 0.0, 0.0]


def test_one_by_one_and_all_together_agree(session: Session, now: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ledger, "CHUNK", 3)
    here = school(session, "Bo", "Cy", "Di")
    given = assignment(session, here, now)
    attempts = [
        finished(session, trainee, given, now, RIGHT[:count]) for count, trainee in enumerate(here.trainees.values(), 1)
    ]
    together = ledger.points_of_attempts(session, attempts)
    assert together == {attempt.id: ledger.points_of_attempt(session, attempt) for attempt in attempts}
    assert len(set(together.values())) == 3


def test_queries_do_not_grow_with_the_class(session: Session, now: datetime) -> None:
    here = school(session, "Bo", "Cy", "Di", "Ed")
    given = assignment(session, here, now)
    attempts = [finished(session, trainee, given, now) for trainee in here.trainees.values()]
    asked: list[str] = []
    listener = lambda conn, cursor, statement, *rest: asked.append(statement)  # noqa: E731
    event.listen(session.connection(), "before_cursor_execute", listener)
    ledger.points_of_attempts(session, attempts[:1])
    one = len(asked)
    ledger.points_of_attempts(session, attempts)
    assert len(asked) - one == one


def test_the_best_finished_attempt_counts_and_the_earlier_of_equals(session: Session, now: datetime) -> None:
    here = school(session)
    given = assignment(session, here, now, attempts_allowed=5)
    bo = here.trainees["Bo"]
    tries = [finished(session, bo, given, now, codes, codes) for codes in (RIGHT[:1], RIGHT[:2], RIGHT[:2], ())]
    running = lifecycle.start_graded(session, bo, given, now)
    for task in TASKS[:1]:
        submitted(session, running, task, RIGHT, now)
    points = ledger.points_of_attempts(session, [*tries, running])
    assert ledger.best(points, [running]) is None
    assert ledger.best(points, [*tries, running]) is tries[1]
