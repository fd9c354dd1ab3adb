"""Lint of an accounting: something is missing, something stays out, and no two rows can be taken for each other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from sandbox.tasks.accounting import choices as c
from sandbox.tasks.accounting.answer import AccountingKey, AccountingSpec
from sandbox.tasks.accounting.catalogue import SORTS
from sandbox.tasks.base import World

SEVERAL = 3


def check(spec: AccountingSpec, key: AccountingKey, world: World) -> list[str]:
    """Faults of a key, one message each."""
    return list(_faults(spec, key))


def _faults(spec: AccountingSpec, key: AccountingKey) -> Iterator[str]:
    missing = [row for row in key.papers if row.verdict == c.MISSING]
    if not spec.missing[0] <= len(missing) <= spec.missing[1]:
        yield f"Task “{spec.id}” has {len(missing)} disclosures missing from the log, not {spec.missing}."
    if not spec.lines[0] <= len(key.lines) <= spec.lines[1]:
        yield f"Task “{spec.id}” has {len(key.lines)} lines in the log, not {spec.lines}."
    verdicts = Counter(row.verdict for row in key.lines)
    absent = [verdict for verdict in (c.ON, c.OFF) if not verdicts[verdict]]
    yield from (f"Task “{spec.id}” has no line that is {verdict}." for verdict in absent)
    for row in (*key.lines, *key.papers):
        if row.verdict == c.OFF and not row.reasons:
            yield f"Row {row.id} stays out without a reason."
        if row.verdict != c.OFF and SORTS[row.sort].ground:
            yield f"Row {row.id} is a {row.sort}, which is never accounted for."
        if not row.evidence:
            yield f"Nothing shows what row {row.id} is."
    days = Counter(row.day for row in key.lines)
    yield from (f"Two lines of the log are of {day}." for day, count in days.items() if count > 1)
    yield from _series(key)
    if key.due < key.today:
        yield f"The last day to answer, {key.due}, is past on {key.today}."


def _series(key: AccountingKey) -> Iterator[str]:
    """Whoever is told of so often that it may be summed up is the one of the key, and nobody else."""
    told = Counter(row.recipient for row in key.lines if row.verdict == c.ON)
    several = [name for name, count in told.items() if count >= SEVERAL]
    if several != ([key.series.recipient] if key.series else []):
        yield f"Told {SEVERAL} times or more: {', '.join(several) or 'nobody'}; the key has another series."
