"""Marks of an accounting: the frame, each line, each paper, repeated disclosures, and what the trainee sent out."""

from __future__ import annotations

from collections.abc import Iterable

from sandbox.scoring.marks import Mark, Reason, as_evidence
from sandbox.tasks.accounting import choices as c
from sandbox.tasks.accounting import weights as w
from sandbox.tasks.accounting import wording
from sandbox.tasks.accounting.answer import AccountingAnswer, AccountingKey, KeySeries
from sandbox.tasks.accounting.papers import short
from sandbox.tasks.accounting.score_rows import line_marks, own_marks, paper_marks

FRAME, SUMMED, OWN = "Period, day and fee", "Repeated disclosures", "What you sent out yourself"
DUE_CITE, FEE_CITE, SERIES_CITE = "45 CFR 164.528(c)(1)", "45 CFR 164.528(c)(2)", "45 CFR 164.528(b)(3)"


def score(answer: AccountingAnswer, key: AccountingKey) -> list[Mark]:
    """One mark for each thing decided. The sum of weights is the same whatever the trainee let go before."""
    lines = {each.row: each for each in answer.lines}
    kept = {each.row: each for each in answer.papers}
    rows = [mark for row in key.lines for mark in line_marks(row, lines.get(row.id), key)]
    rows += [mark for row in key.papers for mark in paper_marks(row, kept.get(row.id), key)]
    seen = {one.id: one for one in answer.own}
    present = [own for own in key.own if own.id in seen]
    for own in present:
        rows += own_marks(seen[own.id], own, lines.get(own.id), kept.get(own.id), key.task)
    absent = [own.id for own in key.own if own.id not in seen]
    return [*_frame(answer, key), *rows, *_series(answer, key.series), *(_absent(name, rows) for name in absent)]


def judged(given: object, right: bool, part: bool = False) -> Reason:
    """The reason of a plain right or wrong."""
    if right:
        return Reason.CORRECT
    if part:
        return Reason.PARTIAL
    return Reason.WRONG if given else Reason.MISSED


def _frame(answer: AccountingAnswer, key: AccountingKey) -> Iterable[Mark]:
    right = answer.start in key.starts
    yield Mark(
        "start", FRAME, "The accounting begins", w.START, float(right), judged(answer.start, right),
        wording.start_why(key), _day(answer.start), _day(key.starts[0]), evidence=as_evidence(key.period_evidence),
        citation="45 CFR 164.528(a)(1), (a)(3)",
    )  # fmt: skip
    right = answer.due == key.due
    yield Mark(
        "due", FRAME, "Last day to answer", w.DUE, float(right), judged(answer.due, right), wording.due_why(key),
        _day(answer.due), _day(key.due), evidence=as_evidence(key.due_evidence), citation=DUE_CITE,
    )  # fmt: skip
    right = answer.fee == key.fee
    yield Mark(
        "fee", FRAME, "What it may cost the patient", w.FEE, float(right), judged(answer.fee, right),
        wording.fee_why(key), c.FEES.get(answer.fee, ""), c.FEES[key.fee], evidence=as_evidence(key.fee_evidence),
        citation=FEE_CITE,
    )  # fmt: skip


def _series(answer: AccountingAnswer, series: KeySeries | None) -> Iterable[Mark]:
    """The one entry for repeated disclosures, or that there is none."""
    if series is None:
        right = answer.sum_recipient == c.NO_SERIES
        yield Mark(
            "series", SUMMED, "Nobody got several", w.SERIES, float(right), judged(answer.sum_recipient, right),
            "No recipient stands in the log three times or more within the period for one accountable purpose.",
            "Nobody" if right else answer.sum_recipient, "Nobody", citation=SERIES_CITE,
        )  # fmt: skip
        return
    who = "Nobody" if answer.sum_recipient == c.NO_SERIES else answer.sum_recipient
    number = "" if answer.sum_number is None else str(answer.sum_number)
    parts = (
        ("recipient", "Who got several", who, series.recipient),
        ("first", "Date of the first", _day(answer.sum_first), short(series.first)),
        ("number", "How many", number, str(series.number)),
        ("last", "Date of the last", _day(answer.sum_last), short(series.last)),
    )
    text = (
        f"{series.recipient} got {series.number} for one purpose: they may be told in one entry: the first in full, "
        "how many or how often, and the date of the last."
    )
    for name, label, given, expected in parts:
        right = given == expected
        yield Mark(
            f"series:{name}", SUMMED, label, w.SERIES / len(parts), float(right), judged(given, right), text,
            given, expected, evidence=as_evidence(series.evidence), citation=SERIES_CITE,
        )  # fmt: skip


def _absent(name: str, rows: list[Mark]) -> Mark:
    """Nothing left the house on that task: its weight goes the way of the rows, so that all courses weigh the same."""
    possible = sum(mark.weight for mark in rows)
    credit = min(1.0, sum(mark.weight * mark.credit for mark in rows) / possible) if possible else 0.0
    reason = Reason.CORRECT if credit == 1 else Reason.PARTIAL if credit else Reason.MISSED
    text = "No page went out on one of your earlier tasks, so there is nothing of it to account for. This part "
    text += "counts as well as you judged the log and the file."
    return Mark(name, OWN, "Nothing went out", w.OWN, credit, reason, text, citation="45 CFR 164.528(a)(1)")


def _day(day: str) -> str:
    return short(day) if day else ""
