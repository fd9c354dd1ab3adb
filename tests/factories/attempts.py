"""Attempts at the toy scenario, in the state a test needs."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from sandbox.attempts import lifecycle
from sandbox.attempts.models import Attempt, SubmittedAnswer
from sandbox.people.models import Account
from sandbox.programs.models import Assignment

TASKS = ("name-them", "name-more")
RIGHT = ("J18.9", "J44.1", "J44.0")
"""The three codes that the toy kind asks for in each task."""


def submitted(session: Session, attempt: Attempt, task: str, codes: tuple[str, ...], now: datetime) -> SubmittedAnswer:
    """An answer with these codes, submitted."""
    answer = lifecycle.submit_task(session, attempt, task, {"codes": list(codes)}, now)
    assert isinstance(answer, SubmittedAnswer)
    return answer


def finished(
    session: Session,
    account: Account,
    assignment: Assignment,
    now: datetime,
    first: tuple[str, ...] = RIGHT,
    second: tuple[str, ...] = RIGHT,
) -> Attempt:
    """A finished attempt with these codes in its two tasks (all right unless said otherwise)."""
    attempt = lifecycle.start_graded(session, account, assignment, now)
    for task, codes in zip(TASKS, (first, second), strict=True):
        submitted(session, attempt, task, codes, now)
    assert attempt.submitted_at == now
    return attempt
