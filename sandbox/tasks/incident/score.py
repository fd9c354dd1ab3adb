"""One mark for each thing an assessment decides, by the incident that was found."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from sandbox.scoring.marks import Mark, Reason, as_evidence
from sandbox.tasks.incident import weights
from sandbox.tasks.incident.answer import Course, IncidentAnswer, IncidentKey, Told
from sandbox.tasks.incident.choices import (
    ACCOUNTING,
    CITES_OF_NOTICE,
    CITES_OF_STEPS,
    CONCLUSIONS,
    DUE_IN_NOTICE,
    FACTORS,
    HHS,
    MEDIA,
    NONE,
    NOT_ASSESSED,
    NOTICE,
    RATINGS,
    STANDINGS,
    STEPS,
    WHY_NOT_STEP,
    WHY_NOTICE,
    WHY_STEP,
)

WHAT, ASSESSMENT, WHEN, WHO, AFTER, LETTER = (
    "What it is",
    "Risk assessment",
    "Discovery",
    "Who is told, and by when",
    "What else follows",
    "The letter to the people concerned",
)


def score(answer: IncidentAnswer, key: IncidentKey) -> Sequence[Mark]:
    """What it is, the four factors, the conclusion, the clocks, what else follows, and the letter."""
    course = key.course(answer.found)
    return [
        _told("standing", WHAT, "Sort of incident", answer.standing, course.standing, weights.STANDING, STANDINGS),
        *_factors(answer, course, key.evidence),
        _told(
            "conclusion", ASSESSMENT, "Conclusion", answer.conclusion, course.conclusion, weights.CONCLUSION,
            CONCLUSIONS,
        ),
        _told("discovered", WHEN, "Day of discovery", answer.discovered, course.discovered, weights.DISCOVERED),
        _told("individuals", WHO, "The people concerned", answer.individuals, course.individuals, weights.INDIVIDUALS),
        _told("hhs", WHO, "HHS", answer.hhs, course.hhs, weights.HHS, HHS),
        _told("hhs_day", WHO, "HHS: at the latest on", answer.hhs_day, course.hhs_day, weights.HHS_DAY),
        _told("media", WHO, "Media", answer.media, course.media, weights.MEDIA, MEDIA),
        _told(
            "accounting", AFTER, "Accounting of disclosures", answer.accounting, course.accounting, weights.ACCOUNTING,
            ACCOUNTING,
        ),
        *_steps(answer, course),
        *_notice(answer, course),
    ]  # fmt: skip


def printed(day: str) -> str:
    """An ISO date as charts print it; ``none`` in words; anything else as it is."""
    if day == NONE:
        return "no notice is due"
    try:
        return f"{date.fromisoformat(day):%m/%d/%Y}"
    except ValueError:
        return day


def _told(
    item: str, group: str, label: str, given: str, due: Told, weight: float, words: Mapping[str, str] | None = None
) -> Mark:
    right = given in due.accept
    best = given == due.accept[0]
    reason = Reason.CORRECT if best else Reason.ACCEPTED_ALTERNATIVE if right else Reason.WRONG
    said = (lambda code: words.get(code, "")) if words else printed
    return Mark(
        item=item,
        group=group,
        label=label,
        weight=weight,
        credit=float(right),
        reason=reason if given else Reason.MISSED,
        feedback=due.because,
        given=said(given),
        expected=" or ".join(said(code) for code in due.accept),
        evidence=as_evidence(due.evidence),
        citation=due.citation,
    )


def _factors(answer: IncidentAnswer, course: Course, evidence: bool) -> Iterator[Mark]:
    for name, (label, _) in FACTORS.items():
        due, given = course.factors[name], getattr(answer, name)
        yield _told(f"factor:{name}", ASSESSMENT, label, given, due, weights.FACTOR, RATINGS)
        if evidence:
            yield _shown(name, label, given, answer.evidence_of(name), due)


def _shown(name: str, label: str, given: str, attached: tuple[str, ...], due: Told) -> Mark:
    """The evidence of a factor. It earns with a right rating only; a factor that is not assessed needs none."""
    rated = given in due.accept
    hit = bool(set(attached) & set(due.evidence)) or due.accept[0] == NOT_ASSESSED
    right = rated and hit
    if right:
        said = "It rests on what the papers say."
    else:
        said = "Attach a statement that shows it." if rated else "The rating is not right, so nothing can show it."
    return Mark(
        item=f"evidence:{name}",
        group=ASSESSMENT,
        label=f"{label}: evidence",
        weight=weights.FACTOR_EVIDENCE,
        credit=float(right),
        reason=Reason.CORRECT if right else Reason.NO_EVIDENCE,
        feedback=said,
        given=f"{len(attached)} attached" if attached else "",
        expected="a statement that shows it" if due.accept[0] != NOT_ASSESSED else "none needed",
        evidence=as_evidence(due.evidence),
        citation="45 CFR 164.414(b)",
    )


def _steps(answer: IncidentAnswer, course: Course) -> Iterator[Mark]:
    for code in course.due:
        found = code in answer.steps
        yield Mark(
            item=f"step:{code}",
            group=AFTER,
            label=STEPS[code],
            weight=weights.STEPS / len(course.due),
            credit=float(found),
            reason=Reason.CORRECT if found else Reason.MISSED,
            feedback=WHY_STEP[code],
            given="yes" if found else "",
            expected="yes",
            evidence=as_evidence(course.steps_evidence.get(code, ())),
            citation=CITES_OF_STEPS[code],
        )
    for code in answer.steps:
        if code not in course.due:
            penalty = 0.0 if code in course.may else weights.EXTRA_STEP
            said = WHY_NOT_STEP[code] if penalty else "It may be done and need not be."
            yield _more(f"step:{code}", AFTER, STEPS[code], penalty, said, CITES_OF_STEPS[code])


def _more(item: str, group: str, label: str, penalty: float, said: str, citation: str) -> Mark:
    return Mark(
        item=item,
        group=group,
        label=label,
        weight=0.0,
        credit=0.0,
        reason=Reason.EXTRA if penalty else Reason.OPTIONAL,
        feedback=said,
        given="yes",
        penalty=penalty,
        citation=citation,
    )


def _notice(answer: IncidentAnswer, course: Course) -> Iterator[Mark]:
    if not course.notifies:
        right = answer.no_notice
        yield Mark(
            "notice:none", LETTER, "No letter is written", weights.NOTICE, float(right),
            Reason.CORRECT if right else Reason.WRONG if answer.notice else Reason.MISSED,
            "Nobody has to be told, so no letter goes out.",
            "no letter" if right else "a letter" if answer.notice else "", "no letter",
            evidence=as_evidence(course.standing.evidence), citation="45 CFR 164.404(a)(1)",
        )  # fmt: skip
        return
    for code in DUE_IN_NOTICE:
        found = code in answer.notice
        yield Mark(
            f"notice:{code}", LETTER, NOTICE[code], weights.NOTICE / len(DUE_IN_NOTICE), float(found),
            Reason.CORRECT if found else Reason.MISSED,
            WHY_NOTICE[code], "yes" if found else "", "yes", citation=CITES_OF_NOTICE[code],
        )  # fmt: skip
    for code in answer.notice:
        if code not in DUE_IN_NOTICE:
            said, cite = WHY_NOTICE[code], CITES_OF_NOTICE[code]
            yield _more(f"notice:{code}", LETTER, NOTICE[code], weights.EXTRA_SENTENCE, said, cite)
