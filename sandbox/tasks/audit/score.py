"""Marks of an audit: each line of the claims, what was left out, the rate, and each incident of the log."""

from __future__ import annotations

from collections.abc import Sequence

from sandbox.scoring.marks import Mark
from sandbox.tasks.audit.answer import AuditAnswer, AuditKey
from sandbox.tasks.audit.score_access import access_marks
from sandbox.tasks.audit.score_codes import code_marks


def score(answer: AuditAnswer, key: AuditKey) -> Sequence[Mark]:
    """Marks of the parts that the key has."""
    return (*code_marks(answer, key), *access_marks(answer, key))
