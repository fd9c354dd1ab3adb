"""Step 5: identity and authority of the requester, and papers that contradict each other. 45 CFR 164.514(h)."""

from __future__ import annotations

from sandbox.privacy.case import Case
from sandbox.privacy.rules import rule

OFFICIALS = frozenset(
    {
        "law_enforcement",
        "public_health_authority",
        "protective_services",
        "oversight_agency",
        "hhs_secretary",
        "coroner_me",
        "correctional",
        "military_command",
        "national_security",
        "court",
    }
)
REPRESENTATIVES = frozenset({"personal_representative", "parent_guardian"})
UNVERIFIED_PURPOSES = frozenset({"directory", "involvement_in_care", "notification", "disaster", "serious_threat"})


@rule(
    "verification.identity",
    "45 CFR 164.514(h)(1)(i)",
    "Identity must be verified before any disclosure except a directory, family or disaster one.",
)
def identity(case: Case) -> bool:
    if case.requester.identity_verified is not False or case.who in OFFICIALS:
        return False
    return case.settle("return_for_correction", "deny", defect="IDENTITY_NOT_VERIFIED")


@rule(
    "verification.official",
    "45 CFR 164.514(h)(2)(ii)-(iii)",
    "A public official shows badge or letterhead, and authority by a written statement or legal process.",
)
def official(case: Case) -> bool:
    if case.who not in OFFICIALS:
        return False
    person = case.requester
    paper = case.paper("official_statement")
    letterhead = paper is None or paper.attributes.get("letterhead") is not False
    authority = paper is None or paper.attributes.get("authority") is not False
    if person.identity_verified is not False and person.authority_verified is not False and letterhead and authority:
        return False
    return case.settle("return_for_correction", "deny", defect="OFFICIAL_NOT_VERIFIED")


@rule(
    "verification.representative",
    "45 CFR 164.514(h)(1)(i); 45 CFR 164.502(g)",
    "Who stands in for the patient must show the authority to do so.",
)
def representative(case: Case) -> bool:
    if case.who not in REPRESENTATIVES or case.requester.authority_verified is not False:
        return False
    return case.settle("return_for_correction", "deny", defect="PR_AUTHORITY_NOT_SHOWN")


@rule(
    "verification.forgery",
    "45 CFR 164.514(h)(2)(i); 45 CFR 164.530(c)",
    "A paper suspected to be forged, or papers that contradict each other, go to the privacy officer.",
)
def forgery(case: Case) -> bool:
    if not (case.true("suspected_forgery") or case.true("conflicting_documents")):
        return False
    return case.settle("escalate", "deny", "return_for_correction")


@rule(
    "verification.referral",
    "45 CFR 164.530(a)(1), (c)",
    "A well-known patient, or a record under legal hold, may be taken to the privacy officer before anything leaves.",
)
def referral(case: Case) -> bool:
    return case.true("vip") or case.true("legal_hold")


def apply(case: Case) -> bool:
    """Whether the request stops here because who asks, or what they brought, is in doubt."""
    flags = case.flags
    if flags and ("suspected_forgery" in flags or "conflicting_documents" in flags) and forgery(case):
        return True
    if case.purpose in UNVERIFIED_PURPOSES and case.who not in REPRESENTATIVES:
        return False
    if identity(case):
        return True
    if case.who in OFFICIALS:
        return official(case)
    return case.who in REPRESENTATIVES and representative(case)
