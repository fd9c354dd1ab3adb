"""Overrides: bounded, reasoned, revisioned, journaled."""

from __future__ import annotations

from datetime import datetime

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from sandbox.attempts import lifecycle, marking
from sandbox.attempts.models import MarkRow
from sandbox.errors import Conflict, Invalid
from sandbox.gradebook import overrides
from sandbox.gradebook.models import Override
from sandbox.gradebook.overrides import override
from sandbox.journal import entries
from tests.factories.attempts import TASKS, finished
from tests.factories.programs import School, assignment, school

pytestmark = pytest.mark.usefixtures("toy_makers")


@pytest.fixture
def here(session: Session) -> School:
    return school(session)


@pytest.fixture
def mark(session: Session, here: School, now: datetime) -> MarkRow:
    """A missed item."""
    attempt = finished(session, here.trainees["Bo"], assignment(session, here, now), now, ())
    return marking.current_marks(session, lifecycle.answers(session, attempt)[TASKS[0]])[0]


def test_judgments_are_numbered_and_the_latest_stands(
    session: Session, here: School, mark: MarkRow, now: datetime
) -> None:
    assert overrides.latest(session, mark) is None
    first = override(session, mark, 0.5, "Half right.", here.instructor, now)
    second = override(session, mark, 1.0, "Right after all.", here.admin, now)
    assert (first.revision, second.revision) == (1, 2)
    assert overrides.latest(session, mark) is second
    assert overrides.history(session, mark) == [first, second]


def test_the_journal_tells_before_after_and_why(session: Session, here: School, mark: MarkRow, now: datetime) -> None:
    override(session, mark, 0.5, "  Half right.\n", here.instructor, now)
    override(session, mark, 1.0, "Right after all.", here.admin, now, waive_penalty=True)
    first, second = entries.about(session, mark)
    assert (first.act, first.actor_id, first.program_id) == ("mark.overridden", here.instructor.id, here.program.id)
    assert first.detail == {
        "item": "code:J18.9",
        "before": 0.0,
        "after": 0.5,
        "penalty_waived": False,
        "reason": "Half right.",
    }
    assert (second.actor_id, second.detail["before"], second.detail["after"]) == (here.admin.id, 0.5, 1.0)


@pytest.mark.parametrize(
    ("credit", "reason", "field"),
    [
        (-0.1, "why", "credit"),
        (1.1, "why", "credit"),
        (float("nan"), "why", "credit"),
        (0.5, "", "reason"),
        (0.5, " \n\t", "reason"),
        (0.5, "\0", "reason"),
        (0.5, "x" * 2001, "reason"),
    ],
)
def test_impossible_judgments_are_refused_by_field(
    session: Session, here: School, mark: MarkRow, now: datetime, credit: float, reason: str, field: str
) -> None:
    with pytest.raises(Invalid) as refused:
        override(session, mark, credit, reason, here.instructor, now)
    assert set(refused.value.fields) == {field}
    assert session.scalars(select(Override)).all() == []
    assert entries.about(session, mark) == []


def test_a_colleagues_judgment_is_not_overwritten_unseen(
    session: Session, here: School, mark: MarkRow, now: datetime
) -> None:
    override(session, mark, 0.5, "Half right.", here.instructor, now, revision=0)
    with pytest.raises(Conflict, match="colleague judged"):
        override(session, mark, 0.0, "Wrong.", here.admin, now, revision=0)
    override(session, mark, 0.0, "Wrong.", here.admin, now, revision=1)
    assert [each.credit for each in overrides.history(session, mark)] == [0.5, 0.0]


def test_two_judgments_at_once_are_kept_apart_by_the_database(
    session: Session, here: School, mark: MarkRow, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    override(session, mark, 0.5, "Half right.", here.instructor, now)
    monkeypatch.setattr(overrides, "latest", lambda *args: None)
    with pytest.raises(Conflict, match="colleague judged"):
        override(session, mark, 0.0, "Wrong.", here.admin, now)
    assert len(entries.about(session, mark)) == 1


def test_judgments_are_append_only(session: Session, here: School, mark: MarkRow, now: datetime) -> None:
    made = override(session, mark, 0.5, "Half right.", here.instructor, now)
    made.credit = 1.0
    with pytest.raises(TypeError, match="append-only"):
        session.flush()
    session.rollback()


@pytest.mark.parametrize("change", ["credit = 1.5", "credit = -1", "reason = ''"])
def test_the_database_itself_refuses_nonsense(
    session: Session, here: School, mark: MarkRow, now: datetime, change: str
) -> None:
    override(session, mark, 0.5, "Half right.", here.instructor, now)
    with pytest.raises(IntegrityError), session.begin_nested():
        session.execute(text(f"UPDATE override SET {change}"))  # noqa: S608 - words of this test
