"""Answers that prove an audit key. What each mistake must cost is reckoned from the weights, not by scoring."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sandbox.scoring.accuracy import rounded
from sandbox.tasks.audit import weights as w
from sandbox.tasks.audit.answer import AccessFinding, AddedCode, AuditAnswer, AuditKey, CodeFinding, RowKey
from sandbox.tasks.audit.classes import CLASSES, CODE
from sandbox.tasks.audit.flags import FLAGS
from sandbox.tasks.base import FormData, Mistake, Samples

Change = tuple[str, AuditAnswer, float]


def ideal(key: AuditKey) -> AuditAnswer:
    """Every line judged, every code left out added, the rate, every incident followed up."""
    swapped = {row: swap.error for swap in key.sequences for row in swap.rows}
    return AuditAnswer(
        codes=tuple(_verdict(row, swapped.get(row.row, "")) for row in key.rows),
        added=tuple(AddedCode(slot=m.slot, system=m.item.system, code=m.item.code) for m in key.missing),
        rate=None if key.rate is None else rounded(key.rate),
        accesses=tuple(
            sorted(
                (
                    AccessFinding(row=row, flag=incident.flag, outcome=incident.outcome)
                    for incident in key.incidents
                    for row in incident.rows
                ),
                key=lambda finding: finding.row,
            )
        ),
    )


def _verdict(row: RowKey, swapped: str) -> CodeFinding:
    if swapped:
        return CodeFinding(row=row.row, verdict="correct", error=swapped)
    if not row.error:
        return CodeFinding(row=row.row, verdict="agree")
    if row.item is None:
        return CodeFinding(row=row.row, verdict="remove", error=row.error)
    if row.error == "wrong_poa":
        return CodeFinding(row=row.row, verdict="correct", poa=row.item.poa or "", error=row.error)
    return CodeFinding(row=row.row, verdict="correct", code=row.item.code, error=row.error)


def samples(key: AuditKey) -> Samples[AuditAnswer]:
    """The ideal answer, the empty one, single mistakes with their cost, and submissions that must be refused."""
    best, possible = ideal(key), _possible(key)
    changes = (*_line_mistakes(key, best), *_other_mistakes(key, best), *_access_mistakes(key, best))
    mistakes = tuple(Mistake(name, answer, min(1.0, lost / possible)) for name, answer, lost in changes)
    return Samples(best, AuditAnswer(), mistakes, tuple(_invalid(key)))


def _worth(row: RowKey) -> float:
    """The weight of all marks of a line with an error."""
    return w.FOUND + w.CLASSED + (w.CORRECTED if row.error in (*CODE, "wrong_poa") else 0.0)


def _possible(key: AuditKey) -> float:
    swapped = {row for swap in key.sequences for row in swap.rows}
    total = sum(_worth(row) if row.error else w.SOUND_LINE for row in key.rows if row.row not in swapped)
    total += len(key.sequences) * (w.FOUND + w.CLASSED) + len(key.missing) * w.OMITTED
    total += w.RATE if key.rate is not None else 0.0
    return total + len(key.incidents) * (w.INCIDENT_FOUND + w.INCIDENT_FLAG + w.INCIDENT_OUTCOME)


def _with(best: AuditAnswer, row: int, **changed: Any) -> AuditAnswer:
    codes = tuple(f.model_copy(update=changed) if f.row == row else f for f in best.codes)
    return best.model_copy(update={"codes": codes})


def _line_mistakes(key: AuditKey, best: AuditAnswer) -> Iterator[Change]:
    """Agreeing with an error, naming another class, and taking a right line for wrong."""
    plain = {"verdict": "agree", "code": "", "poa": "", "error": ""}
    swapped = {row for swap in key.sequences for row in swap.rows}
    for row in key.rows:
        if row.row in swapped:
            continue
        if not row.error:
            yield f"remove {row.code}", _with(best, row.row, verdict="remove"), w.SOUND_LINE
            continue
        yield f"agree with {row.code}", _with(best, row.row, **plain), _worth(row)
        far = next(name for name in CLASSES if name not in (row.error, *CLASSES[row.error].near, "omitted"))
        yield f"{row.code} classed {far}", _with(best, row.row, error=far), w.CLASSED
        for near in CLASSES[row.error].near[:1]:
            yield f"{row.code} classed {near}", _with(best, row.row, error=near), w.CLASSED * (1 - w.NEAR)
    for swap in key.sequences:
        one = _with(best, swap.rows[0], **plain)
        yield f"order of {swap.id} not seen", _with(one, swap.rows[1], **plain), w.FOUND + w.CLASSED


def _other_mistakes(key: AuditKey, best: AuditAnswer) -> Iterator[Change]:
    """A code left out overlooked, a trap added, a wrong rate."""
    for number, missing in enumerate(key.missing):
        kept = best.added[:number] + best.added[number + 1 :]
        yield f"{missing.item.code} overlooked", best.model_copy(update={"added": kept}), w.OMITTED
    for each in key.traps:
        if not any(row.slot == each.slot and row.code == each.trap.code for row in key.rows):
            added = AddedCode(slot=each.slot, system=each.trap.system, code=each.trap.code)
            answer = best.model_copy(update={"added": (*best.added, added)})
            yield f"{each.trap.code} added", answer, w.TRAP_PENALTY
    if key.rate is not None:
        off = rounded(key.rate) + (0.1 if key.rate < 50 else -0.1)
        yield "rate off by 0.1", best.model_copy(update={"rate": round(off, 1)}), w.RATE


def _access_mistakes(key: AuditKey, best: AuditAnswer) -> Iterator[Change]:
    """An incident missed, flagged or decided wrongly, and lines followed up without cause."""
    for incident in key.incidents:
        mine = set(incident.rows)
        kept = tuple(finding for finding in best.accesses if finding.row not in mine)
        worth = w.INCIDENT_FOUND + w.INCIDENT_FLAG + w.INCIDENT_OUTCOME
        yield f"{incident.id} missed", best.model_copy(update={"accesses": kept}), worth
        far = next(name for name in FLAGS if name not in (incident.flag, *FLAGS[incident.flag].near))
        yield f"{incident.id} flagged {far}", _refind(best, mine, flag=far), w.INCIDENT_FLAG
        yield f"{incident.id} justified", _refind(best, mine, outcome="justified"), w.INCIDENT_OUTCOME
    planted = {row for incident in key.incidents for row in incident.rows}
    explained = [each.row for each in key.explained]
    daily = next((row for row in range(1, key.entries + 1) if row not in planted and row not in explained), None)
    for row, penalty in ((daily, w.FALSE_ALARM), (explained[0] if explained else None, w.EXPLAINED_ALARM)):
        if row is not None:
            finding = AccessFinding(row=row, flag="no_relationship", outcome="breach")
            accesses = tuple(sorted((*best.accesses, finding), key=lambda each: each.row))
            yield f"line {row} followed up", best.model_copy(update={"accesses": accesses}), penalty


def _refind(best: AuditAnswer, rows: set[int], **changed: Any) -> AuditAnswer:
    accesses = tuple(f.model_copy(update=changed) if f.row in rows else f for f in best.accesses)
    return best.model_copy(update={"accesses": accesses})


def _invalid(key: AuditKey) -> Iterator[FormData]:
    if key.rows:
        yield {"codes-0-verdict": ["perhaps"]}
        yield {"codes-0-verdict": ["agree"], "codes-0-error": ["unsupported"]}
        yield {"codes-0-verdict": ["correct"], "codes-0-code": ["not a code"]}
        yield {"rate": ["ninety"]}
        yield {"rate": ["100.1"]}
        yield {"added-0-code": ["J44.9X9Z"]}
        yield {f"added-{number}-code": ["R69"] for number in range(100)}
    if key.entries:
        yield {"log-0-tick": ["y"], "log-0-flag": ["curious"]}
        yield {"log-0-flag": ["vip"]}
