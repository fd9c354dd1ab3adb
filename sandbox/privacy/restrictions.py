"""Restrictions and confidential communications: asking for them, and honouring them. 45 CFR 164.522."""

from __future__ import annotations

from sandbox.privacy.case import Case
from sandbox.privacy.prohibitions import restricted_segments
from sandbox.privacy.rules import rule

BOUND_PURPOSES = frozenset(
    {"treatment", "payment_recipient", "operations_recipient", "operations_own", "involvement_in_care", "notification"}
)
PLAN_WORDS = ("health_plan", "plan", "insurer")


# Honouring (steps 7 of a disclosure)


@rule(
    "restriction.emergency",
    "45 CFR 164.522(a)(1)(iii)",
    "An agreed restriction gives way to emergency treatment; the recipient is asked not to pass the information on.",
)
def emergency(case: Case) -> bool:
    if case.purpose != "treatment" or not (case.true("emergency_treatment") or case.true("bona_fide_emergency")):
        return False
    case.cite("45 CFR 164.522(a)(1)(iii)")
    case.notices.append("do_not_redisclose_emergency")
    return True


@rule(
    "restriction.honoured",
    "45 CFR 164.522(a)(1)(iii)",
    "A restriction that the hospital agreed to binds its treatment, payment, operations and family disclosures.",
)
def honoured(case: Case) -> bool:
    if case.patient.restriction != "agreed" or case.purpose not in BOUND_PURPOSES or case.track == "authorization":
        return False
    return not emergency(case) and case.withhold(restricted_segments(case))


@rule(
    "confidential.address",
    "45 CFR 164.522(b)",
    "What goes to the patient goes by the confidential address or means on file.",
)
def confidential_address(case: Case) -> bool:
    if not case.patient.cc_on_file or case.recipient != "individual":
        return False
    case.notices.append("use_confidential_address")
    return True


def honour(case: Case) -> None:
    """Apply what the patient and the hospital agreed on."""
    if case.patient.restriction == "agreed":
        honoured(case)
    if case.patient.cc_on_file:
        confidential_address(case)


# Asking


@rule(
    "restriction.must_agree",
    "45 CFR 164.522(a)(1)(vi)",
    "The hospital must agree not to tell a health plan of a service paid in full by the patient or someone else than "
    "the plan, unless a law requires it.",
)
def must_agree(case: Case) -> bool:
    towards = case.flag("recipient") or (case.recipient if case.recipient != "individual" else "health_plan")
    if towards not in PLAN_WORDS or not case.true("paid_in_full") or case.true("required_by_law"):
        return False
    if case.flag("paid_by") in PLAN_WORDS:
        return False
    case.mandatory = True
    return case.settle("grant")


@rule(
    "restriction.agreed",
    "45 CFR 164.522(a)(1)(i)",
    "The hospital may agree to any other restriction of treatment, payment, operations or family disclosures.",
)
def agreed(case: Case) -> bool:
    return case.true("ce_agrees") and case.settle("grant")


@rule(
    "restriction.may_refuse",
    "45 CFR 164.522(a)(1)(ii)",
    "The hospital need not agree to a restriction; a refusal needs no ground.",
)
def may_refuse(case: Case) -> bool:
    return case.settle("deny", "grant", "escalate")


@rule(
    "restriction.no_unilateral_end",
    "45 CFR 164.522(a)(2)(iii)",
    "The hospital may end an agreed restriction for the future, but never the one for services paid out of pocket.",
)
def no_unilateral_end(case: Case) -> bool:
    if not case.true("terminate_restriction"):
        return False
    if case.patient.restriction == "self_pay_plan":
        return case.settle("deny")
    return case.settle("grant", "deny")


def asked(case: Case) -> bool:
    """Decide a request for a restriction."""
    return no_unilateral_end(case) or must_agree(case) or agreed(case) or may_refuse(case)


@rule(
    "confidential.no_address",
    "45 CFR 164.522(b)(2)(ii)",
    "The hospital may wait for an alternative address or another method of contact.",
)
def no_address(case: Case) -> bool:
    return case.false("alternative_address_given") and case.settle("return_for_correction", "deny")


@rule(
    "confidential.plan",
    "45 CFR 164.522(b)(1)(ii)",
    "A health plan must accommodate a reasonable request if the person states that disclosure could endanger them.",
)
def plan(case: Case) -> bool:
    if case.flag("holder") not in ("plan", "health_plan"):
        return False
    if not case.true("endangerment_stated"):
        return case.settle("deny", "return_for_correction")
    case.mandatory = True
    return case.settle("grant")


@rule(
    "confidential.unreasonable",
    "45 CFR 164.522(b)(1)(i)",
    "Only a request that cannot reasonably be met may be refused, judged by what it takes and never by the reason.",
)
def unreasonable(case: Case) -> bool:
    return case.false("reasonable") and case.settle("deny", "return_for_correction")


@rule(
    "confidential.provider",
    "45 CFR 164.522(b)(1)(i); 45 CFR 164.522(b)(2)(iii)",
    "A provider must accommodate a reasonable request for another address or means, and may not ask why.",
)
def provider(case: Case) -> bool:
    case.mandatory = True
    return case.settle("grant")


def confidential(case: Case) -> bool:
    """Decide a request for confidential communications."""
    return no_address(case) or unreasonable(case) or plan(case) or provider(case)
