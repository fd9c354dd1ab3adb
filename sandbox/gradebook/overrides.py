"""Overrides: an instructor's judgment over one mark, with a reason, journaled."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from sandbox.attempts.models import MarkRow
from sandbox.errors import Conflict, Invalid
from sandbox.gradebook.models import Override
from sandbox.journal import entries
from sandbox.people.models import Account

LONGEST_REASON = 2_000


def override(
    session: Session,
    mark: MarkRow,
    credit: float,
    reason: str,
    by: Account,
    now: datetime,
    *,
    waive_penalty: bool = False,
    revision: int | None = None,
) -> Override:
    """Judge a mark anew: ``credit`` from 0 to 1, with a reason that the trainee will read.

    ``revision`` is that of the override the instructor saw (0 for none); ``Conflict`` if a colleague judged since.
    ``Invalid`` names the field. The latest override of an item counts and outlives regrading.
    """
    tidy = _checked(credit, reason)
    last = latest(session, mark)
    if revision is not None and revision != (last.revision if last else 0):
        raise _judged_since()
    row = Override(
        mark_id=mark.id,
        revision=(last.revision if last else 0) + 1,
        credit=credit,
        waive_penalty=waive_penalty,
        reason=tidy,
        by_id=by.id,
        at=now,
    )
    try:
        with session.begin_nested():
            session.add(row)
    except IntegrityError:
        raise _judged_since() from None
    _journal(session, mark, last, row, by, now)
    return row


def _judged_since() -> Conflict:
    return Conflict("A colleague judged this mark since you opened it.", "Reload to see their judgment, then decide.")


def _checked(credit: float, reason: str) -> str:
    fields: dict[str, list[str]] = {}
    tidy = reason.replace("\0", "").strip()
    if not 0.0 <= credit <= 1.0:  # also refuses NaN
        fields["credit"] = ["Give a credit from 0 to 1."]
    if not tidy:
        fields["reason"] = ["Give a reason; the trainee will read it."]
    elif len(tidy) > LONGEST_REASON:
        fields["reason"] = [f"Use at most {LONGEST_REASON:,} characters."]
    if fields:
        raise Invalid("The mark was not changed.", "Correct the marked fields.", fields)
    return tidy


def _journal(session: Session, mark: MarkRow, last: Override | None, row: Override, by: Account, now: datetime) -> None:
    detail = {
        "item": mark.item,
        "before": last.credit if last else mark.credit,
        "after": row.credit,
        "penalty_waived": row.waive_penalty,
        "reason": row.reason,
    }
    program_id = mark.answer.attempt.program_id
    entries.write(session, actor=by, act="mark.overridden", subject=mark, detail=detail, now=now, program_id=program_id)


def latest(session: Session, mark: MarkRow) -> Override | None:
    """The override that stands over the item of this mark, whichever key version it was given under."""
    found = history(session, mark)
    return found[-1] if found else None


def history(session: Session, mark: MarkRow) -> Sequence[Override]:
    """All overrides of the item of this mark, oldest first."""
    query = (
        select(Override)
        .join(MarkRow, MarkRow.id == Override.mark_id)
        .where(MarkRow.answer_id == mark.answer_id, MarkRow.item == mark.item)
        .order_by(Override.id)
    )
    return session.scalars(query).all()
