"""Counts and accuracy figures of a coded record."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sandbox.scoring.accuracy import LADDER, Tally, accuracy_table
from sandbox.scoring.credit import MARKS
from sandbox.tasks.coding.answer import CodingAnswer, CodingKey
from sandbox.tasks.coding.match import Given, comes_late, is_diagnosis, match, stands_first


def tally(given: Sequence[Given], key: CodingKey) -> Tally:
    """Counts of one matched record for the accuracy methods. Optional codes are not counted."""
    found = {row.item: row for row in given if row.item >= 0}
    rows = [found.get(key.sheet.number[item.id]) for item in key.sheet.required]
    correct = sum(row is not None and row.credit == 1.0 for row in rows)
    wrong = sum(row is not None and row.credit < 1.0 for row in rows)
    extra = sum(row.item < 0 for row in given)
    asked = [
        (item, row) for item, row in zip(key.sheet.required, rows, strict=True) if key.poa and item.poa is not None
    ]
    poa_right = sum(row is not None and getattr(row.row, "poa", "") == item.poa for item, row in asked)
    first = any(row.position == 0 and is_diagnosis(row) and stands_first(row, key, partial=False) for row in given)
    in_order = not any(
        comes_late(found.get(key.sheet.number[name]), found.get(key.sheet.number[item.id]))
        for item in key.sheet.required
        for name in item.after
    )
    every = correct == len(rows) and not extra and in_order and poa_right == len(asked)
    principals = int(bool(key.sheet.firsts))
    return Tally(
        correct=correct,
        wrong=wrong,
        missed=len(rows) - correct - wrong,
        extra=extra,
        principal_right=int(first),
        principal_reviewed=principals,
        poa_right=poa_right,
        poa_reviewed=len(asked),
        records_right=int(every and int(first) == principals),
        records_reviewed=1,
    )


def summary(answer: CodingAnswer, key: CodingKey) -> dict[str, Any]:
    """Accuracy by every method, with the graded one marked; ``graded`` is its title, or that points count by mark."""
    counts = tally(match(answer, key), key)
    table = accuracy_table(counts, "" if key.method == MARKS else key.method)
    return {
        "accuracy": table,
        "ladder": LADDER,
        "graded": key.sheet.policy.title,
        "counts": {name: getattr(counts, name) for name in ("correct", "wrong", "missed", "extra")},
    }
