"""Events and their order."""

from __future__ import annotations

from datetime import datetime

import pytest
from sqlalchemy import func
from sqlalchemy.orm import Session

from sandbox.attempts import events, lifecycle
from sandbox.attempts.models import Attempt
from sandbox.errors import Conflict
from tests.factories import people
from tests.factories.attempts import TASKS
from tests.factories.programs import version

pytestmark = pytest.mark.usefixtures("toy_makers")


@pytest.fixture
def attempt(session: Session, now: datetime) -> Attempt:
    return lifecycle.start_practice(session, people.account(session), version(session), now)


def test_events_are_numbered_without_gaps_in_each_attempt(session: Session, attempt: Attempt, now: datetime) -> None:
    other = lifecycle.start_practice(session, attempt.account, attempt.version, now)
    for each in (attempt, other, attempt):
        events.record(session, each, TASKS[0], "document_opened", {"document": "d02"}, now)
    assert [event.sequence for event in events.of_attempt(session, attempt)] == [1, 2, 3]
    assert [event.sequence for event in events.of_attempt(session, other)] == [1, 2]


def test_events_can_be_asked_for_by_kind(session: Session, attempt: Attempt, now: datetime) -> None:
    events.record(session, attempt, TASKS[1], "document_opened", {"document": "d02"}, now)
    (opened,) = events.of_attempt(session, attempt, "document_opened")
    assert (opened.task, opened.detail, opened.at) == (TASKS[1], {"document": "d02"}, now)


def test_a_taken_place_is_passed_over(
    session: Session, attempt: Attempt, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    events.record(session, attempt, "", "first", {}, now)
    looks: list[int] = []
    real = func.max

    class Behind:
        """Another window wrote after we looked, once."""

        @staticmethod
        def max(column: object) -> object:
            looks.append(1)
            return real(column) - 1 if len(looks) == 1 else real(column)

    monkeypatch.setattr(events, "func", Behind)
    event = events.record(session, attempt, "", "second", {}, now)
    assert (event.sequence, len(looks)) == (3, 2)


def test_giving_up_is_said_plainly(
    session: Session, attempt: Attempt, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(events, "TRIES", 0)
    with pytest.raises(Conflict, match="busy in another window"):
        events.record(session, attempt, "", "first", {}, now)


def test_events_are_append_only(session: Session, attempt: Attempt, now: datetime) -> None:
    event = events.record(session, attempt, "", "first", {}, now)
    event.kind = "second"
    with pytest.raises(TypeError, match="append-only"):
        session.flush()
    session.rollback()
