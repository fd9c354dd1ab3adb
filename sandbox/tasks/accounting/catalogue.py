"""Every sort of disclosure that a log or a file can hold, by name."""

from __future__ import annotations

from collections.abc import Mapping

from sandbox.tasks.accounting.accountable import ACCOUNTABLE
from sandbox.tasks.accounting.excluded import EXCLUDED
from sandbox.tasks.accounting.sorts import NEVER_LEFT, Sort

SORTS: Mapping[str, Sort] = {sort.name: sort for sort in (*ACCOUNTABLE, *EXCLUDED)}


def accountable(age: int) -> list[Sort]:
    """What is accounted for and can be about a patient of this age."""
    return [sort for sort in SORTS.values() if not sort.ground and fits(sort, age)]


def left_out(age: int) -> list[Sort]:
    """Disclosures that stay out and can be about a patient of this age."""
    return [sort for sort in SORTS.values() if sort.ground and sort.kind != NEVER_LEFT and fits(sort, age)]


def undone(age: int) -> list[Sort]:
    """Papers behind which there is no disclosure."""
    return [sort for sort in SORTS.values() if sort.kind == NEVER_LEFT and fits(sort, age)]


def fits(sort: Sort, age: int) -> bool:
    """Whether a sort can be about a patient of this age, in completed years."""
    return sort.ages[0] <= age <= sort.ages[1]
