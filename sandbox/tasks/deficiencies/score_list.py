"""Marks of the rounds in which a deficiency stands on the list: the decision, its status, the letter."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sandbox.scoring.marks import Mark, Reason, as_evidence
from sandbox.tasks.deficiencies import course
from sandbox.tasks.deficiencies.answer import Decision, DeficienciesAnswer, DeficienciesKey, KeyItem
from sandbox.tasks.deficiencies.course import Desk, Right, Row
from sandbox.tasks.deficiencies.form import ACTS, STATUSES, STEPS
from sandbox.tasks.deficiencies.mending import LACKS
from sandbox.tasks.deficiencies.weights import DECISION, FOLLOWED, HALF, STATUS, STEP
from sandbox.tasks.findings import title

BYLAWS = "Medical staff bylaws, article 4"
AUTHENTICATED = "42 CFR 482.24(c)(1)"
COMPLETED = "42 CFR 482.24(c)(4)(viii)"

WHY = {
    "signature": "No signature stands there yet.",
    "signature_moment": "It was signed by hand, without date and time.",
    "own_signature": "Somebody else signed; nobody signs for another.",
    "entry_date": "The date of the entry is still empty.",
    "entry_time": "The time of the entry is still empty.",
    "document": "The document is still not there.",
    "final_diagnosis": "The final diagnosis is still not stated.",
    "correction": "No addendum clears it up yet.",
    "reference": "The addendum does not say which entry it concerns.",
    "true_date": "It bears an earlier date than that on which it was received, or was changed without a trace.",
}


def days_of(desk: Desk, key: DeficienciesKey) -> int:
    """Which day of the tracking it is; the first is day 1."""
    return (desk.today - key.today).days + 1


def standing(item: KeyItem, desks: Sequence[Desk]) -> list[tuple[Desk, Row]]:
    """The rounds in which a deficiency stands open on the list."""
    return [(desk, row) for desk in desks for row in desk.open if row.item and row.item.id == item.id]


def followed(
    item: KeyItem, desks: Sequence[Desk], answer: DeficienciesAnswer, key: DeficienciesKey
) -> Iterator[tuple[int, Mark]]:
    """The marks of one deficiency by round; their weights sum to ``FOLLOWED`` however often it stood on the list."""
    rounds = standing(item, desks)
    if not rounds:
        yield 2, Mark(
            f"{item.id}:followed", f"Day {days_of(desks[1], key)}: the list", f"{title(item.type)}: followed up",
            FOLLOWED, 0.0, Reason.MISSED, "It never came on your list, so nobody completed it.",
            "", "On the list until it is complete", evidence=as_evidence(item.evidence), citation=COMPLETED,
        )  # fmt: skip
    for desk, row in rounds:
        given = _given(answer, desk, row)
        marks = _round(item, desk, row, given, key, FOLLOWED / len(rounds))
        yield from ((desk.number, mark) for mark in marks)


def _given(answer: DeficienciesAnswer, desk: Desk, row: Row) -> Decision:
    if len(answer.rounds) >= desk.number:
        for each in answer.rounds[desk.number - 1].decisions:
            if each.row == row.id:
                return each
    return Decision(row=row.id)


def _round(item: KeyItem, desk: Desk, row: Row, given: Decision, key: DeficienciesKey, share: float) -> Iterator[Mark]:
    right = course.right(key, row, desk.today)
    name, group = f"{item.id}:r{desk.number}", f"Day {days_of(desk, key)}: the list"
    label, proof = title(item.type), as_evidence(_evidence(item, row))
    credit, reason = decided(right, given)
    yield Mark(
        f"{name}:decision", group, f"{label}: decision", DECISION * share, credit, reason, _why(right, row, key),
        _said(given, key), _said_right(right, key), evidence=proof, citation=AUTHENTICATED,
    )  # fmt: skip
    credit = counted(right, given)
    yield Mark(
        f"{name}:status", group, f"{label}: status and days", STATUS * share, credit, _reason(credit, given.status),
        _days_said(right, key), _counted_said(given), _counted_right(right),
        evidence=as_evidence((key.limits.said["delinquent"],)), citation=f"{BYLAWS}; {COMPLETED}",
    )  # fmt: skip
    credit = float(given.step == right.step)
    yield Mark(
        f"{name}:letter", group, f"{label}: letter", STEP * share, credit, _reason(credit, given.step),
        _letter_said(right, key), STEPS.get(given.step, ""), STEPS[right.step],
        evidence=as_evidence((key.limits.said[_ABOUT[right.step]],)), citation=BYLAWS,
    )  # fmt: skip


_ABOUT = {
    course.NO_STEP: "count",
    course.REMINDER: "reminder",
    course.NOTICE: "notice",
    course.SUSPENSION: "suspension",
}


def _evidence(item: KeyItem, row: Row) -> tuple[str, ...]:
    """The page that was worked on, else where the deficiency shows."""
    page = f"{item.slot}:{row.page}.s1"
    return (page, *(each for each in item.evidence if each != page)) if row.page else item.evidence


def decided(right: Right, given: Decision) -> tuple[float, Reason]:
    """Credit and reason of a decision: half when the act is right and its detail is not."""
    if not given.act:
        return 0.0, Reason.MISSED
    if given.act != right.act:
        return 0.0, Reason.WRONG
    if right.act == course.REASSIGN and given.to != right.to:
        return HALF, Reason.WRONG_RESPONSIBLE
    if right.act == course.KEEP and given.lacks != right.lacks:
        return HALF, Reason.PARTIAL
    return 1.0, Reason.CORRECT


def counted(right: Right, given: Decision) -> float:
    """Credit of status and days: of what is complete the status alone, else a third each."""
    if right.act == course.CLEAR:
        return float(given.status == right.status)
    return ((given.status == right.status) + (given.age == right.age) + (given.held == right.held)) / 3


def _reason(credit: float, given: str) -> Reason:
    if credit >= 1.0:
        return Reason.CORRECT
    if not given:
        return Reason.MISSED
    return Reason.PARTIAL if credit > 0 else Reason.WRONG


def _why(right: Right, row: Row, key: DeficienciesKey) -> str:
    if right.act == course.CLEAR:
        return "It is complete: by the right person, with the date and time at which it was done."
    if right.act == course.REASSIGN:
        name = key.staff[right.to]
        handed = "The transfer note in the chart shows that the patient had passed to another. " if _handed(row) else ""
        return f"{handed}{name} must complete it. {WHY[row.lack]}"
    denied = (
        "The entry bears this provider’s name, so the refusal changes nothing. " if "denies" in row.done[-1:] else ""
    )
    return f"{denied}{WHY[right.lacks]}"


def _handed(row: Row) -> bool:
    return "handed_over" in row.done


def _said(given: Decision, key: DeficienciesKey) -> str:
    detail = LACKS.get(given.lacks, "") if given.act == course.KEEP else ""
    detail = key.staff.get(given.to, "") if given.act == course.REASSIGN else detail
    return ": ".join(part for part in (ACTS.get(given.act, ""), detail) if part)


def _said_right(right: Right, key: DeficienciesKey) -> str:
    return _said(Decision(row="", act=right.act, lacks=right.lacks, to=right.to), key)


def _days_said(right: Right, key: DeficienciesKey) -> str:
    if right.act == course.CLEAR:
        return "A deficiency that is complete is neither incomplete nor delinquent."
    limit = key.limits.delinquent
    past = "past" if right.status == course.DELINQUENT else "within"
    return f"{right.age} days after discharge is {past} the limit of {limit}; it was assigned {right.held} days ago."


def _counted_said(given: Decision) -> str:
    days = [f"{count} days {what}" for count, what in ((given.age, "old"), (given.held, "held")) if count is not None]
    return ", ".join(part for part in (STATUSES.get(given.status, ""), *days) if part)


def _counted_right(right: Right) -> str:
    if right.act == course.CLEAR:
        return STATUSES[right.status]
    return f"{STATUSES[right.status]}, {right.age} days old, {right.held} days held"


def _letter_said(right: Right, key: DeficienciesKey) -> str:
    if right.act == course.CLEAR:
        return "Nothing is owed any more."
    if right.act == course.REASSIGN:
        return "Whoever it is assigned to today gets no other letter."
    limits = key.limits
    return {
        course.NO_STEP: f"Held for {right.held} days; a reminder is due from day {limits.reminder}.",
        course.REMINDER: f"Held for {right.held} days, {limits.reminder} or more, and the record is not delinquent.",
        course.NOTICE: f"The record is delinquent; suspension needs {limits.suspension} days held, and privileges.",
        course.SUSPENSION: f"The record is delinquent, and it has been held for {limits.suspension} days or more.",
    }[right.step]
