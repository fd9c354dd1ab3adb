"""Drafts and their revisions."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from sandbox.attempts import lifecycle
from sandbox.attempts.autosave import StaleDraft, draft_of, save_draft
from sandbox.attempts.models import Attempt
from sandbox.errors import Closed, Conflict, Invalid, NotFound
from tests.factories import people
from tests.factories.attempts import RIGHT, TASKS, submitted
from tests.factories.programs import version

pytestmark = pytest.mark.usefixtures("toy_makers")
TASK = TASKS[0]
ONE, TWO, THREE = {"codes": ["J18.9"]}, {"codes": ["J18.9", "J44.1"]}, {"codes": []}


@pytest.fixture
def attempt(session: Session, now: datetime) -> Attempt:
    return lifecycle.start_practice(session, people.account(session), version(session), now)


def test_saving_counts_revisions(session: Session, attempt: Attempt, now: datetime) -> None:
    assert draft_of(session, attempt, TASK) is None
    first = save_draft(session, attempt, TASK, ONE, 0, now)
    assert (first.revision, first.form) == (1, ONE)
    later = now + timedelta(seconds=10)
    second = save_draft(session, attempt, TASK, TWO, 1, later)
    session.expire_all()
    assert (second.revision, second.form, second.saved_at) == (2, TWO, later)
    assert draft_of(session, attempt, TASK) is second


@pytest.mark.parametrize("revision", [0, 1, 3, -1])
def test_a_stale_save_is_refused_and_tells_what_is_saved(
    session: Session, attempt: Attempt, now: datetime, revision: int
) -> None:
    save_draft(session, attempt, TASK, ONE, 0, now)
    save_draft(session, attempt, TASK, TWO, 1, now)
    with pytest.raises(StaleDraft, match="another window") as refused:
        save_draft(session, attempt, TASK, THREE, revision, now)
    assert isinstance(refused.value, Conflict)
    assert (refused.value.draft.revision, refused.value.draft.form) == (2, TWO)
    replaced = save_draft(session, attempt, TASK, THREE, refused.value.draft.revision, now)
    assert (replaced.revision, replaced.form) == (3, THREE)


def test_saving_the_same_again_is_no_conflict(session: Session, attempt: Attempt, now: datetime) -> None:
    save_draft(session, attempt, TASK, ONE, 0, now)
    save_draft(session, attempt, TASK, TWO, 1, now)
    again = save_draft(session, attempt, TASK, TWO, 1, now)  # the reply to the first got lost
    assert (again.revision, again.form) == (2, TWO)


def test_a_revision_of_nothing_starts_the_draft(session: Session, attempt: Attempt, now: datetime) -> None:
    made = save_draft(session, attempt, TASK, ONE, 7, now)
    assert (made.revision, made.form) == (1, ONE)


def test_drafts_of_tasks_and_attempts_are_apart(session: Session, attempt: Attempt, now: datetime) -> None:
    other = lifecycle.start_practice(session, attempt.account, attempt.version, now)
    save_draft(session, attempt, TASKS[0], ONE, 0, now)
    save_draft(session, attempt, TASKS[1], TWO, 0, now)
    save_draft(session, other, TASKS[0], THREE, 0, now)
    assert {task: draft.form for task, draft in lifecycle.drafts(session, attempt).items()} == {
        TASKS[0]: ONE,
        TASKS[1]: TWO,
    }


def test_anything_a_browser_sends_can_be_saved(session: Session, attempt: Attempt, now: datetime) -> None:
    form = {"codes": ["12", "ＦＵＬＬ", "a\nb", "\0", ""], "unknown-3-field": ["<script>"], "": ["x"]}
    save_draft(session, attempt, TASK, form, 0, now)
    session.expire_all()
    kept = draft_of(session, attempt, TASK)
    assert kept is not None
    assert kept.form == {**form, "codes": ["12", "ＦＵＬＬ", "a\nb", "", ""]}


def test_a_giant_paste_is_refused_and_what_was_saved_stays(session: Session, attempt: Attempt, now: datetime) -> None:
    save_draft(session, attempt, TASK, ONE, 0, now)
    with pytest.raises(Invalid, match="too much to save"):
        save_draft(session, attempt, TASK, {"codes": ["x" * 10_000_000]}, 1, now)
    kept = draft_of(session, attempt, TASK)
    assert kept is not None
    assert kept.form == ONE


def test_nothing_is_saved_after_submitting_or_finishing(session: Session, attempt: Attempt, now: datetime) -> None:
    submitted(session, attempt, TASKS[0], RIGHT, now)
    with pytest.raises(Conflict, match="already submitted"):
        save_draft(session, attempt, TASKS[0], ONE, 0, now)
    lifecycle.finish(session, attempt, now)
    with pytest.raises(Closed):
        save_draft(session, attempt, TASKS[1], ONE, 0, now)
    assert lifecycle.drafts(session, attempt) == {}


def test_a_task_that_does_not_exist_has_no_draft(session: Session, attempt: Attempt, now: datetime) -> None:
    with pytest.raises(NotFound):
        save_draft(session, attempt, "nonsense", ONE, 0, now)
