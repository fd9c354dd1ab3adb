"""Marks of a coded record. Pure; what an accuracy method does not count weighs nothing and is shown all the same."""

from __future__ import annotations

from collections.abc import Sequence

from sandbox.scoring.accuracy import Tally
from sandbox.scoring.marks import Evidence, Mark, Reason, as_evidence
from sandbox.tasks.coding import wording
from sandbox.tasks.coding.answer import CodingAnswer, CodingKey
from sandbox.tasks.coding.figures import tally
from sandbox.tasks.coding.match import CM, Given, comes_late, is_diagnosis, match, stands_first
from sandbox.tasks.coding.sheet import Sheet
from sandbox.tasks.record import KeyItem

SEQUENCE_RULE = "ICD-10-CM Official Guidelines I.A.13, I.A.17"
POA_RULE = "ICD-10-CM Official Guidelines, Appendix I"
REPEATED_RULE = "ICD-10-CM Official Guidelines I.B.12"
DOCUMENTED_RULE = "ICD-10-CM Official Guidelines III; IV.J"
EXTRA = "Codes that should not be there"
_FEW = 2  # statements shown beside a part of a code


def score(answer: CodingAnswer, key: CodingKey) -> tuple[Mark, ...]:
    """One mark for each part of each required item, then one for each code beyond them."""
    given = match(answer, key)
    found = {row.item: row for row in given if row.item >= 0}
    marks: list[Mark] = []
    if key.sheet.firsts:
        marks.append(_first(key, given))
    for item in key.sheet.required:
        marks.extend(_item(key, item, found))
    marks.extend(_beyond(key, given))
    if key.method == "case_over_case":
        marks.append(_record(key, tally(given, key)))
    return tuple(marks)


def _first(key: CodingKey, given: Sequence[Given]) -> Mark:
    sheet = key.sheet
    row = next((row for row in given if row.position == 0 and is_diagnosis(row)), None)
    found = row is not None and stands_first(row, key, partial=sheet.policy.partial)
    cache = ("first", row.row.code if row else "", str(found))
    if cache not in sheet.made:
        reason = Reason.CORRECT if found else Reason.MISSED if row is None else Reason.WRONG_SEQUENCE
        section = "II" if key.inpatient else "IV.G"
        mark = Mark(
            "first",
            sheet.principal,
            f"{sheet.principal} in first place",
            sheet.policy.first,
            float(found),
            reason,
            wording.first(sheet.principal, sheet.firsts, row, found),
            row.row.code if row else "",
            " or ".join(item.code for item in sheet.firsts),
            evidence=as_evidence(tuple(dict.fromkeys(e for item in sheet.firsts for e in item.evidence[:_FEW]))),
            citation=f"ICD-10-CM Official Guidelines, Section {section}",
        )
        _keep(sheet, cache, mark)
        return mark
    return sheet.made[cache]


def _keep(sheet: Sheet, cache: tuple[str, ...], mark: Mark) -> None:
    if len(sheet.made) < sheet.MOST_MADE:
        sheet.made[cache] = mark


def _item(key: CodingKey, item: KeyItem, found: dict[int, Given]) -> list[Mark]:
    given = found.get(key.sheet.number[item.id])
    marks = [_code(key, item, given)]
    if item.after:
        marks.append(_order(key, item, given, found))
    if key.poa and item.poa is not None:
        chosen = getattr(given.row, "poa", "") if given else ""
        right = given is not None and chosen == item.poa
        marks.append(_part(key, item, given, "poa", right, chosen))
    if key.dates and item.date:
        chosen = getattr(given.row, "date", "") if given else ""
        right = given is not None and chosen == item.date
        marks.append(_part(key, item, given, "date", right, chosen))
    if key.evidence and item.evidence:
        right = given is not None and not key.sheet.evidence[key.sheet.number[item.id]].isdisjoint(given.row.evidence)
        count = len(given.row.evidence) if given else 0
        attached = f"{count} statement{'s' if count > 1 else ''}" if count else ""
        marks.append(_part(key, item, given, "evidence", right, attached))
    return marks


def _code(key: CodingKey, item: KeyItem, given: Given | None) -> Mark:
    sheet = key.sheet
    cache = ("code", item.id, given.row.code if given else "")
    if cache in sheet.made:
        return sheet.made[cache]
    credit = 0.0 if given is None else given.credit
    if given is None:
        reason = Reason.MISSED
    elif credit < 1.0:
        reason = Reason.WRONG_SPECIFICITY
    else:
        reason = Reason.CORRECT if given.row.code == item.code else Reason.ACCEPTED_ALTERNATIVE
    if credit < 1.0 and not sheet.policy.partial:
        credit = 0.0
    text = wording.code(item, given)
    mark = _mark(key, item, "code", sheet.policy.code, credit, reason, text, cache[2], item.code)
    _keep(sheet, cache, mark)
    return mark


_WRONG = {"poa": Reason.WRONG_POA, "date": Reason.WRONG, "evidence": Reason.NO_EVIDENCE}


def _part(key: CodingKey, item: KeyItem, given: Given | None, part: str, right: bool, chosen: str) -> Mark:
    """The mark of an indicator, a date or evidence, all or nothing."""
    sheet = key.sheet
    cache = (part, item.id, chosen, "" if given is None else str(right))
    if cache in sheet.made:
        return sheet.made[cache]
    policy = sheet.policy
    expected: str
    if part == "poa":
        weight, expected, text = policy.poa, item.poa or "", wording.poa(item, given)
    elif part == "date":
        weight, expected, text = policy.date, item.date, wording.date(item, given)
    else:
        weight, expected, text = policy.evidence, "", wording.evidence(item, given, right)
    reason = Reason.CORRECT if right else Reason.MISSED if given is None else _WRONG[part]
    citation = POA_RULE if part == "poa" else item.citation
    mark = _mark(key, item, part, weight, float(right), reason, text, chosen, expected, citation)
    _keep(sheet, cache, mark)
    return mark


def _order(key: CodingKey, item: KeyItem, given: Given | None, found: dict[int, Given]) -> Mark:
    sheet = key.sheet
    before = tuple(key.items[sheet.number[name]] for name in item.after)
    broken = tuple(other for other in before if comes_late(found.get(sheet.number[other.id]), given))
    cache = ("order", item.id, "" if given is None else "given", *(other.id for other in broken))
    if cache in sheet.made:
        return sheet.made[cache]
    right = given is not None and not broken
    reason = Reason.CORRECT if right else Reason.MISSED if given is None else Reason.WRONG_SEQUENCE
    text = wording.order(item, before, given is None, broken)
    expected = f"after {', '.join(other.code for other in before)}"
    citation = item.citation or SEQUENCE_RULE
    mark = _mark(key, item, "order", sheet.policy.order, float(right), reason, text, "", expected, citation)
    _keep(sheet, cache, mark)
    return mark


_LABELS = {"order": "order", "poa": "present on admission", "date": "date", "evidence": "evidence"}


def _mark(
    key: CodingKey,
    item: KeyItem,
    part: str,
    weight: float,
    credit: float,
    reason: Reason,
    text: str,
    given: str,
    expected: str,
    citation: str | None = None,
) -> Mark:
    shown = key.sheet.shown[key.sheet.number[item.id]]
    if part not in ("code", "evidence"):
        shown = () if reason == Reason.MISSED else shown[:_FEW]  # the code's own mark shows them all
    if item.system.value != CM:
        group = "Procedures and supplies"
    else:
        group = key.sheet.principal if item.first else "Secondary diagnoses"
    return Mark(
        f"{part}:{item.id}",
        group,
        item.code if part == "code" else f"{item.code}, {_LABELS[part]}",
        weight,
        credit,
        reason,
        text,
        given,
        expected,
        evidence=shown,
        citation=item.citation if citation is None else citation,
    )


def _beyond(key: CodingKey, given: Sequence[Given]) -> list[Mark]:
    """Marks of rows that stand for no required item: optional, prohibited, repeated or unsupported."""
    marks, times = [], dict[str, int]()
    for row in given:
        if row.item >= 0 and key.items[row.item].required:
            continue
        name = f"extra:{getattr(row.row, 'system', CM)}:{row.row.code}"
        times[name] = times.get(name, 0) + 1
        marks.append(_extra(key, row, name if times[name] == 1 else f"{name}:{times[name]}"))
    return marks


def _extra(key: CodingKey, row: Given, name: str) -> Mark:
    policy = key.sheet.policy
    if row.item >= 0:
        item = key.items[row.item]
        text = wording.optional(row, item)
        shown = key.sheet.shown[row.item]
        label = row.row.code
        return Mark(
            name, "Optional codes", label, 0, 1, Reason.OPTIONAL, text, label, evidence=shown, citation=item.citation
        )
    reason, text, penalty = Reason.EXTRA, wording.unsupported(row), policy.extra_penalty
    citation = REPEATED_RULE if row.repeated else DOCUMENTED_RULE
    evidence: tuple[Evidence, ...] = ()
    if row.trap is not None and not row.repeated:
        reason, text, penalty = Reason.PROHIBITED, wording.prohibited(row, row.trap), policy.prohibited_penalty
        citation, evidence = row.trap.citation, as_evidence(row.trap.evidence)
    return Mark(
        name,
        EXTRA,
        row.row.code,
        policy.extra_weight,
        0.0,
        reason,
        text,
        row.row.code,
        penalty=penalty,
        evidence=evidence,
        citation=citation,
    )


def _record(key: CodingKey, counts: Tally) -> Mark:
    right = bool(counts.records_right)
    reason = Reason.CORRECT if right else Reason.WRONG
    text = "The record has no error." if right else "The record has an error; every one is shown above."
    citation = "Case-over-case accuracy: a record counts only when nothing in it is wrong"
    return Mark(
        "record", "Whole record", "Record", key.sheet.policy.record, float(right), reason, text, citation=citation
    )
