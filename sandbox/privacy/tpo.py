"""Treatment, payment and health care operations. 45 CFR 164.506."""

from __future__ import annotations

from sandbox.privacy.case import Case
from sandbox.privacy.rules import rule

COVERED = frozenset({"provider", "health_plan"})
OWN = frozenset({"workforce_member", "business_associate"})
PURPOSES = frozenset({"treatment", "payment_recipient", "operations_recipient", "operations_own"})

OPERATIONS_WORDS = (
    "quality", "improvement", "case_m", "coordination", "protocol", "guideline", "population", "outcome",
    "competence", "review", "training", "accredit", "licens", "credential", "fraud", "abuse", "compliance", "safety",
)  # fmt: skip
OPERATIONS_BARRED = ("underwriting", "planning", "business", "marketing", "product", "sale", "legal")
PARAGRAPHS = ("1", "2", "(1)", "(2)", "para_1", "para_2", "paragraph_1", "paragraph_2", "1_or_2")


def shareable_operations(named: object) -> bool:
    """Whether a purpose is in paragraph (1) or (2) of the definition of operations, or detects fraud and abuse."""
    words = str(named).lower().replace(" ", "_")
    if words in PARAGRAPHS:
        return True
    return any(word in words for word in OPERATIONS_WORDS) and not any(word in words for word in OPERATIONS_BARRED)


@rule(
    "tpo.treatment",
    "45 CFR 164.506(c)(2)",
    "Any health care provider, covered by HIPAA or not, may have what it needs to treat someone; "
    "minimum necessary does not apply.",
)
def treatment(case: Case) -> bool:
    if case.purpose != "treatment" or case.recipient != "provider" or case.request.request_type == "internal_use":
        return False
    return case.permit(minimum=False, accounting=False)


@rule(
    "tpo.own_use",
    "45 CFR 164.506(c)(1); 45 CFR 164.502(b)(1)",
    "The workforce may use the record for the hospital's own treatment, payment and operations, within its role: "
    "minimum necessary applies to use, even for treatment.",
)
def own_use(case: Case) -> bool:
    inside = case.request.request_type == "internal_use" or case.recipient == "workforce_member"
    return inside and case.purpose in PURPOSES and case.permit(minimum=True, accounting=False)


@rule(
    "tpo.business_associate",
    "45 CFR 164.502(e); 45 CFR 164.504(e)",
    "A business associate may have what it needs for its service, under a signed business associate contract.",
)
def business_associate(case: Case) -> bool:
    if case.recipient != "business_associate":
        return False
    contract = case.paper("baa")
    if contract is None or contract.attributes.get("signed") is False:
        return case.settle("return_for_correction", "deny", defect="NO_BAA")
    return case.permit(minimum=True, accounting=False)


@rule(
    "tpo.payment",
    "45 CFR 164.506(c)(3)",
    "Another covered entity, or any provider, may have the minimum necessary for its own payment.",
)
def payment(case: Case) -> bool:
    if case.purpose != "payment_recipient" or case.recipient not in COVERED:
        return False
    return case.permit(minimum=True, accounting=False)


@rule(
    "tpo.joint_operations",
    "45 CFR 164.506(c)(5)",
    "Members of an organised health care arrangement may share for its joint operations.",
)
def joint_operations(case: Case) -> bool:
    if not (case.true("ohca") or case.true("joint_operations")) or case.recipient not in COVERED:
        return False
    return case.permit(minimum=True, accounting=False)


@rule(
    "tpo.operations_relationship",
    "45 CFR 164.506(c)(4)",
    "For the recipient's operations both must have, or have had, a relationship with the patient that the information "
    "pertains to.",
)
def operations_relationship(case: Case) -> bool:
    if case.recipient not in COVERED or (case.true("both_have_relationship") and not case.false("pertains")):
        return False
    if case.false("both_have_relationship") or case.false("pertains"):
        return case.settle("deny", "return_for_correction")
    return case.settle("return_for_correction", "deny", defect="RELATIONSHIP_MISSING")


@rule(
    "tpo.operations",
    "45 CFR 164.506(c)(4)",
    "A covered entity may have the minimum necessary for quality work, competence review, accreditation and the like, "
    "or to detect fraud; not for its business planning or underwriting.",
)
def operations(case: Case) -> bool:
    if case.recipient not in COVERED:
        return False
    named = case.flag("operations_paragraph")
    if named is not None and not shareable_operations(named):
        return False
    return case.permit(minimum=True, accounting=False)


@rule(
    "tpo.operations_barred",
    "45 CFR 164.506(c)(4); 45 CFR 164.501 (health care operations)",
    "For its own operations a recipient must be a covered entity, and for a purpose that the rule lists.",
)
def operations_barred(case: Case) -> bool:
    return case.settle("deny", "return_for_correction")


@rule(
    "tpo.own_lawsuit",
    "45 CFR 164.506(c)(1); 45 CFR 164.501 (health care operations, paragraph (4))",
    "A provider that is a party to the case may use the record in it as its own operations or payment.",
)
def own_lawsuit(case: Case) -> bool:
    return case.true("ce_is_party") and case.permit(minimum=True, accounting=False)


def operations_track(case: Case) -> bool:
    """Operations of the recipient."""
    return joint_operations(case) or operations_relationship(case) or operations(case) or operations_barred(case)


def apply(case: Case) -> bool:
    """The track for treatment, payment and operations; whether it settled the case."""
    case.track = case.purpose.split("_")[0]
    if case.recipient == "business_associate":
        return business_associate(case)
    if own_use(case):
        return True
    if case.purpose == "treatment":
        return treatment(case)
    if case.purpose == "payment_recipient":
        return payment(case)
    if case.purpose == "operations_own":
        return joint_operations(case)
    return operations_track(case)
