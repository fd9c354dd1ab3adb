"""Answers that prove a coding key. What each mistake must cost is reckoned from the policy alone, not by scoring."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sandbox import codesets
from sandbox.charts.truth import CodeSystem
from sandbox.scoring.credit import POLICIES
from sandbox.tasks.base import FormData, Mistake, Samples
from sandbox.tasks.coding.answer import CodingAnswer, CodingKey, DiagnosisRow, ProcedureRow
from sandbox.tasks.coding.match import nearness
from sandbox.tasks.record import KeyItem

_CHARACTERS = "0123456789ABCDEFGHJKLMNPQRSTUVWXYZ"
# Everyday codes that no pathway is likely to need; the first that has nothing to do with the key serves as "extra".
_UNRELATED = ("R53.83", "Z71.89", "I83.93", "H61.23", "L70.0", "M54.50", "K59.00", "J30.9")


@dataclass(frozen=True, slots=True)
class Lost:
    """What a mistake loses: whole parts, the share of one code (``code``), and codes that should not be there."""

    code: float = 0.0
    first: int = 0
    order: int = 0
    poa: int = 0
    date: int = 0
    evidence: int = 0
    extra: int = 0
    prohibited: int = 0


def cost(key: CodingKey, lost: Lost) -> float:
    """The share of the task's weight that ``lost`` costs under the key's policy, in [0, 1]."""
    policy = POLICIES[key.method]
    if policy.record:
        return float(any((lost.code, lost.first, lost.order, lost.poa, lost.extra, lost.prohibited)))
    code = lost.code if policy.partial else float(lost.code > 0)
    gone = policy.code * code + policy.first * lost.first + policy.order * lost.order + policy.poa * lost.poa
    gone += policy.date * lost.date + policy.evidence * lost.evidence
    gone += policy.extra_penalty * lost.extra + policy.prohibited_penalty * lost.prohibited
    possible = _possible(key)
    widened = possible + policy.extra_weight * (lost.extra + lost.prohibited)
    return min(1.0, 1.0 - (possible - gone) / widened)


def _possible(key: CodingKey) -> float:
    policy = POLICIES[key.method]
    required = [item for item in key.items if item.required]
    total = policy.first * any(item.first for item in required)
    for item in required:
        parts = _parts(key, item)
        total += policy.code + policy.order * parts.order + policy.poa * parts.poa
        total += policy.date * parts.date + policy.evidence * parts.evidence
    return total


def _parts(key: CodingKey, item: KeyItem) -> Lost:
    """All that goes with a code when it is left out."""
    return Lost(
        code=1.0,
        order=int(bool(item.after)),
        poa=int(key.poa and item.poa is not None),
        date=int(key.dates and bool(item.date)),
        evidence=int(key.evidence and bool(item.evidence)),
    )


def ideal(key: CodingKey) -> CodingAnswer:
    """Every required code in report order, with indicator, date and evidence."""
    required = [item for item in key.items if item.required]
    return CodingAnswer(
        diagnoses=tuple(
            DiagnosisRow(code=item.code, poa=item.poa or "", evidence=item.evidence[:2])
            for item in required
            if item.system == CodeSystem.CM
        ),
        procedures=tuple(
            ProcedureRow(system=item.system, code=item.code, date=item.date, evidence=item.evidence[:2])
            for item in required
            if item.system != CodeSystem.CM
        ),
    )


def samples(key: CodingKey) -> Samples[CodingAnswer]:
    """The ideal answer, the empty one, single mistakes with their cost, and submissions that must be refused."""
    best = ideal(key)
    found = [
        Mistake(name, answer, cost(key, lost))
        for name, answer, lost in (*_codes(key, best), *_sequence(key, best), *_details(key, best), *_extras(key, best))
        if cost(key, lost) > 0
    ]
    return Samples(best, CodingAnswer(), tuple(found), _invalid(best))


Change = tuple[str, CodingAnswer, Lost]


def _diagnosis_items(key: CodingKey) -> list[KeyItem]:
    return [item for item in key.items if item.required and item.system == CodeSystem.CM]


def _procedure_items(key: CodingKey) -> list[KeyItem]:
    return [item for item in key.items if item.required and item.system != CodeSystem.CM]


def _diagnoses(best: CodingAnswer, rows: list[DiagnosisRow]) -> CodingAnswer:
    return best.model_copy(update={"diagnoses": tuple(rows)})


def _codes(key: CodingKey, best: CodingAnswer) -> Iterator[Change]:
    """A code left out, and a code at a distance."""
    for number, item in enumerate(_diagnosis_items(key)):
        rows = list(best.diagnoses)
        if not item.first:
            yield f"omit {item.code}", _diagnoses(best, rows[:number] + rows[number + 1 :]), _parts(key, item)
        near, credit = _neighbour(key, item)
        if near:
            rows[number] = rows[number].model_copy(update={"code": near})
            strict = number == 0 and not POLICIES[key.method].partial
            yield f"{near} for {item.code}", _diagnoses(best, rows), Lost(code=1 - credit, first=int(strict))
    for number, item in enumerate(_procedure_items(key)):
        kept = best.procedures[:number] + best.procedures[number + 1 :]
        yield f"omit {item.code}", best.model_copy(update={"procedures": kept}), _parts(key, item)


def _neighbour(key: CodingKey, item: KeyItem) -> tuple[str, float]:
    """A valid code at a distance that differs in the last character alone and means nothing else here; its credit."""
    edition, used = codesets.edition(key.edition), _used(key)
    for character in _CHARACTERS:
        near = item.code[:-1] + character
        credit = nearness(near, item)[0]
        if credit > 0 and codesets.normal(near) not in used and edition.valid(near, item.system):
            return near, credit
    return "", 0.0


def _used(key: CodingKey) -> set[str]:
    codes = [code.code for item in key.items for code in (item, *item.alternatives)]
    return {codesets.normal(code) for code in (*codes, *(trap.code for trap in key.traps))}


def _sequence(key: CodingKey, best: CodingAnswer) -> Iterator[Change]:
    """A secondary diagnosis put first, and a demanded order turned round."""
    items = _diagnosis_items(key)
    places = {item.id: number for number, item in enumerate(items)}
    second = next((item for item in items if not item.first), None)
    if second is not None:
        lost = Lost(first=1, order=int(bool(second.after)))
        yield f"{second.code} first", _diagnoses(best, _moved(best, places[second.id], 0)), lost
    for item in items:
        target = min((places[name] for name in item.after if name in places), default=0)
        if item.after and target > 0:
            moved = _diagnoses(best, _moved(best, places[item.id], target))
            yield f"{item.code} before {items[target].code}", moved, Lost(order=1)


def _moved(best: CodingAnswer, origin: int, target: int) -> list[DiagnosisRow]:
    rows = list(best.diagnoses)
    rows.insert(target, rows.pop(origin))
    return rows


def _details(key: CodingKey, best: CodingAnswer) -> Iterator[Change]:
    """A wrong indicator, a wrong date, missing evidence."""
    for number, item in enumerate(_diagnosis_items(key)):
        rows = list(best.diagnoses)
        if key.poa and item.poa is not None:
            wrong = "N" if item.poa == "Y" else "Y"
            rows[number] = best.diagnoses[number].model_copy(update={"poa": wrong})
            yield f"POA {wrong} for {item.code}", _diagnoses(best, rows), Lost(poa=1)
        if key.evidence and item.evidence:
            rows[number] = best.diagnoses[number].model_copy(update={"evidence": ()})
            yield f"no evidence for {item.code}", _diagnoses(best, rows), Lost(evidence=1)
    for number, item in enumerate(_procedure_items(key)):
        if key.dates and item.date:
            undated = list(best.procedures)
            undated[number] = undated[number].model_copy(update={"date": "2000-01-01"})
            yield f"wrong date for {item.code}", best.model_copy(update={"procedures": tuple(undated)}), Lost(date=1)


def _extras(key: CodingKey, best: CodingAnswer) -> Iterator[Change]:
    """Codes that should not be there: each trap, an unrelated code, and one code twice."""
    for trap in key.traps:
        lost = Lost(prohibited=1)
        if trap.system == CodeSystem.CM:
            yield f"{trap.code} added", _diagnoses(best, [*best.diagnoses, DiagnosisRow(code=trap.code)]), lost
        else:
            row = ProcedureRow(system=trap.system, code=trap.code)
            yield f"{trap.code} added", best.model_copy(update={"procedures": (*best.procedures, row)}), lost
    if best.diagnoses:
        again = best.diagnoses[-1]
        yield f"{again.code} twice", _diagnoses(best, [*best.diagnoses, again]), Lost(extra=1)
        for code in _UNRELATED:
            if _stranger(key, code):
                yield f"{code} added", _diagnoses(best, [*best.diagnoses, DiagnosisRow(code=code)]), Lost(extra=1)
                break


def _stranger(key: CodingKey, code: str) -> bool:
    items = [item for item in key.items if item.system == CodeSystem.CM]
    near = any(nearness(code, other)[0] > 0 for other in items)
    return not near and codesets.normal(code) not in _used(key) and codesets.edition(key.edition).valid(code)


def _invalid(best: CodingAnswer) -> tuple[FormData, ...]:
    name = "diagnoses" if best.diagnoses else "procedures"
    many: dict[str, Any] = {f"{name}-{number}-code": ["R69"] for number in range(200)}
    return (
        {f"{name}-0-code": ["J44.9X"]},
        {f"{name}-0-code": ["pneumonia"]},
        {f"{name}-0-code": [""], f"{name}-0-evidence": ["nowhere:d99.s1"]},
        {f"{name}-4-code": ["Q" * 100_000]},
        many,
    )
