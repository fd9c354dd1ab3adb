"""The accounting as it should have gone to the patient, for feedback (45 CFR 164.528(b)(2)-(4))."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sandbox.tasks.accounting import choices as c
from sandbox.tasks.accounting import own as owns
from sandbox.tasks.accounting.answer import AccountingAnswer, AccountingKey
from sandbox.tasks.accounting.catalogue import SORTS
from sandbox.tasks.accounting.papers import short

TOLD = (c.ON, c.PROTOCOL, c.MISSING)


def summary(answer: AccountingAnswer, key: AccountingKey) -> dict[str, Any]:
    """The entries by day, the line held back, and how many disclosures nobody had logged."""
    entries = sorted(_entries(answer, key), key=lambda entry: entry["iso"])
    missing = [row for row in key.papers if row.verdict == c.MISSING]
    return {
        "begins": short(key.starts[0]),
        "due": short(key.due),
        "entries": entries,
        "held": [short(row.until) for row in key.lines if row.verdict == c.HELD],
        "missing": len(missing),
    }


def _entries(answer: AccountingAnswer, key: AccountingKey) -> Iterator[dict[str, str]]:
    for row in (*key.lines, *key.papers):
        if row.verdict in TOLD:
            source = (
                "missing from the log"
                if row.verdict == c.MISSING
                else "list of studies"
                if SORTS[row.sort].study
                else ""
            )
            yield _entry(row.day, row.recipient, row.what, SORTS[row.sort].purpose, source)
    known = {own.id: own for own in key.own}
    for one in answer.own:
        if one.id in known and owns.accountable(one, known[one.id]):
            source = "you logged it" if one.logged else "you had not logged it"
            yield _entry(one.day, one.recipient, one.what, owns.purposes(one, known[one.id])[0], source)


def _entry(day: str, recipient: str, what: str, purpose: str, source: str) -> dict[str, str]:
    return {
        "iso": day,
        "day": short(day),
        "recipient": recipient,
        "what": what,
        "purpose": c.PURPOSES[purpose],
        "note": source,
    }
