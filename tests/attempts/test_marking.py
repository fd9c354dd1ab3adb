"""Marking and regrading."""

from __future__ import annotations

from datetime import datetime

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from sandbox.attempts import lifecycle, marking
from sandbox.attempts.models import Attempt, MarkRow
from sandbox.scenarios import variants
from sandbox.scenarios.models import DerivedKey
from sandbox.scoring.marks import Evidence, Mark, Reason
from tests.factories import people
from tests.factories.attempts import RIGHT, TASKS, submitted
from tests.factories.programs import version
from tests.factories.scenarios import Toy

pytestmark = pytest.mark.usefixtures("toy_makers")


@pytest.fixture
def attempt(session: Session, now: datetime) -> Attempt:
    return lifecycle.start_practice(session, people.account(session), version(session), now)


def test_marks_are_stored_in_order_and_come_back_as_they_were(
    session: Session, attempt: Attempt, now: datetime
) -> None:
    answer = submitted(session, attempt, TASKS[0], ("J18.9", "R05.9"), now)
    session.expire_all()
    marks = [marking.as_mark(row) for row in marking.current_marks(session, answer)]
    kind = Toy()
    assert marks == list(kind.score(marking.read_answer(answer), variants.made(session, attempt.variant).key(TASKS[0])))
    assert [(mark.item, mark.credit, mark.penalty) for mark in marks] == [
        ("code:J18.9", 1.0, 0.0),
        ("code:J44.1", 0.0, 0.0),
        ("code:J44.0", 0.0, 0.0),
        ("extra:R05.9", 0.0, 0.5),
    ]
    assert marks[0].evidence == (Evidence("first", "d02.s2"), Evidence("first", "d05.s1"))


def test_marking_again_changes_nothing(session: Session, attempt: Attempt, now: datetime) -> None:
    answer = submitted(session, attempt, TASKS[0], RIGHT, now)
    before = [row.id for row in marking.current_marks(session, answer)]
    assert [row.id for row in marking.mark(session, answer, now)] == before
    assert len(session.scalars(select(MarkRow)).all()) == len(before)


def test_a_newer_key_appends_and_counts(
    session: Session, attempt: Attempt, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer = submitted(session, attempt, TASKS[0], RIGHT[:1], now)
    monkeypatch.setattr(Toy, "key_version", 2)
    kept = marking.mark(session, answer, now)
    assert {row.key_version for row in kept} == {2}
    assert marking.current_marks(session, answer) == kept
    versions = session.scalars(select(MarkRow.key_version).where(MarkRow.answer_id == answer.id)).all()
    assert sorted(versions) == [1, 1, 1, 2, 2, 2]
    assert sorted(session.scalars(select(DerivedKey.key_version))) == [1, 2]


def test_a_key_is_derived_once_for_each_patient_and_task(
    session: Session, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    toy = version(session)
    derived: list[str] = []
    real = Toy.derive
    monkeypatch.setattr(Toy, "derive", lambda self, spec, *rest: derived.append(spec.id) or real(self, spec, *rest))
    for name in ("Ada Byrne", "Bo Tran"):
        attempt = lifecycle.start_practice(session, people.account(session, name), toy, now, seed=4711)
        for task in TASKS:
            submitted(session, attempt, task, RIGHT, now)
    assert sorted(derived) == sorted(TASKS)
    assert len(session.scalars(select(DerivedKey)).all()) == 2


def test_an_answer_without_marks_has_none(session: Session, attempt: Attempt, now: datetime) -> None:
    answer = submitted(session, attempt, TASKS[0], RIGHT, now)
    session.query(MarkRow).delete()
    assert marking.current_marks(session, answer) == []
    assert len(marking.mark(session, answer, now)) == 3


def test_long_labels_fit_their_column(session: Session, attempt: Attempt, now: datetime) -> None:
    answer = submitted(session, attempt, TASKS[0], RIGHT, now)
    long = Mark("item:x", "g" * 300, "l" * 300, 1.0, 1.0, Reason.CORRECT, "f" * 5000, citation="c" * 5000)
    row = marking.as_row(answer, 9, 0, long)
    session.add(row)
    session.flush()
    session.expire_all()
    kept = marking.as_mark(row)
    assert (len(kept.group), len(kept.label), len(kept.feedback), len(kept.citation)) == (255, 255, 5000, 5000)
