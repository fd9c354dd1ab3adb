"""Which patient a trainee gets: seeds drawn from who asks and for what, so that a restart gives the same patient."""

from __future__ import annotations

from hashlib import sha256

from sandbox.people.models import Account
from sandbox.programs.models import Assignment
from sandbox.scenarios.models import ScenarioVersion


def _draw(*parts: object) -> int:
    digest = sha256("/".join(map(str, parts)).encode()).digest()
    return int.from_bytes(digest[:4], "big") & 0x7FFF_FFFF  # fits a 32-bit INTEGER column


def graded(assignment: Assignment, account: Account, number: int) -> int:
    """The seed of one graded attempt: a patient per trainee, or one shared by all, and always a new one next time."""
    if assignment.same_variant:
        return _draw("shared", assignment.id, assignment.salt, number)
    return _draw("graded", assignment.id, assignment.salt, account.id, number)


def practice(version: ScenarioVersion, account: Account, number: int) -> int:
    """The seed of a trainee's nth practice of a version."""
    return _draw("practice", version.id, account.id, number)
