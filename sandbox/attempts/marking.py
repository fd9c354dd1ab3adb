"""Marking: answers against derived keys. Marks are appended per key version; the highest one counts."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from sandbox.attempts import work
from sandbox.attempts.models import MarkRow, SubmittedAnswer
from sandbox.scenarios import variants
from sandbox.scenarios.models import DerivedKey, Variant
from sandbox.scoring.marks import Evidence, Mark, Reason
from sandbox.tasks.base import Answer, Key, Kind


def mark(session: Session, answer: SubmittedAnswer, now: datetime) -> list[MarkRow]:
    """Mark an answer with today's key and store the marks. Does nothing when that is done already (regrade at will)."""
    kind = work.kind(answer.kind)
    present = _rows(session, answer, kind.key_version)
    if present:
        return present
    key = key_of(session, answer.attempt.variant, answer.task, kind, now)
    marks = kind.score(read_answer(answer), key)
    rows = [as_row(answer, kind.key_version, position, each) for position, each in enumerate(marks)]
    try:
        with session.begin_nested():
            session.add_all(rows)
    except IntegrityError:  # another process marked the same answer at the same moment, with the same result
        return _rows(session, answer, kind.key_version)
    return rows


def current_marks(session: Session, answer: SubmittedAnswer) -> list[MarkRow]:
    """The marks that count: those of the highest key version, in the order the kind gave them."""
    version = session.scalar(select(func.max(MarkRow.key_version)).where(MarkRow.answer_id == answer.id))
    return [] if version is None else _rows(session, answer, version)


def _rows(session: Session, answer: SubmittedAnswer, key_version: int) -> list[MarkRow]:
    query = select(MarkRow).where(MarkRow.answer_id == answer.id, MarkRow.key_version == key_version)
    return list(session.scalars(query.order_by(MarkRow.position)))


def key_of(session: Session, variant: Variant, task: str, kind: Kind[Any, Any, Any], now: datetime) -> Key:
    """The key of a task, derived from the variant's truth once per key version and kept."""
    query = select(DerivedKey).where(
        DerivedKey.variant_id == variant.id, DerivedKey.task == task, DerivedKey.key_version == kind.key_version
    )
    stored = session.scalar(query)
    if stored is not None:
        return kind.key_type.model_validate(stored.key)
    key: Key = variants.made(session, variant).key(task)
    row = DerivedKey(
        variant_id=variant.id,
        task=task,
        key_version=kind.key_version,
        key=key.model_dump(mode="json"),
        created_at=now,
    )
    try:
        with session.begin_nested():
            session.add(row)
    except IntegrityError:  # a classmate with the same patient submitted at the same moment; keys are deterministic
        pass
    return key


def read_answer(answer: SubmittedAnswer) -> Answer:
    """The stored answer as its kind's value."""
    return work.kind(answer.kind).answer_type.model_validate(answer.answer)


def as_row(answer: SubmittedAnswer, key_version: int, position: int, given: Mark) -> MarkRow:
    """A mark as it is stored. Labels are cut to their column; nothing else is lost."""
    return MarkRow(
        answer_id=answer.id,
        key_version=key_version,
        position=position,
        item=given.item,
        group=given.group[:255],
        label=given.label[:255],
        weight=given.weight,
        credit=given.credit,
        penalty=given.penalty,
        critical=given.critical,
        reason=given.reason.value,
        feedback=given.feedback,
        given=given.given,
        expected=given.expected,
        evidence=[[each.chart, each.statement] for each in given.evidence],
        citation=given.citation,
    )


def as_mark(row: MarkRow) -> Mark:
    """A stored mark as a value."""
    return Mark(
        item=row.item,
        group=row.group,
        label=row.label,
        weight=row.weight,
        credit=row.credit,
        reason=Reason(row.reason),
        feedback=row.feedback,
        given=row.given,
        expected=row.expected,
        penalty=row.penalty,
        critical=row.critical,
        evidence=tuple(Evidence(chart, statement) for chart, statement in row.evidence),
        citation=row.citation,
    )
