"""Marks of a completeness review. A finding counts for what it names: the place, the type, the person, the proof."""

from __future__ import annotations

from collections.abc import Iterator

from sandbox.charts.defects import DEFECTS
from sandbox.scoring.marks import Mark, Reason, as_evidence
from sandbox.tasks.completeness.answer import (
    CompletenessAnswer,
    CompletenessKey,
    Finding,
    KeyFinding,
)
from sandbox.tasks.findings import called, match, title

# Worth of the parts of one deficiency. To find it is the work; to route it is the second half of the duty.
FOUND, RESPONSIBLE, SHOWN = 3.0, 1.0, 0.5
WRONG_TYPE_CREDIT = 0.4  # the right place under another name
FALSE_FLAG = 1.5  # a provider is bothered for nothing; half of what finding one earns
GROUPS = {"quantitative": "Quantitative analysis", "qualitative": "Qualitative analysis"}
FALSE_FLAGS = "Flags that should not be there"


def score(answer: CompletenessAnswer, key: CompletenessKey) -> list[Mark]:
    """One mark for each deficiency, for its responsible person and its proof, and for each false flag."""
    matched, left = match(answer.findings, key.findings)
    marks: list[Mark] = []
    for item in key.findings:
        marks.extend(_marks(item, matched.get(item.id), key))
    if not key.findings:
        marks.append(_complete(answer, key))
    marks.extend(_false_flag(number, finding, key) for number, finding in enumerate(left, 1))
    return marks


def _marks(item: KeyFinding, finding: Finding | None, key: CompletenessKey) -> Iterator[Mark]:
    group, proof = GROUPS[item.analysis], as_evidence(item.evidence)
    expected = f"{title(item.type)}: {_place(item, key)}"
    credit, reason, sentence = _found(item, finding)
    yield Mark(
        f"{item.id}:found", group, title(item.type), FOUND, credit, reason, sentence,
        _given(finding, key), expected, evidence=proof, citation=item.citation,
    )  # fmt: skip
    if item.responsible:
        yield _assigned(item, finding, key, group)
    if item.shows:
        shown = finding is not None and bool(set(finding.evidence) & set(item.shows))
        yield Mark(
            f"{item.id}:shown", group, f"{title(item.type)}: where it shows", SHOWN, float(shown),
            Reason.CORRECT if shown else Reason.NO_EVIDENCE,
            "You attached a statement that shows it." if shown else "Attach a statement that shows it.",
            " ".join(finding.evidence) if finding else "", " ".join(item.shows), evidence=proof, citation=item.citation,
        )  # fmt: skip


def _found(item: KeyFinding, finding: Finding | None) -> tuple[float, Reason, str]:
    if finding is None:
        return 0.0, Reason.MISSED, f"Not found. {item.explanation}"
    if finding.type == item.type:
        return 1.0, Reason.CORRECT, item.explanation
    if finding.type in item.types:
        return 1.0, Reason.ACCEPTED_ALTERNATIVE, f"{item.explanation} “{title(item.type)}” says it most exactly."
    sentence = f"Right place, but not “{title(finding.type)}”. {item.explanation}"
    return WRONG_TYPE_CREDIT, Reason.WRONG_TYPE, sentence


def _assigned(item: KeyFinding, finding: Finding | None, key: CompletenessKey, group: str) -> Mark:
    right = finding is not None and finding.responsible in item.responsible
    names = " or ".join(key.staff.get(person, person) for person in item.responsible)
    given = key.staff.get(finding.responsible, "") if finding else ""
    if right:
        reason, sentence = Reason.CORRECT, "Assigned to the person who can complete it."
    elif finding is None or not finding.responsible:
        reason, sentence = Reason.MISSED, f"It is routed to {names}."
    else:
        reason, sentence = Reason.WRONG_RESPONSIBLE, f"{given} cannot complete it; it is routed to {names}."
    return Mark(
        f"{item.id}:responsible", group, f"{title(item.type)}: responsible", RESPONSIBLE, float(right), reason,
        sentence,
        given, names, evidence=as_evidence(item.evidence), citation=item.citation,
    )  # fmt: skip


def _complete(answer: CompletenessAnswer, key: CompletenessKey) -> Mark:
    right = answer.complete and not answer.findings
    sentence = "Right: nothing is missing, late, unsigned or contradictory." if right else "This chart is complete."
    return Mark(
        "complete", GROUPS["quantitative"], "The chart is complete", FOUND, float(right),
        Reason.CORRECT if right else Reason.MISSED, sentence,
        "Complete" if answer.complete else "", "Complete", evidence=as_evidence(key.clean_evidence),
        citation=key.citations.get("UNSIGNED_ENTRY", "42 CFR 482.24(c)"),
    )  # fmt: skip


def _false_flag(number: int, finding: Finding, key: CompletenessKey) -> Mark:
    met = f"{DEFECTS[finding.type].explain} This is met." if finding.type in DEFECTS else ""
    sentence = f"Nothing is wrong here: {key.oddities.get(finding.document, met)}" if met else "Nothing is wrong here."
    return Mark(
        f"extra-{number}", FALSE_FLAGS, title(finding.type), 0.0, 0.0, Reason.EXTRA, sentence,
        _given(finding, key), "No deficiency", penalty=FALSE_FLAG, citation=key.citations.get(finding.type, ""),
    )  # fmt: skip


def _given(finding: Finding | None, key: CompletenessKey) -> str:
    return called(title(finding.type), key.documents.get(finding.document, finding.document)) if finding else ""


def _place(item: KeyFinding, key: CompletenessKey) -> str:
    return key.documents.get(item.documents[0], item.documents[0])
