"""Feedback on a task that lists others waits until they are submitted, or the shift is over."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

import pytest
from sqlalchemy.orm import Session

from sandbox.attempts import lifecycle, stages, work
from sandbox.attempts.models import Attempt
from sandbox.scenarios.makers import swapped
from tests.factories import people, queues
from tests.factories.programs import version


@pytest.fixture(autouse=True)
def sorting_makers() -> Iterator[None]:
    with swapped(queues.makers()):
        yield


@pytest.fixture
def attempt(session: Session, now: datetime) -> Attempt:
    """A practice of the sorting shift."""
    made = version(session, source=queues.SOURCE)
    return lifecycle.start_practice(session, people.account(session), made, now, seed=1)


def waits(session: Session, attempt: Attempt, task: str) -> list[str]:
    return stages.feedback_waits_for(session, attempt, work.at(attempt, task).spec)


def test_it_waits_for_those_that_are_not_submitted(session: Session, attempt: Attempt, now: datetime) -> None:
    assert waits(session, attempt, "sort") == ["one", "two"]
    lifecycle.submit_task(session, attempt, "sort", {}, now)
    assert waits(session, attempt, "sort") == ["one", "two"]
    lifecycle.submit_task(session, attempt, "one", {}, now)
    assert waits(session, attempt, "sort") == ["two"]
    lifecycle.submit_task(session, attempt, "two", {}, now)
    assert waits(session, attempt, "sort") == []


def test_the_listed_tasks_wait_for_nothing(session: Session, attempt: Attempt) -> None:
    assert waits(session, attempt, "one") == []


def test_nothing_waits_once_the_shift_is_over(session: Session, attempt: Attempt, now: datetime) -> None:
    lifecycle.submit_task(session, attempt, "sort", {}, now)
    lifecycle.finish(session, attempt, now)
    assert waits(session, attempt, "sort") == []
