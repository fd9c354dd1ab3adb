"""The right to have the record amended. 45 CFR 164.526."""

from __future__ import annotations

from sandbox.privacy.case import Case
from sandbox.privacy.rules import rule

DAYS, EXTENSION = 60, 30
NOT_IN_SET = frozenset({"non_drs_quality", "employment_record"})
NOT_ACCESSIBLE = frozenset({"psychotherapy_notes", "litigation_prep"})


def _refuse(case: Case, *also_right: str) -> bool:
    case.extra["must_offer"] = ("statement_of_disagreement", "attach_request_and_denial")
    case.letters.append("amendment_denial")
    case.cite("45 CFR 164.526(d)(1)")
    return case.settle("deny", *also_right)


@rule(
    "amendment.in_writing",
    "45 CFR 164.526(b)(1)",
    "The hospital may require the request in writing, with a reason, if patients are told so beforehand.",
)
def in_writing(case: Case) -> bool:
    required = case.flag("ce_requires")
    wanted = [item for item in ("writing", "reason") if isinstance(required, (list, tuple)) and item in required]
    unwritten = "writing" in wanted and case.true("oral_request")
    unreasoned = "reason" in wanted and case.false("reason_given")
    return (unwritten or unreasoned) and case.settle("return_for_correction")


@rule(
    "amendment.not_ours",
    "45 CFR 164.526(a)(2)(i)",
    "What somebody else wrote may be left to them to amend, as long as they still can.",
)
def not_ours(case: Case) -> bool:
    if not case.false("created_by_ce"):
        return False
    if case.true("originator_unavailable"):
        case.cite("45 CFR 164.526(a)(2)(i)")
        return False
    return _refuse(case)


@rule(
    "amendment.not_in_set",
    "45 CFR 164.526(a)(2)(ii)",
    "Only the designated record set can be amended.",
)
def not_in_set(case: Case) -> bool:
    outside = case.false("in_drs") or all(segment in NOT_IN_SET for segment in case.requested)
    return outside and _refuse(case)


@rule(
    "amendment.not_accessible",
    "45 CFR 164.526(a)(2)(iii)",
    "What the patient has no right to see, the patient has no right to amend.",
)
def not_accessible(case: Case) -> bool:
    return all(segment in NOT_ACCESSIBLE for segment in case.requested) and _refuse(case)


@rule(
    "amendment.accurate",
    "45 CFR 164.526(a)(2)(iv)",
    "An entry that is accurate and complete need not be amended.",
)
def accurate(case: Case) -> bool:
    return case.true("record_accurate_complete") and _refuse(case)


@rule(
    "amendment.unexamined",
    "45 CFR 164.526(a)(2)(iv)",
    "Whether the entry is accurate and complete is for its author to say.",
)
def unexamined(case: Case) -> bool:
    if case.flag("record_accurate_complete") is not None:
        return False
    return case.settle("escalate", "grant")


@rule(
    "amendment.accepted",
    "45 CFR 164.526(c)",
    "The entry is amended by a linked statement, the patient is told, and so are those who rely on it; nothing is "
    "deleted.",
)
def accepted(case: Case) -> bool:
    case.mandatory = True
    case.letters.append("amendment_acceptance")
    return case.settle("grant")


def apply(case: Case) -> bool:
    """Decide a request for amendment; 60 days, one extension of 30 (164.526(b)(2))."""
    case.deadline, case.extension = DAYS, EXTENSION
    tests = (in_writing, not_ours, not_in_set, not_accessible, accurate, unexamined, accepted)
    return any(test(case) for test in tests)
