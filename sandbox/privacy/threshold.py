"""Step 1: is it protected health information at all? 45 CFR 160.103, 164.502(d), 164.502(f)."""

from __future__ import annotations

from sandbox.privacy.case import Case
from sandbox.privacy.rules import rule

YEARS_PROTECTED = 50


@rule(
    "threshold.long_dead",
    "45 CFR 164.502(f); 45 CFR 160.103 (protected health information)",
    "The record of a person dead for more than 50 years is no longer protected health information.",
)
def long_dead(case: Case) -> bool:
    years = case.patient.years_since_death
    if case.patient.status != "deceased" or years is None or years <= YEARS_PROTECTED:
        return False
    case.fee = "not_limited_by_hipaa"
    return case.permit(minimum=False, accounting=False)


@rule(
    "threshold.deidentified",
    "45 CFR 164.502(d); 45 CFR 164.514(a)-(b)",
    "Information de-identified by expert determination or by removing all 18 identifiers is not protected.",
)
def deidentified(case: Case) -> bool:
    if not case.any_true("deidentified", "expert_determination", "safe_harbor"):
        return False
    return case.permit(minimum=False, accounting=False)


@rule(
    "threshold.education_record",
    "45 CFR 160.103 (protected health information)",
    "Education records under FERPA are not protected health information.",
)
def education_record(case: Case) -> bool:
    return case.any_true("education_record", "ferpa", "ferpa_record") and case.permit(minimum=False, accounting=False)


@rule(
    "threshold.employment_record",
    "45 CFR 160.103 (protected health information)",
    "A record that the hospital holds as employer is not protected health information and not part of the chart.",
)
def employment_record(case: Case) -> bool:
    if "employment_record" not in case.requested:
        return False
    if len(case.requested) == 1 and case.request.request_type in ("disclosure", "internal_use"):
        return case.permit(minimum=False, accounting=False)
    return case.withhold(["employment_record"])


def apply(case: Case) -> bool:
    """Whether the request is decided because it does not concern protected health information."""
    if long_dead(case) or deidentified(case) or education_record(case):
        return True
    if "employment_record" in case.requested:
        employment_record(case)
    return bool(case.outcome)
