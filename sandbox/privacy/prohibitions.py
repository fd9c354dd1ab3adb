"""Step 3: what no other permission overrides. 45 CFR 164.502(a)(5), 164.522(a)(1)(vi)."""

from __future__ import annotations

from sandbox.privacy.case import Case
from sandbox.privacy.reading import labels
from sandbox.privacy.rules import rule

PLAN_PURPOSES = ("payment_recipient", "operations_recipient", "insurance_underwriting")


@rule(
    "prohibition.genetic_underwriting",
    "45 CFR 164.502(a)(5)(i)",
    "A health plan may not use or receive genetic information for underwriting, authorization or not.",
)
def genetic_underwriting(case: Case) -> bool:
    underwriting = case.purpose == "insurance_underwriting" or case.true("underwriting")
    plan = case.recipient == "health_plan" or case.flag("holder") == "plan"
    if not (underwriting and plan) or case.true("long_term_care_policy"):
        return False
    return case.withhold(["genetic"])


def restricted_segments(case: Case) -> list[str]:
    """The segments that a restriction concerns: as named, else all that is asked."""
    named = labels(case.flag("restricted_segments"))
    return [segment for segment in case.requested if not named or segment in named]


@rule(
    "prohibition.self_pay",
    "45 CFR 164.522(a)(1)(vi)",
    "What was paid in full out of pocket may not go to the health plan for payment or operations once the patient "
    "has asked for that, unless a law requires it.",
)
def self_pay(case: Case) -> bool:
    if case.patient.restriction != "self_pay_plan" or case.recipient != "health_plan":
        return False
    if case.purpose not in PLAN_PURPOSES or case.true("required_by_law") or case.false("paid_in_full"):
        return False
    return case.withhold(restricted_segments(case))


def apply(case: Case) -> None:
    """Withhold what is prohibited whatever the track."""
    if "genetic" in case.requested:
        genetic_underwriting(case)
    if case.patient.restriction == "self_pay_plan":
        self_pay(case)
