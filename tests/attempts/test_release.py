"""When feedback opens."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from sandbox.attempts import lifecycle
from sandbox.attempts.release import feedback_opens_at, may_see_feedback
from sandbox.programs import assignments
from sandbox.programs.models import FeedbackMoment
from tests.factories import people
from tests.factories.programs import WEEK, assignment, school, version

pytestmark = pytest.mark.usefixtures("toy_makers")
HOUR = timedelta(hours=1)


def test_practice_gives_feedback_at_once(session: Session, now: datetime) -> None:
    attempt = lifecycle.start_practice(session, people.account(session), version(session), now)
    assert may_see_feedback(attempt, now)
    assert feedback_opens_at(attempt) is None
    lifecycle.finish(session, attempt, now)
    assert feedback_opens_at(attempt) == now


@pytest.mark.parametrize(
    ("moment", "opens"),
    [(FeedbackMoment.AFTER_SUBMIT, HOUR), (FeedbackMoment.AFTER_DUE, WEEK), (FeedbackMoment.WHEN_RELEASED, None)],
)
def test_graded_feedback_opens_at_its_moment(
    session: Session, now: datetime, moment: FeedbackMoment, opens: timedelta | None
) -> None:
    here = school(session)
    given = assignment(session, here, now, feedback=moment)
    attempt = lifecycle.start_graded(session, here.trainees["Bo"], given, now)
    assert feedback_opens_at(attempt) is None
    lifecycle.finish(session, attempt, now + HOUR)
    assert feedback_opens_at(attempt) == (now + opens if opens else None)
    if opens:
        assert not may_see_feedback(attempt, now + opens - timedelta(seconds=1))
        assert may_see_feedback(attempt, now + opens)
    else:
        assert not may_see_feedback(attempt, now + 100 * WEEK)


@pytest.mark.parametrize("moment", list(FeedbackMoment))
def test_nobody_sees_feedback_while_working(session: Session, now: datetime, moment: FeedbackMoment) -> None:
    here = school(session)
    given = assignment(session, here, now, feedback=moment)
    attempt = lifecycle.start_graded(session, here.trainees["Bo"], given, now)
    assignments.release(session, given, by=here.instructor, now=now)
    assert not may_see_feedback(attempt, now + 100 * WEEK)


@pytest.mark.parametrize("moment", list(FeedbackMoment))
def test_the_instructor_can_release_sooner_but_never_later(
    session: Session, now: datetime, moment: FeedbackMoment
) -> None:
    here = school(session)
    given = assignment(session, here, now, feedback=moment)
    attempt = lifecycle.start_graded(session, here.trainees["Bo"], given, now)
    lifecycle.finish(session, attempt, now)
    before = feedback_opens_at(attempt)
    assignments.release(session, given, by=here.instructor, now=now + HOUR)
    assert may_see_feedback(attempt, now + HOUR)
    assert feedback_opens_at(attempt) == min(each for each in (before, now + HOUR) if each is not None)
