"""Counts of the colleague's work, and figures of the auditor's."""

from __future__ import annotations

from typing import Any

from sandbox.scoring.accuracy import LADDER, METHODS, Tally, accuracy_table
from sandbox.tasks.audit.answer import AuditAnswer, AuditKey, MissingKey, RowKey, SequenceKey
from sandbox.tasks.audit.classes import CLASSES, CODE


def tally(
    slots: tuple[str, ...],
    rows: tuple[RowKey, ...],
    sequences: tuple[SequenceKey, ...],
    missing: tuple[MissingKey, ...],
) -> Tally:
    """Counts of the colleague's work over all records."""
    total = Tally()
    for slot in slots:
        mine = [row for row in rows if row.slot == slot]
        swaps = [swap for swap in sequences if swap.slot == slot]
        left_out = [each for each in missing if each.slot == slot]
        wrong = sum(row.error in CODE for row in mine)
        extra = sum(row.error == "unsupported" for row in mine)
        poa_due = [row.item for row in mine if row.item and row.item.poa is not None]
        poa_due += [each.item for each in left_out if each.item.poa is not None]
        poa_lost = sum(row.error == "wrong_poa" for row in mine)
        poa_lost += sum(each.item.poa is not None for each in left_out)
        principal = bool(mine) and mine[0].item is not None and mine[0].item.first and mine[0].error not in CODE
        clean = not swaps and not left_out and not any(row.error for row in mine)
        total += Tally(
            correct=sum(row.item is not None for row in mine) - wrong,
            wrong=wrong,
            missed=len(left_out),
            extra=extra,
            principal_right=int(principal),
            principal_reviewed=1,
            poa_right=len(poa_due) - poa_lost,
            poa_reviewed=len(poa_due),
            records_right=int(clean),
            records_reviewed=1,
        )
    return total


def summary(answer: AuditAnswer, key: AuditKey) -> dict[str, Any]:
    """The colleague's accuracy by every method with the asked one marked, errors by class, and the log in numbers."""
    shown: dict[str, Any] = {}
    if key.rows or key.missing:
        slots = tuple(dict.fromkeys([*(row.slot for row in key.rows), *(each.slot for each in key.missing)]))
        planted = [row.error for row in key.rows if row.error] + [swap.error for swap in key.sequences]
        planted += ["omitted"] * len(key.missing)
        shown["accuracy"] = accuracy_table(tally(slots, key.rows, key.sequences, key.missing), key.method)
        shown["graded"] = METHODS[key.method].title
        shown["ladder"] = LADDER
        shown["classes"] = [
            {"title": CLASSES[name].title, "count": planted.count(name)} for name in CLASSES if name in planted
        ]
    if key.entries:
        ticked = {finding.row for finding in answer.accesses}
        found = sum(any(row in ticked for row in incident.rows) for incident in key.incidents)
        shown["access"] = {
            "entries": key.entries,
            "incidents": len(key.incidents),
            "found": found,
            "ticked": len(ticked),
        }
    return shown
