"""Marks of an access-log audit."""

from __future__ import annotations

from collections.abc import Iterator

from sandbox.scoring.marks import Mark, Reason, as_evidence
from sandbox.tasks.audit import weights as w
from sandbox.tasks.audit.answer import AccessFinding, AuditAnswer, AuditKey, Explained, Incident
from sandbox.tasks.audit.flags import AUDIT_CONTROLS, FLAGS, OUTCOMES

GROUP = "Accesses to follow up"
FALSE = "Lines that needed no follow-up"


def access_marks(answer: AuditAnswer, key: AuditKey) -> Iterator[Mark]:
    """Each incident found, flagged and decided; then lines followed up without cause."""
    given = {finding.row: finding for finding in answer.accesses}
    for incident in key.incidents:
        yield from _incident(incident, [given[row] for row in incident.rows if row in given])
    planted = {row for incident in key.incidents for row in incident.rows}
    explained = {each.row: each for each in key.explained}
    for row, finding in given.items():
        if row not in planted:
            yield _false_alarm(row, finding, explained.get(row))


def _lines(rows: tuple[int, ...]) -> str:
    return f"Line {rows[0]}" if len(rows) == 1 else f"Lines {', '.join(str(row) for row in rows)}"


def _incident(incident: Incident, findings: list[AccessFinding]) -> Iterator[Mark]:
    """Found is the share of its lines; flag and outcome are judged by the best of them."""
    flag, lines = FLAGS[incident.flag], _lines(incident.rows)
    share = len(findings) / len(incident.rows)
    reason = Reason.CORRECT if share == 1 else Reason.PARTIAL if share else Reason.MISSED
    ticked = ", ".join(str(finding.row) for finding in findings)
    rows = ", ".join(str(row) for row in incident.rows)
    yield _mark(incident, "found", lines, w.INCIDENT_FOUND, share, reason, incident.why, ticked, rows)
    credit, given = _best([(_flag_credit(f.flag, incident.flag), f.flag) for f in findings])
    text = f"{flag.title}. {flag.test}"
    reason = _reason(credit, given)
    shown = FLAGS[given].title if given in FLAGS else ""
    yield _mark(incident, "flag", f"{lines}, red flag", w.INCIDENT_FLAG, credit, reason, text, shown, flag.title)
    credit, given = _best([(_outcome_credit(f.outcome, incident.outcome), f.outcome) for f in findings])
    decision = OUTCOMES[incident.outcome]
    reason = _reason(credit, given)
    shown = OUTCOMES[given].title if given in OUTCOMES else ""
    yield Mark(
        f"outcome:{incident.id}",
        GROUP,
        f"{lines}, outcome",
        w.INCIDENT_OUTCOME,
        credit,
        reason,
        f"{decision.title}. {decision.rule}",
        shown,
        decision.title,
        citation=decision.citation,
    )


def _mark(
    incident: Incident,
    part: str,
    label: str,
    weight: float,
    credit: float,
    reason: Reason,
    text: str,
    given: str,
    expected: str,
) -> Mark:
    name, citation = f"{part}:{incident.id}", FLAGS[incident.flag].citation
    evidence = as_evidence(incident.evidence) if part == "found" else ()
    return Mark(name, GROUP, label, weight, credit, reason, text, given, expected, evidence=evidence, citation=citation)


def _best(options: list[tuple[float, str]]) -> tuple[float, str]:
    return max(options, key=lambda option: option[0], default=(0.0, ""))


def _flag_credit(given: str, expected: str) -> float:
    if given == expected:
        return 1.0
    return w.NEAR if given in FLAGS[expected].near else 0.0


def _outcome_credit(given: str, expected: str) -> float:
    """A sanction goes along with a breach assessment, but does not replace it (45 CFR 164.402(2))."""
    if given == expected:
        return 1.0
    return w.NEAR if (given, expected) == ("sanction", "breach") else 0.0


def _reason(credit: float, given: str) -> Reason:
    if credit == 1.0:
        return Reason.CORRECT
    if credit:
        return Reason.PARTIAL
    return Reason.WRONG if given else Reason.MISSED


def _false_alarm(row: int, finding: AccessFinding, explained: Explained | None) -> Mark:
    name, label, given = f"alarm:{row}", f"Line {row}", OUTCOMES[finding.outcome].title if finding.outcome else ""
    evidence = as_evidence(explained.evidence) if explained else ()
    weight, credit, penalty = 0.0, 0.0, w.FALSE_ALARM
    if finding.outcome == "justified":
        why = explained.why if explained else "The lists connect user and patient."
        text, reason, credit, penalty = f"Reviewed and justified: no loss. {why}", Reason.OPTIONAL, 1.0, 0.0
    elif explained:
        text, reason, penalty = f"A list explains this access. {explained.why}", Reason.PROHIBITED, w.EXPLAINED_ALARM
    else:
        text = "Daily work: the lists connect user and patient, on duty, in a section the role needs."
        reason = Reason.EXTRA
    return Mark(
        name,
        FALSE,
        label,
        weight,
        credit,
        reason,
        text,
        given,
        penalty=penalty,
        evidence=evidence,
        citation=AUDIT_CONTROLS,
    )
