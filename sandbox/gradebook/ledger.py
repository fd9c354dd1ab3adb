"""The ledger: points of answers and attempts, computed from marks with overrides applied. Nothing here is stored."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session, aliased

from sandbox.attempts import marking, work
from sandbox.attempts.models import Attempt, MarkRow, SubmittedAnswer
from sandbox.gradebook.models import Override
from sandbox.scoring.marks import Mark, Reason
from sandbox.scoring.points import Points, combine, points_of

CHUNK = 500  # SQLite takes a bounded number of parameters


@dataclass(frozen=True, slots=True)
class Judged:
    """A stored mark, the override that stands over it (if any), and the mark that counts after both."""

    row: MarkRow
    override: Override | None
    mark: Mark


def judged_marks(session: Session, answer: SubmittedAnswer) -> list[Judged]:
    """The marks that count for an answer, in order, each with its override."""
    standing = _standing_overrides(session, MarkRow.answer_id == answer.id)
    judged = []
    for row in marking.current_marks(session, answer):
        override = standing.get((answer.id, row.item))
        judged.append(Judged(row, override, _applied(marking.as_mark(row), override)))
    return judged


def _standing_overrides(session: Session, which: ColumnElement[bool]) -> dict[tuple[int, str], Override]:
    """The latest override of each item of each answer. It follows the item from one key version to the next."""
    query = (
        select(MarkRow.answer_id, MarkRow.item, Override)
        .join(Override, Override.mark_id == MarkRow.id)
        .where(which)
        .order_by(Override.id)
    )
    return {(answer_id, item): override for answer_id, item, override in session.execute(query)}


def _applied(mark: Mark, override: Override | None) -> Mark:
    if override is None:
        return mark
    return replace(mark, credit=override.credit, penalty=0.0 if override.waive_penalty else mark.penalty)


def points_of_answer(session: Session, answer: SubmittedAnswer) -> Points:
    """Points of one task."""
    return points_of_answers(session, [answer.id])[answer.id]


def points_of_answers(session: Session, answer_ids: Sequence[int]) -> dict[int, Points]:
    """Points of many answers in two queries a chunk, by answer id; an answer without marks has none possible."""
    points: dict[int, Points] = {}
    for start in range(0, len(answer_ids), CHUNK):
        points |= _points_of_chunk(session, answer_ids[start : start + CHUNK])
    return points


def _points_of_chunk(session: Session, answer_ids: Sequence[int]) -> dict[int, Points]:
    standing = _standing_overrides(session, MarkRow.answer_id.in_(answer_ids))
    other = aliased(MarkRow)
    newest = select(func.max(other.key_version)).where(other.answer_id == MarkRow.answer_id).scalar_subquery()
    query = select(
        MarkRow.answer_id, MarkRow.item, MarkRow.weight, MarkRow.credit, MarkRow.penalty, MarkRow.critical
    ).where(MarkRow.answer_id.in_(answer_ids), MarkRow.key_version == newest)
    marks: dict[int, list[Mark]] = {answer_id: [] for answer_id in answer_ids}
    for answer_id, item, weight, credit, penalty, critical in session.execute(query):
        # Points need numbers alone; words are not loaded for a whole course.
        mark = Mark(item, "", "", weight, credit, Reason.OPTIONAL, "", penalty=penalty, critical=critical)
        marks[answer_id].append(_applied(mark, standing.get((answer_id, item))))
    return {answer_id: points_of(found) for answer_id, found in marks.items()}


def points_of_attempt(session: Session, attempt: Attempt) -> Points:
    """Points of a shift: each task's fraction by the task's weight; a task without an answer earns nothing."""
    return points_of_attempts(session, [attempt])[attempt.id]


def points_of_attempts(session: Session, attempts: Iterable[Attempt]) -> dict[int, Points]:
    """Points of many shifts, by attempt id."""
    attempts = list(attempts)
    answers = _answers_of(session, [attempt.id for attempt in attempts])
    points = points_of_answers(session, list(answers.values()))
    return {attempt.id: _combined(attempt, answers, points) for attempt in attempts}


def _answers_of(session: Session, attempt_ids: Sequence[int]) -> dict[tuple[int, str], int]:
    found: dict[tuple[int, str], int] = {}
    for start in range(0, len(attempt_ids), CHUNK):
        query = select(SubmittedAnswer.attempt_id, SubmittedAnswer.task, SubmittedAnswer.id).where(
            SubmittedAnswer.attempt_id.in_(attempt_ids[start : start + CHUNK])
        )
        found |= {(attempt_id, task): answer_id for attempt_id, task, answer_id in session.execute(query)}
    return found


def _combined(attempt: Attempt, answers: Mapping[tuple[int, str], int], points: Mapping[int, Points]) -> Points:
    nothing = Points(0.0, 1.0)
    parts = []
    for spec in work.tasks_of_version(attempt.version):
        answer_id = answers.get((attempt.id, spec.id))
        parts.append((spec.weight, nothing if answer_id is None else points[answer_id]))
    return combine(parts)


def best(points: Mapping[int, Points], attempts: Sequence[Attempt]) -> Attempt | None:
    """The attempt that counts: the finished one with the highest points, the earlier of equals; None if none is."""
    finished = [attempt for attempt in attempts if attempt.submitted_at is not None]
    return min(finished, key=lambda attempt: (-points[attempt.id].fraction, attempt.number), default=None)
