"""Staged tasks: rounds closed once, replies kept, drafts begun afresh, and what stands when time runs out."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy.orm import Session

from sandbox.attempts import autosave, events, lifecycle, rounds, stages, work
from sandbox.attempts.models import Attempt, SubmittedAnswer
from sandbox.errors import Closed, Conflict
from sandbox.gradebook import ledger
from sandbox.programs import assignments
from sandbox.scenarios.makers import swapped
from sandbox.tasks.base import FieldErrors
from sandbox.tasks.staged import Reply
from tests.factories import people, staged
from tests.factories.programs import school, version
from tests.factories.staged import DROP, RIGHT, WRONG, ChaseAnswer

HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
def staged_makers() -> Iterator[None]:
    with swapped(staged.makers()):
        yield


@pytest.fixture
def attempt(session: Session, now: datetime) -> Attempt:
    """A practice of the chase."""
    made = version(session, source=staged.SOURCE)
    return lifecycle.start_practice(session, people.account(session), made, now, seed=1)


def ask(session: Session, attempt: Attempt, who: str, number: int, now: datetime) -> object:
    return rounds.close_round(session, attempt, "chase", {"ask": [who]}, number, now)


def kinds_of(session: Session, attempt: Attempt) -> list[str]:
    return [event.kind for event in events.of_attempt(session, attempt) if event.task == "chase"]


def test_a_closed_round_and_its_reply_are_kept_and_make_the_next_room(
    session: Session, attempt: Attempt, now: datetime
) -> None:
    reply = ask(session, attempt, RIGHT, 1, now)
    assert isinstance(reply, Reply)
    session.expire_all()
    room = work.at(attempt, "chase").room
    assert (room.round, room.today) == (2, date(2026, 3, 27))
    assert room.earlier == (ChaseAnswer(asked=(RIGHT,)),)
    assert room.charts["main"].document("d04").signatures[0].signed_at is not None
    assert room.news == {"main:d04": "Changed"}
    assert room.given == {"asked": [RIGHT]}
    assert kinds_of(session, attempt) == [stages.CLOSED, stages.REPLIED]


def test_the_variant_itself_never_changes(session: Session, attempt: Attempt, now: datetime) -> None:
    ask(session, attempt, RIGHT, 1, now)
    first = work.at(attempt, "chase", 1).room
    assert (first.round, first.today, first.earlier) == (1, date(2026, 3, 20), ())
    assert first.charts["main"].document("d04").signatures[0].signed_at is None
    other = lifecycle.start_practice(session, attempt.account, attempt.version, now, seed=1)
    assert work.at(other, "chase").room == first


def test_what_was_replied_stays_even_if_the_kind_would_now_say_otherwise(
    session: Session, attempt: Attempt, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    ask(session, attempt, RIGHT, 1, now)
    monkeypatch.setattr(staged.Chase, "respond", lambda *_args: Reply("Something else."))
    assert work.at(attempt, "chase").room.replies[0].sentence == "A week later it is signed."


def test_the_last_round_submits_the_rounds_as_one_answer(session: Session, attempt: Attempt, now: datetime) -> None:
    for number, who in enumerate((WRONG, RIGHT), 1):
        assert isinstance(ask(session, attempt, who, number, now), Reply)
    answer = ask(session, attempt, RIGHT, 3, now)
    assert isinstance(answer, SubmittedAnswer)
    assert answer.answer == {"asked": [WRONG, RIGHT, RIGHT]}
    assert ledger.points_of_answer(session, answer).percent == pytest.approx(66.7)


def test_no_reply_means_that_the_task_is_submitted(session: Session, attempt: Attempt, now: datetime) -> None:
    ask(session, attempt, RIGHT, 1, now)
    answer = ask(session, attempt, DROP, 2, now)
    assert isinstance(answer, SubmittedAnswer)
    assert answer.answer == {"asked": [RIGHT, DROP]}
    assert kinds_of(session, attempt)[-1] == "task_submitted"


def test_a_round_cannot_be_closed_twice_nor_out_of_turn(session: Session, attempt: Attempt, now: datetime) -> None:
    ask(session, attempt, RIGHT, 1, now)
    for number in (1, 3, 0):
        with pytest.raises(Conflict, match="round 2 is open"):
            ask(session, attempt, WRONG, number, now)
    assert work.at(attempt, "chase").room.earlier == (ChaseAnswer(asked=(RIGHT,)),)


def test_a_round_whose_reply_cannot_be_kept_stays_open(
    session: Session, attempt: Attempt, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    record = events.record

    def broken(*given: Any) -> object:
        if given[3] == stages.REPLIED:
            raise OSError("the disk is full")
        return record(*given)

    monkeypatch.setattr(events, "record", broken)
    with pytest.raises(OSError, match="disk"), session.begin_nested():
        ask(session, attempt, RIGHT, 1, now)
    monkeypatch.undo()
    assert (kinds_of(session, attempt), work.at(attempt, "chase").room.round) == ([], 1)
    assert isinstance(ask(session, attempt, RIGHT, 1, now), Reply)


def test_submitting_before_the_last_round_is_refused(session: Session, attempt: Attempt, now: datetime) -> None:
    with pytest.raises(Conflict, match="goes on after this round"):
        lifecycle.submit_task(session, attempt, "chase", {"ask": [RIGHT]}, now)
    assert isinstance(lifecycle.submit_task(session, attempt, "chase", {"ask": [DROP]}, now), SubmittedAnswer)


def test_what_cannot_be_read_closes_nothing(session: Session, attempt: Attempt, now: datetime) -> None:
    assert isinstance(ask(session, attempt, "12", 1, now), FieldErrors)
    assert (kinds_of(session, attempt), work.at(attempt, "chase").room.round) == ([], 1)


def test_the_draft_starts_afresh_and_an_old_window_is_told(session: Session, attempt: Attempt, now: datetime) -> None:
    draft = autosave.save_draft(session, attempt, "chase", {"ask": [RIGHT]}, 0, now, 1)
    old = draft.revision
    ask(session, attempt, RIGHT, 1, now)
    fresh = autosave.draft_of(session, attempt, "chase")
    assert fresh is not None
    assert (fresh.form, fresh.revision) == ({}, old + 1)
    with pytest.raises(Conflict, match="Round 1 of this task is closed"):
        autosave.save_draft(session, attempt, "chase", {"ask": [WRONG]}, old, now, 1)
    with pytest.raises(autosave.StaleDraft):
        autosave.save_draft(session, attempt, "chase", {"ask": [WRONG]}, old, now)
    assert autosave.save_draft(session, attempt, "chase", {"ask": [WRONG]}, old + 1, now, 2).form == {"ask": [WRONG]}


def test_a_round_closed_without_any_draft_leaves_one_for_the_next(
    session: Session, attempt: Attempt, now: datetime
) -> None:
    ask(session, attempt, RIGHT, 1, now)
    draft = autosave.draft_of(session, attempt, "chase")
    assert draft is not None
    assert draft.form == {}


@pytest.mark.parametrize(
    ("typed", "stands"),
    [
        ({"ask": [WRONG]}, [RIGHT, WRONG]),  # read as it stood
        ({"ask": ["12"]}, [RIGHT, ""]),  # what cannot be read is left out
        (None, [RIGHT, ""]),  # killed between the rounds: nothing was typed
    ],
)
def test_at_the_deadline_closed_rounds_and_the_draft_count(
    session: Session, now: datetime, typed: dict[str, list[str]] | None, stands: list[str]
) -> None:
    here = school(session)
    made = version(session, source=staged.SOURCE)
    terms = assignments.Policy(now - HOUR, minutes=30)
    given = assignments.assign(session, here.course, made, by=here.instructor, now=now - HOUR, policy=terms)
    attempt = lifecycle.start_graded(session, here.trainees["Bo"], given, now)
    ask(session, attempt, RIGHT, 1, now)
    if typed:
        autosave.save_draft(session, attempt, "chase", typed, 1, now, 2)
    with pytest.raises(Closed):
        ask(session, attempt, RIGHT, 2, now + HOUR)
    assert lifecycle.close_if_overdue(session, attempt, now + HOUR)
    answer = lifecycle.answers(session, attempt)["chase"]
    assert answer.answer == {"asked": stands}
    assert answer.submitted_at == attempt.deadline_at


def test_finishing_by_hand_submits_the_closed_rounds(session: Session, attempt: Attempt, now: datetime) -> None:
    ask(session, attempt, RIGHT, 1, now)
    ask(session, attempt, RIGHT, 2, now)
    lifecycle.finish(session, attempt, now)
    assert lifecycle.answers(session, attempt)["chase"].answer == {"asked": [RIGHT, RIGHT, ""]}
    with pytest.raises(Conflict, match="already submitted"):
        ask(session, attempt, RIGHT, 3, now)


def test_a_task_that_follows_another_opens_once_with_what_that_one_did(
    session: Session, attempt: Attempt, now: datetime
) -> None:
    with pytest.raises(Conflict, match="comes after “Chase the signature”"):
        rounds.open_task(session, attempt, "thanks", now)
    with pytest.raises(Conflict, match="not open yet"):
        autosave.save_draft(session, attempt, "thanks", {"codes": []}, 0, now)
    with pytest.raises(Conflict, match="not open yet"):
        lifecycle.submit_task(session, attempt, "thanks", {"codes": []}, now)
    rounds.hand_in(session, attempt, "chase", ChaseAnswer(asked=(WRONG, RIGHT, DROP)), now)
    assert not work.at(attempt, "thanks").is_open
    for _ in range(2):
        rounds.open_task(session, attempt, "thanks", now)
    at_hand = work.at(attempt, "thanks")
    assert at_hand.is_open
    assert (at_hand.room.round, at_hand.room.given["asked"]) == (1, [WRONG, RIGHT, DROP])
    opened = [event for event in events.of_attempt(session, attempt) if event.task == "thanks"]
    assert [event.kind for event in opened] == [stages.OPENED, stages.REPLIED]


def test_a_task_that_finds_nothing_changed_opens_on_the_variant(
    session: Session, attempt: Attempt, now: datetime
) -> None:
    rounds.hand_in(session, attempt, "chase", ChaseAnswer(asked=(DROP,)), now)
    rounds.open_task(session, attempt, "thanks", now)
    assert work.at(attempt, "thanks").room.replies == ()
    assert isinstance(lifecycle.submit_task(session, attempt, "thanks", {"codes": []}, now), SubmittedAnswer)


def test_handing_in_leaves_missing_rounds_empty(session: Session, attempt: Attempt, now: datetime) -> None:
    answer = rounds.hand_in(session, attempt, "chase", ChaseAnswer(), now)
    assert answer.answer == {"asked": ["", "", ""]}
    with pytest.raises(ValueError, match="cannot be read"):
        rounds.hand_in(
            session,
            lifecycle.start_practice(session, attempt.account, attempt.version, now),
            "chase",
            ChaseAnswer(asked=("12",)),
            now,
        )
