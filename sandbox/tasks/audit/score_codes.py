"""Marks of a coding audit."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sandbox.codesets import distance, normal
from sandbox.scoring.accuracy import METHODS, rounded
from sandbox.scoring.marks import Evidence, Mark, Reason, as_evidence
from sandbox.scoring.pairing import best_pairs
from sandbox.tasks.audit import weights as w
from sandbox.tasks.audit.answer import VERDICTS, AddedCode, AuditAnswer, AuditKey, CodeFinding, RowKey, SequenceKey
from sandbox.tasks.audit.classes import CLASSES, CODE, SEQUENCE
from sandbox.tasks.record import KeyItem

GROUP = "Lines of the claim"
LEFT_OUT = "Codes left out"
AGREE = VERDICTS["agree"]
TOLERANCE = 0.05  # percentage points, after both rates are rounded to one decimal
_NEAR_ENOUGH = 0.25  # less credit than this, and an added code stands for nothing


def code_marks(answer: AuditAnswer, key: AuditKey) -> Iterator[Mark]:
    """Each line, each swap, each code left out, codes wrongly added, and the rate."""
    given = {finding.row: finding for finding in answer.codes}
    swapped = {row for swap in key.sequences for row in swap.rows}
    taken, added = _replacements(key, given, answer.added)
    for row in key.rows:
        finding = given.get(row.row)
        if row.error:
            yield from _wrong_line(row, finding, taken.get(row.row))
        elif row.row not in swapped:
            yield _sound_line(row, finding)
    for swap in key.sequences:
        yield from _swapped(swap, key, given)
    yield from _left_out(key, added)
    if key.rate is not None:
        yield _rate(answer.rate, key)


def _replacements(
    key: AuditKey, given: dict[int, CodeFinding], added: Sequence[AddedCode]
) -> tuple[dict[int, AddedCode], list[AddedCode]]:
    """Lines removed whose right code was added instead, which comes to the same record; and the codes added beyond."""
    taken: dict[int, AddedCode] = {}
    free = list(added)
    for row in key.rows:
        finding = given.get(row.row)
        if row.error not in CODE or finding is None or finding.verdict != "remove" or row.item is None:
            continue
        match = next((a for a in free if a.slot == row.slot and _accepts(row.item, a.code)), None)
        if match is not None:
            taken[row.row] = match
            free.remove(match)
    return taken, free


def _accepts(item: KeyItem, code: str) -> bool:
    return normal(code) in {normal(each.code) for each in (item, *item.alternatives)}


def _mark(
    row: RowKey, part: str, weight: float, credit: float, reason: Reason, text: str, given: str, right: str
) -> Mark:
    label = row.code if part == "line" else f"{row.code}, {part}"
    return Mark(
        f"{part}:{row.slot}:{row.item.id if row.item else row.code}",
        GROUP,
        label,
        weight,
        credit,
        reason,
        text,
        given,
        right,
        evidence=as_evidence(_shown(row, part)),
        citation=row.citation,
    )


def _shown(row: RowKey, part: str) -> tuple[str, ...]:
    """Evidence beside a part of a line: all for what was wrong, little for what was right, none for its class."""
    if part == "class":
        return ()
    return row.evidence if row.error else row.evidence[:2]


def _sound_line(row: RowKey, finding: CodeFinding | None) -> Mark:
    verdict = finding.verdict if finding else ""
    named = f"{row.code} {row.title}".strip()
    if verdict == "agree":
        return _mark(row, "line", w.SOUND_LINE, 1, Reason.CORRECT, f"{named} is right as coded.", AGREE, AGREE)
    if not verdict:
        text = f"{named} was not judged. It is right as coded."
        return _mark(row, "line", w.SOUND_LINE, 0, Reason.MISSED, text, "", AGREE)
    text = f"{named} is right as coded; the record supports it. {row.why}".strip()
    return _mark(row, "line", w.SOUND_LINE, 0, Reason.WRONG, text, VERDICTS[verdict], AGREE)


def _wrong_line(row: RowKey, finding: CodeFinding | None, replaced: AddedCode | None) -> Iterator[Mark]:
    """Found, corrected and classed."""
    verdict = finding.verdict if finding else ""
    right = "remove" if row.error == "unsupported" else "correct"
    credit = 1.0 if verdict == right or replaced else 0.5 if verdict in ("remove", "correct") else 0.0
    reason = Reason.CORRECT if credit == 1 else Reason.PARTIAL if credit else Reason.MISSED
    yield _mark(row, "line", w.FOUND, credit, reason, _what_is_wrong(row), VERDICTS.get(verdict, ""), VERDICTS[right])
    if row.error == "wrong_poa" and row.item:
        given: str = finding.poa if finding else ""
        expected: str = row.item.poa or ""
        hit = given == expected
        reason = Reason.CORRECT if hit else Reason.WRONG_POA if given else Reason.MISSED
        text = f"The record supports POA {expected}."
        yield _mark(row, "correction", w.CORRECTED, float(hit), reason, text, given, expected)
    elif row.error in CODE and row.item:
        given = replaced.code if replaced else finding.code if finding else ""
        yield _corrected(row, row.item, given)
    yield _classed(row, finding)


def _what_is_wrong(row: RowKey) -> str:
    named = f"{row.code} {row.title}".strip()
    if row.error == "unsupported" or row.item is None:
        return f"{named} should be removed. {row.why}".strip()
    if row.error == "wrong_poa":
        return f"{named} is right, but POA {row.poa} is not; the record supports {row.item.poa}. {row.why}".strip()
    return f"{named} should be {row.item.full}: {row.item.text}. {row.why}".strip()


def _corrected(row: RowKey, item: KeyItem, given: str) -> Mark:
    if not given:
        text = f"No other code was given. The record supports {item.full}."
        return _mark(row, "correction", w.CORRECTED, 0, Reason.MISSED, text, "", item.code)
    if _accepts(item, given):
        text = f"{given} is what the record supports: {item.text}."
        return _mark(row, "correction", w.CORRECTED, 1, Reason.CORRECT, text, given, item.code)
    credit, what = distance.credit(given, item.code, item.system.value)
    reason = Reason.WRONG_SPECIFICITY if credit else Reason.WRONG
    text = f"You gave {given}. {what} The record supports {item.full}."
    return _mark(row, "correction", w.CORRECTED, credit, reason, text, given, item.code)


def _class_credit(given: str, expected: str) -> float:
    if given == expected:
        return 1.0
    return w.NEAR if given in CLASSES[expected].near else 0.0


def _class_title(name: str) -> str:
    return CLASSES[name].title if name in CLASSES else ""


def _class_text(expected: str) -> str:
    return f"{CLASSES[expected].title}: {CLASSES[expected].explain}"


def _classed(row: RowKey, finding: CodeFinding | None) -> Mark:
    given = finding.error if finding else ""
    credit = _class_credit(given, row.error)
    reason, text = _reason(given, credit), _class_text(row.error)
    return _mark(row, "class", w.CLASSED, credit, reason, text, _class_title(given), _class_title(row.error))


def _reason(given: str, credit: float) -> Reason:
    if credit == 1.0:
        return Reason.CORRECT
    if credit:
        return Reason.PARTIAL
    return Reason.WRONG_TYPE if given else Reason.MISSED


def _swapped(swap: SequenceKey, key: AuditKey, given: dict[int, CodeFinding]) -> Iterator[Mark]:
    """Naming either of the two lines finds a swap; a code or indicator changed there is another matter."""
    findings = [given[row] for row in swap.rows if row in given and given[row].verdict == "correct"]
    findings = [finding for finding in findings if not finding.code and not finding.poa]
    named = next((finding for finding in findings if finding.error in SEQUENCE), None)
    label = " and ".join(row.code for row in key.rows if row.row in swap.rows)
    error = named.error if named else ""
    credit = _class_credit(error, swap.error)
    found = Reason.CORRECT if named else Reason.MISSED
    for part, weight, earned, reason, text in (
        ("line", w.FOUND, float(named is not None), found, f"The codes are right, their places are not. {swap.why}"),
        ("class", w.CLASSED, credit, _reason(error, credit), _class_text(swap.error)),
    ):
        yield Mark(
            f"{part}:sequence:{swap.id}",
            GROUP,
            f"Order of {label}" if part == "line" else f"Order of {label}, class",
            weight,
            earned,
            reason,
            text,
            _class_title(error),
            _class_title(swap.error),
            evidence=as_evidence(swap.evidence),
            citation=swap.citation,
        )


def _left_out(key: AuditKey, added: list[AddedCode]) -> Iterator[Mark]:
    """Codes left out, each paired with the nearest code added; what is added beyond that costs."""
    table = [[_nearness(each, missing.slot, missing.item) for missing in key.missing] for each in added]
    pairs = {column: row for row, column in best_pairs(table).items()}
    for column, missing in enumerate(key.missing):
        row = pairs.get(column)
        credit = min(table[row][column], 1.0) if row is not None else 0.0
        reason = Reason.CORRECT if credit == 1.0 else Reason.WRONG_SPECIFICITY if credit else Reason.MISSED
        item = missing.item
        why = f" {item.rationale}" if item.rationale else ""
        yield Mark(
            f"omitted:{missing.slot}:{item.id}",
            LEFT_OUT,
            item.code,
            w.OMITTED,
            credit,
            reason,
            f"{item.full} was left out of the claim: {item.text}.{why}",
            added[row].code if row is not None else "",
            item.code,
            evidence=as_evidence(item.evidence),
            citation=item.citation,
        )
    for number, each in enumerate(added):
        if number not in pairs.values():
            yield _wrongly_added(key, each, number)


def _nearness(added: AddedCode, slot: str, item: KeyItem) -> float:
    if added.slot != slot or added.system != item.system:
        return 0.0
    if _accepts(item, added.code):
        return 1.0
    credit = distance.credit(added.code, item.code, item.system.value)[0]
    return credit if credit >= _NEAR_ENOUGH else 0.0


def _wrongly_added(key: AuditKey, added: AddedCode, number: int) -> Mark:
    plain = normal(added.code)
    trap = next((t.trap for t in key.traps if t.slot == added.slot and normal(t.trap.code) == plain), None)
    optional = any(slot == added.slot and normal(code.code) == plain for slot, code in key.optional)
    present = any(row.slot == added.slot and normal(row.code) == plain for row in key.rows)
    if optional and not present:
        text = f"{added.code} may be reported and need not be: no credit, no loss."
        name = f"added:{added.slot}:{added.code}:{number}"
        return Mark(name, LEFT_OUT, added.code, 0, 1, Reason.OPTIONAL, text, added.code)
    reason, penalty = Reason.EXTRA, w.ADDED_PENALTY
    text = f"{added.code} is not supported by the record; it was rightly not coded."
    citation, evidence = "ICD-10-CM Official Guidelines III; IV.J", tuple[Evidence, ...]()
    if present:
        text = f"{added.code} is on the claim already. Judge it in its line; a code is reported once."
        citation = "ICD-10-CM Official Guidelines I.B.12"
    elif trap is not None:
        reason, penalty, citation, evidence = (
            Reason.PROHIBITED,
            w.TRAP_PENALTY,
            trap.citation,
            as_evidence(trap.evidence),
        )
        text = f"{trap.full} should not be reported. {trap.why}"
    name = f"added:{added.slot}:{added.code}:{number}"
    return Mark(
        name,
        LEFT_OUT,
        added.code,
        0,
        0,
        reason,
        text,
        added.code,
        penalty=penalty,
        evidence=evidence,
        citation=citation,
    )


def _rate(given: float | None, key: AuditKey) -> Mark:
    expected = rounded(key.rate or 0.0)
    hit = given is not None and abs(rounded(given) - expected) <= TOLERANCE
    method = METHODS[key.method]
    reason = Reason.CORRECT if hit else Reason.MISSED if given is None else Reason.WRONG
    text = f"{method.title} is {method.formula}: {expected:.1f} %."
    return Mark(
        "rate",
        "Accuracy rate",
        method.title,
        w.RATE,
        float(hit),
        reason,
        text,
        "" if given is None else f"{given:g} %",
        f"{expected:.1f} %",
        citation=method.citation,
    )
