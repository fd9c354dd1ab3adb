"""One mark for each thing a release decides; what goes out too much fails the task by itself."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sandbox.scoring.marks import Mark, Reason, as_evidence
from sandbox.tasks.release import score_redaction as blackened
from sandbox.tasks.release import score_sending as after
from sandbox.tasks.release.answer import KeyDocument, ReleaseAnswer, ReleaseKey
from sandbox.tasks.release.choices import ACCOUNTING, BASES, DECISIONS, DEFECTS, FEES

DECISION, BASIS, DOCUMENTS, DEFECT, DEADLINE, FEE, LOGGED = 4.0, 2.0, 4.0, 2.0, 1.0, 1.0, 1.0
OVER = 1.0  # points taken off for each page too much, beside failing the task
EXTRA_DEFECT = 0.5
ALWAYS = (
    DECISION + BASIS + DOCUMENTS + DEFECT + DEADLINE + FEE + LOGGED
    + after.IDENTITY + after.AUTHORITY + after.ENCLOSED + after.LETTER
)  # fmt: skip


def total(key: ReleaseKey) -> float:
    """What the whole task is worth: more when a letter is due, an entry, or something to black out."""
    more = (
        after.SAID if key.sendings[0].content else 0.0,
        after.ENTRY if key.entry else 0.0,
        blackened.REDACTED if key.hidden else 0.0,
    )
    return ALWAYS + sum(more)


def of_page(key: ReleaseKey) -> float:
    """What a page that goes is worth."""
    return DOCUMENTS / max(1, len(key.going))


def score(answer: ReleaseAnswer, key: ReleaseKey) -> Sequence[Mark]:
    """Verification, decision, basis, documents, defects, what is sent and written, deadline, fee and accounting."""
    return [
        *after.standing(answer, key),
        _decision(answer, key),
        _basis(answer, key),
        *_documents(answer, key),
        *blackened.redactions(answer, key, of_page(key)),
        *_defects(answer, key),
        *after.sending(answer, key),
        _deadline(answer, key),
        _fee(answer, key),
        _accounting(answer, key),
        *after.entry(answer, key),
    ]


def _reason(given: str, right: bool, first: bool = True) -> Reason:
    if right:
        return Reason.CORRECT if first else Reason.ACCEPTED_ALTERNATIVE
    return Reason.WRONG if given else Reason.MISSED


def _decision(answer: ReleaseAnswer, key: ReleaseKey) -> Mark:
    right = answer.decision in key.accept
    expected = " or ".join(DECISIONS[code] for code in key.accept if code in DECISIONS)
    return Mark(
        item="decision",
        group="Decision",
        label="Decision",
        weight=DECISION,
        credit=float(right),
        reason=_reason(answer.decision, right, answer.decision == key.outcome),
        feedback=key.because,
        given=DECISIONS.get(answer.decision, ""),
        expected=expected,
        evidence=as_evidence(key.evidence),
        citation=key.citation,
    )


def _basis(answer: ReleaseAnswer, key: ReleaseKey) -> Mark:
    right = answer.basis in key.bases
    first = BASES[key.bases[0]]
    return Mark(
        item="basis",
        group="Decision",
        label="Legal basis",
        weight=BASIS,
        credit=float(right),
        reason=_reason(answer.basis, right, answer.basis == key.bases[0]),
        feedback=f"It rests on: {first.text}.",
        given=BASES[answer.basis].text if answer.basis in BASES else "",
        expected=" or ".join(BASES[code].text for code in key.bases),
        evidence=as_evidence(key.evidence),
        citation=first.cite,
    )


def _documents(answer: ReleaseAnswer, key: ReleaseKey) -> list[Mark]:
    ticked = frozenset(answer.documents)
    going = key.going
    marks = [_nothing(answer, key)] if not going else []
    for document in key.documents:
        if document.goes:
            marks.append(_goes(document, document.ref in ticked, of_page(key), key))
        elif document.ref in ticked and not (document.hide and blackened.blacked(document, answer)):
            marks.append(_stays(document))
    return marks


def _nothing(answer: ReleaseAnswer, key: ReleaseKey) -> Mark:
    return Mark(
        item="documents:none",
        group="What goes",
        label="No page goes",
        weight=DOCUMENTS,
        credit=float(answer.nothing),
        reason=_reason("x" if answer.documents else "", answer.nothing),
        feedback="No page of the record goes out on this request.",
        given="Nothing goes" if answer.nothing else "",
        expected="Nothing goes",
        evidence=as_evidence(key.evidence),
        citation=key.citation,
    )


def _goes(document: KeyDocument, ticked: bool, weight: float, key: ReleaseKey) -> Mark:
    if ticked:
        said = document.because
    elif key.own_access:
        said = "It was left out. Keeping back what the patient has a right to is a violation of the right of access."
    else:
        said = "It was left out, though it is asked for and may go."
    return Mark(
        item=f"documents:{document.ref}",
        group="What goes",
        label=document.title[:255],
        weight=weight,
        credit=float(ticked),
        reason=Reason.CORRECT if ticked else Reason.UNDER_DISCLOSED,
        feedback=said,
        given="goes" if ticked else "stays",
        expected="goes",
        evidence=as_evidence(document.evidence),
        citation="45 CFR 164.524(a)(1)" if key.own_access else key.citation,
    )


def _stays(document: KeyDocument) -> Mark:
    return Mark(
        item=f"documents:{document.ref}",
        group="What goes",
        label=document.title[:255],
        weight=0.0,
        credit=0.0,
        reason=Reason.OVER_DISCLOSED,
        feedback=f"It must stay: {document.because}",
        given="goes",
        expected="stays",
        penalty=OVER,
        critical=True,
        evidence=as_evidence(document.evidence),
        citation=document.citation or "45 CFR 164.502(a)",
    )


def _defects(answer: ReleaseAnswer, key: ReleaseKey) -> list[Mark]:
    named = frozenset(answer.defects)
    marks = []
    for defect in key.defects:
        found = defect.code in named
        marks.append(
            Mark(
                item=f"defect:{defect.code}",
                group="Flaws of the papers",
                label=defect.text,
                weight=DEFECT / len(key.defects),
                credit=float(found),
                reason=_reason("", found),
                feedback=f"{defect.text}." if found else f"{defect.text}: look at the paper again.",
                given="named" if found else "",
                expected="named",
                evidence=as_evidence(defect.evidence),
                citation=defect.citation[:250],
            )
        )
    if not key.defects:
        marks.append(_flawless(answer, key))
    right = {defect.code for defect in key.defects}
    marks += [_extra(code) for code in answer.defects if code not in right]
    return marks


def _flawless(answer: ReleaseAnswer, key: ReleaseKey) -> Mark:
    return Mark(
        item="defect:none",
        group="Flaws of the papers",
        label="The papers are in order",
        weight=DEFECT,
        credit=float(answer.no_defects),
        reason=_reason("x" if answer.defects else "", answer.no_defects),
        feedback="What came with the request has no flaw that has to be corrected.",
        given="no flaw" if answer.no_defects else "",
        expected="no flaw",
        evidence=as_evidence(key.evidence),
        citation=key.citation,
    )


def _extra(code: str) -> Mark:
    return Mark(
        item=f"defect:{code}",
        group="Flaws of the papers",
        label=DEFECTS.get(code, code),
        weight=0.0,
        credit=0.0,
        reason=Reason.EXTRA,
        feedback="The papers do not have this flaw.",
        given="named",
        penalty=EXTRA_DEFECT,
    )


def printed(day: str) -> str:
    """An ISO date as charts print it (``03/10/2026``); ``none`` in words; nothing stays nothing."""
    if day == "none":
        return "no deadline"
    return date.fromisoformat(day).strftime("%m/%d/%Y") if day else ""


def _deadline(answer: ReleaseAnswer, key: ReleaseKey) -> Mark:
    right = answer.deadline in key.deadlines
    if key.deadline_days:
        said = f"{key.deadline_days} calendar days from {printed(key.received)}, the day it was received."
    else:
        said = "HIPAA sets no deadline for this request; only the patient's own rights have a clock."
    return Mark(
        item="deadline",
        group="What follows",
        label="Deadline",
        weight=DEADLINE,
        credit=float(right),
        reason=_reason(answer.deadline, right, answer.deadline == key.deadlines[0]),
        feedback=said,
        given=printed(answer.deadline),
        expected=" or ".join(printed(day) for day in key.deadlines),
        evidence=as_evidence(key.received_evidence),
        citation="45 CFR 164.524(b)(2)",
    )


def _fee(answer: ReleaseAnswer, key: ReleaseKey) -> Mark:
    right = answer.fee in key.fees
    return Mark(
        item="fee",
        group="What follows",
        label="Fee",
        weight=FEE,
        credit=float(right),
        reason=_reason(answer.fee, right, answer.fee == key.fees[0]),
        feedback="The fee limit of the access rule is for the patient's own copy, and only when something is copied.",
        given=FEES.get(answer.fee, ""),
        expected=" or ".join(FEES[code] for code in key.fees),
        evidence=as_evidence(key.request_evidence),
        citation="45 CFR 164.524(c)(4)",
    )


def _accounting(answer: ReleaseAnswer, key: ReleaseKey) -> Mark:
    expected = "yes" if key.accounting else "no"
    right = answer.accounting == expected
    said = (
        "The patient can ask for an accounting of this disclosure: log date, recipient, content and purpose."
        if key.accounting
        else "Nothing accountable leaves: treatment, payment, operations, the patient's own copy, authorized "
        "disclosures, and requests that are not granted stay out of the accounting."
    )
    return Mark(
        item="accounting",
        group="What follows",
        label="Accounting of disclosures",
        weight=LOGGED,
        credit=float(right),
        reason=_reason(answer.accounting, right),
        feedback=said,
        given=ACCOUNTING.get(answer.accounting, ""),
        expected=ACCOUNTING[expected],
        evidence=as_evidence(key.request_evidence),
        citation="45 CFR 164.528(a)(1)",
    )
