"""Marks of a tracking, round by round: what was found and assigned, what was decided on the list, the month's end."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sandbox.charts.defects import DEFECTS
from sandbox.scoring.marks import Mark, Reason, as_evidence
from sandbox.tasks.deficiencies.answer import DeficienciesAnswer, DeficienciesKey, KeyItem
from sandbox.tasks.deficiencies.course import Desk, Row, closed, walk
from sandbox.tasks.deficiencies.key import CITED
from sandbox.tasks.deficiencies.score_list import followed
from sandbox.tasks.deficiencies.score_month import month_marks
from sandbox.tasks.deficiencies.weights import (
    FALSE_FLAG,
    FOUND,
    LATE_CREDIT,
    RESPONSIBLE,
    WRONG_TYPE_CREDIT,
)
from sandbox.tasks.findings import called, title

FIRST = "Day 1: found and assigned"
FALSE_FLAGS = "Flags that should not be there"


def score(answer: DeficienciesAnswer, key: DeficienciesKey) -> list[Mark]:
    """One mark for each deficiency found and assigned, each decision, status and letter, and each figure."""
    desks = walk(key, answer.rounds)
    end = _end(desks, key, answer)
    rows = {row.item.id: row for row in end if row.item}
    marks: list[Mark] = []
    for item in key.items:
        marks.extend(_found(item, rows.get(item.id), key))
    if not key.items:
        marks.append(_complete(answer, key))
    listed = [each for item in key.items for each in followed(item, desks, answer, key)]
    marks.extend(mark for _, mark in sorted(listed, key=lambda each: each[0]))
    marks.extend(_false_flag(number, row, key) for number, row in enumerate((r for r in end if r.item is None), 1))
    return [*marks, *month_marks(desks[-1], answer, key)]


def _end(desks: Sequence[Desk], key: DeficienciesKey, answer: DeficienciesAnswer) -> tuple[Row, ...]:
    """All rows ever flagged, those of the last round too."""
    last = answer.rounds[len(desks) - 1] if len(answer.rounds) >= len(desks) else None
    return closed(key, desks[-1], last) if last else desks[-1].rows


def _found(item: KeyItem, row: Row | None, key: DeficienciesKey) -> Iterator[Mark]:
    group, proof = FIRST, as_evidence(item.evidence)
    given = called(title(row.finding.type), key.documents.get(row.finding.document, "")) if row else ""
    credit, reason, sentence = _judged(item, row)
    expected = called(title(item.type), key.documents[item.documents[0]])
    yield Mark(
        f"{item.id}:found", group, title(item.type), FOUND, credit, reason, sentence,
        given, expected, evidence=proof, citation=item.citation,
    )  # fmt: skip
    if item.need == "document":
        proof = (*proof, *as_evidence((key.limits.said["summary"],)))
    name, who = key.staff.get(item.owner, item.owner), row.finding.responsible if row else ""
    right = who == item.owner
    told = "Assigned to the person who can complete it." if right else f"{name} can complete it, and nobody else."
    yield Mark(
        f"{item.id}:assigned", group, f"{title(item.type)}: assigned to", RESPONSIBLE, float(right),
        Reason.CORRECT if right else Reason.WRONG_RESPONSIBLE if who else Reason.MISSED,
        told, key.staff.get(who, ""), name, evidence=proof, citation=item.citation,
    )  # fmt: skip


def _judged(item: KeyItem, row: Row | None) -> tuple[float, Reason, str]:
    if row is None:
        return 0.0, Reason.MISSED, f"Not found. {item.explanation}"
    late = LATE_CREDIT if row.found > 1 else 1.0
    if row.finding.type not in item.types:
        wrong = f"Right place, but not “{title(row.finding.type)}”. {item.explanation}"
        return WRONG_TYPE_CREDIT * late, Reason.WRONG_TYPE, wrong
    if row.found > 1:
        return late, Reason.PARTIAL, f"Found only in round {row.found}; time was lost. {item.explanation}"
    if row.finding.type != item.type:
        return 1.0, Reason.ACCEPTED_ALTERNATIVE, f"{item.explanation} “{title(item.type)}” says it most exactly."
    return 1.0, Reason.CORRECT, item.explanation


def _complete(answer: DeficienciesAnswer, key: DeficienciesKey) -> Mark:
    first = answer.rounds[0] if answer.rounds else None
    named = [finding for each in answer.rounds for finding in each.findings]
    noted = all(finding.document in key.too_late for finding in named)
    right = first is not None and noted and (first.complete or bool(named))
    return Mark(
        "complete", FIRST, "Nothing to track", FOUND, float(right),
        Reason.CORRECT if right else Reason.MISSED,
        "Right: nothing is missing, unsigned or contradictory." if right else "These charts are complete.",
        "Complete" if first and first.complete else "", "Complete",
        evidence=as_evidence(key.clean_evidence), citation=CITED,
    )  # fmt: skip


def _false_flag(number: int, row: Row, key: DeficienciesKey) -> Mark:
    kind = DEFECTS.get(row.finding.type)
    if row.finding.document in key.too_late:
        return Mark(
            f"late-{number}", FALSE_FLAGS, title(row.finding.type), 0.0, 0.0, Reason.OPTIONAL,
            "It was authenticated, but late. Nobody can mend that any more: note it, and track nothing.",
            key.documents.get(row.finding.document, ""), "Nothing to track", citation=kind.citation if kind else "",
        )  # fmt: skip
    return Mark(
        f"extra-{number}", FALSE_FLAGS, title(row.finding.type), 0.0, 0.0, Reason.EXTRA,
        f"Nothing is wrong here: {kind.explain} This is met." if kind else "Nothing is wrong here.",
        key.documents.get(row.finding.document, row.finding.document), "No deficiency",
        penalty=FALSE_FLAG, citation=kind.citation if kind else "",
    )  # fmt: skip
